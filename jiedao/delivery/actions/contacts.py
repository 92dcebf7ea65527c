"""Where a person wants to be told outside the portal: entered, switched and taken back by the person."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from jiedao.delivery import typed
from jiedao.delivery.actions import codes
from jiedao.delivery.models import Contact
from jiedao.delivery.states import Channel
from jiedao.lib import clock
from jiedao.lib.refusals import refuse
from jiedao.people.models import User
from jiedao.personal import sealing

UNCONFIRMED: dict[str, Any] = {
    "confirmed_on": None,
    "code": "",
    "code_until": None,
    "code_tries": 0,
}


def hash_of(channel: str, address: str) -> str:
    """By what an address is known again; letters of a mailbox are the same large and small."""
    return sealing.hash_of(f"contact.{channel}", address.casefold())


@transaction.atomic
def keep(channel: Channel, *, address: str, by: User) -> Contact:
    """Give or change one's own address on a channel (登记站外联系方式); it is switched on with it.

    A code is sent there: until it is copied, nothing else goes to the address.
    """
    try:
        wanted = typed.address(channel, address)
    except ValueError as fault:
        raise refuse("delivery.address", str(fault), field="address") from fault
    digest = hash_of(channel, wanted)
    others = Contact.objects.filter(channel=channel, address_hash=digest).exclude(user=by)
    if others.exists():
        raise refuse(
            "delivery.of_another",
            "这个地址已经登记在别的账号上。提醒要发给本人，请登记您自己的。",
            field="address",
        )
    known = Contact.objects.filter(user=by, channel=channel, address_hash=digest).first()
    if known:  # the same again: what was confirmed stays so, what waits for its code still does
        Contact.objects.filter(pk=known.pk).update(is_on=True)
        known.refresh_from_db()
        return known
    Contact.objects.update_or_create(
        user=by,
        channel=channel,
        defaults=UNCONFIRMED
        | {"address": wanted, "address_hash": digest, "is_on": True, "since": clock.now()},
    )
    return codes.send_code(channel, by=by)


@transaction.atomic
def switch(channel: Channel, *, on: bool, by: User) -> None:
    """Switch a channel on or off for oneself (打开、关闭); what waits there is then not sent."""
    found = Contact.objects.filter(user=by, channel=channel).exclude(address_hash="")
    if not found.update(is_on=on):
        raise refuse("delivery.no_address", "还没有登记地址，请先登记。")


@transaction.atomic
def take_back(channel: Channel, *, by: User) -> None:
    """Take one's own address back (删除地址): nothing of it is kept."""
    _forget(Contact.objects.filter(user=by, channel=channel))


@transaction.atomic
def forget_the_gone() -> int:
    """The addresses of accounts that are out of use are kept no longer (停用账号的地址)."""
    return _forget(Contact.objects.filter(user__is_active=False).exclude(address_hash=""))


def _forget(rows: QuerySet[Contact]) -> int:
    return rows.update(address="", address_hash="", is_on=False, **UNCONFIRMED)

"""Confirming an address: a code goes there by the outbox, and only who can read it there can copy it.

The code stands sealed with the address until it is used. The line in the inbox says that one was sent,
never which: whoever sits at the desk must not be able to confirm somebody else's telephone.
"""

import hmac
import secrets
from datetime import timedelta
from typing import cast

from django.db import transaction
from django.db.models import F

from jiedao.delivery.actions import filing
from jiedao.delivery.models import Contact, OutboxMessage
from jiedao.delivery.states import Channel, Confirmed
from jiedao.lib import clock, text
from jiedao.lib.refusals import refuse
from jiedao.notices.actions import tell
from jiedao.notices.states import NoticeKind
from jiedao.people.models import User
from jiedao.personal.fields import Sealed

DIGITS, MINUTES, TRIES = 6, 10, 5
PAUSE, HOUR, MOST_IN_AN_HOUR = timedelta(minutes=1), timedelta(hours=1), 5


@transaction.atomic
def send_code(channel: Channel, *, by: User) -> Contact:
    """Send a new code to one's own address (发送确认码); the one before is worth nothing any more."""
    rows = Contact.objects.select_for_update(no_key=True).exclude(address_hash="")
    contact = rows.filter(user=by, channel=channel).first()
    if contact is None:
        raise refuse("delivery.no_address", "还没有登记地址，请先登记。")
    if contact.confirmed_on:
        raise refuse("delivery.confirmed", "这个地址已经确认，不用再发确认码。")
    _demand_patience(channel, by)
    now = clock.now()
    contact.code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    contact.code_until, contact.code_tries = now + timedelta(minutes=MINUTES), 0
    contact.save(update_fields=["code", "code_until", "code_tries"])
    contact.refresh_from_db()
    words = f"已向您的{channel.label}{contact.address}发送确认码，{MINUTES}分钟内有效。"
    notice = tell(by, words=words, kind=NoticeKind.CODE)
    filing.file_code(notice, channel)
    return contact


def _demand_patience(channel: Channel, by: User) -> None:
    """One a minute for each channel, and a few an hour in all: a code is no way to ring people up."""
    now = clock.now()
    sent = OutboxMessage.objects.filter(notice__user=by, notice__kind=NoticeKind.CODE)
    if sent.filter(channel=channel, filed_at__gt=now - PAUSE).exists():
        raise refuse("delivery.too_soon", "刚刚发过确认码，请过1分钟再发。")
    if sent.filter(filed_at__gt=now - HOUR).count() >= MOST_IN_AN_HOUR:
        raise refuse(
            "delivery.too_many", f"一小时最多发{MOST_IN_AN_HOUR}次确认码，请过一会儿再试。"
        )


@transaction.atomic
def confirm(channel: Channel, *, code: str, by: User) -> Confirmed:
    """Copy the code that arrived (填确认码). Never raises for a wrong one: that it was tried must stay."""
    rows = Contact.objects.select_for_update(no_key=True).exclude(address_hash="")
    contact = rows.filter(user=by, channel=channel).first()
    if contact is None:
        return Confirmed.NO_ADDRESS
    if contact.confirmed_on:
        return Confirmed.DONE
    if contact.code_until is None or contact.code_until <= clock.now():
        return Confirmed.OVER
    if contact.code_tries >= TRIES:
        return Confirmed.USED_UP
    typed = "".join(text.half_width(text.clean(code)).split())
    if not hmac.compare_digest(typed.encode(), _code_of(contact).encode()):
        Contact.objects.filter(pk=contact.pk).update(code_tries=F("code_tries") + 1)
        return Confirmed.USED_UP if contact.code_tries + 1 >= TRIES else Confirmed.WRONG
    done = {"code": "", "code_until": None, "code_tries": 0}
    Contact.objects.filter(pk=contact.pk).update(confirmed_on=clock.today(), **done)
    return Confirmed.DONE


def _code_of(contact: Contact) -> str:
    return cast(Sealed, contact.code).opened()

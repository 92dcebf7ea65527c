"""The sweep over the outbox: claim a message, send it outside any transaction, say what came of it.

A worker may be killed at any moment. A claim is a lease: when nobody has said within it what became
of the message, it may or may not have gone. It is sent once more, with the same key, and not again.
"""

import logging
import time
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import cast

from django.conf import settings
from django.db import transaction

from jiedao.delivery import routes
from jiedao.delivery.carriers import CARRIERS, Carrier, carrier_of
from jiedao.delivery.letters import Undelivered, letter
from jiedao.delivery.models import Contact, OutboxMessage
from jiedao.delivery.states import Standing
from jiedao.lib import clock
from jiedao.notices import selectors as notices
from jiedao.notices.states import NoticeKind
from jiedao.personal.fields import Sealed

log = logging.getLogger(__name__)

# Longer than a carrier takes at most, shorter than the ten minutes in which WeChat knows a repetition.
LEASE = timedelta(minutes=5)
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
)
MOST, MOST_SECONDS = 100, 45
UNCLEAR = "发送时中断，不知道对方收到没有，没有再发。"


def sweep(*, most: int = MOST) -> int:
    """Send what is due (发送待发消息), oldest first; how many went. Two at once share the work.

    It ends before the next minute's sweep begins. A channel that does not answer is left alone until
    then, so that its fault neither holds up the others nor uses up the tries of what waits.
    """
    now, begun = clock.now(), time.monotonic()
    _set_aside(now)
    down = {channel for channel in CARRIERS if carrier_of(channel) is None}
    sent = 0
    for _ in range(most):
        if time.monotonic() - begun > MOST_SECONDS:
            break
        message = _claim(clock.now(), but=down)
        if message is None:
            break
        fault = _deliver(message)
        sent += fault is None
        if fault and fault.is_down:
            down.add(message.channel)
    return sent


@transaction.atomic
def _set_aside(now: datetime) -> None:
    """What is too old is not sent (过期未发); what has no way any more is kept."""
    waiting = OutboxMessage.objects.filter(standing=Standing.WAITING)
    waiting.filter(filed_at__lt=_too_old(now)).update(
        standing=Standing.EXPIRED,
        next_at=None,
        failure=f"超过{settings.OUTBOX_DAYS}天没有发出，已经过时，不再发。",
    )
    unset = [channel for channel in CARRIERS if carrier_of(channel) is None]
    if not unset:
        return
    waiting.filter(channel__in=unset).update(standing=Standing.HELD, next_at=None)
    left = OutboxMessage.objects.due(now).filter(standing=Standing.SENDING, channel__in=unset)
    left.update(standing=Standing.GIVEN_UP, next_at=None, failure=UNCLEAR)


@transaction.atomic
def _claim(now: datetime, *, but: Collection[str]) -> OutboxMessage | None:
    """Take the next message in hand; what another worker has locked is passed over."""
    due = OutboxMessage.objects.due(now).exclude(channel__in=list(but)).order_by("next_at", "pk")
    rows = due.select_for_update(skip_locked=True, no_key=True)
    while message := rows.first():
        in_doubt = message.standing == Standing.SENDING
        if in_doubt and (message.doubts or message.filed_at < _too_old(now)):
            _end(message, Standing.GIVEN_UP, failure=UNCLEAR)
            continue
        message.doubts += in_doubt
        message.tries += 1
        message.standing, message.next_at = Standing.SENDING, now + LEASE
        message.save(update_fields=["doubts", "tries", "standing", "next_at"])
        return message
    return None


def _too_old(now: datetime) -> datetime:
    return now - timedelta(days=settings.OUTBOX_DAYS)


def _deliver(message: OutboxMessage) -> Undelivered | None:
    """Send one message that was claimed, and say what came of it; None when it went."""
    notice = message.notice
    contact = _contact_of(message)
    carrier = carrier_of(message.channel)
    if contact is None or carrier is None:
        _end(message, Standing.HELD if contact else Standing.WITHDRAWN)
        return Undelivered("没有收件地址。", is_final=True)
    code = cast(Sealed, contact.code).opened() if notice.kind == NoticeKind.CODE else ""
    fault = _handed_over(message, carrier, cast(Sealed, contact.address).opened(), code)
    if fault is None:
        _end(message, Standing.SENT, sent_at=clock.now())
    elif fault.is_final or message.tries > len(WAITS):
        _end(message, Standing.GIVEN_UP, failure=fault.words)
    else:
        later = routes.by_day(clock.now() + WAITS[message.tries - 1])
        _mark(message, standing=Standing.WAITING, next_at=later, failure=fault.words)
    return fault


def _contact_of(message: OutboxMessage) -> Contact | None:
    """Where it goes now: a reminder to a confirmed address, a code to the one that waits for it."""
    notice = message.notice
    mine = Contact.objects.filter(user=notice.user_id, user__is_active=True)
    mine = mine.filter(channel=message.channel)
    if notice.kind == NoticeKind.CODE:
        return mine.filter(confirmed_on=None, code_until__gt=clock.now()).first()
    return mine.told().first()


def _handed_over(
    message: OutboxMessage, carrier: Carrier, to: str, code: str
) -> Undelivered | None:
    """What kept the carrier from taking it. Whatever happens in there stops neither sweep nor act."""
    notice = message.notice
    said = letter(notice, key=str(message.key), path=notices.path_of(notice), code=code)
    try:
        carrier.send(said, to)
    except Undelivered as fault:
        return fault
    except Exception as fault:
        # Its words and its traceback may hold the address: only its name is written down.
        log.error("待发消息%s没有发出：%s", message.pk, type(fault).__name__)
        return Undelivered(f"发送程序出错（{type(fault).__name__}），请告诉技术支持。")
    return None


def _end(message: OutboxMessage, standing: Standing, **said: object) -> None:
    _mark(message, standing=standing, next_at=None, **said)


def _mark(message: OutboxMessage, **said: object) -> None:
    """Only who claimed it last says what became of it: `tries` is the number of the claim."""
    claimed = OutboxMessage.objects.filter(
        pk=message.pk, standing=Standing.SENDING, tries=message.tries
    )
    claimed.update(**{"failure": "", **said})

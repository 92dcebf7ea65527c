"""Writing the outbox, in the transaction of the notice."""

from uuid import uuid4

from django.db import transaction

from jiedao.delivery import routes
from jiedao.delivery.carriers import carrier_of
from jiedao.delivery.models import Contact, OutboxMessage
from jiedao.delivery.states import Standing
from jiedao.lib import clock
from jiedao.notices.models import Notice


@transaction.atomic(savepoint=False)
def file(notice: Notice) -> int:
    """Put a notice into the outbox for every channel its person has switched on (写入待发箱).

    Filed twice it is there once. Nothing is sent here: the sweep does that, after the act was saved.
    """
    ways = routes.ROUTES.get(notice.kind, ())
    if not ways or not notice.user.is_active:
        return 0
    chosen = Contact.objects.told().filter(user=notice.user, channel__in=ways)
    now = clock.now()
    rows = [_row(notice, channel) for channel in chosen.values_list("channel", flat=True)]
    for row in rows:
        row.filed_at = now
        row.next_at = routes.by_day(now) if row.standing == Standing.WAITING else None
    if rows:
        OutboxMessage.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


@transaction.atomic(savepoint=False)
def file_code(notice: Notice, channel: str) -> OutboxMessage:
    """Put a code into the outbox for the one channel it confirms; at night too, its person waits for it."""
    row = _row(notice, channel)
    row.filed_at = clock.now()
    row.next_at = row.filed_at if row.standing == Standing.WAITING else None
    row.save(force_insert=True)
    return row


def _row(notice: Notice, channel: str) -> OutboxMessage:
    """What no channel is configured for is kept and said, and fails nobody."""
    standing = Standing.WAITING if carrier_of(channel) else Standing.HELD
    return OutboxMessage(notice=notice, channel=channel, key=uuid4(), standing=standing)

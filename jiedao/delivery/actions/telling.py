"""Once a day the system administrators are told what did not go out."""

from collections import Counter

from django.db import transaction

from jiedao.access import desks
from jiedao.access.duties import OfficeDuty
from jiedao.delivery.models import OutboxMessage
from jiedao.delivery.states import Channel, Standing
from jiedao.lib import clock
from jiedao.lib.addresses import address
from jiedao.notices import actions as notices
from jiedao.notices.states import NoticeKind


@transaction.atomic
def tell_of_failures() -> int:
    """Put into the inbox of the system administrators how many messages were given up or too old.

    Each message is counted once, however often this runs. The notice stays inside the portal: its kind
    is none that goes out, or a broken channel would write about itself.
    """
    failed = OutboxMessage.objects.failed().filter(told_on__isnull=True)
    rows = list(
        failed.select_for_update(skip_locked=True, no_key=True)
        .order_by("pk")
        .values_list("pk", "channel", "standing")
    )
    if not rows:
        return 0
    OutboxMessage.objects.filter(pk__in=[pk for pk, *_ in rows]).update(told_on=clock.today())
    words = _words(Counter((channel, standing) for _, channel, standing in rows))
    for user in desks.holders(OfficeDuty.SEE_OUTBOX):
        notices.tell(user, words=words, kind=NoticeKind.FAULT, url=address("delivery:outbox"))
    return len(rows)


def _words(counts: Counter[tuple[str, str]]) -> str:
    said = [
        f"{Channel(channel).label}{Standing(standing).label}{counts[channel, standing]}条"
        for channel in Channel.values
        for standing in (Standing.GIVEN_UP, Standing.EXPIRED)
        if counts[channel, standing]
    ]
    return f"站外提醒有没发出去的：{'，'.join(said)}。站内消息都在，请打开待发箱看原因。"

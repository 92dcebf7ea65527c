"""Which notices go outside, by which ways, and at what hours: one table.

News is read at the desk. What leaves the portal is what cannot wait until somebody next sits there.
"""

from datetime import datetime, time, timedelta

from jiedao.delivery.states import Channel
from jiedao.lib import clock
from jiedao.notices.states import NoticeKind

EVERY_WAY = (Channel.EMAIL, Channel.WECHAT, Channel.SMS)
ROUTES: dict[str, tuple[Channel, ...]] = {
    NoticeKind.SOON: EVERY_WAY,
    NoticeKind.TODAY: EVERY_WAY,
    NoticeKind.LATE: EVERY_WAY,
    NoticeKind.LATE_LEAD: EVERY_WAY,
    NoticeKind.LATE_SECRETARY: EVERY_WAY,
    NoticeKind.RETURNED: EVERY_WAY,
    NoticeKind.URGED: EVERY_WAY,
}
KINDS = tuple(str(NoticeKind(kind).label) for kind in ROUTES)

# A limit turns red at midnight; nobody's telephone need ring then.
DAY_BEGINS, DAY_ENDS = time(8), time(21)
# The table as pages say it.
IN_WORDS = {"kinds": KINDS, "begins": f"{DAY_BEGINS:%H:%M}", "ends": f"{DAY_ENDS:%H:%M}"}


def by_day(moment: datetime) -> datetime:
    """The moment itself, or the next morning when it falls into the night (北京时间)."""
    local = moment.astimezone(clock.SHANGHAI)
    if DAY_BEGINS <= local.time() < DAY_ENDS:
        return moment
    day = local.date() + timedelta(days=1 if local.time() >= DAY_ENDS else 0)
    return datetime.combine(day, DAY_BEGINS, clock.SHANGHAI)

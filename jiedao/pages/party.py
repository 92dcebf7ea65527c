"""What of the party committee's work waits for a person though no limit of his runs (等您办理)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from jiedao.access.duties import OfficeDuty
from jiedao.access.selectors import seen_by
from jiedao.lib import numerals
from jiedao.lib.addresses import address
from jiedao.pages import waiting
from jiedao.pages.waiting import Asked, Line, Source, Waiting
from jiedao.party_committee.kinds import TOPIC
from jiedao.party_committee.models import Topic
from jiedao.party_committee.states import TopicState as S

CONCERNED = (
    *(OfficeDuty.SEE_PARTY_COMMITTEE, OfficeDuty.SUBMIT_TOPICS),
    *(OfficeDuty.SET_AGENDA, OfficeDuty.KEEP_PARTY_COMMITTEE),
)
WHY = {
    S.RETURNED: "您申报的党工委议题退回修改，改好后重新申报。",
    S.REVIEWED: "分管领导已审核，请确定上哪一次党工委会议。",
    S.DEFERRED: "党工委会议暂缓，请确定什么时候再议。",
    S.ON_AGENDA: "已列入党工委会议议程，请送达材料、登记到会和表决。",
}


def _waiting(asked: Asked) -> QuerySet[Any, Any] | None:
    held = asked.viewer.held
    if not held.anywhere(*CONCERNED):
        return None  # whoever else owns a task is told of it, and reminded
    decides = held.within(OfficeDuty.SET_AGENDA, prefix="dossier__unit__")
    keeps = held.within(OfficeDuty.KEEP_PARTY_COMMITTEE, prefix="dossier__unit__")
    mine = (
        Q(state=S.RETURNED, dossier__opened_by=asked.user)
        | Q(state=S.CARRYING_OUT, owner=asked.user)
        | Q(state__in=(S.REVIEWED, S.DEFERRED)) & decides
        | Q(state=S.ON_AGENDA) & keeps
    )
    rows = Topic.objects.filter(seen_by(asked.viewer, *TOPIC.seen_with), mine)
    return waiting.lines(rows, "party_committee", day="due_on")


def _told(lines: list[Line]) -> Iterator[Waiting]:
    """Topics in whose course this person has the next step, tasks first."""
    for line in lines:
        why = WHY.get(S(line.state), "")
        if line.state == S.CARRYING_OUT and line.day:
            why = f"党工委决定，交您办理，{numerals.short_day(line.day)}前办结。请报告进展。"
        url = address(TOPIC.page, line.number)
        yield Waiting(str(S(line.state).label), line.title, why, url, "打开办理")


waiting.declare(Source("party_committee", _waiting, _told))

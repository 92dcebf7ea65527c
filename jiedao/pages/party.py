"""What of the party committee's work waits for a person though no limit of his runs (等您办理)."""

from typing import Any

from django.db.models import Q, QuerySet

from jiedao.access.duties import OfficeDuty
from jiedao.access.selectors import Viewer, seen_by
from jiedao.lib import numerals
from jiedao.lib.addresses import address
from jiedao.lib.prepared import Question
from jiedao.pages.waiting import Waiting
from jiedao.party_committee.kinds import TOPIC
from jiedao.party_committee.models import Topic
from jiedao.party_committee.states import TopicState as S
from jiedao.people.models import User

SHOWN = 10
CONCERNED = (
    *(OfficeDuty.SEE_PARTY_COMMITTEE, OfficeDuty.SUBMIT_TOPICS),
    *(OfficeDuty.SET_AGENDA, OfficeDuty.KEEP_PARTY_COMMITTEE),
)
LINE = ("dossier__number", "dossier__title", "state", "due_on")
WHY = {
    S.RETURNED: "您申报的党工委议题退回修改，改好后重新申报。",
    S.REVIEWED: "分管领导已审核，请确定上哪一次党工委会议。",
    S.DEFERRED: "党工委会议暂缓，请确定什么时候再议。",
    S.ON_AGENDA: "已列入党工委会议议程，请送达材料、登记到会和表决。",
}


@Question
def _waiting(*, viewer: Viewer, user: int) -> QuerySet[Any, Any]:
    held = viewer.held
    decides = held.within(OfficeDuty.SET_AGENDA, prefix="dossier__unit__")
    keeps = held.within(OfficeDuty.KEEP_PARTY_COMMITTEE, prefix="dossier__unit__")
    mine = (
        Q(state=S.RETURNED, dossier__opened_by=user)
        | Q(state=S.CARRYING_OUT, owner=user)
        | Q(state__in=(S.REVIEWED, S.DEFERRED)) & decides
        | Q(state=S.ON_AGENDA) & keeps
    )
    rows = Topic.objects.filter(seen_by(viewer, *TOPIC.seen_with), mine)
    return rows.order_by("due_on", "dossier__last_act_on", "pk").values_list(*LINE)[:SHOWN]


def waiting_for(viewer: Viewer, user: User) -> list[Waiting]:
    """Topics in whose course this person has the next step, tasks first; one query."""
    if not viewer.held.anywhere(*CONCERNED):
        return []  # whoever else owns a task is told of it, and reminded
    rows = []
    for number, title, state, due_on in _waiting(viewer=viewer, user=user.pk):
        why = WHY.get(S(state), "")
        if state == S.CARRYING_OUT:
            why = f"党工委决定，交您办理，{numerals.short_day(due_on)}前办结。请报告进展。"
        url = address(TOPIC.page, number)
        rows.append(Waiting(str(S(state).label), title, why, url, "打开办理"))
    return rows

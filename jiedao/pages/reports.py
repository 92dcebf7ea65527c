"""Papers of the regime that wait to be received (等您接收); those to be written have limits of their own."""

from typing import Any

from django.db.models import Q, QuerySet

from jiedao.access.duties import OfficeDuty
from jiedao.access.selectors import Viewer, seen_by
from jiedao.lib.addresses import address
from jiedao.lib.prepared import Question
from jiedao.pages.waiting import Waiting
from jiedao.reporting.kinds import PAPER
from jiedao.reporting.models import Paper
from jiedao.reporting.states import PaperKind, PaperState

SHOWN = 10
RECEIVING = (OfficeDuty.RECEIVE_REPORTS, OfficeDuty.LEAD_REPORTS)
WHY = "已经报送，请看内容，接收或者写明原因退回。"


@Question
def _submitted(*, viewer: Viewer) -> QuerySet[Any, Any]:
    held = viewer.held
    mine = Q(kind=PaperKind.WEEKLY) & held.within(OfficeDuty.RECEIVE_REPORTS, prefix="unit__")
    mine |= Q(kind=PaperKind.HALF) & held.within(OfficeDuty.LEAD_REPORTS, prefix="unit__")
    rows = Paper.objects.filter(seen_by(viewer, *PAPER.seen_with), mine, state=PaperState.SUBMITTED)
    return rows.order_by("submitted_at", "pk").values_list("dossier__number", "dossier__title")[
        :SHOWN
    ]


def waiting_for(viewer: Viewer) -> list[Waiting]:
    """Papers handed in to this person, the first ones first; one query, for who receives any."""
    if not viewer.held.anywhere(*RECEIVING):
        return []
    label = str(PaperState.SUBMITTED.label)
    return [
        Waiting(label, title, WHY, address(PAPER.page, number), "看汇报")
        for number, title in _submitted(viewer=viewer)
    ]

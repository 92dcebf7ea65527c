"""Papers of the regime that wait to be received (等您接收); those to be written have limits of their own."""

from typing import Any

from django.db.models import Q, QuerySet

from jiedao.access.duties import OfficeDuty
from jiedao.access.selectors import seen_by
from jiedao.lib.addresses import address
from jiedao.pages import waiting
from jiedao.pages.waiting import Asked, Line, Source, Waiting
from jiedao.reporting.access import goes_to
from jiedao.reporting.kinds import PAPER
from jiedao.reporting.models import Paper
from jiedao.reporting.states import PaperKind, PaperState

WHY = "已经报送，请看内容，接收或者写明原因退回。"


def _submitted(asked: Asked) -> QuerySet[Any, Any]:
    """By duty, or by name: whom a paper goes to receives it whatever duties he has."""
    held, known = asked.viewer.held, asked.viewer.known
    mine = Q(kind=PaperKind.WEEKLY) & held.within(OfficeDuty.RECEIVE_REPORTS, prefix="unit__")
    mine |= Q(kind=PaperKind.HALF) & held.within(OfficeDuty.LEAD_REPORTS, prefix="unit__")
    mine &= seen_by(asked.viewer, *PAPER.seen_with)
    mine |= goes_to(asked.user, asked.today) & ~Q(pk__in=known.shut_out)
    rows = Paper.objects.filter(mine, state=PaperState.SUBMITTED)
    return waiting.lines(rows, "reporting")


def _told(lines: list[Line]) -> list[Waiting]:
    """Papers handed in to this person, the first ones first."""
    label = str(PaperState.SUBMITTED.label)
    return [
        Waiting(label, line.title, WHY, address(PAPER.page, line.number), "看汇报")
        for line in lines
    ]


waiting.declare(Source("reporting", _submitted, _told))

"""How the running periods stand: of so many papers so many handed in, received, late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from jiedao.access.selectors import Viewer, holdings
from jiedao.lib.numerals import period as days_in_words
from jiedao.lib.prepared import Question
from jiedao.people.models import User
from jiedao.reporting.models import Period
from jiedao.reporting.selectors.papers import Row
from jiedao.reporting.states import PaperKind, PaperState
from jiedao.web.duties import OfficeDuty

MOST = 400
STREETS = 10
HANDED_IN = (PaperState.SUBMITTED, PaperState.ACCEPTED, PaperState.PUBLISHED)


@dataclass(frozen=True)
class Running:
    """A period with how many papers are in."""

    pk: int
    name: str
    days: str
    asked: int
    handed_in: int
    received: int
    late: int


@Question
def _running(*, viewer: Viewer, since: date) -> QuerySet[Any, Any]:
    asked = Q(papers__released_at__isnull=True)
    rows = (
        Period.objects.filter(viewer.held.within(OfficeDuty.SEE_REPORTS, prefix="street__"))
        .exclude(kind=PaperKind.REVIEW)
        .filter(until__gte=since)
        .annotate(
            asked=Count("papers", filter=asked),
            handed_in=Count("papers", filter=asked & Q(papers__state__in=HANDED_IN)),
            received=Count("papers", filter=asked & Q(papers__state=PaperState.ACCEPTED)),
            late=Count("papers", filter=asked & Q(papers__is_late=True)),
        )
        .order_by("-since", "kind")
    )
    counted = ("asked", "handed_in", "received", "late")
    return rows.values_list("pk", "kind", "since", "until", *counted)[:STREETS]


def running(viewer: Viewer, *, today: date) -> list[Running]:
    """The newest period of each kind of the streets a person answers for; one query."""
    if not viewer.held.anywhere(OfficeDuty.SEE_REPORTS):
        return []
    return [
        Running(
            pk,
            str(PaperKind(kind).label),
            days_in_words(since, until - timedelta(days=1)),
            *counted,
        )
        for pk, kind, since, until, *counted in _running(
            viewer=viewer, since=today - timedelta(days=6)
        )
    ]


def get_visible(user: User, pk: int) -> Period:
    """One period; Http404 when there is none or it may not be known."""
    held = holdings(user)
    seen = held.within(OfficeDuty.SEE_REPORTS, prefix="street__") | held.above(
        OfficeDuty.SEE_REPORTS, prefix="street__"
    )
    found = Period.objects.filter(seen, pk=pk).select_related("street").first()
    if found is None:
        raise Http404
    return found


def count(rows: Iterable[Row]) -> str:
    """How a period stands, in a sentence."""
    found = [row for row in rows if not row.record.released_at]
    handed_in = sum(row.record.state in HANDED_IN for row in found)
    words = f"应报{len(found)}份，已报{handed_in}份"
    late = [row.record.state in HANDED_IN for row in found if row.is_late]
    if any(late):
        words += f"（{sum(late)}份逾期报送）"
    if not all(late):
        words += f"；逾期还没有报的{late.count(False)}份"
    return f"{words}。"


def neighbours(period: Period) -> dict[str, Period | None]:
    """The periods before and after."""
    same = Period.objects.filter(street=period.street_id, kind=period.kind)
    return {
        "before": same.filter(since__lt=period.since).order_by("-since").first(),
        "after": same.filter(since__gt=period.since).order_by("since").first(),
    }

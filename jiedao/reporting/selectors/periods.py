"""How the running periods stand: of so many papers so many handed in, received, late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from jiedao.access.selectors import holdings
from jiedao.lib.numerals import period as days_in_words
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


def _seen(user: User) -> QuerySet[Period]:
    held = holdings(user)
    return Period.objects.filter(held.within(OfficeDuty.SEE_REPORTS, prefix="street__"))


def running(user: User, *, today: date) -> list[Running]:
    """The newest period of each kind of the streets a person answers for; one query."""
    if not holdings(user).anywhere(OfficeDuty.SEE_REPORTS):
        return []
    asked = Q(papers__released_at__isnull=True)
    rows = (
        _seen(user)
        .exclude(kind=PaperKind.REVIEW)
        .filter(until__gte=date.fromordinal(today.toordinal() - 6))
        .annotate(
            asked=Count("papers", filter=asked),
            handed_in=Count("papers", filter=asked & Q(papers__state__in=HANDED_IN)),
            received=Count("papers", filter=asked & Q(papers__state=PaperState.ACCEPTED)),
            late=Count("papers", filter=asked & Q(papers__is_late=True)),
        )
        .order_by("-since", "kind")[:STREETS]
    )
    return [
        Running(
            row.pk,
            str(row.get_kind_display()),
            days_in_words(row.since, row.last),
            row.asked,
            row.handed_in,
            row.received,
            row.late,
        )
        for row in rows
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
    late = sum(row.is_late for row in found)
    words = f"应报{len(found)}份，已报{handed_in}份"
    return f"{words}，其中逾期{late}份。" if late else f"{words}。"


def neighbours(period: Period) -> dict[str, Period | None]:
    """The periods before and after."""
    same = Period.objects.filter(street=period.street_id, kind=period.kind)
    return {
        "before": same.filter(since__lt=period.since).order_by("-since").first(),
        "after": same.filter(since__gt=period.since).order_by("since").first(),
    }

"""How the units stand in a month (各单位情况): papers owed and on time, limits due and kept; no ranking.

Numbers stand beside what they are out of: a unit with much to do is not better than one with little.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Value

from jiedao.deadlines.models import Deadline
from jiedao.dossiers.kinds import all_kinds
from jiedao.indicators import kept
from jiedao.indicators.figures import Scope
from jiedao.lib.addresses import address
from jiedao.lib.numerals import short_day
from jiedao.lib.prepared import Question, Records
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.reporting.indicators import LIMITS_DUE, LIMITS_KEPT
from jiedao.reporting.models import Paper
from jiedao.reporting.parties import REPORTING
from jiedao.reporting.states import MentionKind, PaperKind, PaperState

MOST_EVIDENCE, MOST = 10, 400
PAPERS, OVERDUE, DUE, KEPT = "papers", "overdue", "due", "kept"
NAMES = {
    PAPERS: ("owed", "on_time", "late", "returned", "missing"),
    OVERDUE: ("overdue",),
    DUE: ("due",),
    KEPT: ("kept",),
}


@dataclass
class Standing:
    """One unit in a month: of so many papers so many on time, of so many limits so many kept."""

    unit: Unit
    owed: int = 0
    on_time: int = 0
    late: int = 0
    returned: int = 0
    missing: int = 0
    due: int = 0
    kept: int = 0
    overdue: int = 0

    def add(self, what: str, numbers: list[int]) -> None:
        """Add the papers, or limits of a kind, of one place beneath the unit."""
        names = NAMES[what]
        for name, number in zip(names, numbers, strict=False):
            setattr(self, name, getattr(self, name) + number)

    @property
    def is_red(self) -> bool:
        return bool(self.late or self.missing or self.overdue)

    @property
    def papers(self) -> str:
        return f"{self.on_time}/{self.owed}" if self.owed else "没有"

    @property
    def limits(self) -> str:
        return f"{self.kept}/{self.due}" if self.due else "没有"

    def as_data(self) -> dict[str, Any]:
        """The line as it is kept in a filing."""
        return {
            "unit": str(self.unit),
            "papers": self.papers,
            "late": self.late,
            "returned": self.returned,
            "missing": self.missing,
            "limits": self.limits,
            "overdue": self.overdue,
            "is_red": self.is_red,
        }


def standings(
    scope: Scope, *, today: date, by_unit: dict[str, dict[str, Decimal]] | None = None
) -> list[Standing]:
    """Every unit side by side in a period, communities first, whatever the number.

    Beneath a street the units that report; beneath a district its streets. `by_unit` are the sums of
    the figures where they are known already.
    """
    unit, sums = scope.unit, kept.by_units(scope) if by_unit is None else by_unit
    of_streets = unit.level == UnitLevel.DISTRICT
    found = [
        Standing(one) for one in _units(path=unit.path, since=scope.since, of_streets=of_streets)
    ]
    counted = _counted(path=unit.path, since=scope.since, until=scope.until, today=today)
    due, met = (sums.get(figure.code, {}) for figure in (LIMITS_DUE, LIMITS_KEPT))
    for path, what, *numbers in (
        *counted,
        *((path, DUE, int(number)) for path, number in due.items()),
        *((path, KEPT, int(number)) for path, number in met.items()),
    ):
        one = next((one for one in found if path.startswith(one.unit.path)), None)
        if one is not None:
            one.add(what, numbers)
    return found


@Records
def _units(*, path: str, since: date, of_streets: bool) -> QuerySet[Unit]:
    levels = (UnitLevel.STREET,) if of_streets else REPORTING
    open_then = Q(closed_on=None) | Q(closed_on__gte=since)
    units = Unit.objects.filter(open_then, path__startswith=path).of_level(*levels)
    return units.order_by("level", "path")[:MOST]


@Question
def _counted(*, path: str, since: date, until: date, today: date) -> QuerySet[Any, Any]:
    return _papers(path, since, until).union(_overdue(path, since, until, today), all=True)


def _papers(path: str, since: date, until: date) -> QuerySet[Any, Any]:
    missing = Q(state__in=(PaperState.DRAFTING, PaperState.RETURNED))
    rows = Paper.objects.filter(
        unit__path__startswith=path,
        period__until__gt=since,
        period__until__lte=until,
        group__isnull=True,
        released_at__isnull=True,
    ).exclude(kind=PaperKind.REVIEW)
    return (
        rows.order_by()
        .values("unit__path")
        .annotate(
            what=Value(PAPERS),
            owed=Count("pk"),
            on_time=Count("pk", filter=~missing & Q(is_late=False)),
            late=Count("pk", filter=~missing & Q(is_late=True)),
            returned=Count("pk", filter=Q(returns__gt=0)),
            missing=Count("pk", filter=missing),
        )
        .values_list("unit__path", "what", "owed", "on_time", "late", "returned", "missing")
    )


def _overdue(path: str, since: date, until: date, today: date) -> QuerySet[Any, Any]:
    """Of the limits that run those that are past: few, however many there ever were."""
    rows = Deadline.objects.open().filter(
        unit__path__startswith=path,
        due_on__gte=since,
        due_on__lt=until,
    )
    past = rows.filter(due_on__lt=today).exclude(dossier__kind__startswith="reporting.")
    none = {name: Value(0) for name in ("one", "two", "three", "four")}
    return (
        past.order_by()
        .values("unit__path")
        .annotate(what=Value(OVERDUE), overdue=Count("pk"), **none)
        .values_list("unit__path", "what", "overdue", *none)
    )


def evidence(paper: Paper, unit: Unit, kind: str) -> list[dict[str, str]]:
    """The rows praise or criticism of a unit rests on, as they stand now."""
    since, until = paper.period.since, paper.period.until
    papers = (
        Paper.objects.filter(
            unit=unit,
            group__isnull=True,
            released_at__isnull=True,
            period__until__gt=since,
            period__until__lte=until,
        )
        .exclude(kind=PaperKind.REVIEW)
        .select_related("dossier")
        .order_by("pk")
    )
    missing = (PaperState.DRAFTING, PaperState.RETURNED)
    if kind == MentionKind.PRAISE:
        good = papers.filter(is_late=False).exclude(state__in=missing)
        return [_of_paper(one, "按期报送") for one in good[:MOST_EVIDENCE]]
    bad = papers.filter(Q(is_late=True) | Q(returns__gt=0) | Q(state__in=missing))
    found = [_of_paper(one, _fault(one)) for one in bad[:MOST_EVIDENCE]]
    limits = (
        Deadline.objects.open()
        .filter(
            unit__path__startswith=unit.path,
            due_on__gte=since,
            due_on__lt=until,
        )
        .exclude(dossier__kind__startswith="reporting.")
        .select_related("dossier")
        .order_by("due_on", "pk")
    )
    return found + [_of_limit(one) for one in limits[:MOST_EVIDENCE]]


def _fault(paper: Paper) -> str:
    if paper.state in (PaperState.DRAFTING, PaperState.RETURNED):
        return "没有报送"
    return "逾期报送" if paper.is_late else f"退回{paper.returns}次"


def _of_paper(paper: Paper, words: str) -> dict[str, str]:
    return {"words": f"{paper}：{words}", "url": paper.get_absolute_url()}


def _of_limit(limit: Deadline) -> dict[str, str]:
    url = address(all_kinds()[limit.dossier.kind].page, limit.dossier.number)
    words = f"{limit.dossier.title}：{limit.name}，{short_day(limit.due_on)}到期，还没有办结"
    return {"words": words, "url": url}

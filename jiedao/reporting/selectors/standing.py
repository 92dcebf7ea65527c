"""How the units stand in a month (各单位情况): papers owed and on time, limits due and kept; no ranking.

Numbers stand beside what they are out of: a unit with much to do is not better than one with little.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q

from jiedao.deadlines.models import Deadline
from jiedao.dossiers.kinds import all_kinds
from jiedao.lib.addresses import address
from jiedao.lib.numerals import short_day
from jiedao.organisation.models import Unit
from jiedao.reporting.models import Paper
from jiedao.reporting.parties import REPORTING
from jiedao.reporting.states import MentionKind, PaperKind, PaperState

MOST_EVIDENCE = 10


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

    @property
    def is_clean(self) -> bool:
        """Whether there is something to praise and nothing to criticise."""
        return bool(self.owed) and self.on_time == self.owed and not self.overdue

    @property
    def is_red(self) -> bool:
        return bool(self.late or self.missing or self.overdue)

    @property
    def papers(self) -> str:
        return f"{self.on_time}/{self.owed}" if self.owed else "没有应报的"

    @property
    def limits(self) -> str:
        return f"{self.kept}/{self.due}" if self.due else "没有到期的"

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


def standings(street: Unit, since: date, until: date, *, today: date) -> list[Standing]:
    """Every reporting unit of a street in a period, in office order; three queries."""
    units = (
        Unit.objects.within(street)
        .of_level(*REPORTING)
        .filter(Q(closed_on=None) | Q(closed_on__gte=since))
    )
    found = {unit.pk: Standing(unit) for unit in units.order_by("path")}
    papers = Paper.objects.filter(
        period__street=street,
        period__until__gt=since,
        period__until__lte=until,
        group__isnull=True,
        released_at__isnull=True,
    ).exclude(kind=PaperKind.REVIEW)
    missing = Q(state__in=(PaperState.DRAFTING, PaperState.RETURNED))
    for row in (
        papers.order_by()
        .values("unit")
        .annotate(
            owed=Count("pk"),
            on_time=Count("pk", filter=~missing & Q(is_late=False)),
            late=Count("pk", filter=~missing & Q(is_late=True)),
            returned=Count("pk", filter=Q(returns__gt=0)),
            missing=Count("pk", filter=missing),
        )
    ):
        one = found.get(row["unit"])
        for name in ("owed", "on_time", "late", "returned", "missing") if one else ():
            setattr(one, name, row[name])
    for path, due, kept, overdue in _limits(street, since, until, today):
        for one in found.values():
            if path.startswith(one.unit.path):
                one.due += due
                one.kept += kept
                one.overdue += overdue
    return list(found.values())


def _limits(
    street: Unit, since: date, until: date, today: date
) -> Iterable[tuple[str, int, int, int]]:
    rows = Deadline.objects.filter(
        dossier__unit__path__startswith=street.path, due_on__gte=since, due_on__lt=until
    ).exclude(dossier__kind__startswith="reporting.")
    late = Q(closed_at__isnull=True, paused_at__isnull=True, due_on__lt=today)
    counted = (
        rows.order_by()
        .values("dossier__unit__path")
        .annotate(
            due=Count("pk"),
            kept=Count("pk", filter=Q(closed_on__lte=F("due_on"))),
            overdue=Count("pk", filter=late),
        )
    )
    return counted.values_list("dossier__unit__path", "due", "kept", "overdue")


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
            dossier__unit__path__startswith=unit.path,
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

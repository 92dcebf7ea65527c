"""今后打算: what is already promised: limits of the next weeks, tasks handed out, plans of the last papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import DateField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast

from jiedao.access.selectors import Viewer, dossiers_seen, exceptions_within, holdings
from jiedao.deadlines.models import Deadline
from jiedao.dossiers.kinds import all_kinds
from jiedao.dossiers.models import Dossier
from jiedao.lib import clock
from jiedao.lib.addresses import address
from jiedao.lib.numerals import short_day
from jiedao.lib.prepared import Question
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.reporting.kinds import PAPER, REVIEW, TASK
from jiedao.reporting.models import Paper, Point, Task
from jiedao.reporting.parties import REPORTING
from jiedao.reporting.states import PaperKind, PaperState, PointKind, TaskState

HEADING = "下一步打算"
AHEAD = timedelta(weeks=4)
MOST = 6  # lines of one group
FILED = (PaperState.SUBMITTED, PaperState.ACCEPTED, PaperState.PUBLISHED)
TRIAL = "liaison.trial"
# What the party committee has before it is named to those who sit in it, in no report.
CLOSED = "party_committee."
LIMITS, STAGES, TASKS, POINTS = "1", "2", "3", "4"
GROUPS = {
    POINTS: "落实最近一期讲评和小结定下的安排",
    TASKS: "办结已经交办的任务",
    STAGES: "推进社区试点的下一阶段",
    LIMITS: "按期办好近四周到期的事项",
}


@dataclass(frozen=True)
class Plan:
    """One thing to come: whose, what, by when, and where it stands."""

    words: str
    url: str


@dataclass(frozen=True)
class PlanGroup:
    """Plans of one source; `more` says how many are not listed."""

    lead: str
    lines: tuple[Plan, ...]
    is_cut: bool


def plans(unit: Unit, *, by: User, after: date) -> list[PlanGroup]:
    """What is promised from a day on, in groups, the nearest first; one statement."""
    rows = _planned(
        held=Viewer(holdings(by)),
        user=by.pk,
        person=by.person_id or 0,
        today=clock.today(),
        path=unit.path,
        reports=unit.level in REPORTING,
        after=after,
        until=after + AHEAD,
    )
    found: dict[str, list[Plan]] = {code: [] for code in GROUPS}
    for code, words, about, whose, due, number, kind, _ in rows:
        url = address(all_kinds()[kind].page, number)
        for line in filter(None, (part.strip("。；;，, ") for part in words.split("\n"))):
            found[code].append(Plan(_said(code, line, about, whose, due), url))
    return [
        PlanGroup(lead, tuple(found[code][:MOST]), len(found[code]) > MOST)
        for code, lead in GROUPS.items()
        if found[code]
    ]


@Question
def _planned(
    *,
    held: Viewer,
    user: int,
    person: int,
    today: date,
    path: str,
    reports: bool,
    after: date,
    until: date,
) -> QuerySet[Any, Any]:
    admitted, shut_out = exceptions_within(user=user, person=person, today=today)
    seen = Dossier.objects.filter(dossiers_seen(held)) | Dossier.objects.filter(pk__in=admitted)
    numbers = seen.exclude(pk__in=shut_out).values("number")
    parts = (
        _demands(path, after),
        _points(path, after, reports=reports),
        _tasks(path),
        _stages(path, after, until),
        _limits(path, after, until),
    )
    first, *others = (part.filter(number__in=numbers)[: MOST + 1] for part in parts)
    return first.union(*others, all=True).order_by("group_code", "due", "key")


def _said(code: str, words: str, about: str, whose: str, due: date | None) -> str:
    by = f"（{short_day(due)}前）" if due else ""
    if code in (LIMITS, STAGES):
        # “体育社区试点：…” says whose it is.
        return f"{'' if about.startswith(whose) else f'{whose}：'}{about}，{words}{by}"
    return f"{whose}：{words}{by}"


def _columns(rows: QuerySet[Any], group: str, words: str, unit: str, due: Any, to: str) -> Any:
    """The same eight columns of whatever is planned."""
    return rows.annotate(
        group_code=Value(group),
        said=Cast(words, TextField()),
        about=F(f"{to}title"),
        whose=F(f"{unit}short_name"),
        due=due,
        number=F(f"{to}number"),
        of_kind=F(f"{to}kind"),
        key=F("pk"),
    ).values_list("group_code", "said", "about", "whose", "due", "number", "of_kind", "key")


def _open_limits(path: str, after: date, until: date) -> QuerySet[Deadline]:
    rows = Deadline.objects.open().filter(unit__path__startswith=path)
    return rows.filter(due_on__gte=after, due_on__lt=until).order_by("due_on", "pk")


def _limits(path: str, after: date, until: date) -> Any:
    others = (PAPER.code, REVIEW.code, TASK.code, TRIAL)
    rows = _open_limits(path, after, until).exclude(dossier__kind__in=others)
    rows = rows.exclude(dossier__kind__startswith=CLOSED)
    return _columns(rows, LIMITS, "name", "unit__", F("due_on"), "dossier__")


def _stages(path: str, after: date, until: date) -> Any:
    rows = _open_limits(path, after, until).filter(dossier__kind=TRIAL)
    return _columns(rows, STAGES, "name", "unit__", F("due_on"), "dossier__")


def _tasks(path: str) -> Any:
    rows = Task.objects.filter(state=TaskState.OPEN, unit__path__startswith=path)
    rows = rows.order_by("due_on", "pk")
    return _columns(rows, TASKS, "words", "unit__", F("due_on"), "dossier__")


def _last(path: str, after: date, kind: str) -> QuerySet[Paper]:
    """The papers of the last period of a kind before a day, handed in or published."""
    papers = Paper.objects.filter(
        dossier__unit__path__startswith=path,
        kind=kind,
        state__in=FILED,
        released_at__isnull=True,
        period__since__lt=after,
    )
    newest = papers.order_by("-period__since").values("period__since")[:1]
    return papers.filter(period__since=newest)


def _points(path: str, after: date, *, reports: bool) -> Any:
    """The plans of the last half-monthly papers; beneath the street, which has them, of the weekly ones."""
    kind = PaperKind.WEEKLY if reports else PaperKind.HALF
    rows = Point.objects.filter(kind=PointKind.PLAN, paper__in=_last(path, after, kind))
    none = Cast(Value(None), DateField())
    rows = rows.order_by("pk")
    return _columns(rows, POINTS, "words", "paper__dossier__unit__", none, "paper__dossier__")


def _demands(path: str, after: date) -> Any:
    """What the last review asks of the next month, one line each."""
    rows = _last(path, after, PaperKind.REVIEW).exclude(plans="").order_by("pk")
    none = Cast(Value(None), DateField())
    return _columns(rows, POINTS, "plans", "dossier__unit__", none, "dossier__")

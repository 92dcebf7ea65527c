"""What a paper owes an answer to: problems and plans of the papers before, tasks the review handed out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import starmap
from typing import Any, NamedTuple

from django.db.models import DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast

from jiedao.lib.prepared import Question
from jiedao.reporting.models import Answer, Paper, Point, Task
from jiedao.reporting.states import SETTLED, Outcome, PaperState, PointKind, TaskState

FILED = (PaperState.SUBMITTED, PaperState.ACCEPTED)
MOST = 100
POINT, TASK = "point", "task"


@dataclass(frozen=True)
class Owed:
    """One thing to be answered, a point or a task by its key, and what the paper says of it so far."""

    key: str
    kind: str
    words: str
    whence: str
    point: int | None = None
    task: int | None = None
    outcome: str = ""
    said: str = ""

    @property
    def outcome_in_words(self) -> str:
        return str(Outcome(self.outcome).label) if self.outcome else ""


class _Line(NamedTuple):
    """One thing as the database says it."""

    what: str
    pk: int
    kind: str
    words: str
    whence: str
    due_on: date | None
    owner: str
    outcome: str | None
    said: str | None

    @property
    def place(self) -> tuple[bool, date, int]:
        """Points in the order they were left, then tasks, the nearest first."""
        return self.what == TASK, self.due_on or date.min, self.pk


def things(paper: Paper) -> list[Owed]:
    """Everything the paper has to answer, the oldest first; asked once for a page, and for an act."""
    kept: list[Owed] | None = vars(paper).get("_owed")
    if kept is None:
        kept = vars(paper)["_owed"] = _things(paper)
    return kept


def unanswered(paper: Paper) -> list[Owed]:
    """What still has no answer."""
    return [one for one in things(paper) if not one.outcome]


def _things(paper: Paper) -> list[Owed]:
    """One query."""
    if paper.is_review:
        return []
    rows = _asked(
        paper=paper.pk,
        unit=paper.unit_id,
        group=paper.group_id or 0,
        of_group=paper.group_id is not None,
        kind=paper.kind,
        since=paper.period.since,
    )
    return [_owed(line) for line in sorted(starmap(_Line, rows), key=lambda line: line.place)]


def _owed(line: _Line) -> Owed:
    key, outcome, said = f"{line.what}-{line.pk}", line.outcome or "", line.said or ""
    if line.what == POINT:
        kind = str(PointKind(line.kind).label)
        return Owed(key, kind, line.words, line.whence, point=line.pk, outcome=outcome, said=said)
    assert line.due_on
    words = f"{line.words}（{line.due_on.month}月{line.due_on.day}日前，{line.owner}）"
    return Owed(key, "交办任务", words, line.whence, task=line.pk, outcome=outcome, said=said)


@Question
def _asked(
    *, paper: int, unit: int, group: int, of_group: bool, kind: str, since: date
) -> QuerySet[Any, Any]:
    """What earlier papers of the same party left open; of a unit its open tasks too."""
    party = Q(group=group) if of_group else Q(unit=unit, group__isnull=True)
    before = Paper.objects.filter(party, kind=kind, state__in=FILED, period__since__lt=since)
    settled = Answer.objects.filter(
        point=OuterRef("pk"), outcome__in=SETTLED, paper__state__in=FILED
    ).exclude(paper=paper)
    left = Point.objects.filter(~Exists(settled), paper__in=before).order_by("pk")
    none = Cast(Value(None), DateField())
    points = _columns(left, POINT, paper, F("kind"), "paper__", none, Value(""))
    if of_group:
        return points
    answered = Answer.objects.filter(task=OuterRef("pk"), paper=paper)
    open_or_said = Q(state=TaskState.OPEN) | Exists(answered)
    tasks = Task.objects.filter(open_or_said, unit=unit).order_by("due_on", "pk")
    return points.union(
        _columns(tasks, TASK, paper, Value(""), "given_in__", F("due_on"), F("owner__name")),
        all=True,
    )


def _columns(
    rows: QuerySet[Any], what: str, paper: int, kind: Any, whence: str, due_on: Any, owner: Any
) -> QuerySet[Any, Any]:
    """The columns of a line: the answer is that of this very paper."""
    said = Answer.objects.filter(**{what: OuterRef("pk")}, paper=paper)
    return rows.annotate(
        w_what=Value(what),
        w_kind=kind,
        w_whence=F(f"{whence}dossier__title"),
        w_due=due_on,
        w_owner=owner,
        w_outcome=Subquery(said.values("outcome")[:1]),
        w_said=Subquery(said.values("words")[:1]),
    ).values_list(
        *("w_what", "pk", "w_kind", "words", "w_whence", "w_due", "w_owner", "w_outcome", "w_said")
    )[:MOST]

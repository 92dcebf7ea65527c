"""What a paper owes an answer to: problems and plans of the papers before, tasks the review handed out."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from jiedao.reporting.models import Answer, Paper, Point, Task
from jiedao.reporting.states import SETTLED, PaperState, TaskState

FILED = (PaperState.SUBMITTED, PaperState.ACCEPTED)
MOST = 100


@dataclass(frozen=True)
class Owed:
    """One thing to be answered, and what the paper says of it so far."""

    key: str
    kind: str
    words: str
    whence: str
    point: Point | None = None
    task: Task | None = None
    answer: Answer | None = None


def things(paper: Paper) -> list[Owed]:
    """Everything the paper has to answer, the oldest first; two queries and one for the answers."""
    said = {(answer.point_id, answer.task_id): answer for answer in paper.answers.all()}
    owed = [
        Owed(
            f"point-{point.pk}",
            str(point.get_kind_display()),
            point.words,
            point.paper.dossier.title,
            point=point,
            answer=said.get((point.pk, None)),
        )
        for point in _points(paper)
    ]
    return owed + [
        Owed(
            f"task-{task.pk}",
            "交办任务",
            f"{task.words}（{task.due_on.month}月{task.due_on.day}日前，{task.owner}）",
            task.given_in.dossier.title,
            task=task,
            answer=said.get((None, task.pk)),
        )
        for task in _tasks(paper)
    ]


def unanswered(paper: Paper) -> list[Owed]:
    """What still has no answer."""
    return [one for one in things(paper) if one.answer is None]


def same_party(paper: Paper) -> Q:
    """The papers of the same kind of the same unit, or of the same group."""
    if paper.group_id:
        return Q(group=paper.group_id, kind=paper.kind)
    return Q(unit=paper.unit_id, group__isnull=True, kind=paper.kind)


def _points(paper: Paper) -> list[Point]:
    before = Paper.objects.filter(
        same_party(paper), state__in=FILED, period__since__lt=paper.period.since
    )
    settled = Answer.objects.filter(
        point=OuterRef("pk"), outcome__in=SETTLED, paper__state__in=FILED
    ).exclude(paper=paper)
    rows = Point.objects.filter(~Exists(settled), paper__in=before)
    return list(rows.select_related("paper__dossier").order_by("pk")[:MOST])


def _tasks(paper: Paper) -> list[Task]:
    if paper.group_id or paper.is_review:
        return []
    rows = Task.objects.filter(unit=paper.unit_id).filter(
        Q(state=TaskState.OPEN) | Q(answers__paper=paper)
    )
    rows = rows.distinct().select_related("owner", "given_in__dossier")
    return list(rows.order_by("due_on", "pk")[:MOST])

"""What was given to a person or a unit by name and lies on no desk by duty (交给您办的)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from jiedao.access.duties import OfficeDuty
from jiedao.access.selectors import seen_by
from jiedao.activities.kinds import ACTIVITY
from jiedao.activities.models import Activity, Problem
from jiedao.deadlines.models import Deadline
from jiedao.deadlines.selectors import left_until
from jiedao.dossiers.kinds import DossierKind
from jiedao.liaison.deadlines import STAGES, VISIT
from jiedao.liaison.deadlines import TRIAL as WHOLE
from jiedao.liaison.kinds import ASSIGNMENT, TRIAL
from jiedao.lib import clock, text
from jiedao.lib.addresses import address
from jiedao.lib.numerals import short_day
from jiedao.pages import waiting
from jiedao.pages.waiting import Asked, Line, Source, Waiting

OF_TRIALS = (WHOLE.code, *(limit.code for limit in STAGES.values()))


def _limits(asked: Asked, kind: DossierKind, his: Q) -> QuerySet[Deadline]:
    """Limits late or near that are his by name, and not by duty on his desk anyway."""
    seen = seen_by(asked.viewer, *kind.seen_with, from_beneath=kind.seen_from_beneath)
    rows = Deadline.objects.open().filter(his, seen, due_on__lte=asked.in_sight_until)
    return rows.exclude(asked.viewer.held.within(OfficeDuty.KEEP_LIAISON, prefix="unit__"))


def _visits(asked: Asked) -> QuerySet[Any, Any]:
    his = Q(code=VISIT.code, dossier__assignment__leader=asked.user)
    rows = _limits(asked, ASSIGNMENT, his)
    return waiting.lines(rows, "given.visit", state="name", day="due_on")


def _stages(asked: Asked) -> QuerySet[Any, Any]:
    his = Q(code__in=OF_TRIALS, dossier__trial__responsible=asked.user)
    rows = _limits(asked, TRIAL, his)
    return waiting.lines(rows, "given.trial", state="name", day="due_on")


def _problems(asked: Asked) -> QuerySet[Any, Any] | None:
    """Visits that left his unit something to solve, the problem due next of each."""
    held = asked.viewer.held
    if not held.anywhere(OfficeDuty.KEEP_ACTIVITIES):
        return None
    theirs = Problem.objects.filter(
        held.within(OfficeDuty.KEEP_ACTIVITIES, prefix="unit__"),
        activity=OuterRef("pk"),
        solved_on=None,
    ).order_by("due_on", "pk")
    rows = Activity.objects.annotate(
        next_due=Subquery(theirs.values("due_on")[:1]),
        next_words=Subquery(theirs.values("words")[:1]),
    ).filter(
        seen_by(asked.viewer, *ACTIVITY.seen_with, from_beneath=ACTIVITY.seen_from_beneath),
        next_due__lte=asked.in_sight_until,
    )
    others = rows.exclude(held.within(OfficeDuty.KEEP_ACTIVITIES, prefix="dossier__unit__"))
    return waiting.lines(others, "given.problem", state="kind", day="next_due", more="next_words")


def _row(line: Line, why: str, page: str) -> Waiting:
    assert line.day
    left, _ = left_until(line.day, clock.today())
    return Waiting(left, line.title, why, address(page, line.number), "打开办理")


def _told_visits(lines: list[Line]) -> Iterator[Waiting]:
    for line in lines:
        assert line.day
        why = f"您分包的社区，走访最迟{short_day(line.day)}。走访以后请登记。"
        yield _row(line, why, ASSIGNMENT.page)


def _told_stages(lines: list[Line]) -> Iterator[Waiting]:
    for line in lines:
        assert line.day
        why = f"您负责的试点。{line.state}，最迟{short_day(line.day)}。做完请登记。"
        yield _row(line, why, TRIAL.page)


def _told_problems(lines: list[Line]) -> Iterator[Waiting]:
    for line in lines:
        assert line.day
        why = (
            f"督导发现的问题：{text.sentence(line.more)}"
            f"{short_day(line.day)}前解决，解决以后请登记。"
        )
        yield _row(line, why, ACTIVITY.page)


waiting.declare(Source("given.visit", _visits, _told_visits))
waiting.declare(Source("given.trial", _stages, _told_stages))
waiting.declare(Source("given.problem", _problems, _told_problems))

"""Reading papers: who may see which, the list, what waits for a person, how a period stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from jiedao.access import selectors as access
from jiedao.access.selectors import holdings
from jiedao.deadlines.models import Deadline
from jiedao.deadlines.selectors import left_until
from jiedao.dossiers.selectors import matching_text
from jiedao.lib import clock
from jiedao.lib.numerals import short_day
from jiedao.lib.sheets import Cell
from jiedao.people.models import User
from jiedao.reporting.access import goes_to
from jiedao.reporting.kinds import PAPER, REVIEW, TASK
from jiedao.reporting.models import Paper, PaperQuerySet, Period, Task
from jiedao.reporting.states import PaperKind, PaperState, TaskState
from jiedao.web.duties import OfficeDuty
from jiedao.web.lists import MOST_EXPORTED, Asked, Listed, Listing, Narrowing, page_of

LATE, MISSING = "late", "missing"
STANDINGS = [*PaperState.choices, (LATE, "逾期报送"), (MISSING, "逾期未报")]
LISTING = Listing(
    "单位、小组或者日期里的词",
    {
        "newest": ("新的在前", ("-period__since", "unit__path", "pk")),
        "oldest": ("早的在前", ("period__since", "unit__path", "pk")),
        "unit": ("按单位", ("unit__path", "-period__since", "pk")),
    },
    (
        Narrowing("kind", "类别", PaperKind.choices),
        Narrowing("state", "现在", STANDINGS),
    ),
)
COLUMNS = (
    "编号", "汇报", "单位", "类别", "开始", "结束", "应报到", "现在", "报送时间", "报送人", "逾期",
    "退回次数", "接收时间", "接收人",
)  # fmt: skip
CHIPS = {
    PaperState.DRAFTING: "",
    PaperState.SUBMITTED: "soon",
    PaperState.RETURNED: "late",
    PaperState.ACCEPTED: "ok",
    PaperState.PUBLISHED: "ok",
}
WAITING = 20


@dataclass(frozen=True)
class Row:
    """A paper as a list shows it: how it stands, and by when."""

    record: Paper
    word: str
    chip: str
    due: str
    is_late: bool


def visible_to(user: User) -> PaperQuerySet:
    """The papers a person may see: of his units and beneath; reviews of the street above him too."""
    seen = ~Q(kind=PaperKind.REVIEW) & access.dossiers_seen_by(user, *PAPER.seen_with)
    seen |= Q(kind=PaperKind.REVIEW) & access.dossiers_seen_by(
        user, *REVIEW.seen_with, from_beneath=True
    )
    # A review that is still being written is nobody's but its writers'.
    own = holdings(user).within(OfficeDuty.LEAD_REPORTS, prefix="unit__")
    seen &= own | ~Q(kind=PaperKind.REVIEW) | Q(state=PaperState.PUBLISHED)
    seen |= goes_to(user.pk, clock.today()) & access.not_shut_out(user)
    return with_due(Paper.objects.filter(seen)).select_related(
        "dossier__unit", "unit", "group__dossier", "period", "submitted_by", "received_by"
    )


def with_due(papers: PaperQuerySet) -> Any:
    """Papers with the day their limit ends."""
    limit = Deadline.objects.filter(dossier=OuterRef("pk")).order_by("-pk")
    return papers.annotate(due_on=Subquery(limit.values("due_on")[:1]))


def get_visible(user: User, number: str) -> Paper:
    """One paper by its number; Http404 when there is none or it may not be known."""
    found = visible_to(user).filter(dossier__number=number).first()
    if found is None:
        raise Http404
    return found


def asked_for(user: User, asked: Asked, *, today: date) -> PaperQuerySet:
    """The papers that were asked for."""
    rows = visible_to(user)
    if asked.of("kind"):
        rows = rows.filter(kind=asked.of("kind"))
    state = asked.of("state")
    if state == LATE:
        rows = rows.filter(is_late=True)
    elif state == MISSING:
        rows = rows.owed().filter(Q(due_on__lt=today))
    elif state:
        rows = rows.filter(state=state, released_at__isnull=True)
    if asked.words:
        rows = rows.filter(
            Q(dossier__in=matching_text(asked.words).values("dossier"))
            | Q(dossier__title__icontains=asked.words)
            | Q(dossier__number=asked.words)
        )
    return rows


def listed(user: User, asked: Asked, *, today: date) -> Listed[Row]:
    """One page of the list."""
    rows = asked_for(user, asked, today=today)
    return page_of(rows, asked, lambda paper: row_of(paper, today), measure="份")


def row_of(paper: Paper, today: date) -> Row:
    """How a paper stands today, in a word."""
    due: date | None = vars(paper).get("due_on")
    by = f"{short_day(due)}截止" if due else ""
    if paper.released_at:
        return Row(paper, "不再报送", "", by, is_late=False)
    word, chip = str(paper.get_state_display()), CHIPS[PaperState(paper.state)]
    if paper.is_open and due:
        left, kind = left_until(due, today)
        late = due < today
        if late:
            word, chip = f"{word}，{left}", kind
        return Row(paper, word, chip, by if late else f"{by}，{left}", is_late=late)
    if paper.is_late:
        word, chip = f"{word}（逾期报送）", "late" if chip != "ok" else chip
    return Row(paper, word, chip, by, is_late=paper.is_late)


def lines_of(rows: PaperQuerySet, *, today: date) -> Iterator[list[Cell]]:
    """The rows for Excel."""
    for paper in rows[:MOST_EXPORTED]:
        yield [
            paper.dossier.number,
            paper.dossier.title,
            str(paper.unit),
            str(paper.get_kind_display()),
            paper.period.since,
            paper.period.last,
            vars(paper).get("due_on"),
            row_of(paper, today).word,
            paper.submitted_at,
            str(paper.submitted_by or ""),
            "是" if paper.is_late else "",
            paper.returns,
            paper.received_at,
            str(paper.received_by or ""),
        ]


@dataclass(frozen=True)
class Waiting:
    """What waits for a person: papers to write, papers to receive, tasks of his own."""

    write: list[Row]
    receive: list[Row]
    tasks: list[Task]


def waiting_for(user: User, *, today: date) -> Waiting:
    """Three queries, whatever the number."""
    held = holdings(user)
    papers = visible_to(user).order_by(F("due_on"), "unit__path", "pk")
    written = held.within(OfficeDuty.WRITE_REPORTS, prefix="unit__") & ~Q(kind=PaperKind.REVIEW)
    # Who answers for a whole street does not write the papers of everyone beneath.
    written &= Q(unit__path__in=held.paths.get(OfficeDuty.WRITE_REPORTS, ())) | Q(
        group__isnull=False
    )
    written |= held.within(OfficeDuty.LEAD_REPORTS, prefix="unit__") & Q(kind=PaperKind.REVIEW)
    received = held.within(OfficeDuty.RECEIVE_REPORTS, prefix="unit__") & Q(kind=PaperKind.WEEKLY)
    received |= held.within(OfficeDuty.LEAD_REPORTS, prefix="unit__") & Q(kind=PaperKind.HALF)
    received |= goes_to(user.pk, today)
    tasks = Task.objects.filter(owner=user, state=TaskState.OPEN).select_related("dossier", "unit")
    return Waiting(
        [row_of(paper, today) for paper in papers.owed().filter(written)[:WAITING]],
        [
            row_of(paper, today)
            for paper in papers.filter(received, state=PaperState.SUBMITTED)[:WAITING]
        ],
        list(tasks.order_by("due_on", "pk")[:WAITING]),
    )


def periods_seen(user: User, kind: str, *, most: int) -> QuerySet[Period]:
    """The last periods of the streets a person sees, newest first."""
    streets = holdings(user).within(OfficeDuty.SEE_REPORTS, prefix="street__")
    above = holdings(user).above(OfficeDuty.SEE_REPORTS, prefix="street__")
    return Period.objects.filter(streets | above, kind=kind).order_by("-since")[:most]


def tasks_seen(user: User) -> QuerySet[Task]:
    """The tasks a person may see: of his units and beneath, and his own."""
    seen = access.dossiers_seen_by(user, *TASK.seen_with) | Q(owner=user)
    rows = Task.objects.filter(seen)
    return rows.select_related("dossier__unit", "unit", "owner", "given_in__dossier")


def get_task(user: User, number: str) -> Task:
    """One task by its number; Http404 when there is none or it may not be known."""
    found = tasks_seen(user).filter(dossier__number=number).first()
    if found is None:
        raise Http404
    return found

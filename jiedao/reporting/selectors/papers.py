"""Reading papers: who may see which, the list, what waits for a person, how a period stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.http import Http404

from jiedao.access import selectors as access
from jiedao.access.selectors import Viewer, holdings, seen_by, viewer_of
from jiedao.deadlines.models import Deadline
from jiedao.deadlines.selectors import left_until
from jiedao.dossiers.selectors import matching_text
from jiedao.lib import clock
from jiedao.lib.numerals import short_day
from jiedao.lib.prepared import Question, Records
from jiedao.lib.sheets import Cell
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.reporting.access import goes_to
from jiedao.reporting.kinds import PAPER, REVIEW, TASK
from jiedao.reporting.models import Override, Paper, PaperQuerySet, Period, Task, of_override
from jiedao.reporting.parties import REPORTING
from jiedao.reporting.states import PaperKind, PaperState, TaskState
from jiedao.web.duties import OfficeDuty
from jiedao.web.lists import (
    COUNTED,
    MOST_EXPORTED,
    PAGE,
    Asked,
    Listed,
    Listing,
    Narrowing,
    page_from,
    page_of,
)

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
    return _visible(viewer_of(user), user.pk, clock.today())


def _visible(
    viewer: Viewer, user: int, today: date, *, besides: Any = (), shut_out: Any = ()
) -> PaperQuerySet:
    """Those a viewer may see; `besides` and `shut_out` are his exceptions where they are not known yet."""
    seen = ~Q(kind=PaperKind.REVIEW) & seen_by(viewer, *PAPER.seen_with)
    seen |= Q(kind=PaperKind.REVIEW) & seen_by(viewer, *REVIEW.seen_with, from_beneath=True)
    seen |= Q(pk__in=besides)
    # A review that is still being written is nobody's but its writers'.
    own = viewer.held.within(OfficeDuty.LEAD_REPORTS, prefix="unit__")
    seen &= own | ~Q(kind=PaperKind.REVIEW) | Q(state=PaperState.PUBLISHED)
    seen |= goes_to(user, today)
    seen &= ~Q(pk__in=viewer.known.shut_out) & ~Q(pk__in=shut_out)
    papers: PaperQuerySet = with_due(Paper.objects.filter(seen))
    return papers.select_related(
        "dossier__unit", "unit", "group__dossier", "period", "submitted_by", "received_by"
    )


def with_due(papers: PaperQuerySet) -> Any:
    """Papers with the day their limit ends."""
    limit = Deadline.objects.filter(dossier=OuterRef("pk")).order_by("-pk")
    return papers.annotate(due_on=Subquery(limit.values("due_on")[:1]))


@Records
def _one(*, held: Viewer, user: int, person: int, today: date, number: str) -> PaperQuerySet:
    admitted, shut_out = access.exceptions_within(user=user, person=person, today=today)
    rows = _visible(held, user, today, besides=admitted, shut_out=shut_out)
    corrected = Override.objects.filter(paper=OuterRef("pk")).values_list(of_override())
    return rows.filter(dossier__number=number).annotate(put_right=ArraySubquery(corrected))


def get_visible(user: User, number: str) -> Paper:
    """One paper by its number; Http404 when there is none or it may not be known."""
    found = _one.first(
        held=Viewer(holdings(user)),
        user=user.pk,
        person=user.person_id or 0,
        today=clock.today(),
        number=number,
    )
    if found is None:
        raise Http404
    return found


def asked_for(user: User, asked: Asked, *, today: date) -> PaperQuerySet:
    """The papers that were asked for."""
    rows = _narrowed(visible_to(user), asked.of("kind"), asked.of("state"), today)
    if asked.words:
        rows = rows.filter(
            Q(dossier__in=matching_text(asked.words).values("dossier"))
            | Q(dossier__title__icontains=asked.words)
            | Q(dossier__number=asked.words)
        )
    return rows


@dataclass(frozen=True)
class Way:
    """How a list without words looked for is narrowed and ordered: there are few, each put into SQL once."""

    kind: str
    state: str
    order: tuple[str, ...]

    @staticmethod
    def of(asked: Asked) -> Way:
        return Way(asked.of("kind"), asked.of("state"), asked.order)


def _narrowed(rows: PaperQuerySet, kind: str, state: str, today: date) -> PaperQuerySet:
    if kind:
        rows = rows.filter(kind=kind)
    if state == LATE:
        return rows.filter(is_late=True)
    if state == MISSING:
        return rows.owed().filter(Q(due_on__lt=today))
    return rows.filter(state=state, released_at__isnull=True) if state else rows


@Records
def _first_page(*, viewer: Viewer, user: int, today: date, way: Way) -> PaperQuerySet:
    rows = _narrowed(_visible(viewer, user, today), way.kind, way.state, today)
    return rows.order_by(*way.order)[: PAGE + 1]


@Question
def _count(*, viewer: Viewer, user: int, today: date, way: Way) -> QuerySet[Any, Any]:
    rows = _narrowed(_visible(viewer, user, today), way.kind, way.state, today)
    up_to = rows.order_by().values("pk")[: COUNTED + 1]
    whole = Paper.objects.filter(pk__in=up_to).order_by().annotate(every=Value(1)).values("every")
    return whole.annotate(number=Count("pk")).values_list("number")


def listed(user: User, asked: Asked, *, viewer: Viewer, today: date) -> Listed[Row]:
    """One page of the list; the first one, which nearly everybody wants, by prepared statements."""

    def line(paper: Paper) -> Row:
        return row_of(paper, today)

    if asked.words or asked.page > 1:
        return page_of(asked_for(user, asked, today=today), asked, line, measure="份")
    seen: dict[str, Any] = {"viewer": viewer, "user": user.pk, "today": today}
    found = _first_page(**seen, way=Way.of(asked))
    counted = len(found) if len(found) <= PAGE else _count(**seen, way=Way.of(asked))[0][0]
    return page_from(found, counted, 1, asked, line, measure="份")


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


@Records
def _to_write(*, viewer: Viewer, user: int, today: date) -> PaperQuerySet:
    held = viewer.held
    written = held.within(OfficeDuty.WRITE_REPORTS, prefix="unit__") & ~Q(kind=PaperKind.REVIEW)
    # Who answers for a whole street does not write the papers of everyone beneath.
    written &= Q(unit__path__in=held.paths.get(OfficeDuty.WRITE_REPORTS, ())) | Q(
        group__isnull=False
    )
    written |= held.within(OfficeDuty.LEAD_REPORTS, prefix="unit__") & Q(kind=PaperKind.REVIEW)
    return _next_first(_visible(viewer, user, today).owed().filter(written))


@Records
def _to_receive(*, viewer: Viewer, user: int, today: date) -> PaperQuerySet:
    held = viewer.held
    received = held.within(OfficeDuty.RECEIVE_REPORTS, prefix="unit__") & Q(kind=PaperKind.WEEKLY)
    received |= held.within(OfficeDuty.LEAD_REPORTS, prefix="unit__") & Q(kind=PaperKind.HALF)
    received |= goes_to(user, today)
    rows = _visible(viewer, user, today).filter(received, state=PaperState.SUBMITTED)
    return _next_first(rows)


def _next_first(papers: PaperQuerySet) -> PaperQuerySet:
    return papers.order_by(F("due_on"), "unit__path", "pk")[:WAITING]


@Records
def _own_tasks(*, user: int) -> QuerySet[Task]:
    rows = Task.objects.filter(owner=user, state=TaskState.OPEN).select_related("dossier", "unit")
    return rows.order_by("due_on", "pk")[:WAITING]


def waiting_for(user: User, *, viewer: Viewer, today: date) -> Waiting:
    """Three queries, whatever the number."""
    seen: dict[str, Any] = {"viewer": viewer, "user": user.pk, "today": today}
    return Waiting(
        [row_of(paper, today) for paper in _to_write(**seen)],
        [row_of(paper, today) for paper in _to_receive(**seen)],
        _own_tasks(user=user.pk),
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


def units_of(paper: Paper) -> QuerySet[Unit]:
    """The units a review may speak of."""
    return Unit.objects.within(paper.unit).active().of_level(*REPORTING).order_by("path")


def people_of(paper: Paper) -> QuerySet[User]:
    """The people a task may be given to: whoever has a post in the street today."""
    posts = access.valid_posts().filter(unit__path__startswith=paper.unit.path)
    return User.objects.filter(pk__in=posts.values("user"), is_active=True).order_by("name", "pk")

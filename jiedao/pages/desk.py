"""我的待办: what is late, what is due this week, what was told, what I opened. A fixed number of queries."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from itertools import starmap
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from jiedao.access.desks import lie_with
from jiedao.access.duties import OfficeDuty, name_of
from jiedao.access.selectors import Holdings, Viewer, dossiers_seen, viewer_of
from jiedao.deadlines.models import Deadline, DeadlineQuerySet
from jiedao.deadlines.selectors import given_to, left_until, nameable
from jiedao.dossiers.kinds import all_kinds
from jiedao.dossiers.models import Dossier
from jiedao.lib import numerals
from jiedao.lib.addresses import address
from jiedao.lib.prepared import Question, rounded_up
from jiedao.notices import selectors as notices
from jiedao.notices.selectors import COUNTED, NoticeRow, bounded
from jiedao.pages import navigation, waiting
from jiedao.pages.navigation import NavLink
from jiedao.pages.waiting import Waiting
from jiedao.people.models import User

WEEK = timedelta(days=7)
FOLDED, NOTICES, MINE = 10, 10, 10
LOOKED_THROUGH = (
    300  # limits of each list within a person's duties; beyond that the count says "and more"
)
LONGEST_ACT = 8


@dataclass(frozen=True)
class TodoRow:
    """One thing to do: how long still, what and why, and the one button."""

    left: str
    kind: str
    title: str
    why: str
    url: str
    act: str


@dataclass(frozen=True)
class TodoList:
    """A list of the desk: its first rows, and how many there are in words."""

    rows: list[TodoRow]
    count: str
    more: bool


@dataclass(frozen=True)
class DossierLine:
    """A dossier in a list: number, title, where, how far."""

    number: str
    title: str
    kind: str
    unit: str
    state: str
    opened_on: date
    url: str


@dataclass(frozen=True)
class Desk:
    """Everything the page 我的待办 shows."""

    late: TodoList
    week: TodoList
    watched: list[TodoRow]
    waiting: list[Waiting]
    notices: list[NoticeRow]
    notices_more: bool
    mine: list[DossierLine]
    quick: list[NavLink]
    summary: str


def desk_of(user: User, *, today: date, unfolded: str = "") -> Desk:
    """The desk of a person on a day; `unfolded` names the list that is shown in full."""
    viewer = viewer_of(user)
    limits = told_apart(user, viewer, today)
    late, week = _todo_lists(limits, today, unfolded=unfolded)
    told = notices.told(user, most=NOTICES + 1)
    waits = waiting.for_viewer(viewer, user.pk, today=today, until=today + WEEK)
    his = {one.url for one in waits}
    return Desk(
        late=late,
        week=week,
        # What was given to him by name is no news of another's desk.
        watched=[
            row for row in watched_by(viewer, limits.of_others, today=today) if row.url not in his
        ],
        waiting=waits,
        notices=told[:NOTICES],
        notices_more=len(told) > NOTICES,
        mine=opened_by(user, viewer),
        quick=navigation.quick(viewer.held),
        summary=_summary(late, week),
    )


def _running(viewer: Viewer) -> DeadlineQuerySet:
    """The open limits a person may see; a unit has few of them."""
    return Deadline.objects.open().filter(dossiers_seen(viewer, prefix="dossier__", unit="unit__"))


def _of_his_duties(held: Holdings) -> Q:
    by_paths: dict[tuple[str, ...], list[str]] = {}
    for duty, paths in sorted(held.paths.items()):
        by_paths.setdefault(paths, []).append(duty)
    return reduce(
        or_,
        (
            Q(duty__in=duties) & held.within(duties[0], prefix="unit__")
            for duties in by_paths.values()
        ),
        Q(pk__in=()),
    )


class Late(NamedTuple):
    """A limit on another desk that has passed."""

    due_on: date
    name: str
    basis: str
    duty: str
    title: str
    number: str
    kind: str
    unit: str
    named: str


@Question
def _watched(*, viewer: Viewer, today: date) -> QuerySet[Any, Any]:
    late = _running(viewer).filter(due_on__lt=today)
    others = late.exclude(_of_his_duties(viewer.held)).order_by("due_on", "pk")
    dossier = ("dossier__title", "dossier__number", "dossier__kind", "unit__short_name")
    told = others.annotate(named=given_to(today))
    return told.values_list("due_on", "name", "basis", "duty", *dossier, "named")[:FOLDED]


def watched_by(viewer: Viewer, of_others: list[Late], *, today: date) -> list[TodoRow]:
    """What is late on other desks, for who answers for the whole (辖区里逾期的), longest late first."""
    if not viewer.held.anywhere(OfficeDuty.SEE_FIGURES):
        return []
    found = sorted([*of_others, *starmap(Late, _watched(viewer=viewer, today=today))])
    rows = []
    for limit in found[:FOLDED]:
        left, kind = left_until(limit.due_on, today)
        whose = limit.named or f"负责“{name_of(limit.duty)}”的人"
        why = (
            f"{limit.unit}，由{whose}办。{limit.name}，"
            f"{numerals.short_day(limit.due_on)}截止。依据：{limit.basis}。"
        )
        url = page_of(limit.kind, limit.number)
        rows.append(TodoRow(left, kind, limit.title, why, url, "看办到哪一步"))
    return rows


DOSSIER = ("number", "title", "kind", "unit__short_name", "state_label", "opened_on")


@Question
def _opened(*, viewer: Viewer, user: int) -> QuerySet[Any, Any]:
    mine = Dossier.objects.filter(dossiers_seen(viewer), opened_by=user, closed_on=None)
    return mine.order_by("-pk").values_list(*DOSSIER)[:MINE]


def opened_by(user: User, viewer: Viewer) -> list[DossierLine]:
    """What I opened and is still running (我经手的), newest first."""
    return [line(*row) for row in _opened(viewer=viewer, user=user.pk)]


def page_of(kind: str, number: str) -> str:
    """The address of a dossier's own page."""
    return address(all_kinds()[kind].page, number)


def line(number: str, title: str, kind: str, unit: str, state: str, opened_on: date) -> DossierLine:
    """A dossier as a list shows it."""
    name, url = all_kinds()[kind].name, page_of(kind, number)
    return DossierLine(number, title, name, unit, state, opened_on, url)


LIMIT_COLUMNS = (
    "due_on", "pk", "code", "name", "explanation", "basis", "duty", "dossier__title",
    "dossier__number", "dossier__kind", "unit__short_name", "unit__path",
)  # fmt: skip


class Limit(NamedTuple):
    """A limit as the desk reads it, in the order of the list."""

    due_on: date
    pk: int
    code: str
    name: str
    explanation: str
    basis: str
    duty: str
    title: str
    number: str
    kind: str
    unit: str
    path: str


@Question
def _limits(*, viewer: Viewer, today: date, until: date, most: int) -> QuerySet[Any, Any]:
    """What is late and what is due soon within a person's duties, in one statement."""
    within = _running(viewer).filter(_of_his_duties(viewer.held))
    rows = within.order_by("due_on", "pk").values_list(*LIMIT_COLUMNS)
    past = rows.filter(due_on__lt=today)[:most]
    return past.union(rows.filter(due_on__gte=today, due_on__lte=until)[:most], all=True)


@Question
def _given(*, limits: tuple[int, ...], codes: frozenset[str], today: date) -> QuerySet[Any, Any]:
    rows = Deadline.objects.filter(pk__in=limits).annotate(named=given_to(today, codes))
    return rows.exclude(named="").values_list("pk", "named")


def _given_to(limits: list[Limit], today: date) -> dict[int, str]:
    """To whom some limits were given by name; nothing is asked where none can be."""
    asked = [limit for limit in limits if limit.code in nameable()]
    if not asked:
        return {}
    keys = rounded_up(tuple(limit.pk for limit in asked))
    codes = frozenset(limit.code for limit in asked)
    return dict(_given(limits=keys, codes=codes, today=today))


class ToldApart(NamedTuple):
    """The limits within a person's duties: whose they are, and which lists went on beyond what was read."""

    own: list[Limit]
    of_others: list[Late]
    goes_on: tuple[bool, bool]


def told_apart(user: User, viewer: Viewer, today: date) -> ToldApart:
    """What lies on a person's own desk, and what is late within his duties and lies on another's.

    A limit lies with who holds its duty nearest to it, or with whom it was given to by name.
    """
    rows = _limits(viewer=viewer, today=today, until=today + WEEK, most=LOOKED_THROUGH)
    found = sorted(starmap(Limit, rows))
    his = lie_with(user, ((limit.duty, limit.path) for limit in found))
    given = _given_to(found, today)
    own, others = [], []
    for limit in found:
        named = given.get(limit.pk, "")
        if named == user.name or (not named and (limit.duty, limit.path) in his):
            own.append(limit)
        elif limit.due_on < today:
            others.append(_of_another(limit, named))
    late = sum(limit.due_on < today for limit in found)
    goes_on = (late == LOOKED_THROUGH, len(found) - late == LOOKED_THROUGH)
    return ToldApart(own, others, goes_on)


def _of_another(limit: Limit, named: str) -> Late:
    return Late(
        limit.due_on,
        limit.name,
        limit.basis,
        limit.duty,
        limit.title,
        limit.number,
        limit.kind,
        limit.unit,
        named,
    )


def _todo_lists(limits: ToldApart, today: date, *, unfolded: str) -> tuple[TodoList, TodoList]:
    """What is late and what is due this week."""

    def listed(part: list[Limit], name: str, *, goes_on: bool) -> TodoList:
        shown = part[: COUNTED if unfolded == name else FOLDED]
        count = bounded(len(part))
        if goes_on and part and len(part) <= COUNTED:
            count = f"{count}+"
        return TodoList([_row(limit, today) for limit in shown], count, len(part) > len(shown))

    late = [limit for limit in limits.own if limit.due_on < today]
    week = [limit for limit in limits.own if limit.due_on >= today]
    more_late, more_week = limits.goes_on
    return listed(late, "late", goes_on=more_late), listed(week, "week", goes_on=more_week)


def _row(limit: Limit, today: date) -> TodoRow:
    left, kind = left_until(limit.due_on, today)
    until = f"{numerals.short_day(limit.due_on)}截止"
    why = f"{limit.unit}。{limit.name}，{until}。{limit.explanation}依据：{limit.basis}。"
    act = limit.name if len(limit.name) <= LONGEST_ACT else "打开案卷办理"
    url = page_of(limit.kind, limit.number)
    # What is due within the week is marked even when it is not yet close.
    return TodoRow(left, kind or "soon", limit.title, why, url, act)


def _summary(late: TodoList, week: TodoList) -> str:
    if not late.count and not week.count:
        return "没有逾期的，七天内也没有到期的。"
    said = f"逾期{late.count}件" if late.count else "没有逾期的"
    return f"{said}，七天内{f'到期{week.count}件' if week.count else '没有到期的'}。"

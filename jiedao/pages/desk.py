"""我的待办: what is late, what is due this week, what was told, what I opened. A fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Q
from django.urls import reverse

from jiedao.access.duties import OfficeDuty, name_of
from jiedao.access.selectors import (
    Exceptions,
    Holdings,
    dossiers_seen,
    exceptions_of,
    holdings,
    visible_dossiers,
)
from jiedao.deadlines.models import Deadline, DeadlineQuerySet
from jiedao.deadlines.selectors import left_until
from jiedao.dossiers.kinds import all_kinds
from jiedao.dossiers.models import Dossier
from jiedao.lib import numerals
from jiedao.notices import selectors as notices
from jiedao.notices.selectors import COUNTED, NoticeRow, bounded
from jiedao.pages import navigation, waiting
from jiedao.pages.navigation import NavLink
from jiedao.pages.waiting import Waiting
from jiedao.people.models import User

WEEK = timedelta(days=7)
FOLDED, NOTICES, MINE = 10, 10, 10
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
    held, known = holdings(user), exceptions_of(user)
    limits = limits_of(user, held, known)
    late, week = _todo_lists(limits, today, unfolded=unfolded)
    told = notices.told(user)
    return Desk(
        late=late,
        week=week,
        watched=watched_by(user, held, known, today=today),
        waiting=waiting.for_user(user, known),
        notices=told[:NOTICES],
        notices_more=len(told) > NOTICES,
        mine=[line(dossier) for dossier in opened_by(user, known)],
        quick=navigation.quick(held),
        summary=_summary(late, week),
    )


def limits_of(user: User, held: Holdings, known: Exceptions) -> DeadlineQuerySet:
    """The open limits that lie on a person's desk: his duty, his units, dossiers he may see."""
    by_paths: dict[tuple[str, ...], list[str]] = {}
    for duty, paths in sorted(held.paths.items()):
        by_paths.setdefault(paths, []).append(duty)
    on_desk = reduce(
        or_,
        (
            Q(duty__in=duties) & held.within(duties[0], prefix="dossier__unit__")
            for duties in by_paths.values()
        ),
        Q(pk__in=()),
    )
    seen = dossiers_seen(user, prefix="dossier__", known=known)
    return Deadline.objects.open().filter(on_desk, seen)


def watched_by(user: User, held: Holdings, known: Exceptions, *, today: date) -> list[TodoRow]:
    """What is late on other desks, for who answers for the whole (辖区里逾期的), longest late first."""
    if not held.anywhere(OfficeDuty.SEE_FIGURES):
        return []
    seen = dossiers_seen(user, prefix="dossier__", known=known)
    late = (
        Deadline.objects.open()
        .filter(seen, due_on__lt=today)
        .exclude(pk__in=limits_of(user, held, known).values("pk"))
        .select_related("dossier__unit")
        .order_by("due_on", "pk")[:FOLDED]
    )
    rows = []
    for limit in late:
        left, kind = left_until(limit.due_on, today)
        why = (
            f"{limit.dossier.unit}，由负责“{name_of(limit.duty)}”的人办。{limit.name}，"
            f"{numerals.short_day(limit.due_on)}截止。依据：{limit.basis}。"
        )
        rows.append(
            TodoRow(left, kind, limit.dossier.title, why, page_of(limit.dossier), "看办到哪一步")
        )
    return rows


def opened_by(user: User, known: Exceptions) -> Iterable[Dossier]:
    """What I opened and is still running (我经手的), newest first."""
    return (
        visible_dossiers(user, known=known)
        .filter(opened_by=user, closed_on=None)
        .order_by("-pk")[:MINE]
    )


def page_of(dossier: Dossier) -> str:
    """The address of a dossier's own page."""
    return reverse(all_kinds()[dossier.kind].page, args=[dossier.number])


def line(dossier: Dossier) -> DossierLine:
    """A dossier as a list shows it; its unit must have been joined."""
    return DossierLine(
        dossier.number,
        dossier.title,
        all_kinds()[dossier.kind].name,
        str(dossier.unit),
        dossier.state_label,
        dossier.opened_on,
        page_of(dossier),
    )


LIMIT_COLUMNS = (
    "due_on",
    "pk",
    "name",
    "explanation",
    "basis",
    "dossier__title",
    "dossier__number",
    "dossier__kind",
    "dossier__unit__short_name",
)


class Limit(NamedTuple):
    """A limit as the desk reads it, in the order of the list."""

    due_on: date
    pk: int
    name: str
    explanation: str
    basis: str
    title: str
    number: str
    kind: str
    unit: str


def _todo_lists(
    limits: DeadlineQuerySet, today: date, *, unfolded: str
) -> tuple[TodoList, TodoList]:
    """What is late and what is due this week, in one statement, as far as the page says a number."""
    rows = limits.order_by("due_on", "pk").values_list(*LIMIT_COLUMNS)
    late = rows.filter(due_on__lt=today)[: COUNTED + 1]
    week = rows.filter(due_on__gte=today, due_on__lte=today + WEEK)[: COUNTED + 1]
    found = sorted(Limit(*row) for row in late.union(week))

    def listed(name: str, part: list[Limit]) -> TodoList:
        shown = part[: COUNTED if unfolded == name else FOLDED]
        todo = [_row(limit, today) for limit in shown]
        return TodoList(todo, bounded(len(part)), len(part) > len(shown))

    return (
        listed("late", [limit for limit in found if limit.due_on < today]),
        listed("week", [limit for limit in found if limit.due_on >= today]),
    )


def _row(limit: Limit, today: date) -> TodoRow:
    left, kind = left_until(limit.due_on, today)
    until = f"{numerals.short_day(limit.due_on)}截止"
    why = f"{limit.unit}。{limit.name}，{until}。{limit.explanation}依据：{limit.basis}。"
    act = limit.name if len(limit.name) <= LONGEST_ACT else "打开案卷办理"
    url = reverse(all_kinds()[limit.kind].page, args=[limit.number])
    # What is due within the week is marked even when it is not yet close.
    return TodoRow(left, kind or "soon", limit.title, why, url, act)


def _summary(late: TodoList, week: TodoList) -> str:
    if not late.count and not week.count:
        return "没有逾期的，七天内也没有到期的。"
    return f"逾期{late.count or 0}件，七天内到期{week.count or 0}件。"

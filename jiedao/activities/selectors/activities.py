"""Reading activities: who may see which, the list as it was asked for, one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404

from jiedao.access import selectors as access
from jiedao.activities.conditions import DUTY, LEVELS
from jiedao.activities.kinds import ACTIVITY
from jiedao.activities.models import Activity, ActivityQuerySet, Attendee, Problem
from jiedao.activities.states import Kind, Standing, System
from jiedao.deadlines.models import Deadline
from jiedao.dossiers.selectors import matching_text
from jiedao.lib.sheets import Cell
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User
from jiedao.web.lists import MOST_EXPORTED, Asked, Listed, Listing, Narrowing, page_of

CHIPS = {
    Standing.PLANNED: "soon",
    Standing.LATE: "late",
    Standing.HELD: "ok",
    Standing.OWING: "soon",
    Standing.UNSOLVED: "soon",
    Standing.CANCELLED: "",
}
COLUMNS = (
    "编号", "类别", "主题", "四项制度", "单位", "日期", "开始", "结束", "地点", "现在", "应到", "实到",
    "列席", "还要补学", "主持人", "内容和议定事项", "取消原因",
)  # fmt: skip
LISTING = Listing(
    "编号、主题、地点或者内容里的词",
    {
        "newest": ("日期晚的在前", ("-held_on", "-pk")),
        "oldest": ("日期早的在前", ("held_on", "pk")),
        "entered": ("新登记的在前", ("-pk",)),
    },
    (
        Narrowing("kind", "类别", Kind.choices),
        Narrowing("system", "四项制度", System.choices),
        Narrowing("standing", "现在", Standing.choices),
    ),
)
CAME = Q(roster__present=True, roster__is_guest=False)


@dataclass(frozen=True)
class Row:
    """An activity as the list shows it, with how it stands today."""

    record: Activity
    word: str
    chip: str
    expected: int
    present: int
    guests: int
    owing: int


def visible_to(user: User) -> ActivityQuerySet:
    """The activities a person may see: of the units above his posts, and of all beneath them."""
    seen = access.dossiers_seen_by(user, *ACTIVITY.seen_with, from_beneath=True)
    return Activity.objects.filter(seen).select_related("dossier__unit")


def get_visible(user: User, number: str) -> Activity:
    """One activity by its number; Http404 when there is none or it may not be known."""
    rows = visible_to(user).select_related("dossier__opened_by", "held_by", "cancelled_by")
    found = rows.filter(dossier__number=number).first()
    if found is None:
        raise Http404
    return found


def asked_for(user: User, asked: Asked, *, today: date) -> ActivityQuerySet:
    """The activities that were asked for."""
    rows = visible_to(user)
    if asked.of("kind"):
        rows = rows.of_kind(asked.of("kind"))
    if asked.of("system"):
        rows = rows.filter(systems__contains=[asked.of("system")])
    if asked.of("standing"):
        rows = _standing(rows, asked.of("standing"), today)
    if asked.words:
        rows = rows.filter(dossier__in=matching_text(asked.words).values("dossier"))
    return rows


def _standing(rows: ActivityQuerySet, standing: str, today: date) -> ActivityQuerySet:
    if standing == Standing.PLANNED:
        return rows.planned().filter(held_on__gte=today)
    if standing == Standing.LATE:
        return rows.planned().filter(held_on__lt=today)
    if standing == Standing.OWING:
        return rows.filter(Exists(Attendee.objects.owing().filter(activity=OuterRef("pk"))))
    if standing == Standing.UNSOLVED:
        return rows.filter(Exists(_unsolved()))
    return rows.held() if standing == Standing.HELD else rows.cancelled()


def _unsolved() -> QuerySet[Problem]:
    return Problem.objects.filter(activity=OuterRef("pk"), solved_on__isnull=True)


def counted(rows: QuerySet[Activity], today: date) -> QuerySet[Activity]:
    """Activities with how many were to come, came, were guests, still have to make it up; and late."""
    known, absent = Q(roster__is_guest=False), Q(roster__present=False, roster__is_guest=False)
    marked: QuerySet[Activity] = rows.annotate(
        expected=Count("roster", filter=known, distinct=True),
        came=Count("roster", filter=CAME, distinct=True),
        guests=Count("roster", filter=Q(roster__is_guest=True), distinct=True),
        absent=Count("roster", filter=absent & Q(roster__made_up_on__isnull=True), distinct=True),
        is_unsolved=Exists(_unsolved()),
        has_late=Exists(Deadline.objects.open().due_before(today).filter(dossier=OuterRef("pk"))),
    )
    return marked


def listed(user: User, asked: Asked, *, today: date) -> Listed[Row]:
    """One page of the list."""
    rows = counted(asked_for(user, asked, today=today), today)
    return page_of(rows, asked, lambda record: row_of(record, today), measure="次")


def row_of(record: Activity, today: date) -> Row:
    """An activity that was `counted`, with how it stands today, in a word."""
    numbers = vars(record)
    owing = numbers["absent"] if record.is_held and record.is_made_up else 0
    standing = _standing_of(record, today, owing=owing, is_unsolved=numbers["is_unsolved"])
    word, chip = _said(standing, owing=owing, is_late=numbers["has_late"])
    return Row(
        record,
        word,
        chip,
        numbers["expected"],
        numbers["came"],
        numbers["guests"],
        owing,
    )


def _said(standing: Standing, *, owing: int, is_late: bool) -> tuple[str, str]:
    """How it stands in a word, and the kind of its chip; what is left to do may be late."""
    word = f"还有{owing}人要补学" if standing == Standing.OWING else str(standing.label)
    if is_late and standing in (Standing.OWING, Standing.UNSOLVED):
        return f"{word}，已逾期", "late"
    return word, CHIPS[standing]


def _standing_of(record: Activity, today: date, *, owing: int, is_unsolved: bool) -> Standing:
    if record.is_cancelled:
        return Standing.CANCELLED
    if record.is_planned:
        return Standing.LATE if record.is_late(today) else Standing.PLANNED
    if owing:
        return Standing.OWING
    return Standing.UNSOLVED if is_unsolved else Standing.HELD


def lines_of(user: User, asked: Asked, *, today: date) -> Iterator[list[Cell]]:
    """The rows for Excel."""
    rows = counted(asked_for(user, asked, today=today), today).order_by(*asked.order)
    for record in rows[:MOST_EXPORTED]:
        row = row_of(record, today)
        yield [
            record.dossier.number,
            str(record.get_kind_display()),
            record.dossier.title,
            record.systems_in_words,
            str(record.dossier.unit),
            record.held_on,
            f"{record.begins:%H:%M}",
            f"{record.ends:%H:%M}" if record.ends else "",
            record.place,
            row.word,
            row.expected,
            row.present if record.is_held else None,
            row.guests if record.is_held else None,
            row.owing,
            record.chair,
            record.summary,
            record.cancel_reason,
        ]


@dataclass(frozen=True)
class Roster:
    """The roster of one activity as its page shows it."""

    entries: list[Attendee]

    @property
    def known(self) -> list[Attendee]:
        return [entry for entry in self.entries if not entry.is_guest]

    @property
    def guests(self) -> list[Attendee]:
        return [entry for entry in self.entries if entry.is_guest]

    @property
    def came(self) -> int:
        return sum(entry.present for entry in self.known)

    @property
    def owing(self) -> list[Attendee]:
        return [entry for entry in self.known if entry.owes]


def roster_of(activity: Activity) -> Roster:
    """Who was to come, who came, who made it up; guests last."""
    return Roster(list(activity.roster.order_by("is_guest", "id")))


def standing_of(
    record: Activity, roster: Roster, problems: Iterable[Any], today: date, *, is_late: bool
) -> tuple[str, str]:
    """How one activity stands, in a word, and the kind of its chip; from what its page has read."""
    owing = len(roster.owing) if record.is_held and record.is_made_up else 0
    is_unsolved = any(not one.record.is_solved for one in problems)
    standing = _standing_of(record, today, owing=owing, is_unsolved=is_unsolved)
    return _said(standing, owing=owing, is_late=is_late)


def visited(activity: Activity) -> list[Unit]:
    """The communities a visit went to."""
    return list(activity.communities.order_by("path")) if activity.is_visit else []


def get_attendee(activity: Activity, pk: int) -> Attendee:
    """One name on the roster of an activity the person may see."""
    found = activity.roster.filter(pk=pk).first()
    if found is None:
        raise Http404
    found.activity = activity
    return found


def get_problem(activity: Activity, pk: int) -> Problem:
    """One problem of a visit the person may see."""
    found = activity.problems.select_related("unit").filter(pk=pk).first()
    if found is None:
        raise Http404
    found.activity = activity
    return found


def units_of(user: User) -> QuerySet[Unit]:
    """The street and the communities of which a person keeps the activities."""
    return access.units_within(user, DUTY).filter(level__in=LEVELS)


def communities_of(unit: Unit) -> QuerySet[Unit]:
    """The communities and villages of a street: where a visit goes."""
    levels = (UnitLevel.COMMUNITY, UnitLevel.VILLAGE)
    return Unit.objects.active().within(unit).of_level(*levels).order_by("path")


def units_beneath(unit: Unit) -> QuerySet[Unit]:
    """The units one level down and, of a street, its departments: whom something is given to."""
    return Unit.objects.active().filter(parent=unit).order_by("path")

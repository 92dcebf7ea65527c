"""Who still has to make a study up (还要补学): one line for a person and a study."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, Subquery

from jiedao.access import selectors as access
from jiedao.access.held import Holdings
from jiedao.access.selectors import holdings
from jiedao.activities.conditions import DUTY
from jiedao.activities.deadlines import MAKE_UP
from jiedao.activities.kinds import ACTIVITY
from jiedao.activities.models import Attendee, AttendeeQuerySet
from jiedao.activities.states import MADE_UP
from jiedao.deadlines.models import Deadline
from jiedao.deadlines.selectors import left_until
from jiedao.lib.addresses import address
from jiedao.lib.sheets import Cell
from jiedao.people.models import User
from jiedao.web.lists import MOST_EXPORTED, Asked, Listed, Listing, Narrowing, page_of

COLUMNS = ("姓名", "职务", "缺席的学习", "类别", "从哪天起", "补学期限", "还有多久", "单位", "编号")
LISTING = Listing(
    "姓名、职务或者主题里的词",
    {
        "longest": ("欠得久的在前", ("activity__held_on", "pk")),
        "newest": ("新缺席的在前", ("-activity__held_on", "-pk")),
        "name": ("按姓名", ("person__sort_key", "pk")),
    },
    (Narrowing("kind", "类别", [(one.value, str(one.label)) for one in MADE_UP]),),
)


@dataclass(frozen=True)
class Row:
    """One person who was absent from one study."""

    record: Attendee
    due_on: date | None
    left: str
    chip: str
    make_up_url: str


def visible_to(user: User) -> AttendeeQuerySet:
    """Who still has to make a study up, of the studies a person may see."""
    seen = access.dossiers_seen_by(
        user, *ACTIVITY.seen_with, prefix="activity__dossier__", from_beneath=True
    )
    limit = Deadline.objects.open().filter(dossier=OuterRef("activity"), code=MAKE_UP.code)
    rows: AttendeeQuerySet = (
        Attendee.objects.owing()
        .filter(seen)
        .select_related("activity__dossier__unit")
        .annotate(due_on=Subquery(limit.values("due_on")[:1]))
    )
    return rows


def asked_for(user: User, asked: Asked) -> AttendeeQuerySet:
    """Those that were asked for."""
    rows = visible_to(user)
    if asked.of("kind"):
        rows = rows.filter(activity__kind=asked.of("kind"))
    for word in asked.words.split():
        rows = rows.filter(_holds(word))
    return rows


def _holds(word: str) -> Q:
    return (
        Q(name__icontains=word)
        | Q(post__icontains=word)
        | Q(activity__dossier__title__icontains=word)
    )


def listed(user: User, asked: Asked, *, today: date) -> Listed[Row]:
    """One page of the list."""
    held = holdings(user)
    return page_of(
        asked_for(user, asked), asked, lambda one: _row(one, today, held), measure="人次"
    )


def _row(record: Attendee, today: date, held: Holdings) -> Row:
    due_on: date | None = vars(record)["due_on"]
    left, chip = left_until(due_on, today) if due_on else ("", "")
    dossier = record.activity.dossier
    may = held.covers(DUTY, dossier.unit)
    url = address("activities:make_up", dossier.number, record.pk) if may else ""
    return Row(record, due_on, left, chip, url)


def lines_of(user: User, asked: Asked, *, today: date) -> Iterator[list[Cell]]:
    """The rows for Excel."""
    held = holdings(user)
    for record in asked_for(user, asked).order_by(*asked.order)[:MOST_EXPORTED]:
        row, activity = _row(record, today, held), record.activity
        yield [
            record.name,
            record.post,
            activity.dossier.title,
            str(activity.get_kind_display()),
            activity.held_on,
            row.due_on,
            row.left,
            str(activity.dossier.unit),
            activity.dossier.number,
        ]

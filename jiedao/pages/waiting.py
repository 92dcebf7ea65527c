"""What waits for a person without a limit that runs: each app says so in its desk.py (等您办理).

All sources are asked in one statement, so that the desk costs no more with the next app.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby, starmap
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ImproperlyConfigured
from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast

from jiedao.access.selectors import Viewer
from jiedao.dossiers.models import Dossier
from jiedao.lib.prepared import Question
from jiedao.organisation.models import Unit

SHOWN = 10


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: where it stands, what it is, what to do, where."""

    word: str
    title: str
    why: str
    url: str
    act: str


@dataclass(frozen=True)
class Asked:
    """Who asks, and when: the duties held, the person's key, today, and until when limits are in sight."""

    viewer: Viewer
    user: int
    today: date
    in_sight_until: date


class Line(NamedTuple):
    """One row that waits, as every source says it; `more` is what only its source understands."""

    source: str
    day: date | None
    pk: int
    number: str
    title: str
    unit: str
    state: str
    more: str


@dataclass(frozen=True)
class Source:
    """What waits of one kind (等您办理的一类): its rows, put by `lines`, and each of them in words.

    `rows` answers None for a person with whom nothing of this kind can lie.
    """

    code: str
    rows: Callable[[Asked], QuerySet[Any, Any] | None]
    tell: Callable[[list[Line]], Iterable[Waiting]]


_SOURCES: dict[str, Source] = {}


def declare(source: Source) -> Source:
    """Let an app put what waits on the desk; the same code twice is refused."""
    if source.code in _SOURCES:
        raise ImproperlyConfigured(f"待办来源“{source.code}”被声明了两次。")
    _SOURCES[source.code] = source
    return source


def lines(
    rows: QuerySet[Any],
    code: str,
    *,
    state: str = "state",
    more: Any = "",
    day: str = "dossier__last_act_on",
    most: int = SHOWN,
) -> QuerySet[Any, Any]:
    """The first rows of a source, with the columns of a `Line`; those longest untouched come first."""
    told = rows.annotate(
        w_source=Value(code, CharField()),
        w_day=Cast(day, DateField()),
        w_key=F("pk"),
        w_number=F("dossier__number"),
        w_title=F("dossier__title"),
        w_unit=F("dossier__unit__short_name"),
        w_state=F(state),
        w_more=Cast(more or Value(""), CharField()),
    )
    columns = ("source", "day", "key", "number", "title", "unit", "state", "more")
    first = told.order_by(F(day).asc(nulls_last=True), "pk")
    return first.values_list(*(f"w_{column}" for column in columns))[:most]


class Each(Func):
    """A row for each of a list."""

    # With its type, for where no row can fit and Django writes NULL for the list.
    template, set_returning, output_field = (
        "unnest(%(expressions)s::bigint[])",
        True,
        BigIntegerField(),
    )


def first_of_each(rows: QuerySet[Any], units: Q) -> QuerySet[Unit, Any]:
    """The keys of a source's rows on open dossiers, of each unit those longest untouched.

    As many as the desk shows: what lies behind them is not looked through.
    """
    own = rows.filter(dossier__unit=OuterRef("pk"), dossier__closed_on=None)
    first = own.order_by("dossier__last_act_on", "pk").values("pk")[:SHOWN]
    told = Unit.objects.filter(units).annotate(first=ArraySubquery(first))
    return told.annotate(one=Each("first")).values("one")


@Question
def _lines(*, viewer: Viewer, user: int, today: date, in_sight_until: date) -> QuerySet[Any, Any]:
    asked = Asked(viewer, user, today, in_sight_until)
    found = [source.rows(asked) for _, source in sorted(_SOURCES.items())]
    first, *others = [rows for rows in found if rows is not None] or [Dossier.objects.none()]
    return first.union(*others, all=True) if others else first


def for_viewer(viewer: Viewer, user: int, *, today: date, until: date) -> list[Waiting]:
    """Everything that waits for a person, app after app; one query."""
    rows = _lines(viewer=viewer, user=user, today=today, in_sight_until=until)
    found = sorted(starmap(Line, rows), key=_place)
    return [
        waiting
        for code, said in groupby(found, key=lambda line: line.source)
        for waiting in _SOURCES[code].tell(list(said))
    ]


def _place(line: Line) -> tuple[str, bool, date, int]:
    return line.source, line.day is None, line.day or date.min, line.pk

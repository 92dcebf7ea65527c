"""What rests on the working calendar and moves when it changes: said before, carried out with it.

class Limits:
    def moves(self, calendar, years): ...
    def move(self, years, *, by): ...

moving.declare(Limits())
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from jiedao.people.models import User
from jiedao.workdays.calendars import Calendar, DayRow
from jiedao.workdays.models import CalendarDay, CalendarYear


@dataclass(frozen=True)
class Move:
    """One date that a change of the calendar moves."""

    what: str
    where: str
    before: date
    after: date


class Dependant(Protocol):
    """Something whose dates rest on the calendar."""

    def moves(self, calendar: Calendar, years: frozenset[int]) -> list[Move]:
        """What would move if the calendar of these years were this one; nothing is changed."""

    def move(self, years: frozenset[int], *, by: User) -> None:
        """Take over the calendar as it stands now."""


_DEPENDANTS: list[Dependant] = []


def declare(dependant: Dependant) -> None:
    """Let what rests on the calendar be told of its changes."""
    _DEPENDANTS.append(dependant)


def moves(rows: Iterable[DayRow], years: Iterable[int]) -> list[Move]:
    """Every date that entering `rows` as the whole of `years` would move, the nearest first."""
    changed = frozenset(years)
    calendar = calendar_with(rows, changed)
    found = [move for one in _DEPENDANTS for move in one.moves(calendar, changed)]
    return sorted(found, key=lambda move: (move.before, move.what))


def carry_out(years: Iterable[int], *, by: User) -> None:
    """The calendar of these years has changed: what rests on it follows, in the same transaction."""
    for one in _DEPENDANTS:
        one.move(frozenset(years), by=by)


def calendar_with(rows: Iterable[DayRow], years: frozenset[int]) -> Calendar:
    """The calendar as it would be: the rows in place of what these years have now."""
    standing = CalendarDay.objects.exclude(year__in=years).order_by("day")
    known = CalendarYear.objects.filter(complete=True).values_list("year", flat=True)
    others = [DayRow(row.day, row.kind, row.name) for row in standing]
    return Calendar.of([*others, *rows], years=years.union(known))

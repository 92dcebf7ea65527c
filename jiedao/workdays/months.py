"""A year's exceptions as a person reads them: month by month, neighbouring days together."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from jiedao.lib import numerals
from jiedao.workdays.calendars import Calendar
from jiedao.workdays.models import CalendarDay
from jiedao.workdays.states import DayKind

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Month:
    """One month: what is off, what is made up, how many days are worked."""

    number: int
    off: list[str] = field(default_factory=list)
    work: list[str] = field(default_factory=list)
    worked: int = 0


def months_of(year: int, days: Iterable[CalendarDay], calendar: Calendar) -> list[Month]:
    """The twelve months of a year."""
    days = list(days)
    return [
        Month(
            number,
            _runs([d for d in days if d.day.month == number and d.kind == DayKind.OFF]),
            _runs([d for d in days if d.day.month == number and d.kind == DayKind.WORK]),
            _worked(year, number, calendar),
        )
        for number in range(1, 13)
    ]


def _runs(days: list[CalendarDay]) -> list[str]:
    """1日（星期四）至3日（星期六）元旦."""
    runs: list[list[CalendarDay]] = []
    for before, one in pairwise([None, *days]):
        assert one is not None
        if before and one.day - before.day == ONE_DAY and one.name == before.name:
            runs[-1].append(one)
        else:
            runs.append([one])
    return [f"{_span(run[0].day, run[-1].day)}{run[0].name}" for run in runs]


def _span(first: date, last: date) -> str:
    def said(day: date) -> str:
        return f"{day.day}日（{numerals.weekday(day)}）"

    return said(first) if first == last else f"{said(first)}至{said(last)}"


def _worked(year: int, month: int, calendar: Calendar) -> int:
    day, count = date(year, month, 1), 0
    while day.month == month:
        count += calendar.is_working_day(day)
        day += ONE_DAY
    return count

"""Which days are worked: Monday to Friday, except what the yearly notice says (调休)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from jiedao.workdays.states import DayKind

ONE_DAY = timedelta(days=1)
WEEKEND = "周末"


@dataclass(frozen=True)
class DayRow:
    """One line of a year's notice: a day off (休) or a make-up day (班), and for which holiday."""

    day: date
    kind: str
    name: str


@dataclass(frozen=True)
class Calendar:
    """The calendar as far as it is known; a year that is not known is Monday to Friday."""

    off: Mapping[date, str] = field(default_factory=dict)
    make_up: Mapping[date, str] = field(default_factory=dict)
    years: frozenset[int] = frozenset()

    @classmethod
    def of(cls, rows: Iterable[DayRow], *, years: Iterable[int]) -> "Calendar":
        rows = list(rows)
        return cls(
            off={row.day: row.name for row in rows if row.kind == DayKind.OFF},
            make_up={row.day: row.name for row in rows if row.kind == DayKind.WORK},
            years=frozenset(years),
        )

    def is_working_day(self, day: date) -> bool:
        if day in self.off:
            return False
        return day in self.make_up or day.weekday() < 5

    def rest_name(self, day: date) -> str:
        """Why a day is not worked: 春节, or 周末."""
        return self.off.get(day, WEEKEND)

    def on_or_after(self, day: date) -> date:
        """The day itself when it is worked, else the next that is."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        return self.on_or_after(day + ONE_DAY)

    def after(self, start: date, count: int) -> date:
        """The last of `count` working days, the first of them after `start`."""
        for _ in range(count):
            start = self.next_working_day(start)
        return start

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` is past."""
        if end < start:
            return -self.working_days_between(end, start)
        return sum(map(self.is_working_day, days_between(start + ONE_DAY, end)))

    def last_working_day_of_week(self, day: date) -> date | None:
        """The day that closes the week (Monday to Sunday) of `day`; None in a week without work.

        A make-up Saturday or Sunday belongs to the week it closes.
        """
        monday = day - timedelta(days=day.weekday())
        week = [monday + timedelta(days=offset) for offset in range(7)]
        return max(filter(self.is_working_day, week), default=None)

    def unknown_years(self, days: Iterable[date]) -> tuple[int, ...]:
        """Years among `days` whose holidays have not been entered."""
        return tuple(sorted({day.year for day in days} - self.years))


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`, both included."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)

"""Reading the working calendar. One query loads what a computation needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jiedao.workdays.calendars import Calendar, DayRow
from jiedao.workdays.models import CalendarDay, CalendarYear
from jiedao.workdays.states import DayKind


def calendar(first: date, last: date | None = None) -> Calendar:
    """The calendar of the years from `first` to `last`, or to the last year entered; one query."""
    rows = CalendarDay.objects.filter(year__gte=first.year).select_related("year")
    if last is not None:
        rows = rows.filter(year__lte=last.year)
    rows = rows.order_by("day")
    return Calendar.of(
        (DayRow(row.day, row.kind, row.name) for row in rows),
        # A year has rows as soon as it is entered (`actions.load_year` refuses an empty one).
        years=(row.year_id for row in rows if row.year.complete),
    )


def is_working_day(day: date) -> bool:
    """Whether the office works on `day`."""
    return calendar(day, day).is_working_day(day)


def next_working_day(day: date) -> date:
    """The first working day after `day`."""
    return calendar(day).next_working_day(day)


def working_days_between(start: date, end: date) -> int:
    """Working days after `start` up to and including `end` (还剩几个工作日); negative when past."""
    first, last = sorted((start, end))
    return calendar(first, last).working_days_between(start, end)


def last_working_day_of_week(day: date) -> date | None:
    """The working day that closes the week of `day`; None when the whole week is off."""
    # A week may reach into the next or the last year.
    return calendar(date(day.year - 1, 1, 1), date(day.year + 1, 1, 1)).last_working_day_of_week(
        day
    )


def years_without_data(days: Iterable[date]) -> list[int]:
    """Years among `days` whose holidays have not been entered (节假日安排尚未导入)."""
    wanted = {day.year for day in days}
    known = CalendarYear.objects.filter(year__in=wanted, complete=True).order_by("year")
    return sorted(wanted - set(known.values_list("year", flat=True)))


def unknown_years_warning(years: Iterable[int]) -> str:
    """The sentence to show beside a date that rests on years without data; empty for none."""
    named = "、".join(f"{year}年" for year in sorted(years))
    if not named:
        return ""
    return f"{named}节假日安排尚未公布或尚未导入，按周一至周五推算，导入后会重新计算。"


@dataclass(frozen=True)
class Change:
    """A day that a newly entered notice would change."""

    day: date
    before: str
    after: str


def changes(year: int, rows: Iterable[DayRow]) -> list[Change]:
    """What entering `rows` would change in a year, to be shown before it is done."""
    kinds = dict(DayKind.choices)
    standing = {
        row.day: f"{row.get_kind_display()}（{row.name}）"
        for row in CalendarDay.objects.filter(year=year).order_by("day")
    }
    coming = {row.day: f"{kinds[row.kind]}（{row.name}）" for row in rows}
    return [
        Change(day, standing.get(day, "平常"), coming.get(day, "平常"))
        for day in sorted(standing.keys() | coming.keys())
        if standing.get(day) != coming.get(day)
    ]

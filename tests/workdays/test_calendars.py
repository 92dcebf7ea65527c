from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from jiedao.workdays import due as dues
from jiedao.workdays.calendars import Calendar, DayRow, days_between
from jiedao.workdays.spans import Days, WorkingDays

FIRST, LAST = date(2026, 1, 1), date(2027, 6, 30)
DAYS = some.dates(min_value=FIRST, max_value=LAST)
STARTS = some.dates(min_value=FIRST, max_value=date(2026, 12, 31))

OFF_2026 = [
    ((1, 1), (1, 3)),
    ((2, 15), (2, 23)),
    ((4, 4), (4, 6)),
    ((5, 1), (5, 5)),
    ((6, 19), (6, 21)),
    ((9, 25), (9, 27)),
    ((10, 1), (10, 7)),
]
MAKE_UP_2026 = [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]


@some.composite
def calendars(draw: some.DrawFn) -> Calendar:
    """Any calendar a yearly notice could make."""
    off = draw(some.sets(DAYS, max_size=40))
    make_up = draw(some.sets(DAYS.filter(lambda day: day.weekday() >= 5), max_size=15)) - off
    return Calendar(
        off=dict.fromkeys(off, "春节"),
        make_up=dict.fromkeys(make_up, "春节"),
        years=frozenset({2026}),
    )


def with_holiday(calendar: Calendar, day: date) -> Calendar:
    make_up = {one: name for one, name in calendar.make_up.items() if one != day}
    return Calendar({**calendar.off, day: "假日"}, make_up, calendar.years)


def with_make_up_day(calendar: Calendar, day: date) -> Calendar:
    off = {one: name for one, name in calendar.off.items() if one != day}
    return Calendar(off, {**calendar.make_up, day: "调休"}, calendar.years)


SPANS = some.one_of(
    some.integers(min_value=0, max_value=60).map(WorkingDays),
    some.integers(min_value=0, max_value=90).map(lambda n: Days(n, shifts=True)),
)


@given(calendars(), STARTS, SPANS, DAYS)
def test_a_limit_never_comes_earlier_by_adding_a_holiday(calendar, start, span, day):
    before = dues.due(start, span, calendar=calendar).on
    assert dues.due(start, span, calendar=with_holiday(calendar, day)).on >= before


@given(calendars(), STARTS, SPANS, DAYS)
def test_a_limit_never_comes_later_by_adding_a_make_up_day(calendar, start, span, day):
    before = dues.due(start, span, calendar=calendar).on
    assert dues.due(start, span, calendar=with_make_up_day(calendar, day)).on <= before


@given(calendars(), STARTS, some.integers(min_value=0, max_value=60))
def test_counting_back_from_the_due_date_gives_the_span(calendar, start, n):
    on = calendar.after(start, n)
    assert calendar.working_days_between(start, on) == n
    assert not n or calendar.is_working_day(on)


@given(calendars(), STARTS, STARTS)
def test_days_left_and_days_late_mirror_each_other(calendar, one, other):
    assert calendar.working_days_between(one, other) == -calendar.working_days_between(other, one)


@given(calendars(), STARTS)
def test_the_last_working_day_closes_its_week(calendar, day):
    monday = day - timedelta(days=day.weekday())
    week = list(days_between(monday, monday + timedelta(days=6)))
    last = calendar.last_working_day_of_week(day)
    if last is None:
        assert not any(map(calendar.is_working_day, week))
    else:
        assert last in week
        assert not any(calendar.is_working_day(later) for later in week if later > last)


@given(STARTS, some.integers(min_value=0, max_value=400))
def test_a_public_period_is_a_plain_count_of_days(start, n):
    assert dues.due(start, Days(n)).on == start + timedelta(days=n)


def test_2026_is_off_and_worked_as_announced(calendar_2026):
    off = {
        day
        for first, last in OFF_2026
        for day in days_between(date(2026, *first), date(2026, *last))
    }
    make_up = {date(2026, month, day) for month, day in MAKE_UP_2026}
    for day in days_between(date(2026, 1, 1), date(2026, 12, 31)):
        expected = day in make_up or (day not in off and day.weekday() < 5)
        assert calendar_2026.is_working_day(day) == expected, day


@pytest.mark.parametrize(
    ("day", "closing"),
    [
        ((11, 23), (11, 27)),
        ((2, 10), (2, 14)),  # the make-up Saturday
        ((9, 14), (9, 20)),  # the make-up Sunday
        ((2, 18), None),
        ((10, 4), (9, 30)),  # the week of 28 September
        ((10, 6), (10, 10)),
    ],
)
def test_the_week_closes_on_its_last_working_day(calendar_2026, day, closing):
    expected = date(2026, *closing) if closing else None
    assert calendar_2026.last_working_day_of_week(date(2026, *day)) == expected


def test_the_spring_festival_week_of_2026_has_no_working_day(calendar_2026):
    for day in days_between(date(2026, 2, 16), date(2026, 2, 22)):
        assert calendar_2026.last_working_day_of_week(day) is None


def test_a_year_without_data_is_named(calendar_2026):
    assert calendar_2026.unknown_years([date(2026, 12, 31), date(2027, 1, 1)]) == (2027,)


def test_a_row_of_each_kind_finds_its_place():
    rows = [DayRow(date(2026, 1, 1), "off", "元旦"), DayRow(date(2026, 1, 4), "work", "元旦")]
    calendar = Calendar.of(rows, years=[2026])
    assert calendar.rest_name(date(2026, 1, 1)) == "元旦"
    assert calendar.rest_name(date(2026, 1, 10)) == "周末"
    assert calendar.is_working_day(date(2026, 1, 4))

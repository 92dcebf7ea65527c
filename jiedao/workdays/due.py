"""When something is due, and how that was computed, in a sentence anyone can check."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from jiedao.lib import numerals
from jiedao.workdays import selectors
from jiedao.workdays.calendars import ONE_DAY, WEEKEND, Calendar, days_between
from jiedao.workdays.spans import WEEKDAYS, Days, Span, WeekEnd

# More weekends than this are counted, not listed.
LISTED_WEEKEND_DAYS = 8


@dataclass(frozen=True)
class Due:
    """A due date (到期日): it ends at 24:00 of `on`.

    `explanation` ends with `warning` when it rests on years whose holidays are not known yet.
    """

    on: date
    explanation: str
    uncertain_years: tuple[int, ...] = ()

    @property
    def warning(self) -> str:
        return selectors.unknown_years_warning(self.uncertain_years)


def due(start: date, span: Span, *, calendar: Calendar | None = None) -> Due:
    """When `span` that starts on `start` ends; the start day is not counted (民法典第二百零一条).

    One query loads the calendar; `calendar` spares it when many dates are computed.
    """
    if isinstance(span, Days) and not span.shifts:
        on = start + timedelta(days=span.n)
        return Due(on, f"{_counted_from(start, span)}，到{_told(on, start)}24时满。")
    if calendar is None:
        calendar = selectors.calendar(start)
    if isinstance(span, WeekEnd):
        on, words = _within_week(start, span, calendar)
        unknown = calendar.unknown_years((on,))
    elif isinstance(span, Days):
        on, words = _shifted(start, span, calendar)
        unknown = calendar.unknown_years(days_between(start + timedelta(days=span.n), on))
    else:
        on = calendar.after(start, span.n)
        counted = list(days_between(start + ONE_DAY, on))
        words = "；".join([_counted_from(start, span), *_skipped(counted, calendar)])
        words = f"{words}，到{_told(on, start)}止。"
        unknown = calendar.unknown_years(counted)
    return Due(on, words + selectors.unknown_years_warning(unknown), unknown)


def _counted_from(start: date, span: Span) -> str:
    return f"{_told(start, start)}次日起算，{span}"


def _told(day: date, start: date) -> str:
    """A day, with its year when it is not the year everything started in."""
    return numerals.short_day(day) if day.year == start.year else numerals.long_day(day)


def _within_week(start: date, span: WeekEnd, calendar: Calendar) -> tuple[date, str]:
    if not span.weekday:
        return _closing_week(start, calendar)
    wanted = start + timedelta(days=span.weekday - 1 - start.weekday())
    name = WEEKDAYS[span.weekday]
    if calendar.is_working_day(wanted):
        return wanted, f"定在每{name}，这一周是{_told(wanted, start)}，当日止。"
    on, words = _closing_week(start, calendar)
    return (
        on,
        f"定在每{name}，{_told(wanted, start)}不上班（{calendar.rest_name(wanted)}）；{words}",
    )


def _closing_week(start: date, calendar: Calendar) -> tuple[date, str]:
    closing = calendar.last_working_day_of_week(start)
    if closing is None:
        # Nobody opens a limit in a week without work; one that lost its days runs to its Sunday.
        sunday = start + timedelta(days=6 - start.weekday())
        return sunday, f"这一周没有工作日，到{_told(sunday, start)}止。"
    words = f"当周最后一个工作日是{_told(closing, start)}"
    if closing in calendar.make_up:
        return closing, f"{words}（调休上班），当日止。"
    resting = [
        day
        for day in days_between(closing + ONE_DAY, closing + timedelta(days=4 - closing.weekday()))
        if day in calendar.off
    ]
    if resting:
        name = calendar.rest_name(resting[0])
        words = f"{numerals.enumerate_days(resting)}{name}放假，{words}"
    return closing, f"{words}，当日止。"


def _shifted(start: date, span: Days, calendar: Calendar) -> tuple[date, str]:
    last = start + timedelta(days=span.n)
    on = calendar.on_or_after(last)
    words = f"{_counted_from(start, span)}，最后一日是{_told(last, start)}"
    if on == last:
        return on, f"{words}，当日24时止。"
    name = calendar.rest_name(last)
    rest = name if name == WEEKEND else f"{name}放假"
    return on, f"{words}，正逢{rest}，顺延到之后第一个工作日{_told(on, start)}止。"


def _skipped(days: list[date], calendar: Calendar) -> list[str]:
    """The days not counted and the weekends counted, holiday by holiday."""
    resting: dict[str, list[date]] = defaultdict(list)
    for day in days:
        if not calendar.is_working_day(day):
            resting[calendar.rest_name(day)].append(day)
    weekend = resting.pop(WEEKEND, [])
    said = []
    if len(weekend) > LISTED_WEEKEND_DAYS:
        said.append(f"其间{len(weekend)}个周末休息日不计")
    elif weekend:
        said.append(f"{numerals.enumerate_days(weekend)}是周末，不计")
    said += [f"{numerals.enumerate_days(rest)}{name}放假，不计" for name, rest in resting.items()]
    make_up = [day for day in days if day in calendar.make_up and calendar.is_working_day(day)]
    if make_up:
        said.append(f"{numerals.enumerate_days(make_up)}调休上班，计入")
    return said

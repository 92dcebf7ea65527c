"""Which periods there are (周、半月、月): from a day until a day, and by when their papers are due."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from jiedao.reporting.rules import RULES
from jiedao.reporting.states import PaperKind
from jiedao.workdays.calendars import Calendar
from jiedao.workdays.spans import Days, Span, WeekEnd

WEEK, ONE_DAY = timedelta(days=7), timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """A period of one kind: [since, until); its papers open on `opens_on`, due `span` after `start`."""

    kind: str
    since: date
    until: date
    opens_on: date
    start: date
    span: Span


def stretches(kind: str, first: date, last: date, calendar: Calendar) -> Iterator[Stretch]:
    """The periods of a kind whose papers open between two days, both included, oldest first.

    A week without a working day has no paper of its own: what was done in it stands in the next.
    """
    makers = {PaperKind.WEEKLY: _weeks, PaperKind.HALF: _halves, PaperKind.REVIEW: _months}
    for stretch in makers[PaperKind(kind)](first, calendar):
        if stretch.opens_on > last:
            return
        if stretch.opens_on >= first:
            yield stretch


def _weeks(first: date, calendar: Calendar) -> Iterator[Stretch]:
    monday = first - timedelta(days=first.weekday())
    since = monday
    # Days of weeks without work before the first one asked for belong to it.
    while not _works(since - WEEK, calendar):
        since -= WEEK
    while True:
        if _works(monday, calendar):
            yield Stretch(PaperKind.WEEKLY, since, monday + WEEK, monday, monday, WeekEnd())
            since = monday + WEEK
        monday += WEEK


def _works(monday: date, calendar: Calendar) -> bool:
    return calendar.last_working_day_of_week(monday) is not None


def _halves(first: date, calendar: Calendar) -> Iterator[Stretch]:
    month = first.replace(day=1)
    while True:
        middle, after = month.replace(day=16), _next_month(month)
        for since, until in ((month, middle), (middle, after)):
            span = Days((until - since).days - 1, shifts=True)
            yield Stretch(PaperKind.HALF, since, until, since, since, span)
        month = after


def _months(first: date, calendar: Calendar) -> Iterator[Stretch]:
    """The review of a month opens on the first day of the next and is due some working days later."""
    month = _month_before(first.replace(day=1))
    while True:
        after = _next_month(month)
        span = RULES.on(after).review
        yield Stretch(PaperKind.REVIEW, month, after, after, after - ONE_DAY, span)
        month = after


def _next_month(month: date) -> date:
    return month + timedelta(days=monthrange(month.year, month.month)[1])


def _month_before(month: date) -> date:
    return (month - ONE_DAY).replace(day=1)

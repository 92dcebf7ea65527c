"""Which periods there are (周、半月、月): from a day until a day, and by when their papers are due."""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from jiedao.reporting.states import PaperKind
from jiedao.reporting.terms import APART, DEFAULTS, Terms
from jiedao.workdays.calendars import Calendar
from jiedao.workdays.spans import Days, Span, WorkingDays

WEEK, ONE_DAY = timedelta(days=7), timedelta(days=1)
# What is left over when the office changes its days is no period of its own but part of the next.
SHORTEST = {PaperKind.WEEKLY: 3, PaperKind.HALF: APART}


@dataclass(frozen=True)
class Stretch:
    """A period of one kind: [since, until); its papers open on `opens_on`, due `span` after `start`."""

    kind: str
    since: date
    until: date
    opens_on: date
    start: date
    span: Span


def stretches(
    kind: str,
    first: date,
    last: date,
    calendar: Calendar,
    *,
    terms: Terms = DEFAULTS,
    after: date | None = None,
) -> Iterator[Stretch]:
    """The periods of a kind whose papers open between two days, both included, oldest first.

    `after` is where the last one ended: the next begins there, so that nothing falls between two of
    them when the days are changed. A week without a working day has no paper of its own: what was
    done in it stands in the next.
    """
    made = _MAKERS[PaperKind(kind)](first, after, terms, calendar)
    for stretch in made:
        if stretch.opens_on > last:
            return
        if stretch.opens_on >= first:
            yield stretch


def _weeks(first: date, after: date | None, terms: Terms, calendar: Calendar) -> Iterator[Stretch]:
    since = after if after and after >= first else _first_monday(first, after, calendar)
    monday = since - timedelta(days=since.weekday())
    # Without a weekday of its own a week is Monday to Sunday.
    offset = timedelta(days=terms.weekly_day - 1 if terms.weekly_day else 6)
    while True:
        end = monday + offset
        if _works(monday, calendar) and _is_long_enough(PaperKind.WEEKLY, since, end):
            opens_on = _opens(since, calendar)
            yield Stretch(PaperKind.WEEKLY, since, end + ONE_DAY, opens_on, monday, terms.week_end)
            since = end + ONE_DAY
        monday += WEEK


def _first_monday(first: date, after: date | None, calendar: Calendar) -> date:
    """The Monday from which on the first week counts; weeks without work before it belong to it."""
    since = first - timedelta(days=first.weekday())
    if since < first:
        since += WEEK
    while not _works(since - WEEK, calendar):
        since -= WEEK
    return max(since, after) if after else since


def _works(monday: date, calendar: Calendar) -> bool:
    return calendar.last_working_day_of_week(monday) is not None


def _opens(since: date, calendar: Calendar) -> date:
    """The day a weekly paper opens: its first, or the Monday after weeks in which nobody works."""
    monday = since - timedelta(days=since.weekday())
    while not _works(monday, calendar):
        monday += WEEK
    return max(since, monday)


def _is_long_enough(kind: PaperKind, since: date, end: date) -> bool:
    return (end - since).days + 1 >= SHORTEST[kind]


def _halves(first: date, after: date | None, terms: Terms, calendar: Calendar) -> Iterator[Stretch]:
    since = after if after and after >= first else _first_half(first)
    month = since.replace(day=1)
    while True:
        following = _next_month(month)
        for day in terms.half_days:
            end = min(month + timedelta(days=day - 1), following - ONE_DAY)
            if _is_long_enough(PaperKind.HALF, since, end):
                span = Days((end - since).days, shifts=True)
                yield Stretch(PaperKind.HALF, since, end + ONE_DAY, since, since, span)
                since = end + ONE_DAY
        month = following


def _first_half(first: date) -> date:
    """The first half of a month that begins on a day or after it."""
    if first.day == 1:
        return first
    return first.replace(day=16) if first.day <= 16 else _next_month(first.replace(day=1))


def _months(first: date, after: date | None, terms: Terms, calendar: Calendar) -> Iterator[Stretch]:
    """The review of a month opens on the first day of the next and is due some working days later."""
    month = _month_before(first.replace(day=1))
    while True:
        until = _next_month(month)
        span = WorkingDays(terms.review_days)
        yield Stretch(PaperKind.REVIEW, month, until, until, until - ONE_DAY, span)
        month = until


def _next_month(month: date) -> date:
    return month + timedelta(days=monthrange(month.year, month.month)[1])


def _month_before(month: date) -> date:
    return (month - ONE_DAY).replace(day=1)


Maker = Callable[[date, date | None, Terms, Calendar], Iterator[Stretch]]
_MAKERS: dict[PaperKind, Maker] = {
    PaperKind.WEEKLY: _weeks,
    PaperKind.HALF: _halves,
    PaperKind.REVIEW: _months,
}

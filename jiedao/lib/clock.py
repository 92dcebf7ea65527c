"""The one place that knows what time it is.

Every "now" and "today" of the office comes from here, so that a recorded moment can never be
chosen by the person who acts. Only the demo office and the tests move the clock.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

_moved: ContextVar[datetime | None] = ContextVar("moved_clock", default=None)
_waited: ContextVar[timedelta] = ContextVar("waited", default=timedelta(0))


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _moved.get() or datetime.now(UTC)


def today() -> date:
    """The day it is in the office (北京时间)."""
    return day_of(now())


def wall() -> datetime:
    """The machine's own time, which the demo's moved clock leaves alone.

    For what lasts minutes of a person's day and not days of the office's calendar: how long somebody
    has been away from the screen, a one-time code, a row of wrong passwords.
    """
    return datetime.now(UTC) + _waited.get()


def day_of(moment: datetime) -> date:
    """The office's calendar day (北京时间) on which `moment` falls."""
    if moment.tzinfo is None:
        raise ValueError("时间必须带时区，才能换算成北京时间的日期。")
    return moment.astimezone(SHANGHAI).date()


@contextmanager
def after(waited: timedelta) -> Iterator[None]:
    """Pretend that so much of the machine's own time has gone by; for tests."""
    token = _waited.set(_waited.get() + waited)
    try:
        yield
    finally:
        _waited.reset(token)


@contextmanager
def moved_to(moment: datetime | date) -> Iterator[None]:
    """Pretend it is `moment`, for the demo office and tests; a bare day means nine in the morning."""
    token = _moved.set(_as_utc(moment))
    try:
        yield
    finally:
        _moved.reset(token)


def _as_utc(moment: datetime | date) -> datetime:
    if not isinstance(moment, datetime):
        # Nine in the morning is office time and the same calendar day in UTC.
        moment = datetime.combine(moment, time(9), SHANGHAI)
    elif moment.tzinfo is None:
        moment = moment.replace(tzinfo=SHANGHAI)
    return moment.astimezone(UTC)

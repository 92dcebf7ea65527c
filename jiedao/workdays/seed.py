"""The holidays that come with the software, to start from. Asked when loading, never afterwards."""

import chinese_calendar
from chinese_calendar import Holiday

from jiedao.workdays.calendars import DayRow
from jiedao.workdays.states import DayKind

FIRST_YEAR, LAST_YEAR = 2004, 2026
DEFAULT_YEARS = (2024, 2025, 2026)
DOCUMENT = "软件自带的{year}年节假日数据，请对照国务院办公厅当年的通知核对"


def rows_of(year: int) -> list[DayRow]:
    """The days off and make-up days of a year; empty for a year the data does not hold."""
    return sorted(
        (
            DayRow(day, kind, Holiday(english).chinese)
            for kind, days in (
                (DayKind.OFF.value, chinese_calendar.holidays),
                (DayKind.WORK.value, chinese_calendar.workdays),
            )
            for day, english in days.items()
            if day.year == year
        ),
        key=lambda row: row.day,
    )

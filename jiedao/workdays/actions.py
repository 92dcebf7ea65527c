"""Entering the yearly holiday notice into the working calendar."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from jiedao.ledger import actions as ledger
from jiedao.ledger.acts import declare
from jiedao.ledger.chains import Chained
from jiedao.lib import clock, numerals, sheets
from jiedao.lib.refusals import refuse
from jiedao.people.models import User
from jiedao.workdays import moving, selectors
from jiedao.workdays.calendars import DayRow
from jiedao.workdays.models import CalendarDay, CalendarYear
from jiedao.workdays.states import DayKind

LOAD_YEAR = declare("calendar.load_year", "导入年度节假日安排")
SHORTEST_YEAR, LONGEST_YEAR = 2000, 2100
COLUMNS = ("日期", "休或班", "节日")
_YEAR = re.compile(r"(\d{4})年")


@transaction.atomic
def load_year(
    year: int,
    *,
    rows: Iterable[DayRow],
    document: str,
    by: User,
    unit: Chained | None = None,
    complete: bool = True,
) -> CalendarYear:
    """Enter a year's days off and make-up days in place of what stood there (导入节假日安排).

    `unit` is whose ledger says so; only the first seeding, before any unit exists, has none.
    """
    rows = sorted(rows, key=lambda row: row.day)
    document = document.strip()
    refuse_wrong(year, rows, document)
    changes = selectors.changes(year, rows)
    said_by = {"loaded_at": clock.now(), "loaded_by": by}
    entered, _ = CalendarYear.objects.update_or_create(
        year=year, defaults={"document": document, "complete": complete, **said_by}
    )
    # The exceptions of a year are replaced as one; what they were stays in the ledger's data.
    CalendarDay.objects.filter(year=entered).delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(
            day=row.day, year=entered, kind=row.kind, name=row.name, source=document, **said_by
        )
        for row in rows
    )
    if unit is not None:
        ledger.record(
            unit,
            act=LOAD_YEAR,
            by=by,
            words=f"导入{year}年节假日安排，依据{document}，有{len(changes)}天与原来不同。",
            data={"changes": [[str(one.day), one.before, one.after] for one in changes]},
        )
    if changes:
        moving.carry_out([year], by=by)
    return entered


@transaction.atomic
def load_rows(
    rows: Iterable[DayRow], *, document: str, by: User, unit: Chained | None = None
) -> list[CalendarYear]:
    """Enter the days of a file, year by year (导入节假日文件)."""
    return [
        load_year(year, rows=days, document=document, by=by, unit=unit)
        for year, days in checked(rows, document).items()
    ]


def checked(rows: Iterable[DayRow], document: str) -> dict[int, list[DayRow]]:
    """The days of a file by their years, each as a year can be (核对); Refused, with the sentence."""
    years: dict[int, list[DayRow]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.day):
        years[row.day.year].append(row)
    if not years:
        raise refuse("calendar.empty", "文件里没有任何一天，请填好日期、休或班、节日三列后再导入。")
    for year, days in years.items():
        refuse_wrong(year, days, document.strip())
        _refuse_other_paper(year, document)
    return dict(years)


def _refuse_other_paper(year: int, document: str) -> None:
    """A notice is for the year in its name: last year's file beside this year's notice is a slip."""
    named = [int(found) for found in _YEAR.findall(document)]
    if named and year not in named:
        told = "、".join(f"{one}年" for one in dict.fromkeys(named))
        raise refuse(
            "calendar.other_paper",
            f"依据文件说的是{told}，表格里却是{year}年的日期，没有导入。"
            "请核对是否选错了文件，或者依据文件的名称写错了。",
        )


def rows_from_table(table: Sequence[sheets.Row]) -> list[DayRow]:
    """The days written in a table with the columns 日期, 休或班, 节日 (`sheets.read_table`)."""
    kinds = {label: value for value, label in DayKind.choices}
    rows = []
    if table:
        _refuse_other_columns(table[0])
    for line in table:
        number = line.number
        day, kind, name = (line.get(column) for column in COLUMNS)
        try:
            parsed = day if isinstance(day, date) else numerals.read_day(str(day or ""))
        except ValueError as wrong:
            raise refuse("calendar.day", f"第{number}行“日期”有误：{wrong}") from wrong
        if kind not in kinds:
            raise refuse(
                "calendar.kind", f"第{number}行“休或班”应填“休”或“班”，现在是“{kind or ''}”。"
            )
        if not str(name or "").strip():
            raise refuse("calendar.name", f"第{number}行“节日”没有填，请写明是哪个节日，如“春节”。")
        rows.append(DayRow(parsed, kinds[str(kind)], str(name).strip()))
    return rows


def _refuse_other_columns(line: sheets.Row) -> None:
    """A table with other headings is another table."""
    missing = [name for name in COLUMNS if name not in line]
    if missing:
        there = "、".join(name for name in line if name) or "没有表头"
        raise refuse(
            "calendar.columns",
            f"表头里没有“{'”“'.join(missing)}”，现在是：{there}。"
            f"请把第一行改成{'、'.join(COLUMNS)}三列再导入。",
        )


def refuse_wrong(year: int, rows: list[DayRow], document: str) -> None:
    """What a year cannot be (核对): Refused, with the sentence."""
    if not SHORTEST_YEAR <= year <= LONGEST_YEAR:
        raise refuse(
            "calendar.year", f"年份{year}不合理，请填{SHORTEST_YEAR}至{LONGEST_YEAR}之间。"
        )
    if not document:
        raise refuse(
            "calendar.document", "请写明依据的文件，如“国务院办公厅关于某年部分节假日安排的通知”。"
        )
    if not any(row.kind == DayKind.OFF for row in rows):
        raise refuse("calendar.empty", f"{year}年没有任何一天标“休”，请核对文件是否完整。")
    seen: set[date] = set()
    for row in rows:
        told = numerals.long_day(row.day)
        if row.day.year != year:
            raise refuse("calendar.other_year", f"{told}不在{year}年，请分年导入。")
        if row.day in seen:
            raise refuse("calendar.twice", f"{told}出现了两次，请只留一行。")
        if row.kind == DayKind.WORK and row.day.weekday() < 5:
            raise refuse(
                "calendar.not_weekend",
                f"{told}是{numerals.weekday(row.day)}，本来就是工作日，不用标“班”，请核对日期。",
            )
        seen.add(row.day)

"""Reading old matters from the office's Excel (历史补录): every fault named with its row and column."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from decisions import catalogue
from decisions.models.historic import DECIDED_BY
from jiedao.attachments.states import AttachmentKind
from jiedao.lib import masking, numerals, sheets, text
from jiedao.lib.sheets import Cell, Row
from jiedao.organisation.models import Unit

COLUMNS = (
    "社区", "事项", "事项类型", "决议日期", "由谁决定", "应到", "实到", "赞成", "决议内容",
    "决议公开日期", "办结日期", "决算（元）", "档案出处",
)  # fmt: skip
EXAMPLE: list[Cell] = [
    "体育社区", "南院围墙翻修", "社区公益事业立项与经费筹集", date(2024, 5, 16), "居民代表会议", 63, 51, 47,
    "翻修南院围墙120米，经费从社区公益事业经费列支。", date(2024, 5, 20), date(2024, 8, 2), 46000,
    "2024年居务档案第12卷",
]  # fmt: skip
# What a paper out of an old file may be.
PAPERS = (
    AttachmentKind.MINUTES,
    AttachmentKind.SIGNIN_SHEET,
    AttachmentKind.COUNT_SHEET,
    AttachmentKind.PROPOSAL,
    AttachmentKind.DRAFT,
    AttachmentKind.PHOTO,
    AttachmentKind.CONTRACT,
    AttachmentKind.ACCEPTANCE,
    AttachmentKind.ACCOUNTS,
    AttachmentKind.OTHER,
)
MOST_ROWS, MOST_FAULTS = 500, 100
EARLIEST = date(1990, 1, 1)
TYPES = {kind.name: kind.code for kind in catalogue.TYPES.values()}
BODIES = {str(label): code for code, label in DECIDED_BY}


@dataclass(frozen=True)
class Fault:
    """What is wrong with one cell."""

    line: int
    column: str
    sentence: str


@dataclass(frozen=True)
class OldMatter:
    """One row, cleaned."""

    line: int
    unit: Unit
    title: str
    values: dict[str, Any]
    digest: str


@dataclass
class Reading:
    """A file as it was read: the rows, or what is wrong with them."""

    rows: list[OldMatter] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


class _Bad(ValueError):
    pass


def template() -> sheets.Export:
    """The empty table with one example (下载模板)."""
    return sheets.workbook("历史补录", COLUMNS, [EXAMPLE])


def read(content: bytes, filename: str, units: Mapping[str, Unit], *, today: date) -> Reading:
    """Every row and every fault of a file; ValueError when it cannot be read at all."""
    table = sheets.read_table(content, filename)
    missing = [name for name in COLUMNS if name not in table[0]]
    if missing:
        raise ValueError(
            f"表头里缺少{'、'.join(f'“{name}”' for name in missing)}，请用下载的模板填写。"
        )
    if len(table) > MOST_ROWS:
        raise ValueError(f"一次最多补录{MOST_ROWS}件，这张表有{len(table)}行，请拆开后分几次补录。")
    reading = Reading()
    first: dict[str, int] = {}
    for row in table:
        found = _row(row, units, today, reading.faults)
        if found is None:
            continue
        if found.digest in first:
            reading.faults.append(
                Fault(
                    row.number,
                    "事项",
                    f"和第{first[found.digest]}行是同一件（社区、事项、决议日期都相同），请只留一行。",
                )
            )
            continue
        first[found.digest] = row.number
        reading.rows.append(found)
    return reading


def _row(row: Row, units: Mapping[str, Unit], today: date, faults: list[Fault]) -> OldMatter | None:
    values: dict[str, Any] = {}
    before = len(faults)

    def take(name: str, column: str, how: Callable[[Cell], Any]) -> None:
        try:
            values[name] = how(row.get(column))
        except ValueError as wrong:
            faults.append(Fault(row.number, column, str(wrong)))

    take("unit", "社区", lambda cell: _unit(cell, units))
    take("title", "事项", lambda cell: _words(cell, 80))
    take("kind", "事项类型", lambda cell: _one_of(cell, TYPES))
    take("decided_on", "决议日期", lambda cell: _day(cell, today))
    take("decided_by", "由谁决定", lambda cell: _one_of(cell, BODIES))
    take("expected", "应到", _count)
    take("present", "实到", _count)
    take("in_favour", "赞成", _count)
    take("resolution", "决议内容", lambda cell: _words(cell, 3000))
    take("published_on", "决议公开日期", lambda cell: _optional_day(cell, today))
    take("finished_on", "办结日期", lambda cell: _optional_day(cell, today))
    take("spent", "决算（元）", _amount)
    take("source", "档案出处", lambda cell: _words(cell, 120))
    if len(faults) > before:
        return None
    for name, column in (("published_on", "决议公开日期"), ("finished_on", "办结日期")):
        if values[name] and values[name] < values["decided_on"]:
            faults.append(Fault(row.number, column, "不能早于决议日期，请核对。"))
    for less, more, column in (("present", "expected", "实到"), ("in_favour", "present", "赞成")):
        if None not in (values[less], values[more]) and values[less] > values[more]:
            faults.append(
                Fault(row.number, column, f"{values[less]}比前一项{values[more]}还多，请核对。")
            )
    if len(faults) > before:
        return None
    unit, title = values.pop("unit"), values.pop("title")
    said = f"{unit.code}|{text.essence(title)}|{values['decided_on']:%Y-%m-%d}"
    return OldMatter(row.number, unit, title, values, hashlib.sha256(said.encode()).hexdigest())


def _unit(cell: Cell, units: Mapping[str, Unit]) -> Unit:
    written = str(cell if cell is not None else "").strip()
    if not written:
        raise _Bad("没有填，请写社区的简称、全称或者代码。")
    if written not in units:
        raise _Bad(f"“{written}”不是您负责的社区，请核对名称或者代码。")
    return units[written]


def _words(cell: Cell, longest: int) -> str:
    if cell is None or cell == "":
        raise _Bad("没有填。")
    words = text.clean(str(cell))
    if len(words) > longest:
        raise _Bad(f"有{len(words)}个字，最多{longest}个字，请删去一些。")
    found = masking.find_personal_data(words)
    if found:
        raise _Bad(masking.refusal_sentence(found))
    return words


def _one_of(cell: Cell, known: Mapping[str, str]) -> str:
    written = str(cell if cell is not None else "").strip()
    if written not in known:
        raise _Bad(f"“{written}”不认识，请填：{'、'.join(known)}。")
    return known[written]


def _day(cell: Cell, today: date) -> date:
    day = _optional_day(cell, today)
    if day is None:
        raise _Bad("没有填，请写日期，例如2024-05-16。")
    return day


def _optional_day(cell: Cell, today: date) -> date | None:
    if cell is None or cell == "":
        return None
    if isinstance(cell, datetime):
        day = cell.date()
    elif isinstance(cell, date):
        day = cell
    else:
        day = numerals.read_day(text.half_width(str(cell)))
    if not EARLIEST <= day <= today:
        raise _Bad(f"{numerals.long_day(day)}不对：要在1990年以后，不能晚于今天。")
    return day


def _count(cell: Cell) -> int | None:
    if cell is None or cell == "":
        return None
    written = text.half_width(str(cell)).strip().removesuffix("人").removesuffix("票")
    if not written.isdecimal() or len(written) > 6:
        raise _Bad(f"“{cell}”不是人数，请只填整数；查不到的空着。")
    return int(written)


def _amount(cell: Cell) -> Decimal | None:
    if cell is None or cell == "":
        return None
    written = text.half_width(str(cell)).replace(",", "").strip().removesuffix("元")
    try:
        amount = Decimal(written)
    except ArithmeticError as wrong:
        raise _Bad(f"“{cell}”不是金额，请只填数字，单位是元。") from wrong
    if not 0 <= amount < Decimal(10) ** 10:
        raise _Bad(f"“{cell}”不对，请核对单位是不是元。")
    return amount.quantize(Decimal("0.01"))

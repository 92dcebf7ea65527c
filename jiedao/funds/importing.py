"""Reading receipts from the office's Excel: every row becomes what the form would ask, or names its fault."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from jiedao.funds.states import Source
from jiedao.lib import sheets, text
from jiedao.lib.numerals import read_day
from jiedao.lib.sheets import Cell, Row

COLUMNS = ("到账日期", "金额（元）", "来源", "谁拨付或者捐助", "凭证号")
EXAMPLE: list[Cell] = [date(2026, 3, 2), Decimal("200000.00"), "上级专项", "区民政局", "收-0312"]
MOST_ROWS = 500
SOURCES = {str(label): Source(code) for code, label in Source.choices}
LONGEST = {"谁拨付或者捐助": 80, "凭证号": 40}


@dataclass(frozen=True)
class ReceiptRow:
    """One receipt of a file, read."""

    line: int
    on: date
    amount: Decimal
    source: Source
    payer: str
    voucher: str


@dataclass(frozen=True)
class RowFault:
    """A row that was not entered, and why."""

    line: int
    voucher: str
    sentence: str


def template() -> sheets.Export:
    """The empty table with one example (下载模板)."""
    return sheets.workbook("到账", COLUMNS, [EXAMPLE])


def read(content: bytes, filename: str) -> tuple[list[ReceiptRow], list[RowFault]]:
    """The rows that can be read and those that cannot; ValueError when the file is none."""
    table = sheets.read_table(content, filename)
    missing = [name for name in COLUMNS if name not in table[0]]
    if missing:
        named = "、".join(f"“{name}”" for name in missing)
        raise ValueError(f"表头里缺少{named}，请用下载的模板填写。")
    if len(table) > MOST_ROWS:
        raise ValueError(f"一次最多导入{MOST_ROWS}笔，这张表有{len(table)}行，请拆开后分几次导入。")
    rows: list[ReceiptRow] = []
    faults: list[RowFault] = []
    for line in table:
        try:
            rows.append(_row(line))
        except ValueError as wrong:
            faults.append(RowFault(line.number, _said(line["凭证号"]), str(wrong)))
    return rows, faults


def _row(line: Row) -> ReceiptRow:
    source = _said(line["来源"])
    if source not in SOURCES:
        raise ValueError(f"来源“{source}”不认识，请填{'、'.join(SOURCES)}之一。")
    for column, longest in LONGEST.items():
        if len(_said(line[column])) > longest:
            raise ValueError(f"“{column}”最多{longest}个字，请删去一些。")
    return ReceiptRow(
        line.number,
        _day(line["到账日期"]),
        _amount(line["金额（元）"]),
        SOURCES[source],
        _said(line["谁拨付或者捐助"]),
        _said(line["凭证号"]),
    )


def _said(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return text.clean(str(cell)).replace("\n", " ").strip() if cell not in (None, "") else ""


def _day(cell: Cell) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if not _said(cell):
        raise ValueError("没有填到账日期，请照凭证填写。")
    return read_day(text.half_width(_said(cell)))


def _amount(cell: Cell) -> Decimal:
    written = text.half_width(_said(cell)).replace(",", "").removesuffix("元").strip()
    try:
        amount = Decimal(written)
    except ArithmeticError as wrong:
        raise ValueError(f"金额“{written}”不是数，请只填数字，单位是元。") from wrong
    if not amount.is_finite() or abs(amount) >= Decimal(10) ** 10:
        raise ValueError(f"金额“{written}”不对，请核对单位是不是元。")
    return amount

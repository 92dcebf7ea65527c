"""Reading entries of money from a table: every line becomes what the form would be given, or its fault.

Headings are those of our own template or of what the finance office's bookkeeping exports; lines that
carry a sum over are no entries, and columns nobody asks for are named, so that nothing is lost unseen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from jiedao.funds.states import Source
from jiedao.lib import sheets, text
from jiedao.lib.numerals import read_day
from jiedao.lib.sheets import Cell, Row

MOST_ROWS = 500
CARRIED = (
    "合计", "小计", "总计", "本日合计", "本月合计", "本年累计", "本季合计", "期初余额", "期末余额",
    "上年结转", "结转下年", "承前页", "过次页",
)  # fmt: skip
SOURCES = {str(label): code for code, label in Source.choices}


@dataclass(frozen=True)
class Column:
    """One column: its heading in our template, what others call it, and the box of the form it fills."""

    heading: str
    box: str
    example: Cell
    others: tuple[str, ...] = ()
    is_needed: bool = True


ON = ("日期", "记账日期", "凭证日期", "交易日期")
AMOUNT = ("金额", "发生额")
VOUCHER = ("凭证字号", "凭证编号", "记账凭证号", "凭证号数")
RECEIPTS = (
    Column("到账日期", "on", date(2026, 3, 2), (*ON, "收款日期")),
    Column("金额（元）", "amount", Decimal("200000.00"), (*AMOUNT, "到账金额", "收入金额", "收入")),
    Column("来源", "source", "上级专项", ("资金来源",)),
    Column("谁拨付或者捐助", "payer", "区民政局", ("付款单位", "付款人", "对方单位", "往来单位")),
    Column("凭证号", "voucher", "收-0312", VOUCHER),
)
PAYMENTS = (
    Column("支出日期", "on", date(2026, 4, 8), (*ON, "付款日期")),
    Column("金额（元）", "amount", Decimal("30000.00"), (*AMOUNT, "支出金额", "付款金额", "支出")),
    Column("用在什么上", "purpose", "室内防水工程款", ("用途", "摘要", "支出内容")),
    Column(
        "收款人", "payee", "某某防水工程公司", ("收款单位", "收款人名称", "对方单位", "往来单位")
    ),
    Column("凭证号", "voucher", "付-0408", VOUCHER),
    Column("预算科目", "line", None, ("科目", "列支科目"), is_needed=False),
    Column(
        "党工委决定的编号", "decision_number", None, ("党工委决定编号", "决定编号"), is_needed=False
    ),
)


@dataclass(frozen=True)
class Raw:
    """One line of a table as the form takes it: what stands in which box, as text."""

    line: int
    boxes: dict[str, str]

    @property
    def voucher(self) -> str:
        return self.boxes.get("voucher", "")


@dataclass(frozen=True)
class RowFault:
    """A line that cannot be entered, and why, by the box it is about."""

    line: int
    voucher: str
    errors: Mapping[str, list[str]]

    @property
    def sentence(self) -> str:
        return "".join(one for said in self.errors.values() for one in said)


@dataclass(frozen=True)
class Table:
    """A file that was read: its entries, what could not be read, and what was left out and why."""

    raws: list[Raw]
    faults: list[RowFault]
    carried: list[int] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def template(name: str, columns: Sequence[Column]) -> sheets.Export:
    """The empty table with one example (下载模板)."""
    headings = [column.heading for column in columns]
    return sheets.workbook(name, headings, [[column.example for column in columns]])


def read(content: bytes, filename: str, columns: Sequence[Column]) -> Table:
    """The lines of a file; ValueError with a sentence when it is none."""
    rows = sheets.read_table(content, filename)
    found = {column.box: _heading(column, rows[0]) for column in columns}
    missing = [one.heading for one in columns if one.is_needed and not found[one.box]]
    if missing:
        named = "、".join(f"“{name}”" for name in missing)
        raise ValueError(f"表头里缺少{named}，请把这几列的名称改成这样，或者用下载的模板填写。")
    if len(rows) > MOST_ROWS:
        raise ValueError(f"一次最多导入{MOST_ROWS}笔，这张表有{len(rows)}行，请拆开后分几次导入。")
    table = Table([], [], unread=[name for name in rows[0] if name not in found.values()])
    for row in rows:
        if _is_carried(row, found["voucher"]):
            table.carried.append(row.number)
            continue
        cells = {box: row[heading] for box, heading in found.items() if heading}
        try:
            table.raws.append(Raw(row.number, _boxes(cells)))
        except _Unread as wrong:
            errors = {wrong.box: [str(wrong)]}
            table.faults.append(RowFault(row.number, _said(cells["voucher"]), errors))
    return table


class _Unread(ValueError):
    """What is wrong with one cell, as a sentence."""

    def __init__(self, box: str, sentence: str) -> None:
        super().__init__(sentence)
        self.box = box


def _heading(column: Column, row: Row) -> str:
    names = (column.heading, *column.others)
    return next((name for name in names if name in row), "")


def _is_carried(row: Row, voucher: str) -> bool:
    """Whether a line only adds up or carries over: it says so, and has no voucher."""
    said = {"".join(_said(cell).split()).rstrip("：:") for cell in row.values()}
    return not _said(row[voucher]) and bool(said & set(CARRIED))


def _boxes(cells: dict[str, Cell]) -> dict[str, str]:
    boxes = {box: _said(cell) for box, cell in cells.items()}
    boxes["on"] = _day(cells["on"])
    if "source" in boxes:
        if boxes["source"] not in SOURCES:
            known = "、".join(SOURCES)
            raise _Unread("source", f"来源“{boxes['source']}”不认识，请填{known}之一。")
        boxes["source"] = str(SOURCES[boxes["source"]])
    return boxes


def _said(cell: Cell) -> str:
    if cell is None or cell == "":
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    try:
        return text.clean(str(cell)).replace("\n", " ").strip()
    except ValueError:
        return str(cell)  # the form says what is wrong with it


def _day(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if not _said(cell):
        raise _Unread("on", "没有填日期，请照凭证填写。")
    try:
        return read_day(text.half_width(_said(cell))).isoformat()
    except ValueError as wrong:
        raise _Unread("on", str(wrong)) from wrong

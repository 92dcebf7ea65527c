"""Lists out to Excel and ledgers in from it."""

import csv
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain, islice
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from jiedao.lib import clock, packages

# What a broken workbook makes of the reader.
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, ParseError, KeyError, IndexError,
    TypeError, AttributeError, OverflowError, EOFError, NotImplementedError, RuntimeError,
)  # fmt: skip

Cell = str | int | Decimal | date | datetime | bool | None

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 20_000
# Lines of a sheet that are looked at, empty ones included.
MOST_LINES = 100_000
MOST_BYTES_UNPACKED = 200 * 1024 * 1024
# A cell that begins like this is run as a formula by Excel or WPS (also when typed full-width).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NARROWEST, _WIDEST, _MEASURED_ROWS = 8, 48, 200
_DAY_FORMAT, _MOMENT_FORMAT = 'yyyy"年"m"月"d"日"', 'yyyy"年"m"月"d"日" hh:mm'
_A4 = 9
_LINE = Side(style="thin", color="FF999999")
_HEADER_FONT = Font(name="宋体", size=11, bold=True)
_HEADER_FILL = PatternFill("solid", fgColor="FFF2F2F2")
_BODY_FONT = Font(name="宋体", size=11)
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_WRAPPED = Alignment(vertical="top", wrap_text=True)


@dataclass(frozen=True)
class Export:
    """A finished xlsx file and its digest, which the ledger keeps of every export."""

    content: bytes
    sha256: str
    rows: int


def workbook(title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Export:
    """A list as an xlsx file: header that stays in view, widths that fit, nothing runs as a formula."""
    book = Workbook(write_only=True)
    book.properties.title = title
    book.properties.creator = ""
    book.properties.created = book.properties.modified = clock.now().replace(tzinfo=None)
    sheet = book.create_sheet(_sheet_name(title))
    remaining = iter(rows)
    first = list(islice(remaining, _MEASURED_ROWS))
    for place, width in enumerate(_widths(columns, first), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    try:
        written = _write(sheet, columns, chain(first, remaining))
    finally:
        # Also when a row was refused: what openpyxl has open must be closed.
        sheet.close()
    buffer = io.BytesIO()
    book.save(buffer)
    content = buffer.getvalue()
    return Export(content, hashlib.sha256(content).hexdigest(), written)


def _write(sheet: Any, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    sheet.append([_header_cell(sheet, name) for name in columns])
    written = 0
    for written, row in enumerate(rows, start=1):
        if len(row) != len(columns):
            raise ValueError(f"第{written}行有{len(row)}格，表头有{len(columns)}列，两者必须相同。")
        sheet.append([_body_cell(sheet, value) for value in row])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{written + 1}"
    return written


def _sheet_name(title: str) -> str:
    return (
        "".join(" " if letter in "[]:*?/\\'" else letter for letter in title)[:31].strip() or "表"
    )


def _header_cell(sheet: Any, name: str) -> Any:
    cell = _text_cell(sheet, name)
    cell.font, cell.fill, cell.border, cell.alignment = (
        _HEADER_FONT,
        _HEADER_FILL,
        _BORDER,
        _CENTRED,
    )
    return cell


def _body_cell(sheet: Any, value: Cell) -> Any:
    cell = _value_cell(sheet, value)
    cell.font, cell.border, cell.alignment = _BODY_FONT, _BORDER, _WRAPPED
    return cell


def _value_cell(sheet: Any, value: Cell) -> Any:
    if isinstance(value, bool):
        return _text_cell(sheet, "是" if value else "否")
    if isinstance(value, datetime):
        # Excel knows no time zones: the office's clock time is what is written.
        local = value.astimezone(clock.SHANGHAI) if value.tzinfo else value
        cell = WriteOnlyCell(sheet, local.replace(tzinfo=None))
        cell.number_format = _MOMENT_FORMAT
        return cell
    if isinstance(value, date):
        # A cell of openpyxl takes more than its type stub says, so it is filled afterwards.
        cell = WriteOnlyCell(sheet)
        cell.value = value
        cell.number_format = _DAY_FORMAT
        return cell
    if isinstance(value, int | Decimal):
        cell = WriteOnlyCell(sheet)
        cell.value = value
        return cell
    return _text_cell(sheet, "" if value is None else str(value))


def _text_cell(sheet: Any, words: str) -> Any:
    guarded = words.startswith(_FORMULA_STARTS)
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", words))
    # Text stays text: without this openpyxl takes “=…” for a formula and “#N/A” for an error.
    cell.data_type = "s"
    cell.quotePrefix = guarded
    return cell


def _widths(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[int]:
    widths = []
    for place, name in enumerate(columns):
        shown = [name, *(_shown(row[place]) for row in rows if place < len(row))]
        widest = max(_columns_of(line) for words in shown for line in words.split("\n"))
        widths.append(min(max(widest + 3, _NARROWEST), _WIDEST))
    return widths


def _shown(value: Cell) -> str:
    if isinstance(value, datetime):
        return "2026年12月31日 23:59"
    return "2026年12月31日" if isinstance(value, date) else str(value or "")


def _columns_of(words: str) -> int:
    """How many places wide a text is: a Chinese character takes two."""
    return sum(1 if ord(letter) < 0x2E80 else 2 for letter in words)


class Row(dict[str, Cell]):
    """One line of an imported table, by column name; `number` is its line in the file."""

    def __init__(self, number: int, values: dict[str, Cell]) -> None:
        super().__init__(values)
        self.number = number


def read_table(content: bytes, filename: str) -> list[Row]:
    """The lines of a csv or xlsx file by column name; ValueError with a sentence when unreadable."""
    if not content:
        raise ValueError(f"文件“{filename}”是空的，请重新选择文件。")
    ending = filename.rpartition(".")[2].lower()
    if ending == "xlsx":
        lines = _read_xlsx(content, filename)
    elif ending in ("csv", "txt"):
        lines = _read_csv(content, filename)
    elif ending in ("xls", "et"):
        raise ValueError(f"“{filename}”是旧格式，请用Excel或WPS打开，另存为xlsx格式后再导入。")
    else:
        raise ValueError(f"不认识“{filename}”这种文件，请导入xlsx或csv格式的表格。")
    return _named(lines, filename)


def _named(lines: Iterator[list[Cell]], filename: str) -> list[Row]:
    numbered = (
        (number, line) for number, line in enumerate(lines, start=1) if any(map(_said, line))
    )
    header_number, header = next(numbered, (0, []))
    names = [str(name).strip() if name is not None else "" for name in header]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise ValueError(f"文件“{filename}”里没有内容，请填好表头和各行后再导入。")
    if "" in names:
        raise ValueError(
            f"第{header_number}行表头的第{names.index('') + 1}列是空的，请给这一列写上名称或删去这一列。"
        )
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise ValueError(f"表头里“{twice}”出现了不止一次，请只留一列或改名。")
    table: list[Row] = []
    for number, line in numbered:
        if any(map(_said, line[len(names) :])):
            raise ValueError(f"第{number}行比表头多出内容，请检查是否有多余的逗号或单元格。")
        if len(table) >= MOST_ROWS:
            raise ValueError(f"一次最多导入{MOST_ROWS}行，请把表格拆开，分几次导入。")
        padded = [*line, *[None] * len(names)]
        table.append(Row(number, dict(zip(names, padded, strict=False))))
    if not table:
        raise ValueError(f"文件“{filename}”只有表头，没有内容，请填好各行后再导入。")
    return table


def _said(value: Cell) -> bool:
    return value is not None and value != ""


def _read_csv(content: bytes, filename: str) -> Iterator[list[Cell]]:
    words = _decoded(content, filename)
    first = words.lstrip("\r\n").partition("\n")[0]
    delimiter = max(",\t;", key=first.count)
    try:
        for line in csv.reader(io.StringIO(words, newline=""), delimiter=delimiter):
            yield [value.strip() for value in line]
    except csv.Error as wrong:
        raise ValueError(
            f"文件“{filename}”的引号或分隔不完整，请用Excel或WPS另存为xlsx格式后再导入。"
        ) from wrong


def _decoded(content: bytes, filename: str) -> str:
    # Excel saves csv as GBK in China, as UTF-8 with a mark when asked, and “Unicode文本” as UTF-16.
    marked = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    for encoding in (marked, "gb18030"):
        try:
            words = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in words:
            return words
    raise ValueError(f"文件“{filename}”的文字编码无法识别，请用Excel或WPS另存为xlsx格式后再导入。")


def _read_xlsx(content: bytes, filename: str) -> Iterator[list[Cell]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > MOST_BYTES_UNPACKED:
            raise ValueError(f"文件“{filename}”展开后太大，请删去图片和空行，或拆开后分几次导入。")
        danger = packages.danger_in(io.BytesIO(content))
        if danger and danger != packages.BROKEN:
            raise ValueError(danger)
        yield from _lines_of_first_sheet(content, filename)
    except _UNREADABLE as wrong:
        raise ValueError(
            f"文件“{filename}”打不开，可能已损坏或设了密码，请用Excel或WPS另存为不加密的xlsx格式后再导入。"
        ) from wrong


def _lines_of_first_sheet(content: bytes, filename: str) -> Iterator[list[Cell]]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        # A row may say that it is the billionth: the empty ones before it are counted too.
        for number, line in enumerate(book.worksheets[0].iter_rows(values_only=True)):
            if number > MOST_LINES:
                raise ValueError(
                    f"文件“{filename}”超过{MOST_LINES}行，请删去空行，或拆开后分几次导入。"
                )
            yield [_read_cell(value) for value in line]
    finally:
        book.close()


def _read_cell(value: Any) -> Cell:
    if isinstance(value, datetime):
        return value.date() if value.time() == time(0) else value
    if isinstance(value, float):
        # Excel holds every number as a float; a count comes back whole, the rest exactly as shown.
        return int(value) if value.is_integer() else Decimal(repr(value))
    if isinstance(value, str):
        return value.strip()
    if value is None or isinstance(value, int | date):
        return value
    return str(value)

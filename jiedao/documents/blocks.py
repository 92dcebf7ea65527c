"""A paper of the office as data (文书): one model, drawn as PDF and as Word by the press.

Nothing here knows a table or a page. What is said stands in plain text: no text is ever markup,
so nothing a person typed can change how the paper is drawn.
"""

import base64
import io
import re
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date
from typing import Any

import segno

# What XML cannot hold, and marks that hide or turn round what is read.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff\ufff9-\uffff]"
)
# A Chinese line does not begin with these.
_NOT_FIRST = "，。、；：！？）》〉」』】〕”’％%的"
_NOT_LAST = "（《〈「『【〔“‘"
_GOOD_BEFORE = "，、；：）》〉」』】〕”’和与及的"
_HERE = "\ufdd0"  # a wished break, while lines are made
_AROUND = 4  # how far from the even place a better one is looked for
_TITLE_LINE, _TITLE_SIZE = 18, 22  # characters of a title on one line of a letter; its type
# What can be printed on from left to right, in points.
_WIDTHS = {("a4", False): 442, ("a4", True): 706, ("a3", False): 694}

LEFT, CENTRE, RIGHT = "left", "centre", "right"


def printable(words: str) -> str:
    """The same words without what no printer and no Word file can hold."""
    return _UNPRINTABLE.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))


def in_lines(words: str, most: int = _TITLE_LINE) -> tuple[str, ...]:
    """A title in lines of about the same length, broken where the sense allows it (GB/T 9704).

    A break in the words is where it may best be broken; what fits on one line is not broken.
    """
    words = " ".join(printable(words).replace("\n", _HERE).split())
    lines: list[str] = []
    left = -(-len(words.replace(_HERE, "")) // most)
    while left > 1:
        even = -(-len(words) // left)
        places = range(max(1, even - _AROUND), min(len(words), most, even + _AROUND) + 1)
        end = max(places, key=lambda place: (_breaks_well(words, place), -abs(place - even)))
        lines.append(words[:end])
        words, left = words[end:], left - 1
    return tuple(line.replace(_HERE, "").strip() for line in (*lines, words))


def _breaks_well(words: str, place: int) -> int:
    """How well a title may be broken before this place."""
    before, after = words[place - 1 : place], words[place : place + 1]
    if before == _HERE:
        return 3
    if after in _NOT_FIRST or before in _NOT_LAST:
        return 0
    if before.isascii() and after.isascii() and before.isalnum() and after.isalnum():
        return 0  # inside a number or a Latin word
    return 2 if before in _GOOD_BEFORE or after in _NOT_LAST else 1


@dataclass(frozen=True)
class Organ:
    """The red name at the head of an official paper, its number, and the red rule (发文机关标志)."""

    parts: tuple[str, ...]
    number: str = ""


@dataclass(frozen=True)
class Title:
    """The title in the middle of its line, and a line beneath it."""

    words: str
    under: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading of the first level (一、, 黑体) or the second (（一）, 楷体)."""

    words: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; `look` is body, address (称谓, at the margin), centre, right or small.

    `lead` are its first words, set like a heading: 一、时间：
    """

    words: str
    look: str = "body"
    lead: str = ""


@dataclass(frozen=True)
class Noted:
    """A paragraph of pieces, each with the small raised mark behind it under which a table tells more.

    A piece without a mark has "" for it.
    """

    pieces: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Row:
    """One line of a form: a name and what it says, or two of them side by side.

    `height` in millimetres leaves room to write; `signed` are the lines to be signed inside.
    """

    label: str
    words: str = ""
    label2: str = ""
    words2: str = ""
    height: int = 0
    signed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """A ruled form whose left column names what the right one says."""

    rows: tuple[Row, ...]
    caption: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table: its head, its share of the width, and where its words stand."""

    head: str
    width: int
    align: str = LEFT


@dataclass(frozen=True)
class Grid:
    """A ruled table; its head is repeated on every page. `height` in millimetres, to be signed in."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    height: int = 0
    caption: str = ""


@dataclass(frozen=True)
class Seal:
    """Who issues the paper and on which day (落款), with room for the seal.

    The day stands in figures without leading zeros, 2026年4月1日 (GB/T 9704-2012, 7.3.5.4).
    """

    organs: tuple[str, ...]
    day: str


@dataclass(frozen=True)
class Signatures:
    """Lines to be signed by hand, two beside each other."""

    labels: tuple[str, ...]


@dataclass(frozen=True)
class Code:
    """A QR code with the words beside it; the first line is set large."""

    address: str
    lines: tuple[str, ...]
    millimetres: int = 30


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


Block = (
    Organ
    | Title
    | Heading
    | Paragraph
    | Noted
    | Facts
    | Grid
    | Seal
    | Signatures
    | Code
    | PageBreak
)


@dataclass(frozen=True)
class Mark:
    """The code at the head of every page, by which a scan or a photograph of it finds the way back.

    A mark that does not stand `always` stands only where a paper takes more than one sheet.
    """

    address: str
    code: str
    said: tuple[str, ...] = ("填好后扫描或拍照，", "照到二维码即可交回")
    millimetres: int = 18
    always: bool = True


@dataclass(frozen=True)
class Document:
    """A whole paper. `scale` enlarges the type of a poster; `foot` stands small on every page."""

    title: str
    blocks: tuple[Block, ...]
    made_on: date
    page: str = "a4"
    landscape: bool = False
    scale: float = 1.0
    numbered: bool = True
    foot: str = ""
    mark: Mark | None = None


def as_data(document: Document) -> dict[str, Any]:
    """The paper as the press takes it: plain lists, clean text, codes already drawn."""
    data: dict[str, Any] = _plain(document)
    for block, known in zip(data["blocks"], document.blocks, strict=True):
        if isinstance(known, Title):
            block["lines"] = in_lines(known.words, _title_line(document))
        if isinstance(known, Code):
            block |= _drawn(known.address)
    if document.mark:
        data["mark"] |= _drawn(document.mark.address)
    return data


def _title_line(document: Document) -> int:
    """How many characters of a title stand on one line, with air at both sides."""
    width = _WIDTHS[document.page, document.landscape]
    return int(width / (_TITLE_SIZE * document.scale)) - 2


def words_of(value: Any) -> str:
    """Everything a paper says, for searching in it."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return "\n".join(filter(None, map(words_of, value)))
    if is_dataclass(value):
        return words_of(tuple(getattr(value, field.name) for field in fields(value)))
    return ""


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    if isinstance(value, Document):
        own = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return own | {"blocks": [_block(block) for block in value.blocks]}
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(part) for name, part in asdict(value).items()}
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    return [value.year, value.month, value.day] if isinstance(value, date) else value


def _block(block: Block) -> dict[str, Any]:
    return {"kind": type(block).__name__.lower()} | _plain(block)


def _drawn(address: str) -> dict[str, str]:
    code = segno.make(address, error="m", micro=False)
    canvas = io.BytesIO()
    code.save(canvas, kind="svg", border=0, xmldecl=False, svgns=True)
    svg, canvas = canvas.getvalue().decode(), io.BytesIO()
    code.save(canvas, kind="png", border=0, scale=8)
    return {
        "svg": svg,
        "png": base64.b64encode(canvas.getvalue()).decode(),
    }

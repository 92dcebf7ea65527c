"""The canonical text of a publication (规范文本): what is frozen, digested, and shown from then on.

One line is one thing, and the words before “：” say which. Page, print and digest all come from
this text alone, so nothing can be shown that was not frozen.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from jiedao.lib import numerals, text

HEADING, PARAGRAPH, TABLE, SIGN = "heading", "p", "table", "sign"

_FORM = "公示规范文本"
_VERSION = "1"
_ORGAN, _DOCUMENT_NUMBER, _TITLE = "机关", "文号", "标题"
_MARKS = {HEADING: "章", PARAGRAPH: "段", TABLE: "表", SIGN: "署"}
_KINDS = {mark: kind for kind, mark in _MARKS.items()}
_ROW, _DAY = "行", "日"
_COLON, _TAB = "：", "\t"


@dataclass(frozen=True)
class Block:
    """One piece of a notice: a heading, a paragraph, a table of two columns, or the signature."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    on: date | None = None


def heading(words: str) -> Block:
    """A heading such as 一、决议内容."""
    return Block(HEADING, words)


def paragraph(words: str) -> Block:
    """A paragraph; every line of it becomes a paragraph of its own."""
    return Block(PARAGRAPH, words)


def table(rows: Iterable[tuple[str, str]], caption: str = "") -> Block:
    """A table whose first column names what the second says."""
    return Block(TABLE, caption, tuple((head, words) for head, words in rows))


def sign(organ: str, on: date) -> Block:
    """Who signs the notice, and the day written beneath (落款)."""
    return Block(SIGN, organ, on=on)


@dataclass(frozen=True)
class Document:
    """A notice taken apart: the organ's name, its document number, title and blocks."""

    organ: tuple[str, ...]
    document_number: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def body(self) -> tuple[Block, ...]:
        """Everything above the signature."""
        return tuple(block for block in self.blocks if block.kind != SIGN)

    @property
    def signature(self) -> Block:
        """The signature; an empty one when the notice carries none."""
        return next((block for block in self.blocks if block.kind == SIGN), Block(SIGN))


def normalised(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Blocks as they are frozen: clean single lines, nothing empty; ValueError with a sentence."""
    return tuple(_normalised(blocks))


def _normalised(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.kind not in _MARKS:
            raise ValueError(
                f"公示正文里有不认识的内容“{block.kind}”，请用标题、段落、表格或落款。"
            )
        if block.kind == PARAGRAPH:
            yield from (
                Block(PARAGRAPH, line) for line in text.clean(block.text).split("\n") if line
            )
        elif block.kind == TABLE:
            rows = tuple((_line(head), _line(words)) for head, words in block.rows)
            if rows:
                yield Block(TABLE, _line(block.text), rows)
        elif block.kind == SIGN:
            if block.on is None:
                raise ValueError("公示的落款要写明日期。")
            yield Block(SIGN, _line(block.text), on=block.on)
        elif _line(block.text):
            yield Block(HEADING, _line(block.text))


def _line(words: str) -> str:
    return " ".join(line for line in text.clean(words).split("\n") if line)


def render(document: Document) -> str:
    """The canonical text of a notice: UTF-8 when encoded, NFC, lines ended by \\n."""
    lines = [(_FORM, _VERSION)]
    lines += [(_ORGAN, part) for part in document.organ]
    lines += [(_DOCUMENT_NUMBER, document.document_number), (_TITLE, document.title)]
    for block in document.blocks:
        lines.append((_MARKS[block.kind], block.text))
        lines += [(_ROW, _TAB.join(row)) for row in block.rows]
        if block.on:
            lines.append((_DAY, block.on.isoformat()))
    whole = "".join(f"{mark}{_COLON}{words}\n" for mark, words in lines)
    return unicodedata.normalize("NFC", whole)


def parse(canonical: str) -> Document:
    """The notice a canonical text stands for; ValueError when it is none."""
    organ: list[str] = []
    fields: dict[str, str] = {}
    blocks: list[Block] = []
    # Only \n ends a line here: splitlines() would also break at other separators.
    for line in canonical.removesuffix("\n").split("\n"):
        mark, colon, words = line.partition(_COLON)
        if not colon:
            raise ValueError("公示文本的格式不对，可能被改动过。")
        if mark == _ORGAN:
            organ.append(words)
        elif mark in _KINDS:
            blocks.append(Block(_KINDS[mark], words))
        elif mark in (_ROW, _DAY):
            blocks[-1:] = [_continued(blocks, mark, words)]
        else:
            fields[mark] = words
    if fields.get(_FORM) != _VERSION or not {_DOCUMENT_NUMBER, _TITLE} <= fields.keys():
        raise ValueError("公示文本缺少抬头，可能被改动过。")
    return Document(tuple(organ), fields[_DOCUMENT_NUMBER], fields[_TITLE], tuple(blocks))


def _continued(blocks: list[Block], mark: str, words: str) -> Block:
    if not blocks:
        raise ValueError("公示文本的格式不对，可能被改动过。")
    last = blocks[-1]
    if mark == _DAY:
        return Block(last.kind, last.text, last.rows, date.fromisoformat(words))
    head, _, cell = words.partition(_TAB)
    return Block(last.kind, last.text, (*last.rows, (head, cell)), last.on)


def digest(canonical: str) -> str:
    """The digest of a canonical text (SHA-256), the same anybody can compute from the text."""
    return hashlib.sha256(canonical.encode()).hexdigest()


def words_of(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """Every piece of text with where it stands, for the check of personal data."""
    for position, block in enumerate(blocks, start=1):
        place = f"公示正文第{numerals.chinese(position)}段"
        yield place, block.text
        for head, cell in block.rows:
            yield f"{place}表格“{head}”一行", cell
            yield f"{place}表格第一列", head

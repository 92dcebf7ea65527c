"""Rule values as people write them, read back into their types, and whole rulebooks as tables."""

import re
from dataclasses import dataclass, is_dataclass, replace
from datetime import date
from typing import Any

from jiedao.lib import text
from jiedao.lib.quotas import AtLeast, MoreThan
from jiedao.rulebooks.editions import Edition, Rulebook, all_books

_DIGITS = {word: number for number, word in enumerate("零一二三四五六七八九十")}
_SLASHED = re.compile(r"(超过|高于)?(\d{1,2})/(\d{1,2})(以上)?")
_FRACTION = re.compile(r"(超过|高于)?([一二三四五六七八九十])分之([一二三四五六七八九十])(以上)?")
_WHOLE = re.compile(r"(\d{1,9})(个工作日|工作日|日|天|人|年|种|次|元)?")
_HALVES: dict[str, MoreThan | AtLeast] = {
    "过半数": MoreThan(1, 2),
    "超过半数": MoreThan(1, 2),
    "半数以上": AtLeast(1, 2),
    "全体": AtLeast(1, 1),
}


@dataclass(frozen=True)
class Line:
    """One number of a rulebook through its editions."""

    key: str
    name: str
    cells: list["Cell"]


@dataclass(frozen=True)
class Cell:
    """A number as one edition has it; `changed` says that it differs from the edition before."""

    value: str
    source: str
    changed: bool = False


@dataclass(frozen=True)
class Book:
    """A rulebook as a table: its editions as columns, its numbers as lines."""

    name: str
    code: str
    editions: list[Edition]
    lines: list[Line]


def written(value: Any) -> str:
    """A rule's value in words: 是 for a condition that simply holds."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)


def read_value(words: str, *, like: Any) -> Any:
    """A value someone typed, of the same sort as `like`; ValueError with a sentence when it is none."""
    words = "".join(text.half_width(words).split())
    if isinstance(like, MoreThan | AtLeast):
        return _read_share(words)
    if isinstance(like, bool):
        if words not in ("是", "否"):
            raise ValueError(f"“{words}”不能识别，这一项请填“是”或者“否”。")
        return words == "是"
    found = _WHOLE.fullmatch(words)
    if not found:
        raise ValueError(f"“{words}”不是数，请填整数，如{like}。")
    number, unit = int(found[1]), found[2] or ""
    named = str(like).lstrip("0123456789")
    if unit and named and {unit, named} not in ({unit}, {"天", "日"}, {"工作日", "个工作日"}):
        raise ValueError(f"这一项以“{named}”计，写的是“{unit}”，请换算后填写，如{like}。")
    if is_dataclass(like) and not isinstance(like, type):
        return replace(like, n=number)
    return number


def _read_share(words: str) -> MoreThan | AtLeast:
    if words in _HALVES:
        return _HALVES[words]
    slashed, fraction = _SLASHED.fullmatch(words), _FRACTION.fullmatch(words)
    if slashed:
        more, n, d, least = slashed[1], int(slashed[2]), int(slashed[3]), slashed[4]
    elif fraction:
        more, d, n, least = fraction[1], _DIGITS[fraction[2]], _DIGITS[fraction[3]], fraction[4]
    else:
        raise ValueError(f"“{words}”不是比例，请写成“三分之二以上”“超过三分之二”或“过半数”。")
    if more and least:
        raise ValueError("“超过”和“以上”只能写一个：“超过”不含本数，“以上”含本数。")
    return MoreThan(n, d) if more else AtLeast(n, d)


def books() -> list[Book]:
    """Every rulebook as a table, the newest edition first."""
    return [_book(book) for book in all_books()]


def _book(book: Rulebook) -> Book:
    editions = list(reversed(book.editions))
    keys = dict.fromkeys(key for edition in editions for key in edition)
    return Book(book.name, book.code, editions, [_line(key, editions) for key in keys])


def _line(key: str, editions: list[Edition]) -> Line:
    cells = []
    for place, edition in enumerate(editions):
        if key not in edition:
            cells.append(Cell("没有规定", ""))
            continue
        value = edition.rule(key).value
        older = editions[place + 1] if place + 1 < len(editions) else None
        changed = older is not None and (key not in older or older.rule(key).value != value)
        cells.append(Cell(written(value), edition.source(key), changed))
    name = next(edition.name(key) for edition in editions if key in edition)
    return Line(key, name, cells)


def settable(day: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """The numbers a street may make stricter, by rulebook, each with what the law has on a day."""
    groups = []
    for book in all_books():
        edition = book.on(day)
        rows = [
            (f"{book.code}:{key}", f"{edition.name(key)}（现为{written(edition.rule(key).value)}）")
            for key in edition
            if edition.rule(key).direction
        ]
        if rows:
            groups.append((book.name, rows))
    return groups

"""Reading a list of units as offices send it: names mended, every bad row named with its line."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from jiedao.lib import text
from jiedao.lib.sheets import Cell, Row
from jiedao.organisation.states import BENEATH, UnitLevel

LONGEST_NAME, LONGEST_SHORT_NAME, LONGEST_CODE = 80, 40, 24

# The headings of the published file and of a sheet someone made by hand.
HEADINGS = {
    "code": ("code", "代码", "统计代码", "区划代码"),
    "name": ("name", "名称", "全称", "单位名称"),
    "parent": ("parent_code", "上级代码", "上级单位代码"),
    "level": ("level", "层级", "级别"),
}
LEVELS = {str(label): UnitLevel(value) for value, label in UnitLevel.choices}
DIGITS = {
    UnitLevel.DISTRICT: 6,
    UnitLevel.STREET: 9,
    UnitLevel.COMMUNITY: 12,
    UnitLevel.VILLAGE: 12,
}
# 村改居: the one change of level a file may bring.
VILLAGE_OR_NOT = {UnitLevel.VILLAGE, UnitLevel.COMMUNITY}

_OWN_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{3,23}")
_MARKUP = re.compile(r"[<>{}\[\]|\\`\"]")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_COMMITTEE = re.compile(r"(社区)?(居民委员会|居民居委会|居民委会|社区居委会|居委会)$")
_VILLAGERS = re.compile(r"(村)?(村民委员会|村民村委会|村民委会|村委会)$")
_OFFICE = re.compile(r"办事处$")


@dataclass(frozen=True)
class UnitRow:
    """One unit of a file, cleaned."""

    line: int
    code: str
    name: str
    short_name: str
    parent: str
    level: UnitLevel


@dataclass(frozen=True)
class RowError:
    """A row that was not taken over, and why."""

    line: int
    code: str
    sentence: str


class _Bad(ValueError):
    """What is wrong with one row, as a sentence."""


def full_name(written: str, level: UnitLevel) -> str:
    """The official name with obvious slips mended: …居民居委会 is …居民委员会."""
    if level is UnitLevel.COMMUNITY and _COMMITTEE.search(written):
        return f"{short_name(written, level)}居民委员会"
    if level is UnitLevel.VILLAGE and _VILLAGERS.search(written):
        return f"{short_name(written, level)}村民委员会"
    return written


def short_name(written: str, level: UnitLevel) -> str:
    """What people call it: 体育社区居民委员会 is 体育社区, 关虎屯村委会 is 关虎屯村."""
    if level is UnitLevel.COMMUNITY and _COMMITTEE.search(written):
        return f"{_COMMITTEE.sub('', written).removesuffix('社区')}社区"
    if level is UnitLevel.VILLAGE and _VILLAGERS.search(written):
        return f"{_VILLAGERS.sub('', written)}村"
    if level is UnitLevel.STREET:
        return _OFFICE.sub("", written)
    return written


def clean_name(written: str) -> str:
    """A unit's name as it may be kept; ValueError with a sentence when it may not."""
    if written.strip().startswith(_FORMULA):
        raise _Bad(f"名称“{written}”像是公式，请改成文字。")
    if not written.strip():
        raise _Bad("名称没有填，请补上单位名称。")
    found = _MARKUP.search(written)
    if found:
        raise _Bad(f"名称里有符号“{found.group()}”，单位名称里不会有，请删去。")
    name = re.sub(r"\s+", "", text.clean(written)).rstrip("。．")
    if len(name) > LONGEST_NAME:
        raise _Bad(f"名称有{len(name)}个字，最多{LONGEST_NAME}个字，请写单位的正式名称。")
    return name


def columns_of(table: Iterable[Row]) -> Mapping[str, str]:
    """Which heading of the file holds what; ValueError naming the columns that are missing."""
    headings = list(next(iter(table), Row(1, {})))
    found = {
        what: next((heading for heading in headings if heading.lower() in names), "")
        for what, names in HEADINGS.items()
    }
    missing = [HEADINGS[what][1] for what, heading in found.items() if not heading]
    if missing:
        raise ValueError(
            f"表头里缺少{'、'.join(f'“{name}”' for name in missing)}，"
            "应有四列：代码、名称、上级代码、层级。请补上表头后再导入。"
        )
    return found


def read(table: Iterable[Row]) -> tuple[list[UnitRow], list[RowError]]:
    """The good rows of a file in its order, and the bad ones each with a sentence."""
    table = list(table)
    columns = columns_of(table)
    rows: list[UnitRow] = []
    errors: list[RowError] = []
    first_line: dict[str, int] = {}
    for line in table:
        code = _as_code(line.get(columns["code"]))
        try:
            row = _row(line, code, columns)
            if code in first_line:
                raise _Bad(f"代码{code}在第{first_line[code]}行已经出现过，请只留一行。")
            first_line[code] = line.number
            rows.append(row)
        except ValueError as wrong:
            errors.append(RowError(line.number, code, str(wrong)))
    return rows, errors


def _row(line: Row, code: str, columns: Mapping[str, str]) -> UnitRow:
    level_word = str(line.get(columns["level"]) or "").strip()
    if level_word not in LEVELS:
        raise _Bad(f"层级“{level_word}”不认识，请填{'、'.join(LEVELS)}之一。")
    level = LEVELS[level_word]
    parent = _as_code(line.get(columns["parent"]))
    _refuse_wrong_code(code, parent, level)
    name = clean_name(str(line.get(columns["name"]) or ""))
    short = short_name(name, level)
    if len(short) > LONGEST_SHORT_NAME:
        raise _Bad(f"简称“{short}”有{len(short)}个字，最多{LONGEST_SHORT_NAME}个字。")
    return UnitRow(line.number, code, full_name(name, level), short, parent, level)


def _as_code(value: Cell) -> str:
    """Excel gives a code back as a number; it is text."""
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    return text.half_width(str(value or "")).strip()


def _refuse_wrong_code(code: str, parent: str, level: UnitLevel) -> None:
    if not code:
        raise _Bad("代码没有填，请补上统计用区划代码。")
    if "E+" in code.upper():
        raise _Bad(f"代码“{code}”被表格软件改成了科学记数，请把这一列设为“文本”格式后重新填写。")
    digits = DIGITS.get(level)
    if digits and not (code.isascii() and code.isdigit() and len(code) == digits):
        raise _Bad(f"代码“{code}”不对，{level.label}的代码是{digits}位数字。")
    if not digits and not _OWN_CODE.fullmatch(code):
        raise _Bad(f"代码“{code}”不对，请用4至{LONGEST_CODE}位数字、字母或短横线。")
    if level is UnitLevel.DISTRICT:
        if parent:
            raise _Bad("区是最上级单位，“上级代码”要留空。")
        return
    if not parent:
        raise _Bad(f"没有填上级代码，{level.label}要写明在哪个单位之下。")
    if parent == code:
        raise _Bad(f"上级代码{parent}就是它自己，请改成真正的上级单位。")


@dataclass(frozen=True)
class Known:
    """A unit that is already in the portal, as far as a file's rows must fit to it."""

    name: str
    level: str
    parent: str


def place(
    rows: Iterable[UnitRow], known: Mapping[str, Known], bad: Mapping[str, int]
) -> tuple[list[UnitRow], list[RowError]]:
    """The rows that fit into the tree, parents before children, and those that do not.

    `bad` holds the lines of rows refused already, so that their children can be told why.
    """
    by_code = {row.code: row for row in rows}
    faults: dict[str, str] = {}
    ordered: dict[str, UnitRow] = {}
    for row in by_code.values():
        for one in reversed(_upwards(row, by_code, faults)):
            if one.code in faults or one.code in ordered:
                continue
            fault = _fault(one, by_code, known, bad, faults)
            if fault:
                faults[one.code] = fault
            else:
                ordered[one.code] = one
    errors = [RowError(by_code[code].line, code, fault) for code, fault in faults.items()]
    return list(ordered.values()), sorted(errors, key=lambda error: error.line)


def _upwards(row: UnitRow, by_code: Mapping[str, UnitRow], faults: dict[str, str]) -> list[UnitRow]:
    """The row and those above it in the file; a circle is noted as the fault of all in it."""
    line: list[UnitRow] = []
    seen: dict[str, int] = {}
    one: UnitRow | None = row
    while one is not None:
        if one.code in seen:
            circle = line[seen[one.code] :]
            lines = "、".join(str(member.line) for member in sorted(circle, key=lambda m: m.line))
            for member in circle:
                faults.setdefault(
                    member.code, f"第{lines}行互为上级，绕成了一圈，请改正其中一行的上级代码。"
                )
            break
        seen[one.code] = len(line)
        line.append(one)
        one = by_code.get(one.parent)
    return line


def _fault(
    row: UnitRow,
    by_code: Mapping[str, UnitRow],
    known: Mapping[str, Known],
    bad: Mapping[str, int],
    faults: Mapping[str, str],
) -> str:
    standing = known.get(row.code)
    if standing and standing.parent != row.parent:
        return (
            f"“{standing.name}”现在的上级是{standing.parent or '无'}，导入不能把它改到别的单位之下，"
            "请核对上级代码。"
        )
    if standing and standing.level != row.level and {standing.level, row.level} != VILLAGE_OR_NOT:
        return f"“{standing.name}”现在是{UnitLevel(standing.level).label}，导入不能改成{row.level.label}。"
    if row.level is UnitLevel.DISTRICT:
        return ""
    above = by_code.get(row.parent)
    if above is not None and row.parent not in faults:
        return wrong_place(row.level, above.level, above.name, row.code, above.code)
    if row.parent in known:
        parent = known[row.parent]
        return wrong_place(row.level, parent.level, parent.name, row.code, row.parent)
    if above is not None:
        return f"它的上级在第{above.line}行，那一行没有导入，请先改正那一行。"
    if row.parent in bad:
        return f"它的上级在第{bad[row.parent]}行，那一行没有导入，请先改正那一行。"
    return f"上级代码{row.parent}既不在文件里，也不在平台里，请核对。"


def wrong_place(
    level: UnitLevel, parent_level: str, parent_name: str, code: str, parent_code: str
) -> str:
    """Why a unit cannot stand beneath that parent; empty when it can."""
    if level not in BENEATH[parent_level]:
        allowed = "、".join(UnitLevel(one).label for one in BENEATH[parent_level])
        below = f"它下面可以设{allowed}" if allowed else "它下面不再设单位"
        label = UnitLevel(parent_level).label
        return f"{level.label}不能设在{label}“{parent_name}”之下，{below}。"
    if level in DIGITS and not code.startswith(parent_code):
        return f"代码{code}不是以上级单位的代码{parent_code}开头，请核对代码和上级代码。"
    return ""

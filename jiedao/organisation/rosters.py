"""A roster as it is pasted from Excel or a notice: one person per line, 姓名 职务 小组."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jiedao.lib import text
from jiedao.organisation.states import BodyKind, Position

LONGEST_NAME, LONGEST_HINT, LONGEST_GROUP = 40, 40, 40

# What may be held in which body; the first is what a line without a position means.
POSITIONS: dict[str, tuple[Position, ...]] = {
    BodyKind.PARTY_BRANCH: (Position.MEMBER, Position.SECRETARY, Position.DEPUTY_SECRETARY),
    BodyKind.COMMITTEE: (Position.MEMBER, Position.CHAIR, Position.VICE_CHAIR),
    BodyKind.SUPERVISION: (Position.MEMBER, Position.CHAIR, Position.VICE_CHAIR),
    BodyKind.REPRESENTATIVES: (Position.REPRESENTATIVE,),
}
# The one place that is filled exactly once.
HEADS: dict[str, Position] = {
    BodyKind.PARTY_BRANCH: Position.SECRETARY,
    BodyKind.COMMITTEE: Position.CHAIR,
    BodyKind.SUPERVISION: Position.CHAIR,
}
WORDS = {str(label): Position(value) for value, label in Position.choices} | {
    "居民代表": Position.REPRESENTATIVE,
    "村民代表": Position.REPRESENTATIVE,
    "党组织书记": Position.SECRETARY,
    "支部书记": Position.SECRETARY,
    "党委书记": Position.SECRETARY,
    "总支书记": Position.SECRETARY,
}
_NUMBERING = re.compile(r"^\d{1,3}[.、．)）]\s*")
_SEPARATORS = re.compile(r"[\s,，;；/／|]+")
_HINT = re.compile(r"^(.+?)[(（](.+?)[)）]$")
_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff·A-Za-z]{2,}")


@dataclass(frozen=True)
class RosterLine:
    """One person of a roster, with what tells two of the same name apart."""

    line: int
    name: str
    hint: str
    position: Position
    group: str


def read(pasted: str, kind: str) -> list[RosterLine]:
    """The lines of a pasted roster; ValueError with a sentence per line that cannot be read."""
    lines: list[RosterLine] = []
    faults: list[str] = []
    for number, written in enumerate(text.clean(pasted).split("\n"), start=1):
        written = _NUMBERING.sub("", written.strip())
        if not written:
            continue
        try:
            lines.append(_line(number, written, kind))
        except ValueError as wrong:
            faults.append(f"第{number}行：{wrong}")
    faults += _twice(lines)
    if faults:
        raise ValueError("".join(faults[:8]))
    if not lines:
        raise ValueError("名单是空的，请每行写一个人，如“王秀英 主任”。")
    return lines


def _line(number: int, written: str, kind: str) -> RosterLine:
    words = [word for word in _SEPARATORS.split(written) if word]
    # 王 芳: names of two characters are often spaced to the width of three.
    if len(words) > 1 and len(words[0]) == len(words[1]) == 1:
        words[:2] = ["".join(words[:2])]
    name, hint = words[0], ""
    if found := _HINT.match(name):
        name, hint = found.group(1), found.group(2)
    if not _NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        raise ValueError(f"“{name}”不像姓名，请把姓名写在一行的最前面，后面空一格写职务或小组。")
    if name in WORDS:
        raise ValueError(f"“{name}”是职务，请把姓名写在最前面，如“王秀英 {name}”。")
    position, rest = POSITIONS[kind][0], []
    for word in words[1:]:
        if word in WORDS:
            position = WORDS[word]
        else:
            rest.append(word)
    if position not in POSITIONS[kind]:
        allowed = "、".join(str(one.label) for one in POSITIONS[kind])
        raise ValueError(f"{BodyKind(kind).label}里没有“{position.label}”，可以写{allowed}。")
    group = " ".join(rest)
    if len(group) > LONGEST_GROUP or len(hint) > LONGEST_HINT:
        raise ValueError(f"“{name}”后面的字太多，小组或网格最多写{LONGEST_GROUP}个字。")
    return RosterLine(number, name, hint, position, group)


def _twice(lines: Sequence[RosterLine]) -> list[str]:
    seen: dict[tuple[str, str], int] = {}
    faults = []
    for line in lines:
        before = seen.setdefault((line.name, line.hint), line.line)
        if before != line.line:
            faults.append(
                f"第{line.line}行：“{line.name}”与第{before}行同名。是同一个人请删去一行，"
                f"是两个人请写明区别，如“{line.name}（3号楼）”。"
            )
    return faults

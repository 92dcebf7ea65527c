"""The resident identity number (公民身份号码, GB 11643): 18 places with a check character.

The area code is only held against the list of provinces: counties are merged and renumbered, and
a number once given stays valid.
"""

from dataclasses import dataclass
from datetime import date

from jiedao.lib import text

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
# 北京 to 内蒙古, 辽宁 to 黑龙江, 上海 to 山东, 河南 to 海南, 重庆 to 西藏, 陕西 to 新疆, 台湾 (71 and 83), 港, 澳.
PROVINCES = frozenset(
    str(code)
    for first, last in (
        (11, 15),
        (21, 23),
        (31, 37),
        (41, 46),
        (50, 54),
        (61, 65),
        (71, 71),
        (81, 83),
    )
    for code in range(first, last + 1)
)
EARLIEST_BIRTH = date(1880, 1, 1)


@dataclass(frozen=True)
class Identity:
    """What an identity number says of its holder."""

    number: str
    born_on: date
    is_male: bool


def read(number: str, *, on: date) -> Identity:
    """The identity behind `number` as of the day `on`; ValueError with a sentence when it is wrong."""
    compact = "".join(text.half_width(number).split()).replace("-", "").upper()
    if len(compact) != 18 or not (compact[:17].isascii() and compact[:17].isdigit()):
        raise ValueError("身份证号应为18位，前17位是数字，最后一位是数字或X，请对照证件重新填写。")
    if not _has_place(compact):
        raise ValueError("身份证号开头的地区代码不存在，请对照证件核对前6位。")
    born_on = _born_on(compact)
    if born_on is None or not EARLIEST_BIRTH <= born_on <= on:
        raise ValueError("身份证号第7至14位不是有效的出生日期，请对照证件核对。")
    if compact[17] != check_character(compact[:17]):
        raise ValueError("身份证号的最后一位校验不符，号码中有错位或错字，请对照证件逐位核对。")
    return Identity(compact, born_on, is_male=int(compact[16]) % 2 == 1)


def is_plausible(compact: str, *, on: date) -> bool:
    """Whether 18 characters look like an identity number, even if one of them is mistyped.

    A real number with a slip in it gives its holder away as well as the right one.
    """
    if len(compact) != 18 or not (compact[:17].isascii() and compact[:17].isdigit()):
        return False
    born_on = _born_on(compact)
    return _has_place(compact) and born_on is not None and EARLIEST_BIRTH <= born_on <= on


def check_character(first_seventeen: str) -> str:
    """The 18th place that belongs to the first seventeen."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first_seventeen, strict=True))
    return CHECK_CHARACTERS[total % 11]


def _has_place(compact: str) -> bool:
    # 外国人永久居留身份证（2023版）: a 9, then the province that issued it.
    place = compact[1:3] if compact[0] == "9" else compact[:2]
    return place in PROVINCES


def _born_on(compact: str) -> date | None:
    try:
        return date(int(compact[6:10]), int(compact[10:12]), int(compact[12:14]))
    except ValueError:
        return None

"""What may be shown of a person's data, and finding such data where it must not stand.

A public notice (公示) is refused while it holds anyone's number or front door; a refusal never
repeats what it found.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jiedao.lib import clock, identity, text
from jiedao.lib.refusals import refuse

_STAR = "*"


def mask_name(name: str) -> str:
    """张三 as 张*, 张小三 as 张*三."""
    name = "".join(name.split())
    if len(name) < 2:
        return _STAR * len(name)
    return name[0] + _STAR * max(1, len(name) - 2) + (name[-1] if len(name) > 2 else "")


def mask_phone(number: str) -> str:
    """13812341234 as 138****1234; of any other number only the last two places stay."""
    digits = _digits(number)
    if len(digits) == 13 and digits.startswith("86"):
        digits = digits[2:]
    if len(digits) == 11 and digits.startswith("1"):
        return f"{digits[:3]}****{digits[-4:]}"
    return _STAR * max(0, len(digits) - 2) + digits[-2:] if len(digits) > 4 else _STAR * len(digits)


def mask_identity(number: str) -> str:
    """410102199001010012 as 410102********0012, for lists inside the office; never for residents."""
    compact = "".join(text.half_width(number).split()).upper()
    if len(compact) <= 10:
        return _STAR * len(compact)
    return compact[:6] + _STAR * (len(compact) - 10) + compact[-4:]


def mask_bank_card(number: str) -> str:
    """Only the last four places stay."""
    digits = _digits(number)
    return "****" + (digits[-4:] if len(digits) > 8 else "")


def mask_contact(address: str) -> str:
    """Where somebody is reached: a mailbox, a telephone, or the number an account has elsewhere."""
    name, at, host = address.rpartition("@")
    if at:
        return f"{name[:1]}***@{host}"
    if address.isdecimal():
        return mask_phone(address)
    return f"{address[:3]}****{address[-2:]}" if len(address) > 10 else _STAR * len(address)


def mask_plate(plate: str) -> str:
    """豫A12312 as 豫A***12."""
    plate = "".join(text.half_width(plate).split()).upper()
    return f"{plate[:2]}***{plate[-2:]}" if len(plate) > 5 else _STAR * len(plate)


def mask_address(address: str) -> str:
    """An address down to the housing estate (小区): building, entrance and room are left out."""
    found = _BUILDING.search(text.half_width(address))
    return address[: found.start()].rstrip(" ,，-") if found else address


class Kind(StrEnum):
    IDENTITY = "身份证号"
    MOBILE = "手机号"
    BANK_CARD = "银行卡号"
    ADDRESS = "门牌到户的住址"
    EMAIL = "电子邮箱"


@dataclass(frozen=True)
class Finding:
    """Personal data found in a text: what it is, a masked glimpse of it, and where it begins."""

    kind: Kind
    excerpt: str
    start: int


def find_personal_data(words: str) -> list[Finding]:
    """Everything in a text that must not be made public, in the order it stands there."""
    plain = _CODE.sub(lambda code: " " * len(code[0]), _plain_digits(words))
    found = [*_numbers(plain, clock.today()), *_masked_identities(plain)]
    found += _addresses(plain)
    found += [
        Finding(Kind.EMAIL, f"{mail[1][0]}***@{mail[2]}", mail.start())
        for mail in _EMAIL.finditer(plain)
    ]
    return sorted(found, key=lambda finding: finding.start)


def refusal_sentence(findings: Iterable[Finding]) -> str:
    """Why a notice cannot be made public yet; names what was found without repeating it."""
    said = _named(findings)
    return f"文字里有{said}，不能公布个人信息，请删去或遮盖后再提交。" if said else ""


def why_not_kept(*words: str, box: str = "") -> str:
    """Why a resident's own words are not taken: never published, yet no place for numbers.

    `box` is where his telephone number belongs, on a form that asks for it.
    """
    said = _named(find_personal_data(" ".join(words)))
    where = f"；电话请写在“{box}”一栏" if box else ""
    return f"文字里有{said}，这里不收号码和门牌，请删去{where}。" if said else ""


def demand_keepable(noun: str, *words: str, field: str, box: str = "") -> None:
    """Refuse a resident's words with anybody's data in them, at the field they stand in."""
    said = why_not_kept(*words, box=box)
    if said:
        raise refuse(f"{noun}.personal_data", said, basis="《个人信息保护法》第六条", field=field)


def _named(findings: Iterable[Finding]) -> str:
    return "、".join(dict.fromkeys(f"{finding.kind}（{finding.excerpt}）" for finding in findings))


def demand_none(noun: str, *, basis: str = "", **said: str) -> None:
    """Refuse words with a person's data in them, at the field they stand in; `noun` begins the code."""
    for field, words in said.items():
        found = find_personal_data(words)
        if found:
            code = f"{noun}.personal_data"
            raise refuse(code, refusal_sentence(found), basis=basis, field=field)


_SEPARATOR = r"[ \-‐‑‒–—.·_/|~()\u200b]{1,2}"
_RUN = re.compile(rf"(?<!\d)\d+(?:{_SEPARATOR}\d+)*(?:(?:{_SEPARATOR})?[Xx](?![0-9A-Za-z]))?")
# 一三八一二三四一二三四, 壹叁捌 …, ①③⑧ … and mixtures: so long a row of them is no amount and no list.
_WRITTEN = (
    "〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖貳參陸幺两"
    "⓪①②③④⑤⑥⑦⑧⑨⑴⑵⑶⑷⑸⑹⑺⑻⑼⒈⒉⒊⒋⒌⒍⒎⒏⒐⓵⓶⓷⓸⓹⓺⓻⓼⓽⓿❶❷❸❹❺❻❼❽❾"
    "➀➁➂➃➄➅➆➇➈➊➋➌➍➎➏➐➑➒㈠㈡㈢㈣㈤㈥㈦㈧㈨㊀㊁㊂㊃㊄㊅㊆㊇㊈⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉"
)
_WRITTEN_OUT = re.compile(rf"(?:[{_WRITTEN}0-9][ .·\-—]?){{10,}}[{_WRITTEN}0-9]")
# l for 1 and O for 0 among digits: only where a number of a person comes out of it.
_LOOKALIKE = re.compile(
    r"(?<![0-9A-Za-z|])(?=(?:[OoIil|]*\d){5})(?=\d*[OoIil|])[0-9OoIil|]{11}(?:[0-9OoIil|]{6}[0-9OoIil|Xx])?"
    r"(?![0-9A-Za-z|])"
)
_LOOKS_LIKE = str.maketrans("OoIil|", "001111")
_LIKE_X = str.maketrans(dict.fromkeys("ⅩⅹХхΧχ", "X") | {"零": "〇", "○": "〇"})
_PLAIN = text.HALF_WIDTH | _LIKE_X
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")  # Arabic, Devanagari …: one character for one
_GROUP = re.compile(r"\d+[Xx]?|[Xx]")
# The portal's own numbers, such as JC2026-001003-0042.
_CODE = re.compile(r"(?<![0-9A-Za-z])[A-Z]{2,3}20\d\d(?:-\d{3,12}){1,2}(?!\d)")
_MONEY = re.compile(r" *[万亿元]")
_COUNTED = re.compile(r" *(?:[万亿元人户份件票次个%]|平方|㎡|米|公里|吨)")
_MOBILE = re.compile(r"(?:(?:00)?86|0)?(1[3-9]\d{9})")
# How people break up numbers; any other grouping is a table of figures.
_MOBILE_SHAPES = {(3, 4, 4), (3, 8), (7, 4), (4, 3, 4), (4, 4, 3), (3, 3, 5), (5, 6), (6, 5)}
_IDENTITY_SHAPES = {
    (6, 8, 4),
    (6, 4, 2, 2, 4),
    (6, 4, 4, 4),
    (4, 4, 4, 4, 2),
    (3, 3, 4, 4, 4),
    (6, 6, 6),
    (6, 12),
    (14, 4),
    (17, 1),
}
_MASKED_IDENTITY = re.compile(r"(?<!\d)\d{1,6}[*•●×]{6,16}\d{0,4}[Xx]?(?![0-9A-Za-z])")
_EMAIL = re.compile(
    r"(?<![\w.+-])([A-Za-z0-9][\w.+-]*)@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)", re.ASCII
)
_N = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_GAP = r"[ ,，、\-—]*"
_ROOM = r"(?:\d{3,4}|[一二三四五六七八九十〇零]{3,4})"
_NO_ROOM = r"(?!\d|[ ]*(?:[万亿元人户个名米年份平㎡%]|室?(?:会议|活动|办公|服务|接待|调解|阅览|教室|大厅|窗口)))"
_BUILDING = re.compile(
    rf"(?:{_N}(?:号楼|栋|幢|座)|{_N}单元|(?<=[院区苑园])\d{{1,2}}-\d{{1,2}}-\d{{3,4}})"
)
_ADDRESS = re.compile(
    rf"(?:{_N}(?:号楼|栋|幢|座){_GAP})?(?P<near>{_N}(?:号楼|栋|幢|座|单元){_GAP}"
    rf"|(?<=[院区苑园楼]){_N}-{_N}-)"
    rf"(?:(?:{_N}[楼层]{_GAP})?(?:{_ROOM}(?:室|号(?!楼))?{_NO_ROOM}|{_N}(?:室|号房){_NO_ROOM})"
    rf"|(?:{_N}[楼层]{_GAP})?[东西南北中]{{1,2}}户)"
)


def _plain_digits(words: str) -> str:
    """The text with every kind of digit as 0 to 9, each character in its place."""
    plain = words.translate(_PLAIN)
    plain = _OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), plain)
    plain = _WRITTEN_OUT.sub(lambda run: "".join(map(_digit_of, run[0])), plain)
    return _LOOKALIKE.sub(_meant, plain)


def _digit_of(character: str) -> str:
    if character not in _WRITTEN:
        return character
    return "1" if character == "幺" else str(int(unicodedata.numeric(character)))


def _meant(found: re.Match[str]) -> str:
    """The number meant by digits with letters among them, if it is one of a person."""
    meant = found[0].translate(_LOOKS_LIKE)
    is_mobile = len(meant) == 11 and _MOBILE.fullmatch(meant)
    is_identity = len(meant) == 18 and identity.is_plausible(meant.upper(), on=clock.today())
    return meant if is_mobile or is_identity else found[0]


def _digits(number: str) -> str:
    return "".join(character for character in _plain_digits(number) if character.isdigit())


def _numbers(plain: str, today: date) -> Iterator[Finding]:
    for run in _RUN.finditer(plain):
        groups = [(found[0], run.start() + found.start()) for found in _GROUP.finditer(run[0])]
        if _COUNTED.match(plain, run.end()):
            yield from _counted(groups, plain, run.end(), today)
        else:
            yield from _in_groups(groups, today)


def _counted(groups: list[tuple[str, int]], plain: str, end: int, today: date) -> Iterator[Finding]:
    """Numbers before a word that counts: the last of them is an amount, but 138…1234人工 is none."""
    *before, (last, start) = groups
    if before and plain[start - 1] == ".":
        *before, (last, start) = before  # fen and decimals belong to the amount
    yield from _in_groups(before, today)
    kind = _kind_of([last], today)
    if kind == Kind.IDENTITY or (kind == Kind.MOBILE and not _MONEY.match(plain, end)):
        yield Finding(kind, _glimpse(last), start)


def _in_groups(groups: list[tuple[str, int]], today: date) -> Iterator[Finding]:
    """The numbers made of neighbouring groups, the longest first."""
    at = 0
    while at < len(groups):
        taken = 1
        for size in range(min(len(groups) - at, 19), 0, -1):
            window = groups[at : at + size]
            kind = _kind_of([digits for digits, _ in window], today)
            if kind:
                compact = "".join(digits for digits, _ in window)
                yield Finding(kind, _glimpse(compact), window[0][1])
                taken = size
                break
        else:
            yield from _inside(*groups[at], today)
        at += taken


def _kind_of(groups: list[str], today: date) -> Kind | None:
    compact, shape = "".join(groups).upper(), tuple(map(len, groups))
    if not 11 <= len(compact) <= 19:
        return None
    usual = len(groups) == 1 or max(shape) == 1
    if identity.is_plausible(compact, on=today):
        right = identity.check_character(compact[:17]) == compact[17]
        if right or usual or shape in _IDENTITY_SHAPES:
            return Kind.IDENTITY
    if (usual or shape in _MOBILE_SHAPES) and _MOBILE.fullmatch(compact):
        return Kind.MOBILE
    if 16 <= len(compact) <= 19 and compact.isdigit() and _is_card(compact, shape):
        return Kind.BANK_CARD
    return None


def _is_card(compact: str, shape: tuple[int, ...]) -> bool:
    by_fours = (
        len(shape) == 1 or set(shape[:-1]) <= {4} or max(shape) == 1 or shape in {(6, 13), (6, 10)}
    )
    return by_fours and compact[0] in "3456" and _luhn(compact)


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def _inside(digits: str, start: int, today: date) -> Iterator[Finding]:
    """An identity number with another number stuck to it."""
    for at in range(len(digits) - 17 if len(digits) > 18 else 0):
        window = digits[at : at + 18].upper()
        if identity.is_plausible(window, on=today) and (
            identity.check_character(window[:17]) == window[17]
        ):
            yield Finding(Kind.IDENTITY, _glimpse(window), start + at)
            rest = [(digits[:at], start), (digits[at + 18 :], start + at + 18)]
            for left, begins in rest:
                yield from _in_groups([(left, begins)] if left else [], today)
            return


def _masked_identities(plain: str) -> Iterator[Finding]:
    for found in _MASKED_IDENTITY.finditer(plain):
        # Even masked it gives away birthplace and last places: never before residents.
        if len(found[0]) == 18:
            yield Finding(Kind.IDENTITY, _glimpse(found[0]), found.start())


def _addresses(plain: str) -> Iterator[Finding]:
    for found in _ADDRESS.finditer(plain):
        seen = plain[found.start() : found.end("near")].rstrip(" ,，、-—")
        yield Finding(Kind.ADDRESS, f"{seen}***", found.start())


def _glimpse(compact: str) -> str:
    return f"{compact[:3]}{_STAR * (len(compact) - 5)}{compact[-2:]}"

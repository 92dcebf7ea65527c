"""Numbers, dates and money as a Chinese office writes them."""

import re
from datetime import date
from decimal import Decimal

DIGITS = "〇一二三四五六七八九"
_COUNTING = "零一二三四五六七八九"
_SMALL_UNITS = ("", "十", "百", "千")
_LARGE_UNITS = ("", "万", "亿")
_WEEKDAYS = "一二三四五六日"


def whole(number: int, name: str) -> int:
    """The same number, provided it is a whole one not below zero; `name` says what it counts."""
    if isinstance(number, bool) or not isinstance(number, int) or number < 0:
        raise ValueError(f"{name}必须是不小于零的整数，给出的是“{number}”。")
    return number


def chinese(number: int) -> str:
    """A whole number in words: 29 is 二十九, 105 is 一百零五."""
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number < 10**12:
        raise ValueError(f"只能把零到一万亿以内的整数写成汉字，给出的是“{number}”。")
    if number == 0:
        return "零"
    words = ""
    for power in reversed(range(len(_LARGE_UNITS))):
        group, number = divmod(number, 10 ** (4 * power))
        if not group:
            continue
        # A gap inside the number is read aloud as one 零: 10500 is 一万零五百.
        gap = "零" if words and (group < 1000 or words.endswith("零")) else ""
        words += gap + _below_ten_thousand(group) + _LARGE_UNITS[power]
    # 十五, not 一十五, at the very beginning only.
    return words[1:] if words.startswith("一十") else words


def _below_ten_thousand(number: int) -> str:
    words, gap = "", False
    for power in reversed(range(4)):
        digit, number = divmod(number, 10**power)
        if digit:
            words += ("零" if gap else "") + _COUNTING[digit] + _SMALL_UNITS[power]
            gap = False
        else:
            gap = bool(words)
    return words


def fraction(numerator: int, denominator: int) -> str:
    """A share in words: 2 of 3 is 三分之二."""
    return f"{chinese(denominator)}分之{chinese(numerator)}"


def article(number: int) -> str:
    """An article of a law: 29 is 第二十九条."""
    return f"第{chinese(number)}条"


def long_day(day: date) -> str:
    """2026年11月23日."""
    return f"{day.year}年{day.month}月{day.day}日"


def short_day(day: date) -> str:
    """11月23日."""
    return f"{day.month}月{day.day}日"


_DAY = re.compile(
    r"(\d{4})\s*(?:年|[-/.])\s*(\d{1,2})\s*(?:月|[-/.])\s*(\d{1,2})\s*日?|(\d{4})(\d\d)(\d\d)"
)


def read_day(words: str) -> date:
    """The day someone wrote: 2026年11月23日, 2026-11-23, 2026/11/23, 2026.11.23 or 20261123."""
    found = _DAY.fullmatch(words.strip())
    if not found:
        raise ValueError(f"“{words}”不是日期，请写成2026年11月23日或2026-11-23的样子。")
    try:
        return date(*(int(number) for number in found.groups() if number))
    except ValueError:
        raise ValueError(f"“{words}”这一天不存在，请对照日历核对。") from None


def weekday(day: date) -> str:
    """星期一 to 星期日."""
    return f"星期{_WEEKDAYS[day.weekday()]}"


def period(first: date, last: date) -> str:
    """A stretch of days, as short as it can be said: 2月15日至23日."""
    if first == last:
        return short_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{short_day(first)}至{last.day}日"
    if first.year == last.year:
        return f"{short_day(first)}至{short_day(last)}"
    return f"{long_day(first)}至{long_day(last)}"


def enumerate_days(days: list[date]) -> str:
    """Days and stretches of days one after another: 11月21日至22日、28日至29日."""
    runs: list[tuple[date, date]] = []
    for day in sorted(days):
        if runs and (day - runs[-1][1]).days == 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    said: list[str] = []
    told: tuple[int, int] | None = None
    for first, last in runs:
        words = period(first, last)
        # The month is not said again for the next stretch within it.
        if told == (first.year, first.month):
            words = words.removeprefix(f"{first.month}月")
        said.append(words)
        told = (last.year, last.month)
    return "、".join(said)


def money(amount: Decimal | int) -> str:
    """Money never rounded: 865000 is 86.5万元, 320 is 320元, 0.5 is 0.5元, 12345.6 is 12,345.6元."""
    amount = _exact(amount)
    if amount < 0:
        return "负" + money(-amount)
    for unit, size in (("亿元", Decimal(10**8)), ("万元", Decimal(10**4))):
        scaled = amount / size
        # A large sum is told in 万 or 亿 only where four decimals tell all of it.
        if amount >= size and scaled == scaled.quantize(Decimal("0.0001")):
            return f"{_plain(scaled)}{unit}"
    return f"{_plain(amount)}元"


def money_from_cents(cents: int) -> str:
    """Money kept in 分: 8650000000 is 8650万元."""
    if isinstance(cents, bool) or not isinstance(cents, int):
        raise ValueError(f"金额（分）必须是整数，给出的是“{cents}”。")
    return money(Decimal(cents) / 100)


def _exact(amount: Decimal | int) -> Decimal:
    if isinstance(amount, bool) or not isinstance(amount, Decimal | int):
        raise ValueError(f"金额必须是整数或精确小数，不能是“{amount}”。")
    exact = Decimal(amount)
    if not exact.is_finite() or exact != exact.quantize(Decimal("0.01")):
        raise ValueError(f"金额最多到分，给出的是“{amount}”。")
    return exact


def _plain(number: Decimal) -> str:
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

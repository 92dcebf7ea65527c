"""How many are enough: 过半数, 半数以上, 三分之二以上, 超过三分之二.

“以上” includes the number itself, “过半数” and “超过” do not (民法典第一千二百五十九条), so the two are
different types. Whole numbers only: a vote is never decided by a rounding.
"""

from dataclasses import dataclass
from math import gcd

from jiedao.lib import numerals


@dataclass(frozen=True)
class MoreThan:
    """More than this share (过半数、超过三分之二): the share itself is not enough."""

    n: int
    d: int

    def __post_init__(self) -> None:
        _reduce(self)
        if not 0 < self.n < self.d:
            raise ValueError("“超过”后面的比例必须大于零、小于一，请改用“以上”。")

    def needed(self, of: int) -> int:
        """The smallest number that is enough out of `of`."""
        return numerals.whole(of, "基数") * self.n // self.d + 1

    def met(self, count: int, of: int) -> bool:
        """Whether `count` out of `of` is enough."""
        return numerals.whole(count, "人数或票数") >= self.needed(of)

    def arithmetic(self, count: int, of: int, *, counted: str = "到会", noun: str = "人") -> str:
        """The sum behind `met`, to be read by anyone: 45 ÷ 2 ＝ 22.5，需23票，38 ≥ 23."""
        return _arithmetic(self, count, of, counted, noun)

    def stricter_or_equal(self, other: "Quota") -> bool:
        """Whether whatever meets this also meets `other`, whatever the base."""
        return self.n * other.d >= other.n * self.d

    def __str__(self) -> str:
        return (
            "过半数" if (self.n, self.d) == (1, 2) else f"超过{numerals.fraction(self.n, self.d)}"
        )


@dataclass(frozen=True)
class AtLeast:
    """At least this share (三分之二以上、半数以上): the share itself is enough.

    AtLeast(0, 1) says that nothing is asked (不限), for an edition before the law set a share.
    """

    n: int
    d: int

    def __post_init__(self) -> None:
        _reduce(self)

    def needed(self, of: int) -> int:
        """The smallest number that is enough; nobody is never enough, not even of an empty body."""
        return max(1 if self.n else 0, -(-numerals.whole(of, "基数") * self.n // self.d))

    def met(self, count: int, of: int) -> bool:
        """Whether `count` out of `of` is enough."""
        return numerals.whole(count, "人数或票数") >= self.needed(of)

    def arithmetic(self, count: int, of: int, *, counted: str = "到会", noun: str = "人") -> str:
        """The sum behind `met`: 63 × 2 ÷ 3 ＝ 42，到会41人，42 － 41 ＝ 1，还差1人."""
        return _arithmetic(self, count, of, counted, noun)

    def stricter_or_equal(self, other: "Quota") -> bool:
        """Whether whatever meets this also meets `other`, whatever the base."""
        mine, theirs = self.n * other.d, other.n * self.d
        return mine >= theirs if isinstance(other, AtLeast) else mine > theirs

    def __str__(self) -> str:
        if self.n == 0:
            return "不限"
        if self.n == self.d:
            return "全体"
        return (
            "半数以上" if (self.n, self.d) == (1, 2) else f"{numerals.fraction(self.n, self.d)}以上"
        )


Quota = MoreThan | AtLeast


def _reduce(quota: Quota) -> None:
    """Lowest terms, so that 2/4 and 1/2 are the same rule."""
    n, d = numerals.whole(quota.n, "分子"), numerals.whole(quota.d, "分母")
    if not 0 <= n <= d or not d:
        raise ValueError(f"比例必须在零和一之间，给出的是{n}/{d}。")
    shared = gcd(n, d)
    object.__setattr__(quota, "n", n // shared)
    object.__setattr__(quota, "d", d // shared)


def _arithmetic(quota: Quota, count: int, of: int, counted: str, noun: str) -> str:
    needed = quota.needed(of)
    product = f"{of}" if quota.n == 1 else f"{of} × {quota.n}"
    share, rest = divmod(of * quota.n, quota.d)
    pieces = [
        product if quota.d == 1 else f"{product} ÷ {quota.d} {_quotient(of * quota.n, quota.d)}"
    ]
    if isinstance(quota, MoreThan) and not rest:
        pieces.append(f"须超过{share}")
    if rest or share != needed:
        pieces.append(f"需{needed}{noun}")
    if numerals.whole(count, "人数或票数") >= needed:
        pieces.append(f"{count} ≥ {needed}")
    else:
        short = needed - count
        pieces += [
            f"{counted}{count}{noun}",
            f"{needed} － {count} ＝ {short}",
            f"还差{short}{noun}",
        ]
    return "，".join(pieces)


def _quotient(dividend: int, divisor: int) -> str:
    """The quotient as people write it, to two decimals; ≈ says that it goes on."""
    hundredths, rest = divmod(dividend * 100, divisor)
    if rest:
        # Cut off, never rounded up: 99.999 must not be shown as 100.
        return f"≈ {hundredths // 100}.{hundredths % 100:02}"
    decimals = f"{hundredths % 100:02}".rstrip("0")
    return f"＝ {hundredths // 100}" + (f".{decimals}" if decimals else "")

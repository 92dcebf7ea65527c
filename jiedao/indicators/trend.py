"""The course of a figure as a drawing of bars; the table beside it says the same in numbers."""

from dataclasses import dataclass
from decimal import Decimal

from jiedao.indicators.selectors import Line

HEIGHT, BAR, GAP, TOP, FOOT = 120, 26, 12, 18, 22


@dataclass(frozen=True)
class Bar:
    """One month of the drawing; all lengths in the drawing's own units."""

    name: str
    said: str
    x: int
    y: int
    height: int
    middle: int
    foot: str


@dataclass(frozen=True)
class Chart:
    """The whole drawing."""

    bars: list[Bar]
    width: int
    height: int
    base: int
    bar: int = BAR


def chart(months: list[Line]) -> Chart:
    """Bars as high as the months are; the highest fills the drawing."""
    highest = max((line.value for line in months), default=Decimal(0)) or Decimal(1)
    base, bars = TOP + HEIGHT, []
    for place, line in enumerate(months):
        height = int(HEIGHT * line.value / highest)
        x = GAP + place * (BAR + GAP)
        year, _, month = line.name.partition("年")
        # The year stands under the first month and under every January.
        foot = f"{year}.{month}" if place == 0 or month == "1月" else month
        bars.append(Bar(line.name, line.words, x, base - height, height, x + BAR // 2, foot))
    return Chart(bars, GAP + len(months) * (BAR + GAP), base + FOOT, base)

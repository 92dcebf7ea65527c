"""How a number is said in a report: exactly, with 余, or with 以上; never more than it is.

The office's own report says X余次 and X次以上 (domain rules 5.6). A phrase is a claim: 20余 for 23 is
true, 30余 would not be.
"""

from decimal import ROUND_FLOOR, Decimal

SMALLEST = 10  # below it a number is said as it is


def exact(value: Decimal) -> str:
    """23; 38.52."""
    return f"{value.normalize():f}"


def and_more(value: Decimal) -> str:
    """23 is 20余, 234 is 200余; 20 is 20 and 9 is 9, as there is nothing to round."""
    round_number = _down_to(value, 10 if value < 100 else 100)
    if value < SMALLEST or round_number == value:
        return exact(value)
    return f"{exact(round_number)}余"


def at_least(value: Decimal) -> Decimal:
    """The round number a claim “以上” rests on: 23 is 20, 27 is 25, 134 is 130, 4 is 4."""
    if value < SMALLEST // 2:
        return _down_to(value, 1)
    return _down_to(value, 5 if value < 100 else 10 if value < 1000 else 100)


def _down_to(value: Decimal, step: int) -> Decimal:
    return (value / step).to_integral_value(ROUND_FLOOR) * step

"""What a report says of a number is never more than the number."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedao.lib import wording

AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=2)


@pytest.mark.parametrize(
    ("value", "and_more", "at_least"),
    [
        ("0", "0", "0"),
        ("4", "4", "4"),
        ("7", "7", "5"),
        ("9", "9", "5"),
        ("10", "10", "10"),
        ("11", "10余", "10"),
        ("20", "20", "20"),
        ("23", "20余", "20"),
        ("27", "20余", "25"),
        ("99", "90余", "95"),
        ("100", "100", "100"),
        ("134", "100余", "130"),
        ("234", "200余", "230"),
        ("1250", "1200余", "1200"),
        ("38.52", "30余", "35"),
        ("9.3", "9.3", "5"),
        ("0.5", "0.5", "0"),
        ("10.5", "10余", "10"),
    ],
)
def test_a_number_in_words(value: str, and_more: str, at_least: str) -> None:
    number = Decimal(value)
    assert wording.and_more(number) == and_more
    assert wording.exact(wording.at_least(number)) == at_least


@given(AMOUNTS)
def test_no_phrase_is_larger_than_the_truth(value: Decimal) -> None:
    phrase = wording.and_more(value)
    claimed = Decimal(phrase.removesuffix("余"))
    assert claimed <= value
    assert phrase.endswith("余") == (claimed < value)
    assert wording.at_least(value) <= value
    assert Decimal(wording.exact(value)) == value

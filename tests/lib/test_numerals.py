from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from jiedao.lib import numerals

DIGITS = {word: number for number, word in enumerate("零一二三四五六七八九")}
UNITS = {"十": 10, "百": 100, "千": 1000}


def read_back(words: str) -> int:
    """A reader of Chinese numbers written apart from the writer."""
    total = section = digit = 0
    for word in words:
        if word in DIGITS:
            digit = DIGITS[word]
        elif word in UNITS:
            section, digit = section + (digit or 1) * UNITS[word], 0
        else:
            total, section, digit = (
                total + (section + digit) * {"万": 10**4, "亿": 10**8}[word],
                0,
                0,
            )
    return total + section + digit


@given(some.integers(min_value=0, max_value=10**12 - 1))
def test_a_number_in_words_reads_back_as_itself(number):
    assert read_back(numerals.chinese(number)) == number
    assert "零零" not in numerals.chinese(number)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"),
        (10, "十"),
        (15, "十五"),
        (29, "二十九"),
        (105, "一百零五"),
        (110, "一百一十"),
        (278, "二百七十八"),
        (1259, "一千二百五十九"),
        (10500, "一万零五百"),
        (100_010_001, "一亿零一万零一"),
    ],
)
def test_numbers_are_said_as_they_are_read_aloud(number, words):
    assert numerals.chinese(number) == words


def test_an_article_and_a_share_in_words():
    assert numerals.article(29) == "第二十九条"
    assert numerals.fraction(2, 3) == "三分之二"


def test_days_are_said_long_short_and_by_weekday():
    day = date(2026, 11, 23)
    assert numerals.long_day(day) == "2026年11月23日"
    assert numerals.short_day(day) == "11月23日"
    assert numerals.weekday(day) == "星期一"
    assert numerals.weekday(date(2026, 11, 29)) == "星期日"


def test_days_one_after_another_are_told_as_stretches():
    days = [date(2026, 11, 21) + timedelta(days=offset) for offset in (0, 1, 7, 8)]
    assert numerals.enumerate_days(days) == "11月21日至22日、28日至29日"
    assert numerals.enumerate_days([date(2026, 11, 30), date(2026, 12, 1)]) == "11月30日至12月1日"
    assert numerals.enumerate_days([date(2026, 2, 28), date(2026, 2, 14)]) == "2月14日、28日"
    over_new_year = [date(2026, 12, 31), date(2027, 1, 1)]
    assert numerals.enumerate_days(over_new_year) == "2026年12月31日至2027年1月1日"


@pytest.mark.parametrize(
    "words",
    ["2026年11月23日", "2026-11-23", "2026/11/23", "2026.11.23", "20261123", " 2026年11月23 "],
)
def test_a_day_is_read_however_it_was_written(words):
    assert numerals.read_day(words) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("words", "why"), [("下周一", "不是日期"), ("2026-02-30", "不存在"), ("", "不是日期")]
)
def test_what_is_no_day_is_refused_with_a_sentence(words, why):
    with pytest.raises(ValueError, match=why):
        numerals.read_day(words)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (865_000, "86.5万元"),
        (Decimal("865000.00"), "86.5万元"),
        (95_000, "9.5万元"),
        (320, "320元"),
        (Decimal("0.50"), "0.5元"),
        (Decimal("12345.67"), "12,345.67元"),
        (10_001, "1.0001万元"),
        (123_450_000, "1.2345亿元"),
        (-5_000, "负5,000元"),
        (0, "0元"),
    ],
)
def test_money_is_told_short_but_exactly(amount, words):
    assert numerals.money(amount) == words


def test_money_in_cents():
    assert numerals.money_from_cents(86_500_000) == "86.5万元"


@pytest.mark.parametrize("amount", [1.5, True, Decimal("0.001"), Decimal("NaN"), "3"])
def test_money_that_is_not_exact_is_refused(amount):
    with pytest.raises(ValueError, match="金额"):
        numerals.money(amount)

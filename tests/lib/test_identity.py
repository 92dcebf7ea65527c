from datetime import date

import pytest

from jiedao.lib import identity

TODAY = date(2026, 11, 23)


def made(first_seventeen: str) -> str:
    return first_seventeen + identity.check_character(first_seventeen)


def test_the_published_sample_is_right():
    who = identity.read("11010519491231002X", on=TODAY)
    assert who.born_on == date(1949, 12, 31)
    assert not who.is_male


@pytest.mark.parametrize(
    "typed", ["11010519491231002x", " 110105 19491231 002X", "１１０１０５19491231002Ｘ"]
)
def test_the_same_number_however_it_is_typed(typed):
    assert identity.read(typed, on=TODAY).number == "11010519491231002X"


@pytest.mark.parametrize(
    "first_seventeen",
    [
        "31011519500101001",  # 浦东新区, born before it had its code
        "33011319800101001",  # 临平区
        "83000019900101001",  # 台湾居民居住证
        "81000019900101001",  # 港澳居民居住证
        "93101019900101001",  # 外国人永久居留身份证
    ],
)
def test_numbers_other_checkers_reject_are_accepted(first_seventeen):
    assert identity.read(made(first_seventeen), on=TODAY)


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("110105194912310021", "校验不符"),
        ("1101051949123100", "18位"),
        ("11010519491331002X", "出生日期"),
        (made("41010220300101001"), "出生日期"),
        (made("99010219900101001"), "地区代码"),
        ("", "18位"),
    ],
)
def test_a_wrong_number_is_refused_with_a_sentence(number, why):
    with pytest.raises(ValueError, match=why):
        identity.read(number, on=TODAY)

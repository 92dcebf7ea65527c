import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from jiedao.lib import codes, pinyin, text


def test_a_check_code_can_be_read_aloud():
    code = codes.check_code()
    assert re.fullmatch(r"[2-9A-Z]{4}(-[2-9A-Z]{4}){2}", code)
    assert not set("01OILUV") & set(code)


def test_a_check_code_is_found_however_it_is_typed():
    for typed in ("7K3F-92QD-M5XA", "7k3f92qdm5xa", " 7K3F 92QD M5XA ", "７Ｋ３Ｆ－９２ＱＤ—M5XA"):
        assert codes.normalise(typed) == "7K3F-92QD-M5XA"


def test_no_two_codes_are_alike():
    assert len({codes.check_code() for _ in range(2000)}) == 2000


@pytest.mark.parametrize(
    ("typed", "why"), [("7K3F-92QD", "输入了8位"), ("7K3F-92QD-M5X0", "没有“0”")]
)
def test_a_wrong_code_is_refused_with_a_sentence(typed, why):
    with pytest.raises(ValueError, match=why):
        codes.normalise(typed)


def test_a_title_is_one_line_without_blanks_and_full_stop():
    assert text.clean_title("　体育社区\u200b日间照料中心\n 建设。 ") == "体育社区日间照料中心 建设"


@pytest.mark.parametrize(
    ("words", "why"), [(" \n", "不能为空"), ("长" * 201, "请删去1个字"), ("a\x00b", "第2个字符")]
)
def test_a_wrong_title_is_refused_with_a_sentence(words, why):
    with pytest.raises(ValueError, match=why):
        text.clean_title(words)


def test_hidden_marks_and_needless_blanks_are_removed_from_a_text():
    assert text.clean("甲\u202e乙 \r\n\r\n\r\n\r\n丙　　丁\ufeff") == "甲乙\n\n丙 丁"


@given(some.text())
def test_cleaning_twice_changes_nothing_more(words):
    try:
        once = text.clean(words)
    except ValueError:
        return
    assert text.clean(once) == once


@given(some.text())
def test_half_width_keeps_every_place(words):
    assert len(text.half_width(words)) == len(words)


def test_surnames_are_read_as_surnames():
    names = ["张三", "单小明", "曾国藩", "尉迟恭", "任静", "安宁", "查良", "仇和"]
    assert sorted(names, key=pinyin.sort_key) == [
        "安宁",
        "仇和",
        "任静",
        "单小明",
        "尉迟恭",
        "曾国藩",
        "查良",
        "张三",
    ]


def test_people_who_sound_alike_still_have_one_order():
    assert pinyin.sort_key("李丽") != pinyin.sort_key("李莉")

"""Numbers are sealed in their columns, readable after a change of keys, and useless elsewhere."""

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedao.personal import numbers, sealing
from jiedao.personal.fields import Sealed


@pytest.fixture(autouse=True)
def _own_keys() -> Any:
    sealing._keys.cache_clear()
    yield
    sealing._keys.cache_clear()


def key(letter: str) -> str:
    return base64.urlsafe_b64encode(letter.encode() * 32).decode()


@given(st.text(min_size=1, max_size=60).filter(lambda words: words.isprintable()))
def test_what_is_sealed_is_read_back(words: str) -> None:
    token = sealing.seal(words, place="a.b")
    assert words not in token or len(words) < 3
    assert sealing.unseal(token, place="a.b") == words


def test_the_same_number_never_gives_the_same_text_twice() -> None:
    assert sealing.seal("13812345678", place="a") != sealing.seal("13812345678", place="a")


def test_a_text_moved_to_another_column_does_not_open() -> None:
    token = sealing.seal("13812345678", place="decisions.opinion.phone")
    with pytest.raises(sealing.Unreadable, match="改动"):
        sealing.unseal(token, place="decisions.objection.phone")


def test_a_changed_text_does_not_open() -> None:
    token = sealing.seal("13812345678", place="a")
    broken = token[:-6] + ("AAAA" if token[-6:-2] != "AAAA" else "BBBB") + token[-2:]
    with pytest.raises(sealing.Unreadable):
        sealing.unseal(broken, place="a")


def test_after_a_change_of_keys_old_numbers_are_still_read(settings: Any) -> None:
    settings.DATA_KEY = key("x")
    old = sealing.seal("13812345678", place="a")
    settings.DATA_KEY, settings.OLD_DATA_KEYS = key("y"), [key("x")]
    sealing._keys.cache_clear()
    assert sealing.unseal(old, place="a") == "13812345678"
    assert sealing.seal("13812345678", place="a").split(":")[1] != old.split(":")[1]
    settings.OLD_DATA_KEYS = []
    sealing._keys.cache_clear()
    with pytest.raises(sealing.Unreadable, match="密钥"):
        sealing.unseal(old, place="a")


def test_a_sealed_number_prints_masked_and_compares_by_what_it_says() -> None:
    one, other = (
        Sealed(sealing.seal("13812341234", place="a"), place="a", kind="phone") for _ in range(2)
    )
    assert str(one) == f"{one}" == "138****1234"
    assert "138" not in repr(one)
    assert one == other
    assert not Sealed("", place="a", kind="phone")


def test_equal_values_have_equal_hashes_per_kind() -> None:
    assert sealing.hash_of("receipt", "A") == sealing.hash_of("receipt", "A")
    assert sealing.hash_of("receipt", "A") != sealing.hash_of("phone", "A")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("138 1234 1234", "13812341234"),
        ("+86-138-1234-1234", "13812341234"),
        ("１３８１２３４１２３４", "13812341234"),
        ("0371-65550102", "037165550102"),
        ("6555 0102", "65550102"),
        ("", ""),
    ],
)
def test_a_telephone_number_is_brought_into_one_form(typed: str, number: str) -> None:
    assert numbers.phone(typed) == number


@pytest.mark.parametrize("typed", ["12", "一二三", "23812341234", "138123412345678", "abc"])
def test_what_is_no_telephone_number_is_told_in_a_sentence(typed: str) -> None:
    with pytest.raises(ValueError, match="电话号码不对"):
        numbers.phone(typed)

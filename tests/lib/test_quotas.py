from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from jiedao.lib.quotas import AtLeast, MoreThan, Quota

BASES = some.integers(min_value=0, max_value=100_000)


@some.composite
def quotas(draw: some.DrawFn) -> Quota:
    d = draw(some.integers(min_value=2, max_value=60))
    n = draw(some.integers(min_value=1, max_value=d - 1))
    return draw(some.sampled_from([MoreThan, AtLeast]))(n, d)


@given(quotas(), BASES)
def test_needed_is_the_smallest_number_that_is_enough(quota, of):
    needed = quota.needed(of)
    assert type(needed) is int
    assert quota.met(needed, of)
    assert not needed or not quota.met(needed - 1, of)


@given(quotas(), BASES.filter(bool), BASES)
def test_enough_is_what_the_fraction_says(quota, of, count):
    share = Fraction(quota.n * of, quota.d)
    assert quota.met(count, of) == (
        count > share if isinstance(quota, MoreThan) else count >= share
    )


@given(quotas(), BASES.filter(bool))
def test_more_than_never_asks_less_than_at_least(quota, of):
    assert MoreThan(quota.n, quota.d).needed(of) >= AtLeast(quota.n, quota.d).needed(of)


@given(quotas(), quotas(), BASES)
def test_a_stricter_rule_never_asks_for_fewer(one, other, of):
    assume(one.stricter_or_equal(other))
    assert one.needed(of) >= other.needed(of)


@given(quotas(), quotas())
def test_of_two_rules_one_is_at_least_as_strict(one, other):
    assert one.stricter_or_equal(other) or other.stricter_or_equal(one)


@given(quotas(), BASES.filter(bool), some.data())
def test_the_arithmetic_says_what_is_missing(quota, of, data):
    count = data.draw(some.integers(min_value=0, max_value=of))
    words = quota.arithmetic(count, of)
    assert str(quota.needed(of)) in words
    missing = quota.needed(of) - count
    assert (f"还差{missing}人" in words) == (missing > 0)


def test_a_body_without_members_never_has_a_quorum():
    assert not AtLeast(2, 3).met(0, 0)
    assert not MoreThan(1, 2).met(0, 0)


def test_before_the_law_set_a_share_nothing_is_asked():
    assert AtLeast(0, 1).met(0, 63)
    assert str(AtLeast(0, 1)) == "不限"
    assert AtLeast(4, 5).stricter_or_equal(AtLeast(0, 1))


@pytest.mark.parametrize(
    ("quota", "words"),
    [
        (MoreThan(1, 2), "过半数"),
        (AtLeast(1, 2), "半数以上"),
        (AtLeast(2, 3), "三分之二以上"),
        (MoreThan(2, 3), "超过三分之二"),
        (AtLeast(4, 5), "五分之四以上"),
        (AtLeast(1, 10), "十分之一以上"),
        (AtLeast(1, 1), "全体"),
    ],
)
def test_a_quota_is_said_as_the_law_says_it(quota, words):
    assert str(quota) == words


@pytest.mark.parametrize(
    ("quota", "count", "of", "noun", "words"),
    [
        (AtLeast(2, 3), 41, 63, "人", "63 × 2 ÷ 3 ＝ 42，到会41人，42 － 41 ＝ 1，还差1人"),
        (AtLeast(2, 3), 45, 63, "人", "63 × 2 ÷ 3 ＝ 42，45 ≥ 42"),
        (MoreThan(1, 2), 38, 45, "票", "45 ÷ 2 ＝ 22.5，需23票，38 ≥ 23"),
        (
            MoreThan(1, 2),
            22,
            44,
            "票",
            "44 ÷ 2 ＝ 22，须超过22，需23票，到会22票，23 － 22 ＝ 1，还差1票",
        ),
        (AtLeast(2, 3), 43, 64, "人", "64 × 2 ÷ 3 ≈ 42.66，需43人，43 ≥ 43"),
    ],
)
def test_the_arithmetic_reads_like_a_sum_on_paper(quota, count, of, noun, words):
    assert quota.arithmetic(count, of, noun=noun) == words


def test_two_quarters_are_a_half():
    assert AtLeast(2, 4) == AtLeast(1, 2)


@pytest.mark.parametrize("number", [-1, 1.0, "3", True, None])
def test_only_whole_numbers_are_counted(number):
    for quota in (AtLeast(2, 3), MoreThan(1, 2)):
        with pytest.raises(ValueError, match="整数"):
            quota.met(number, 10)
        with pytest.raises(ValueError, match="整数"):
            quota.needed(number)
    with pytest.raises(ValueError, match="整数"):
        AtLeast(number, 3)


@pytest.mark.parametrize(
    ("sort", "n", "d"), [(AtLeast, 4, 3), (AtLeast, 1, 0), (MoreThan, 2, 2), (MoreThan, 0, 2)]
)
def test_a_share_beyond_the_whole_is_refused(sort, n, d):
    with pytest.raises(ValueError, match="比例"):
        sort(n, d)

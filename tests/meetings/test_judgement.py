"""Quorum and majority against plain integers, and the sentences they are told in."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedao.lib.quotas import AtLeast, MoreThan
from jiedao.meetings import judgement
from jiedao.meetings.judgement import Attendance, Thresholds
from jiedao.meetings.states import Base
from tests.meetings.conftest import OF_BOTH, OF_BRANCH, STATUTE

HEADS = st.integers(0, 3000)


def meeting_of(base: str = Base.ROSTER) -> Any:
    noun = "户" if base == Base.HOUSEHOLDS else "人"
    return SimpleNamespace(noun=noun, ballot=None)


def votes(in_favour: int) -> Any:
    return SimpleNamespace(in_favour=in_favour)


@given(HEADS, HEADS)
def test_two_thirds_are_enough_and_no_fewer(expected: int, present: int) -> None:
    seen = Attendance(expected, min(present, expected))
    reason = judgement.quorum_reason(meeting_of(), STATUTE, seen=seen)
    assert (reason is None) == (3 * seen.present >= 2 * expected and seen.present > 0)


@given(HEADS, HEADS)
def test_half_of_those_present_is_never_a_majority(present: int, in_favour: int) -> None:
    seen = Attendance(3000, present)
    reason = judgement.passing_reason(meeting_of(), STATUTE, ballot=votes(in_favour), seen=seen)
    assert (reason is None) == (2 * in_favour > present)


@given(HEADS, HEADS, HEADS)
def test_a_branch_counts_votes_against_all_members_not_those_who_came(
    expected: int, present: int, in_favour: int
) -> None:
    seen = Attendance(expected, present)
    reason = judgement.passing_reason(meeting_of(), OF_BRANCH, ballot=votes(in_favour), seen=seen)
    assert (reason is None) == (2 * in_favour > expected)


@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 9), st.integers(0, 9))
def test_each_of_two_bodies_needs_its_own_quorum(a: int, b: int, came_a: int, came_b: int) -> None:
    came_a, came_b = min(came_a, a), min(came_b, b)
    seen = Attendance(
        a + b, came_a + came_b, by_body={"party_branch": (a, came_a), "committee": (b, came_b)}
    )
    reason = judgement.quorum_reason(meeting_of(), OF_BOTH, seen=seen)
    assert (reason is None) == (2 * came_a > a and 2 * came_b > b)
    if reason:
        assert ("居民委员会" in reason.sentence) == (2 * came_b <= b)
        assert ("社区党组织" in reason.sentence) == (2 * came_a <= a)


@given(st.integers(1, 5), st.integers(1, 5), HEADS, HEADS, st.booleans())
def test_the_sums_agree_with_the_reasons_for_any_quota(
    n: int, d: int, expected: int, present: int, strict: bool
) -> None:
    quota = MoreThan(n, n + d) if strict else AtLeast(n, n + d)
    thresholds = Thresholds(quorum=quota, passing=quota)
    seen = Attendance(expected, min(present, expected))
    lines = judgement.sums(meeting_of(), thresholds, ballot=votes(present), seen=seen)
    reasons = (
        judgement.quorum_reason(meeting_of(), thresholds, seen=seen),
        judgement.passing_reason(meeting_of(), thresholds, ballot=votes(present), seen=seen),
    )
    assert [line.is_met for line in lines] == [reason is None for reason in reasons]


def test_a_missed_quorum_is_told_with_heads_and_sum() -> None:
    reason = judgement.quorum_reason(meeting_of(), STATUTE, seen=Attendance(63, 41))
    assert reason
    assert reason.sentence == "到会41人，应到63人，未达到三分之二以上（需42人）"
    assert reason.arithmetic == "63 × 2 ÷ 3 ＝ 42，到会41人，42 － 41 ＝ 1，还差1人"
    assert reason.basis == "《城市居民委员会组织法》（2025年修订）第二十九条"
    assert "流会" in reason.hint


def test_a_lost_vote_is_told_with_votes_and_sum() -> None:
    seen = Attendance(63, 45)
    reason = judgement.passing_reason(meeting_of(), STATUTE, ballot=votes(20), seen=seen)
    assert reason
    assert reason.sentence == "赞成20票，到会45人，未过半数（需23票）"
    assert "45 ÷ 2 ＝ 22.5" in reason.arithmetic


def test_households_are_counted_in_households() -> None:
    thresholds = Thresholds(quorum=MoreThan(1, 2), passing=MoreThan(2, 3))
    seen = Attendance(1702, 820)
    meeting = meeting_of(Base.HOUSEHOLDS)
    quorum = judgement.quorum_reason(meeting, thresholds, seen=seen)
    passing = judgement.passing_reason(meeting, thresholds, ballot=votes(5), seen=seen)
    assert quorum
    assert passing
    assert quorum.sentence == "到会820户，应到1702户，未过半数（需852户）"
    assert passing.sentence == "赞成5票，到会820户，未超过三分之二（需547票）"
    assert quorum.basis == "内部规定"


def test_the_minutes_print_every_sum_with_its_article() -> None:
    lines = judgement.sums(meeting_of(), STATUTE, ballot=votes(38), seen=Attendance(63, 45))
    assert [str(line) for line in lines] == [
        (
            "到会人数：到会45人，应到63人，需三分之二以上：63 × 2 ÷ 3 ＝ 42，45 ≥ 42。"
            "依据：《城市居民委员会组织法》（2025年修订）第二十九条。"
        ),
        (
            "赞成票数：赞成38票，到会45人，需过半数：45 ÷ 2 ＝ 22.5，需23票，38 ≥ 23。"
            "依据：《城市居民委员会组织法》（2025年修订）第二十九条。"
        ),
    ]


@pytest.mark.parametrize(
    ("present", "said"),
    [
        (45, "到会45人，赞成须过半数：45 ÷ 2 ＝ 22.5，需23票。"),
        (44, "到会44人，赞成须过半数：44 ÷ 2 ＝ 22，须超过22，需23票。"),
    ],
)
def test_what_it_takes_to_pass_is_said_before_the_count(present: int, said: str) -> None:
    words = judgement.passing_rule(meeting_of(), STATUTE, Attendance(63, present))
    assert words.startswith(said)


def test_an_edition_that_asks_for_no_quorum_shows_no_sum() -> None:
    thresholds = Thresholds(quorum=AtLeast(0, 1), passing=MoreThan(1, 2))
    seen = Attendance(63, 0)
    assert judgement.quorum_reason(meeting_of(), thresholds, seen=seen) is None
    assert judgement.sums(meeting_of(), thresholds, ballot=None, seen=seen) == []

import pytest
from hypothesis import given
from hypothesis import strategies as some

from jiedao.lib.ballots import Ballots

COUNTS = some.integers(min_value=0, max_value=200)


@given(COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS)
def test_a_sheet_is_right_exactly_when_no_number_exceeds_the_next(
    issued, for_, against, abstain, invalid, present, expected
):
    faults = Ballots(issued, for_, against, abstain, invalid).faults(
        present=present, expected=expected
    )
    returned = for_ + against + abstain + invalid
    assert (not faults) == (returned <= issued <= present <= expected)
    assert len(faults) == (returned > issued) + (issued > present) + (present > expected)


@given(COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS)
def test_by_hands_no_more_vote_than_came(for_, against, abstain, invalid, present, expected):
    hands = Ballots(None, for_, against, abstain, invalid)
    faults = hands.faults(present=present, expected=expected)
    assert (not faults) == (hands.returned <= present <= expected)
    assert (hands.given_out, hands.not_returned) == (hands.returned, 0)
    assert "发出" not in "".join(faults)


def test_more_hands_than_people_are_told_as_votes():
    assert Ballots(None, 9, 0, 0, 0).faults(present=8, expected=8) == [
        "赞成9票、反对0票、弃权0票、废票0票，合计9票，比实到的8人多1票，一人只有一票，请核对票数和签到表。"
    ]


def test_a_wrong_sheet_says_how_many_are_too_many():
    assert Ballots(45, 38, 4, 2, 3).faults(present=44, expected=43) == [
        "赞成38票、反对4票、弃权2票、废票3票，合计47票，比发出的45张多2张，请对照计票单重新核对。",
        "发出45张票，比实到的44人多1张，每人只能领一张，请核对发票数和签到表。",
        "实到44人，比应到的43人多1人，列席人员不计入实到，请核对签到表。",
    ]


def test_ballots_that_did_not_come_back_are_known():
    assert Ballots(45, 38, 4, 1, 0).not_returned == 2


@pytest.mark.parametrize("number", [-1, 1.5, "1", True])
def test_votes_are_whole_numbers(number):
    with pytest.raises(ValueError, match="赞成票数必须是不小于零的整数"):
        Ballots(10, number, 0, 0, 0)

"""Calling a meeting: the roster is frozen, short notice is refused, each kind is called once."""

from datetime import date, datetime
from typing import Any

import pytest

from jiedao.lib import clock
from jiedao.meetings import actions, judgement
from jiedao.meetings.models import Meeting
from jiedao.meetings.states import MeetingKind
from jiedao.organisation.models import HeadCount
from jiedao.organisation.states import BodyKind
from jiedao.people.models import Person, User
from tests.meetings.closing import refused
from tests.meetings.conftest import HELD, Call


def test_the_roster_is_frozen_with_names_and_positions_of_that_day(
    call: Call, persons: list[Person]
) -> None:
    meeting = call()
    assert meeting.round == 1
    assert meeting.held_on == HELD
    assert meeting.is_roster_frozen
    entry = meeting.roster.first()
    assert entry
    Person.objects.filter(pk=persons[0].pk).update(name="改名")
    entry.refresh_from_db()
    assert (entry.name, entry.position) == ("王一", "居民代表")


def test_a_short_notice_is_refused_with_the_sum_and_the_first_possible_day(call: Call) -> None:
    early = datetime(2026, 11, 17, 9, 30, tzinfo=clock.SHANGHAI)
    refusal = refused(call, held_at=early)
    assert refusal.field == "held_at"
    assert refusal.reason == "开会要提前10天通知，11月10日通知、11月17日开会只提前了7天。"
    assert refusal.arithmetic == "11月10日 ＋ 10天 ＝ 11月20日，10 － 7 ＝ 3，还差3天"
    assert "第二十六条" in refusal.basis
    assert "2026年11月20日" in refusal.hint


def test_a_short_notice_with_a_reason_is_an_urgent_one(call: Call) -> None:
    early = datetime(2026, 11, 12, 9, 30, tzinfo=clock.SHANGHAI)
    assert call(held_at=early, urgent_reason="管网塌陷抢修").urgent_reason == "管网塌陷抢修"


def test_ten_days_before_is_just_in_time(call: Call) -> None:
    assert call(held_at=datetime(2026, 11, 20, 0, 5, tzinfo=clock.SHANGHAI)).held_on == date(
        2026, 11, 20
    )


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"notice_on": date(2026, 11, 11)}, "meeting.notice_in_future"),
        (
            {"held_at": datetime(2026, 11, 9, 9, tzinfo=clock.SHANGHAI), "urgent_reason": "急"},
            "meeting.before_notice",
        ),
        ({"composition": []}, "meeting.empty_roster"),
        ({"kind": MeetingKind.RESIDENTS}, "meeting.base_missing"),
        ({"kind": MeetingKind.RESIDENTS, "base": "adults"}, "meeting.head_count_missing"),
        ({"base": "adults"}, "meeting.base"),
    ],
)
def test_a_notice_that_cannot_be_right_is_refused(
    call: Call, given: dict[str, Any], code: str
) -> None:
    assert refused(call, **given).code == code
    assert not Meeting.objects.exists()


def test_another_communitys_head_count_is_no_base(
    call: Call, office: Any, head_count: HeadCount
) -> None:
    HeadCount.objects.filter(pk=head_count.pk).update(unit=office.b)
    head_count.refresh_from_db()
    refusal = refused(call, kind=MeetingKind.RESIDENTS, base="adults", head_count=head_count)
    assert refusal.code == "meeting.head_count_missing"


def test_the_same_kind_of_meeting_is_called_once_at_a_time(call: Call, zhao_chair: User) -> None:
    first = call()
    assert "还没有登记结果" in refused(call).reason
    actions.cancel(first, reason="停电", by=zhao_chair)
    second = call()
    assert (second.round, str(second)) == (2, "第2次居民代表会议")


def test_one_person_in_two_bodies_is_one_row(call: Call, persons: list[Person]) -> None:
    meeting = call(
        kind=MeetingKind.JOINT,
        composition=[
            (persons[0], [BodyKind.PARTY_BRANCH], "书记"),
            (persons[1], [BodyKind.PARTY_BRANCH], "委员"),
            (persons[0], [BodyKind.COMMITTEE], "主任"),
            (persons[2], [BodyKind.COMMITTEE], "委员"),
        ],
    )
    entry = meeting.roster.get(person=persons[0])
    assert entry.bodies == ["party_branch", "committee"]
    assert entry.position == "书记、主任"
    seen = judgement.attendance(meeting)
    assert seen.expected == 3
    assert seen.by_body == {"party_branch": (2, 0), "committee": (2, 0)}

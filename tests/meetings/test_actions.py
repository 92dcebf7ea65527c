"""Calling, signing in and closing a meeting: what is refused, and what the database keeps."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from jiedao.access import actions as access
from jiedao.access.models import RecusalScope
from jiedao.dossiers.models import Dossier
from jiedao.lib import clock
from jiedao.lib.ballots import Ballots
from jiedao.lib.refusals import Refused
from jiedao.meetings import actions, judgement, selectors
from jiedao.meetings.models import Ballot, Meeting
from jiedao.meetings.states import MeetingKind, MeetingStatus
from jiedao.organisation.models import HeadCount
from jiedao.organisation.states import BodyKind
from jiedao.people.models import Person, User
from tests.meetings.conftest import HELD, OF_BOTH, OF_BRANCH, OF_RESIDENTS, STATUTE, Call, tick
from tests.support import statements

RESULT: dict[str, Any] = {
    "thresholds": STATUTE,
    "method": "hands",
    "chair_name": "赵丽华",
    "recorder_name": "孙红霞",
    "minutes": "逐项讨论，意见一致。",
    "resolution": "同意改造。",
}


def refused(act: Any, *args: Any, **given: Any) -> Any:
    with pytest.raises(Refused) as caught:
        act(*args, **given)
    assert caught.value.refusal.reason.endswith("。")
    return caught.value.refusal


def recuse(dossier: Dossier, person: Person, by: User) -> None:
    access.recuse(
        dossier, person=person, scope=RecusalScope.VOTE, reason="亲属受益", by=by, on=clock.today()
    )


# --- the notice -----------------------------------------------------------------------------------


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


# --- signing in -----------------------------------------------------------------------------------


def test_nobody_signs_in_before_the_day(call: Call, sun_worker: User) -> None:
    meeting = call()
    assert refused(tick, meeting, sun_worker, 1).code == "meeting.not_yet"


def test_ticks_may_be_put_right_until_the_meeting_is_closed(
    call: Call, sun_worker: User, zhao_chair: User
) -> None:
    meeting = call()
    with clock.moved_to(HELD):
        tick(meeting, sun_worker, 7)
        tick(meeting, zhao_chair, 5)
    assert judgement.attendance(meeting).present == 5
    first, last = meeting.roster.order_by("id")[0], meeting.roster.order_by("id")[6]
    assert first.ticked_by == sun_worker
    assert (last.present, last.ticked_by) == (False, None)


def test_names_from_elsewhere_are_not_ticked(call: Call, sun_worker: User) -> None:
    meeting = call()
    with clock.moved_to(HELD):
        refusal = refused(actions.sign_in, meeting, present={10**9}, by=sun_worker)
        assert refusal.field == "present"
        refusal = refused(
            actions.sign_in, meeting, present=set(), extra=["路人 3号楼"], by=sun_worker
        )
    assert refusal.code == "meeting.roster_frozen"


def test_residents_are_entered_by_name_from_the_sheet(
    residents_meeting: Meeting, sun_worker: User
) -> None:
    lines = ["王芳\t3号楼", "李强，5号楼", "", "王芳 7号楼"]
    with clock.moved_to(HELD):
        actions.sign_in(residents_meeting, present=set(), extra=lines, by=sun_worker)
    entered = residents_meeting.roster.values_list("name", "position", "present")
    assert sorted(entered) == [
        ("李强", "5号楼", True), ("王芳", "3号楼", True), ("王芳", "7号楼", True),
    ]  # fmt: skip
    assert judgement.attendance(residents_meeting).expected == 20


def test_a_name_pasted_twice_is_named(residents_meeting: Meeting, sun_worker: User) -> None:
    with clock.moved_to(HELD):
        actions.sign_in(residents_meeting, present=set(), extra=["王芳 3号楼"], by=sun_worker)
        present = set(residents_meeting.roster.values_list("pk", flat=True))
        refusal = refused(
            actions.sign_in,
            residents_meeting,
            present=present,
            extra=["王芳 3号楼", "李强", "李强"],
            by=sun_worker,
        )
    assert refusal.field == "extra"
    assert "李强" in refusal.reason
    assert "王芳（3号楼）" in refusal.reason
    assert residents_meeting.roster.count() == 1


def test_more_cannot_come_than_the_community_has(
    residents_meeting: Meeting, sun_worker: User
) -> None:
    lines = [f"居民{number}" for number in range(21)]
    with clock.moved_to(HELD):
        refusal = refused(
            actions.sign_in, residents_meeting, present=set(), extra=lines, by=sun_worker
        )
    assert refusal.code == "meeting.more_than_expected"


def test_an_unreadable_line_is_told_by_its_number(
    residents_meeting: Meeting, sun_worker: User
) -> None:
    with clock.moved_to(HELD):
        for line in ("王\x07芳", "长" * 60):
            refusal = refused(
                actions.sign_in,
                residents_meeting,
                present=set(),
                extra=["李强", line],
                by=sun_worker,
            )
            assert refusal.reason.startswith("第2行")


# --- closing --------------------------------------------------------------------------------------


def close(meeting: Meeting, by: User, ballots: Ballots | None, **more: Any) -> Meeting:
    return actions.close_held(meeting, by=by, ballots=ballots, **(RESULT | more))


def test_a_result_is_kept_with_votes_and_the_sums_of_the_day(
    call: Call, sun_worker: User, dossier: Dossier
) -> None:
    meeting = call()
    with clock.moved_to(HELD):
        close(tick(meeting, sun_worker, 6), sun_worker, Ballots(6, 4, 1, 1, 0), observers="王志强")
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.HELD
    assert [line["is_met"] for line in meeting.judged] == [True, True]
    assert "9 × 2 ÷ 3 ＝ 6" in meeting.judged[0]["words"]
    assert judgement.passing_reason(meeting, STATUTE) is None
    row = selectors.meetings_of(dossier)[0]
    assert (row.expected, row.present) == (9, 6)
    assert row.result == "赞成4票，反对1票，弃权1票"
    assert selectors.latest(dossier, MeetingKind.REPRESENTATIVES) == meeting


def test_a_result_without_quorum_is_refused_with_the_head_count(
    call: Call, sun_worker: User
) -> None:
    meeting = call()
    with clock.moved_to(HELD):
        refusal = refused(close, tick(meeting, sun_worker, 5), sun_worker, Ballots(5, 5, 0, 0, 0))
    assert refusal.reason == "到会5人，应到9人，未达到三分之二以上（需6人）。"
    assert "流会" in refusal.hint
    assert not Ballot.objects.exists()


def test_a_failed_meeting_is_entered_only_when_too_few_came(call: Call, sun_worker: User) -> None:
    meeting = call()
    with clock.moved_to(HELD):
        tick(meeting, sun_worker, 6)
        refusal = refused(
            actions.close_failed, meeting, thresholds=STATUTE, by=sun_worker, minutes="等到十点"
        )
        assert refusal.code == "meeting.has_quorum"
        tick(meeting, sun_worker, 5)
        refusal = refused(
            actions.close_failed, meeting, thresholds=STATUTE, by=sun_worker, minutes=" "
        )
        assert refusal.field == "minutes"
        actions.close_failed(meeting, thresholds=STATUTE, by=sun_worker, minutes="等到十点")
    assert meeting.status == MeetingStatus.FAILED
    assert meeting.judged[0]["is_met"] is False


def test_a_lost_vote_is_a_result_too(call: Call, sun_worker: User) -> None:
    meeting = call()
    with clock.moved_to(HELD):
        close(tick(meeting, sun_worker, 8), sun_worker, Ballots(8, 4, 4, 0, 0))
    reason = judgement.passing_reason(meeting, STATUTE)
    assert reason
    assert reason.sentence == "赞成4票，到会8人，未过半数（需5票）"


@pytest.mark.parametrize(
    ("ballots", "field"),
    [
        (Ballots(6, 4, 1, 1, 1), "in_favour"),
        (Ballots(7, 4, 1, 1, 0), "issued"),
    ],
)
def test_ballots_that_do_not_add_up_are_refused_at_their_field(
    call: Call, sun_worker: User, ballots: Ballots, field: str
) -> None:
    meeting = call()
    with clock.moved_to(HELD):
        refusal = refused(close, tick(meeting, sun_worker, 6), sun_worker, ballots)
    assert refusal.field == field


@pytest.mark.parametrize(
    "field", ["chair_name", "recorder_name", "minutes", "resolution", "method"]
)
def test_a_result_needs_its_record(call: Call, sun_worker: User, field: str) -> None:
    meeting = call()
    with clock.moved_to(HELD):
        tick(meeting, sun_worker, 6)
        refusal = refused(close, meeting, sun_worker, Ballots(6, 6, 0, 0, 0), **{field: ""})
    assert refusal.field == field


def test_a_closed_meeting_says_who_closed_it(call: Call, sun_worker: User) -> None:
    meeting = call()
    seen_before = Meeting.objects.get(pk=meeting.pk)
    with clock.moved_to(HELD):
        close(tick(meeting, sun_worker, 6), sun_worker, Ballots(6, 6, 0, 0, 0))
        refusal = refused(actions.cancel, seen_before, reason="改期", by=sun_worker)
    assert refusal.reason.startswith("这次会议孙红霞已于2026年11月22日登记“已开会”")


def test_a_meeting_that_has_begun_is_not_called_off(call: Call, sun_worker: User) -> None:
    meeting = call()
    assert refused(actions.cancel, meeting, reason=" ", by=sun_worker).field == "reason"
    with clock.moved_to(HELD):
        tick(meeting, sun_worker, 1)
        assert refused(actions.cancel, meeting, reason="改期", by=sun_worker).code == (
            "meeting.has_begun"
        )


# --- recusal (docs/adr/0005) ----------------------------------------------------------------------


def test_in_a_statutory_meeting_the_recused_count_as_present_but_do_not_vote(
    call: Call, dossier: Dossier, persons: list[Person], sun_worker: User
) -> None:
    recuse(dossier, persons[0], sun_worker)
    meeting = call()
    with clock.moved_to(HELD):
        tick(meeting, sun_worker, 6)
        seen = judgement.attendance(meeting)
        assert (seen.expected, seen.present, seen.recused, seen.voters) == (9, 6, 1, 5)
        refusal = refused(close, meeting, sun_worker, Ballots(6, 6, 0, 0, 0))
        assert "1人回避，不参加表决" in refusal.reason
        close(meeting, sun_worker, Ballots(5, 3, 2, 0, 0))
    reason = judgement.passing_reason(meeting, STATUTE)
    assert reason
    assert reason.sentence == "赞成3票，到会6人，未过半数（需4票）"


def test_in_an_internal_meeting_the_recused_are_out_of_both_bases(
    call: Call, dossier: Dossier, persons: list[Person], sun_worker: User
) -> None:
    recuse(dossier, persons[0], sun_worker)
    branch = [(person, [BodyKind.PARTY_BRANCH], "委员") for person in persons[:5]]
    meeting = call(kind=MeetingKind.PARTY, composition=branch)
    with clock.moved_to(HELD):
        tick(meeting, sun_worker, 4)
        seen = judgement.attendance(meeting)
        assert (seen.expected, seen.present, seen.voters) == (4, 3, 3)
        close(meeting, sun_worker, Ballots(3, 3, 0, 0, 0), thresholds=OF_BRANCH)
    assert judgement.passing_reason(meeting, OF_BRANCH) is None
    assert selectors.meetings_of(dossier)[0].expected == 4


def test_a_recusal_declared_at_the_meeting_reaches_the_frozen_roster(
    call: Call, dossier: Dossier, persons: list[Person], sun_worker: User
) -> None:
    meeting = call()
    with clock.moved_to(HELD):
        tick(meeting, sun_worker, 6)
        recuse(dossier, persons[0], sun_worker)
        assert "回避" in refused(close, meeting, sun_worker, Ballots(6, 6, 0, 0, 0)).reason
        close(meeting, sun_worker, Ballots(5, 5, 0, 0, 0))
    entry = meeting.roster.get(person=persons[0])
    assert (entry.recused, entry.has_vote, entry.present) == (True, False, True)


def test_both_bodies_need_their_own_quorum(
    call: Call, persons: list[Person], sun_worker: User
) -> None:
    branch = [(person, [BodyKind.PARTY_BRANCH], "委员") for person in persons[:3]]
    committee = [(person, [BodyKind.COMMITTEE], "委员") for person in persons[3:8]]
    meeting = call(kind=MeetingKind.JOINT, composition=[*branch, *committee])
    with clock.moved_to(HELD):
        tick(meeting, sun_worker, 5)
        refusal = refused(close, meeting, sun_worker, Ballots(5, 5, 0, 0, 0), thresholds=OF_BOTH)
        assert refusal.reason == "居民委员会到会2人，应到5人，未过半数（需3人）。"
        tick(meeting, sun_worker, 6)
        close(meeting, sun_worker, Ballots(6, 6, 0, 0, 0), thresholds=OF_BOTH)
    assert len(meeting.judged) == 3


def test_a_residents_meeting_is_held_against_the_head_count_of_its_notice(
    residents_meeting: Meeting, sun_worker: User
) -> None:
    with clock.moved_to(HELD):
        lines = [f"居民{number} 1号楼" for number in range(10)]
        actions.sign_in(residents_meeting, present=set(), extra=lines, by=sun_worker)
        ballots = Ballots(10, 10, 0, 0, 0)
        refusal = refused(close, residents_meeting, sun_worker, ballots, thresholds=OF_RESIDENTS)
        assert refusal.reason == "到会10人，应到20人，未过半数（需11人）。"
        assert "第二十七条" in refusal.basis


# --- what the database itself keeps ---------------------------------------------------------------


def run(sql: str, *parameters: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM meetings_rosterentry",
        "UPDATE meetings_rosterentry SET name = '别人'",
        "UPDATE meetings_rosterentry SET has_vote = false",
        "UPDATE meetings_rosterentry SET recused = true, has_vote = false",
        "UPDATE meetings_rosterentry SET bodies = '{}'",
        (
            "INSERT INTO meetings_rosterentry (meeting_id, name, bodies, position, has_vote, recused,"
            " present) SELECT id, '添人', '{}', '', true, false, false FROM meetings_meeting"
        ),
        "UPDATE meetings_meeting SET is_roster_frozen = false",
        "UPDATE meetings_meeting SET place = '别处'",
        "UPDATE meetings_meeting SET held_on = held_on + 1",
        "DELETE FROM meetings_meeting",
    ],
)
def test_the_roster_and_the_notice_cannot_be_changed_by_hand(call: Call, sql: str) -> None:
    call()
    with pytest.raises(IntegrityError):
        run(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE meetings_rosterentry SET present = false, ticked_at = null, ticked_by_id = null",
        "UPDATE meetings_meeting SET minutes = '改'",
        "UPDATE meetings_meeting SET status = 'noticed', closed_at = null, closed_by_id = null",
        "UPDATE meetings_ballot SET in_favour = 6, against = 0",
        "DELETE FROM meetings_ballot",
    ],
)
def test_a_closed_meeting_cannot_be_changed_by_hand(call: Call, sun_worker: User, sql: str) -> None:
    meeting = call()
    with clock.moved_to(HELD):
        close(tick(meeting, sun_worker, 6), sun_worker, Ballots(6, 4, 2, 0, 0))
    with pytest.raises(IntegrityError):
        run(sql)


@pytest.mark.parametrize(("issued", "in_favour"), [(7, 4), (3, 4)])
def test_the_database_counts_ballots_too(
    call: Call, sun_worker: User, issued: int, in_favour: int
) -> None:
    meeting = call()
    with clock.moved_to(HELD):
        tick(meeting, sun_worker, 6)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.create(
            meeting=meeting,
            issued=issued,
            in_favour=in_favour,
            against=0,
            abstain=0,
            invalid=0,
            counted_at=clock.now(),
            counted_by=sun_worker,
        )


def test_attendance_and_list_cost_one_query_each(
    call: Call, dossier: Dossier, sun_worker: User
) -> None:
    meeting = call()
    with clock.moved_to(HELD):
        tick(meeting, sun_worker, 6)
    assert statements(lambda: judgement.attendance(meeting)) == 1
    assert statements(lambda: selectors.meetings_of(dossier)) == 1

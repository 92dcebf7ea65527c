"""Closing a meeting: quorum, votes, who withdrew, each sum as it stood on the day."""

import pytest
from django.db import IntegrityError, transaction

from jiedao.access import actions as access
from jiedao.access.models import RecusalScope
from jiedao.access.recusals import recused_from_voting
from jiedao.dossiers.models import Dossier
from jiedao.lib import clock
from jiedao.lib.ballots import Ballots
from jiedao.meetings import actions, judgement, selectors
from jiedao.meetings.models import Ballot, Meeting
from jiedao.meetings.states import MeetingKind, MeetingStatus
from jiedao.organisation.states import BodyKind
from jiedao.people.models import Person, User
from tests.meetings.closing import close, refused
from tests.meetings.conftest import HELD, OF_BOTH, OF_BRANCH, OF_RESIDENTS, STATUTE, Call, tick


def recuse(dossier: Dossier, person: Person, by: User) -> None:
    access.recuse(
        dossier, person=person, scope=RecusalScope.VOTE, reason="亲属受益", by=by, on=clock.today()
    )


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
        (Ballots(None, 5, 1, 1, 0), "in_favour"),
        (Ballots(None, 4, 1, 0, 0), "in_favour"),
        (Ballots(6, 4, 1, 0, 0), "in_favour"),
        (Ballots(5, 4, 0, 0, 0), "in_favour"),
    ],
)
def test_ballots_that_do_not_add_up_are_refused_at_their_field(
    call: Call, sun_worker: User, ballots: Ballots, field: str
) -> None:
    meeting = call()
    with clock.moved_to(HELD):
        refusal = refused(close, tick(meeting, sun_worker, 6), sun_worker, ballots)
    assert refusal.field == field


def test_hands_that_were_not_raised_are_asked_about(call: Call, sun_worker: User) -> None:
    meeting = call()
    with clock.moved_to(HELD):
        tick(meeting, sun_worker, 6)
        refusal = refused(close, meeting, sun_worker, Ballots(None, 4, 0, 0, 0))
        assert refusal.in_full == (
            "到会可以表决的6人，赞成4票、反对0票、弃权0票、废票0票，合计4票，少2票。"
            "算法：6 － 4 ＝ 2。没有举手的，请计入弃权；"
            "确实有2人没有参加表决的（例如中途离会），请在“发出票数”里填4确认。"
        )
        assert not Ballot.objects.exists()
        close(meeting, sun_worker, Ballots(4, 4, 0, 0, 0))
    assert Ballot.objects.get().issued == 4


def test_where_all_raised_a_hand_as_many_voted_as_came(call: Call, sun_worker: User) -> None:
    meeting = call()
    with clock.moved_to(HELD):
        close(tick(meeting, sun_worker, 6), sun_worker, Ballots(None, 4, 1, 1, 0))
    assert Ballot.objects.get().issued == 6


@pytest.mark.parametrize("method", ["secret", "electronic"])
def test_ballots_may_stay_out_but_are_always_counted_when_issued(
    call: Call, sun_worker: User, method: str
) -> None:
    meeting = call()
    with clock.moved_to(HELD):
        tick(meeting, sun_worker, 6)
        refusal = refused(close, meeting, sun_worker, Ballots(None, 6, 0, 0, 0), method=method)
        assert (refusal.code, refusal.field) == ("meeting.issued_missing", "issued")
        close(meeting, sun_worker, Ballots(6, 4, 1, 0, 0), method=method)
    ballot = Ballot.objects.get()
    assert (ballot.issued, ballot.returned) == (6, 5)


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
        refusal = refused(close, meeting, sun_worker, Ballots(None, 6, 0, 0, 0))
        assert refusal.field == "in_favour"
        assert "合计6票，到会可以表决的只有5人（1人回避，不参加表决）" in refusal.reason
        close(meeting, sun_worker, Ballots(None, 3, 2, 0, 0))
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


def test_a_recusal_taken_back_before_the_roster_knew_of_it_takes_no_vote(
    call: Call, dossier: Dossier, persons: list[Person], sun_worker: User
) -> None:
    meeting = call()
    with clock.moved_to(HELD):
        tick(meeting, sun_worker, 6)
        recuse(dossier, persons[0], sun_worker)
        lift = {"person": persons[0], "reason": "登记错了人", "by": sun_worker, "on": HELD}
        access.lift_recusal(dossier, **lift)
        assert recused_from_voting(dossier) == set()
        with pytest.raises(IntegrityError, match="名册"), transaction.atomic():
            meeting.roster.filter(person=persons[0]).update(recused=True, has_vote=False)
        close(meeting, sun_worker, Ballots(6, 6, 0, 0, 0))
    entry = meeting.roster.get(person=persons[0])
    assert (entry.recused, entry.has_vote) == (False, True)


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

"""Meetings of a matter: short notice, a base for the count, what only the residents decide."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from decisions import actions, demo
from decisions.demo.walk import Walk
from decisions.models import Matter
from decisions.procedures import MATTER
from decisions.selectors import facts
from decisions.states import MatterState as S
from jiedao.lib import clock
from jiedao.lib.ballots import Ballots
from jiedao.meetings.models import Meeting
from jiedao.meetings.states import Base, MeetingKind, MeetingStatus, VotingMethod
from jiedao.organisation import actions as organisation
from jiedao.people.models import User
from tests.conftest import Office
from tests.decisions.conftest import START
from tests.decisions.refusals import refused

Begin = Callable[..., Walk]
ONE_DAY = timedelta(days=1)


def at(day: date, hour: time = time(9, 30)) -> datetime:
    return datetime.combine(day, hour, clock.SHANGHAI)


def call(journey: Walk, by: User, on: date, held_on: date, kind: str, **also: Any) -> Meeting:
    with journey.at(on) as matter:
        return actions.call_meeting(
            matter, by=by, on=on, kind=kind, held_at=at(held_on), place="广场", **also
        )


def test_too_short_a_notice_needs_a_reason(walk: Begin, zhao_chair: User) -> None:
    journey = walk()
    on = demo.to_deliberated(journey, START)
    before = journey.fresh().dossier.ledger_seq
    given = (journey, zhao_chair, on, on + 2 * ONE_DAY, MeetingKind.REPRESENTATIVES)
    refusal = refused(call, *given)
    assert "开会要提前3天通知" in refusal.reason
    assert "只提前了2天" in refusal.reason
    assert "3 － 2 ＝ 1，还差1天" in refusal.arithmetic
    assert (refusal.basis, refusal.field) == ("内部规定", "held_at")
    assert journey.fresh().dossier.ledger_seq == before
    assert call(*given, urgent_reason="管网塌陷抢修").urgent_reason == "管网塌陷抢修"


def count_heads(office: Office, by: User, on: date = START) -> None:
    with clock.moved_to(on):
        organisation.count_heads(
            office.a, counted_on=on, adults=3100, households=1500, source="户籍底册", by=by
        )


def test_a_meeting_of_residents_needs_a_head_count_and_ten_days(
    walk: Begin, office: Office, zhao_chair: User, system_admin: User
) -> None:
    journey = walk()
    on = demo.to_deliberated(journey, START)
    given = (journey, zhao_chair, on)
    nobody = refused(call, *given, on + 10 * ONE_DAY, MeetingKind.RESIDENTS, base=Base.ADULTS)
    assert nobody.code == "meeting.head_count_missing"
    count_heads(office, system_admin)
    short = refused(call, *given, on + 9 * ONE_DAY, MeetingKind.RESIDENTS, base=Base.ADULTS)
    assert "开会要提前10天通知" in short.reason
    assert short.basis == "《城市居民委员会组织法》（2025年修订）第二十六条"
    meeting = call(*given, on + 10 * ONE_DAY, MeetingKind.RESIDENTS, base=Base.HOUSEHOLDS)
    assert facts(journey.fresh()).attendance(meeting).expected == 1500
    assert meeting.noun == "户"


def test_a_covenant_is_not_for_the_representatives(walk: Begin, zhao_chair: User) -> None:
    journey = walk()
    Matter.objects.filter(pk=journey.matter.pk).update(kind="covenant")
    on = demo.to_deliberated(journey, START)
    refusal = refused(call, journey, zhao_chair, on, on + 4 * ONE_DAY, MeetingKind.REPRESENTATIVES)
    assert "“居民自治章程、居民公约”依法由居民会议讨论决定" in refusal.reason
    assert refusal.basis == "《城市居民委员会组织法》（2025年修订）第三十条"
    assert refusal.field == "kind"
    assert not Meeting.objects.of_kind(MeetingKind.REPRESENTATIVES).exists()


def test_a_covenant_the_representatives_voted_on_is_no_resolution(
    walk: Begin, zhao_chair: User
) -> None:
    journey = walk()
    on = demo.to_deliberated(journey, START)
    vote = on + 4 * ONE_DAY
    journey.hold(on, MeetingKind.REPRESENTATIVES, vote)
    Matter.objects.filter(pk=journey.matter.pk).update(kind="covenant")
    with journey.at(vote) as matter:
        refusal = refused(actions.resolve, matter, by=zhao_chair, on=vote, text="公约")
    assert refusal.code == "matter.the_right_meeting_decided"
    assert "第三十条" in refusal.basis
    assert journey.fresh().state == S.DELIBERATED


def test_the_residents_themselves_pass_a_covenant(
    walk: Begin, office: Office, zhao_chair: User, sun_worker: User, system_admin: User
) -> None:
    with clock.moved_to(START):
        organisation.count_heads(
            office.a, counted_on=START, adults=60, households=25, source="底册", by=system_admin
        )
    journey = walk()
    Matter.objects.filter(pk=journey.matter.pk).update(kind="covenant")
    on = demo.to_deliberated(journey, START)
    vote = on + 10 * ONE_DAY
    call(journey, zhao_chair, on, vote, MeetingKind.RESIDENTS, base=Base.HOUSEHOLDS)
    names = [f"住户{number} {number}号楼" for number in range(1, 14)]
    with journey.at(vote) as matter:
        actions.sign_in(matter, by=sun_worker, on=vote, present=[], extra=names[:12])
        short = MATTER.why_not(matter, "count_votes", by=sun_worker)
        assert short
        assert short.reason == "到会12户，应到25户，未过半数（需13户）"
        actions.sign_in(matter, by=sun_worker, on=vote, present=present(matter), extra=names[12:])
    journey.count(vote).resolve(vote)
    matter = journey.fresh()
    assert matter.state == S.RESOLVED
    assert matter.resolution_meeting
    assert matter.resolution_meeting.kind == MeetingKind.RESIDENTS


def present(matter: Matter) -> list[int]:
    meeting = facts(matter).awaited()
    assert meeting
    return list(meeting.roster.filter(present=True).values_list("pk", flat=True))


def test_a_meeting_called_off_leaves_the_way_open(walk: Begin, zhao_chair: User) -> None:
    journey = walk()
    on = demo.to_deliberated(journey, START)
    vote = on + 4 * ONE_DAY
    journey.call(on, MeetingKind.REPRESENTATIVES, held_on=vote)
    with journey.at(on) as matter:
        assert MATTER.why_not(matter, "call_meeting", by=zhao_chair)
        actions.cancel_meeting(matter, by=zhao_chair, on=on, reason="台风")
    journey.hold(on, MeetingKind.REPRESENTATIVES, vote).resolve(vote)
    statuses = Meeting.objects.of_kind(MeetingKind.REPRESENTATIVES).values_list("status", flat=True)
    assert sorted(statuses) == [MeetingStatus.CANCELLED, MeetingStatus.HELD]


def test_nobodys_number_or_door_stands_on_a_notice_or_in_the_minutes(
    walk: Begin, zhao_chair: User, sun_worker: User
) -> None:
    journey = walk()
    on = demo.to_summed_up(journey, START)
    door = "居民家中，3号楼2单元501室"
    with journey.at(on) as matter:
        # The place stands in the resolution's notice: nobody could publish it later.
        refusal = refused(
            actions.call_meeting,
            matter,
            by=zhao_chair,
            on=on,
            kind=MeetingKind.PARTY,
            held_at=at(on + 2 * ONE_DAY),
            place=door,
        )
    assert (refusal.code, refusal.field) == ("matter.personal_data", "place")
    held = on + 2 * ONE_DAY
    journey.call(on, MeetingKind.PARTY, held_on=held).sign(held, absent=1)
    with journey.at(held) as matter:
        count = facts(matter).attendance(matter.dossier.meetings.get()).voters
        refusal = refused(
            actions.count_votes,
            matter,
            by=sun_worker,
            on=held,
            ballots=Ballots(count, count, 0, 0, 0),
            method=VotingMethod.SHOW_OF_HANDS,
            chair_name="赵丽华",
            recorder_name="孙红霞",
            minutes="有居民打电话13803715521来问，已当场答复。",
        )
    assert (refusal.code, refusal.field) == ("matter.personal_data", "minutes")
    assert "5521" not in refusal.reason
    journey.count(held)

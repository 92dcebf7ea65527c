"""What no door lets through: skipped steps, recused people, short notice, the wrong meeting, numbers."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from decisions import actions, demo
from decisions.demo.stories import CHARGING
from decisions.demo.walk import Walk
from decisions.duties import Duty
from decisions.models import Matter
from decisions.procedures import MATTER
from decisions.rules import RULES
from decisions.selectors import facts
from decisions.states import MatterState as S
from jiedao.access.states import RecusalScope
from jiedao.attachments.states import AttachmentKind
from jiedao.deadlines import actions as deadlines
from jiedao.deadlines.models import Deadline
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock
from jiedao.lib.ballots import Ballots
from jiedao.lib.refusals import FORBIDDEN, Refusal, Refused
from jiedao.meetings.models import Meeting
from jiedao.meetings.states import Base, MeetingKind, MeetingStatus
from jiedao.notices.models import Notice
from jiedao.organisation import actions as organisation
from jiedao.organisation.models import Seat
from jiedao.organisation.states import BodyKind
from jiedao.people.models import User
from jiedao.procedures.rows import ANYONE
from jiedao.publications.models import Publication, PublicState
from tests.conftest import Office
from tests.decisions.conftest import START
from tests.support import photo

Begin = Callable[..., Walk]
ONE_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _vault(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "attachments"


def refused(act: Callable[..., object], *args: Any, **given: Any) -> Refusal:
    with pytest.raises(Refused) as caught:
        act(*args, **given)
    return caught.value.refusal


def at(day: date, hour: time = time(9, 30)) -> datetime:
    return datetime.combine(day, hour, clock.SHANGHAI)


def draft(unit: Any, by: User, **changed: Any) -> Matter:
    given = {
        "on": START,
        "kind": "welfare",
        "title": "充电棚",
        "origin": "committee",
        "proposer": "居委会",
        "summary": "充电棚",
        "plan": "建一座",
    }
    with clock.moved_to(START):
        return actions.draft(unit, by=by, **(given | changed))


# --- the motion -----------------------------------------------------------------------------------


def test_what_the_owners_hold_in_common_is_left_to_the_owners(
    office: Office, sun_worker: User
) -> None:
    refusal = refused(draft, office.a, sun_worker, touches_common_parts=True)
    assert refusal.basis == "《民法典》第二百七十八条"
    assert refusal.field == "touches_common_parts"
    assert "业主" in refusal.reason
    assert not Matter.objects.exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"on": START + ONE_DAY}, "on"), ({"kind": "nothing"}, "kind")],
)
def test_a_motion_of_tomorrow_or_of_no_kind_is_refused(
    changed: dict[str, Any], field: str, office: Office, sun_worker: User
) -> None:
    assert refused(draft, office.a, sun_worker, **changed).field == field


def test_only_who_holds_the_duty_there_registers_a_motion(
    office: Office, sun_worker: User, wang_supervisor: User, zheng_other: User, officer: User
) -> None:
    for by in (wang_supervisor, zheng_other, officer):
        refusal = refused(draft, office.a, by)
        assert (refusal.code, refusal.status) == ("matter.no_duty", FORBIDDEN)
    assert draft(office.a, sun_worker).dossier.number == "JC2026-001003-0001"


# --- no step by the shell -------------------------------------------------------------------------


def test_a_matter_cannot_be_born_resolved(office: Office, sun_worker: User) -> None:
    matter = draft(office.a, sun_worker)
    matter.pk, matter.state = None, S.RESOLVED
    with pytest.raises(IntegrityError), transaction.atomic():
        matter.save(force_insert=True)


def proposed(walk: Walk, start: date) -> date:
    on = demo.to_summed_up(walk, start)
    walk.hold(on, MeetingKind.PARTY, on + ONE_DAY, absent=1).propose(on + ONE_DAY)
    return on + ONE_DAY


SKIPS: list[tuple[Callable[[Walk, date], Any], str, str]] = [
    (demo.to_summed_up, S.PROPOSED, "matter_proposed_after_consulting"),
    (proposed, S.DELIBERATED, "matter_deliberated_by_meeting"),
    (demo.to_deliberated, S.RESOLVED, "matter_resolved_by_meeting"),
    (demo.to_posted, S.IMPLEMENTING, "matter_implemented_after_publication"),
    (demo.to_implementing, S.RESULT_PUBLISHED, "matter_result_after_acceptance"),
    (demo.to_result_posted, S.ARCHIVED, "matter_archived_on_a_day"),
]


@pytest.mark.parametrize(("carry", "state", "constraint"), SKIPS, ids=[c for _, _, c in SKIPS])
def test_the_next_state_without_its_record_is_refused_by_the_database(
    carry: Callable[[Walk, date], Any], state: str, constraint: str, walk: Begin
) -> None:
    journey = walk()
    carry(journey, START)
    before = journey.fresh().state
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Matter.objects.filter(pk=journey.matter.pk).update(state=state)
    assert journey.fresh().state == before


@pytest.mark.parametrize(
    ("later", "earlier"),
    [
        ("summed_up_on", "consulted_on"),
        ("proposed_on", "summed_up_on"),
        ("deliberated_on", "proposed_on"),
        ("resolved_on", "deliberated_on"),
        ("resolution_published_on", "resolved_on"),
        ("implementing_on", "resolution_published_on"),
    ],
)
def test_the_days_of_the_steps_stand_in_order(later: str, earlier: str, walk: Begin) -> None:
    journey = walk()
    demo.to_implementing(journey, START)
    matter = journey.fresh()
    before = getattr(matter, earlier) - ONE_DAY
    with pytest.raises(IntegrityError, match="matter_steps_in_order"), transaction.atomic():
        Matter.objects.filter(pk=matter.pk).update(**{later: before})


def test_a_step_of_an_earlier_or_a_future_day_is_refused(walk: Begin, zhao_chair: User) -> None:
    journey = walk().consult(START + ONE_DAY)
    with journey.at(START + 2 * ONE_DAY) as matter:
        given = {"by": zhao_chair, "kind": "forum", "place": "会议室"}
        early = refused(actions.add_channel, matter, on=START, **given)
        future = refused(actions.add_channel, matter, on=START + 3 * ONE_DAY, **given)
    assert (early.code, early.field) == ("procedure.before_last", "on")
    assert "2026年3月2日早于上一次办理的日期，请填写2026年3月3日或之后的日期" in early.reason
    assert (future.code, future.field) == ("procedure.future", "on")
    assert journey.matter.channels.count() == 2


# --- recusal and supervision ----------------------------------------------------------------------


def recuse(journey: Walk, person: User, by: User, scope: str, on: date) -> None:
    with journey.at(on) as matter:
        assert person.person
        actions.recuse(
            matter, by=by, on=on, person=person.person, scope=scope, reason="亲属承接工程"
        )


def test_the_recused_cannot_act_but_may_look(
    walk: Begin, zhao_chair: User, branch_secretary: User, client_of: Callable[[User], Client]
) -> None:
    journey = walk().consult(START)
    recuse(journey, zhao_chair, branch_secretary, RecusalScope.ACT, START)
    with journey.at(START) as matter:
        for step in MATTER.open_steps(matter, by=zhao_chair):
            refusal = MATTER.why_not(matter, step.code, by=zhao_chair)
            assert refusal
            assert (refusal.code, refusal.status) == ("procedure.recused", FORBIDDEN)
            assert "亲属承接工程" in refusal.reason
        client = client_of(zhao_chair)
        assert client.get(matter.get_absolute_url()).status_code == 200
        form = {"kind": "forum", "place": "会议室", "on": START.isoformat()}
        address = reverse("decisions:add_channel", args=[matter.dossier.number])
        assert client.post(address, form).status_code == FORBIDDEN
        assert MATTER.why_not(matter, "add_channel", by=branch_secretary) is None
    assert journey.matter.channels.filter(kind="forum").count() == 0


def test_who_may_not_even_see_it_is_told_there_is_nothing(
    walk: Begin, zhao_chair: User, branch_secretary: User, client_of: Callable[[User], Client]
) -> None:
    journey = walk().consult(START)
    recuse(journey, zhao_chair, branch_secretary, RecusalScope.SEE, START)
    with clock.moved_to(START):
        client = client_of(zhao_chair)
        assert client.get(journey.matter.get_absolute_url()).status_code == 404
        listed = client.get(reverse("decisions:matter_list")).content.decode()
    assert CHARGING.title not in listed


def test_the_recused_does_not_vote(
    walk: Begin, zhao_chair: User, branch_secretary: User, sun_worker: User
) -> None:
    journey = walk()
    on = demo.to_deliberated(journey, START)
    vote = on + 4 * ONE_DAY
    recuse(journey, zhao_chair, branch_secretary, RecusalScope.VOTE, on)
    journey.call(on, MeetingKind.REPRESENTATIVES, held_on=vote).sign(vote, absent=0)
    meeting = Meeting.objects.of_kind(MeetingKind.REPRESENTATIVES).get()
    entry = meeting.roster.get(person=zhao_chair.person)
    assert (entry.recused, entry.has_vote) == (True, False)
    seen = facts(journey.fresh()).attendance(meeting)
    # 应到 of a statutory meeting stays whole; only the vote falls away (ADR 0005).
    assert (seen.expected, seen.present, seen.voters) == (45, 45, 44)
    sheet = {"by": sun_worker, "on": vote, "method": "hands", "minutes": "逐一发言。"}
    sheet |= {"chair_name": "陈建国", "recorder_name": "孙红霞", "resolution": "同意。"}
    with journey.at(vote) as matter:
        refusal = refused(actions.count_votes, matter, ballots=Ballots(45, 45, 0, 0, 0), **sheet)
        assert "1人回避，不参加表决" in refusal.reason
        assert refusal.arithmetic == "45 － 44 ＝ 1"
        actions.count_votes(matter, ballots=Ballots(44, 44, 0, 0, 0), **sheet)
    with journey.at(vote) as matter:
        assert MATTER.why_not(matter, "resolve", by=zhao_chair) is None  # 只回避表决


def test_the_supervision_committee_neither_votes_nor_acts(
    walk: Begin, office: Office, wang_supervisor: User, zhao_chair: User
) -> None:
    journey = walk()
    on = demo.to_deliberated(journey, START)
    journey.call(on, MeetingKind.REPRESENTATIVES, held_on=on + 4 * ONE_DAY)
    watching = Seat.objects.filter(
        term__body__unit=office.a, term__body__kind=BodyKind.SUPERVISION
    ).values("person")
    assert watching.count() == 3
    for meeting in Meeting.objects.filter(dossier=journey.matter.dossier):
        assert not meeting.roster.filter(person__in=watching).exists()
    with journey.at(on) as matter:
        offered = [offer.step.code for offer in MATTER.offers(matter, by=wang_supervisor)]
        assert offered == ["supervise"]  # they watch, and say what they think
        for step in MATTER.steps:
            if step.duty in (ANYONE, Duty.SUPERVISE, Duty.OBJECTIONS):
                continue
            refusal = MATTER.why_not(matter, step.code, by=wang_supervisor)
            assert refusal
            assert refusal.status == FORBIDDEN


# --- meetings -------------------------------------------------------------------------------------


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


# --- what goes on the board -----------------------------------------------------------------------


@pytest.mark.parametrize("number", ["410102199001010012", "13812341234"])
def test_a_residents_number_in_the_resolution_stops_the_publication(
    number: str, walk: Begin, zhao_chair: User
) -> None:
    journey = walk()
    on = demo.to_deliberated(journey, START)
    vote = on + 4 * ONE_DAY
    journey.hold(on, MeetingKind.REPRESENTATIVES, vote)
    said = f"同意，联系人{number}。"
    with journey.at(vote) as matter:
        early = refused(actions.resolve, matter, by=zhao_chair, on=vote, text=said)
        assert number not in early.reason
        assert journey.fresh().state == S.DELIBERATED
    journey.resolve(vote)
    # However it came there: the gate before the board looks at every word again.
    Matter.objects.filter(pk=journey.matter.pk).update(resolution_text=said)
    before = journey.fresh()
    limits = list(Deadline.objects.open().values_list("code", flat=True))
    with journey.at(vote) as matter:
        refusal = refused(
            actions.publish_resolution,
            matter,
            by=zhao_chair,
            on=vote,
            responsible="赵丽华",
            finish_by=vote,
        )
    assert refusal.code == "publication.personal_data"
    assert "《个人信息保护法》" in refusal.basis
    assert number not in refusal.reason
    after = journey.fresh()
    assert (after.state, after.resolution_published_on) == (S.RESOLVED, None)
    assert after.dossier.ledger_seq == before.dossier.ledger_seq
    assert list(Deadline.objects.open().values_list("code", flat=True)) == limits
    assert not Publication.objects.exists()
    assert PublicState.objects.get().stage == S.RESOLVED.label


def test_the_same_paper_is_not_attached_twice(walk: Begin, sun_worker: User) -> None:
    journey = walk()
    given = {"by": sun_worker, "on": START, "kind": AttachmentKind.PHOTO}
    with journey.at(START) as matter:
        actions.attach(matter, file=photo("门口.jpg"), **given)
    before = journey.fresh().dossier.ledger_seq
    with journey.at(START) as matter:
        refusal = refused(actions.attach, matter, file=photo("门口.jpg"), **given)
    assert (refusal.code, refusal.field) == ("attachment.twice", "file")
    assert journey.fresh().dossier.ledger_seq == before
    assert journey.matter.dossier.attachments.count() == 1


# --- limits and reminders -------------------------------------------------------------------------


def test_a_limit_opens_and_closes_with_its_steps_and_says_how_it_was_counted(walk: Begin) -> None:
    journey = walk().consult(START)
    (limit,) = Deadline.objects.open()
    assert (limit.code, limit.begins_on) == ("decisions.sum_up", START + 7 * ONE_DAY)
    assert "5个工作日" in limit.explanation
    assert limit.basis == "内部规定"
    journey.say(START, demo.OPINIONS[:1])
    on = START + 8 * ONE_DAY
    journey.answer_all(on).sum_up(on)
    limit.refresh_from_db()
    assert limit.closed_on == on
    assert limit.closed_by == journey.posts.chair
    assert not Deadline.objects.open().exists()


def test_every_limit_of_the_way_is_closed_in_the_end(walk: Begin) -> None:
    journey = walk()
    demo.to_archived(journey, START)
    limits = Deadline.objects.filter(dossier=journey.matter.dossier).order_by("id")
    assert [limit.code.partition(".")[2] for limit in limits] == [
        "sum_up",
        "publish_resolution",
        "post_notice",
        "take_down_notice",
        "finish_work",
        "publish_result",
        "post_notice",
        "take_down_notice",
    ]
    for limit in limits:
        assert limit.closed_on
        assert limit.explanation
        assert limit.begins_on <= limit.due_on


def test_the_limit_to_publish_counts_working_days(walk: Begin) -> None:
    journey = walk()
    vote = demo.to_resolved(journey, START)
    limit = Deadline.objects.open().get(code="decisions.publish_resolution")
    assert limit.begins_on == vote
    assert "3个工作日" in limit.explanation
    assert limit.due_on >= vote + 3 * ONE_DAY
    assert RULES.on(vote).source("publish_within") == limit.basis


def words(user: User) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("id").values_list("words", flat=True))


def test_a_sweep_run_twice_tells_once(walk: Begin, zhao_chair: User, wang_supervisor: User) -> None:
    walk().consult(START)
    due = Deadline.objects.get().due_on
    with clock.moved_to(due):
        told = deadlines.sweep(day=due)
        assert told == 3  # chair, secretary and worker convene; nobody above is troubled
        assert deadlines.sweep(day=due) == 0
    assert words(zhao_chair) == [f"{CHARGING.title}：汇总居民意见，今天到期（{due:%Y-%m-%d}）。"]
    assert words(wang_supervisor) == []


def test_before_at_and_after_the_day_one_reminder_each(walk: Begin, zhao_chair: User) -> None:
    walk().consult(START)
    due = Deadline.objects.get().due_on
    for days in range(-4, 10):
        for _ in range(2):
            day = due + days * ONE_DAY
            with clock.moved_to(day):
                deadlines.sweep(day=day)
    said = words(zhao_chair)
    assert len(said) == 3
    for piece, line in zip(("天到期", "今天到期", "已经逾期1天"), said, strict=True):
        assert piece in line


def test_a_week_of_downtime_is_caught_up_without_repeating(walk: Begin, zhao_chair: User) -> None:
    for _ in range(3):
        walk().consult(START)
    due = Deadline.objects.earliest("due_on").due_on
    with clock.moved_to(due):
        deadlines.sweep(day=due)
    after = due + 7 * ONE_DAY
    with clock.moved_to(after):
        assert deadlines.sweep(day=after, batch=2) == 3 * 3  # more limits than one batch holds
        assert deadlines.sweep(day=after, batch=2) == 0
    said = words(zhao_chair)
    assert len(said) == 6
    assert sum("已经逾期7天" in line for line in said) == 3


def test_a_limit_met_meanwhile_is_not_reminded_of(walk: Begin) -> None:
    journey = walk().consult(START).say(START, demo.OPINIONS[:1])
    on = START + 8 * ONE_DAY
    journey.answer_all(on).sum_up(on)
    later = on + 30 * ONE_DAY
    with clock.moved_to(later):
        assert deadlines.sweep(day=later) == 0
    assert timeline(journey.fresh().dossier, limit=1)[0].act == "汇总意见"

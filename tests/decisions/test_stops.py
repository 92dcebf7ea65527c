"""A matter that is interrupted, taken up again, ended, or taken back while still a motion."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from decisions import actions, demo
from decisions.demo.walk import Walk
from decisions.models import Matter
from decisions.states import MatterState as S
from jiedao.deadlines import actions as deadlines
from jiedao.deadlines.models import Deadline
from jiedao.deadlines.selectors import open_limits
from jiedao.lib import clock
from jiedao.lib.refusals import Refusal, Refused
from jiedao.meetings.states import MeetingKind
from jiedao.people import actions as people
from jiedao.people.models import User
from jiedao.publications.models import PublicState
from tests.decisions.conftest import START

Begin = Callable[..., Walk]
WHY = "规划部门正在核实选址，等书面答复。"


def ago(days: int) -> timedelta:
    return timedelta(days=days)


def refused(act: Callable[[], object]) -> Refusal:
    with pytest.raises(Refused) as caught, transaction.atomic():
        act()
    return caught.value.refusal


def test_while_it_rests_every_other_step_is_refused_with_the_reason(walk: Begin) -> None:
    journey = walk()
    on = demo.to_summed_up(journey, START)
    journey.suspend(on, WHY)
    refusal = refused(lambda: journey.call(on, MeetingKind.PARTY, held_on=on + ago(2)))
    assert WHY in refusal.reason
    assert "恢复办理以后" in refusal.hint
    state = PublicState.objects.get(dossier=journey.matter.dossier)
    assert state.stage == "已中止"
    assert WHY in state.line


def test_a_limit_at_rest_is_never_late_and_runs_on_with_what_it_had_left(walk: Begin) -> None:
    journey = walk()
    on = demo.to_resolved(journey, START)  # three working days to publish
    limit = Deadline.objects.open().get(code="decisions.publish_resolution")
    due = limit.due_on
    journey.suspend(on, WHY, until=on + ago(60))
    with clock.moved_to(on + ago(40)):
        assert deadlines.sweep(day=on + ago(40)) == 0
        rows = open_limits(journey.matter.dossier, today=clock.today())
        assert {row.left for row in rows if row.is_paused} == {"停止计算"}
    back = on + ago(42)
    journey.resume(back)
    limit.refresh_from_db()
    assert limit.paused_on is None
    assert limit.due_on > back
    assert (limit.due_on - back).days >= (due - on).days - 2
    assert "还剩3个工作日" in limit.explanation
    assert journey.fresh().state == S.RESOLVED


def test_a_consultation_cut_short_gets_its_days_back(walk: Begin) -> None:
    journey = walk().consult(START)
    until = journey.fresh().consult_until
    assert until
    journey.suspend(START + ago(2), WHY)
    with clock.moved_to(START + ago(3)):
        refusal = refused(
            lambda: actions.say_opinion(journey.fresh(), by=people.visitor(), text="赞成。")
        )
        assert WHY in refusal.reason
    journey.resume(START + ago(20))
    matter = journey.fresh()
    assert matter.consult_until == START + ago(20) + (until - START - ago(2))
    assert matter.state == S.CONSULTING


def test_the_longest_rest_is_the_offices_own_rule(walk: Begin) -> None:
    journey = walk().consult(START)
    refusal = refused(lambda: journey.suspend(START, WHY, until=START + ago(91)))
    assert (refusal.field, refusal.basis) == ("until", "内部规定")


def test_a_called_meeting_is_settled_before_a_matter_rests(walk: Begin) -> None:
    journey = walk()
    on = demo.to_summed_up(journey, START)
    journey.call(on, MeetingKind.PARTY, held_on=on + ago(2))
    assert "还没有登记结果" in refused(lambda: journey.suspend(on, WHY)).reason


def test_what_rests_goes_on_only_where_it_was_left(walk: Begin) -> None:
    journey = walk().consult(START).suspend(START, WHY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Matter.objects.filter(pk=journey.matter.pk).update(state=S.PROPOSED, left_state="")


def test_what_the_residents_decided_is_not_ended_by_the_clerk(walk: Begin) -> None:
    journey = walk()
    on = demo.to_resolved(journey, START)
    refusal = refused(lambda: journey.terminate(on, "不办了。"))
    assert "已经作出决议" in refusal.reason
    assert "第三十条" in refusal.basis


@pytest.mark.parametrize("rests", [False, True], ids=["on its way", "at rest"])
@pytest.mark.parametrize("against", [1, 30], ids=["won", "lost"])
def test_a_vote_whose_outcome_nobody_has_entered_is_not_got_round(
    rests: bool, against: int, walk: Begin, sun_worker: User, client_of: Callable[[User], Client]
) -> None:
    journey = walk()
    on = demo.to_deliberated(journey, START)
    held = on + ago(6)
    journey.hold(on, MeetingKind.REPRESENTATIVES, held, against=against)
    with clock.moved_to(held):
        page = client_of(sun_worker).get(journey.fresh().get_absolute_url()).content.decode()
    outcome = "决议通过" if against == 1 else "未获通过"
    assert f"下一步“{outcome}”由赵丽华办理" in page
    if rests:
        journey.suspend(held, WHY)
    else:
        assert "已经表决" in refused(lambda: journey.send_to_street(held)).reason
    refusal = refused(lambda: journey.terminate(held, "不办了。"))
    assert "不能绕过居民的表决" in refusal.reason
    assert ("恢复办理以后，" in refusal.hint) is rests  # at rest no outcome can be entered
    if rests:
        journey.resume(held)
    if against == 1:
        journey.resolve(held)
    else:
        journey.reject(held).terminate(held, "居民不赞成，不办了。")


@pytest.mark.parametrize("rests", [False, True], ids=["on its way", "at rest"])
def test_an_ended_matter_says_why_in_public_and_no_limit_runs(rests: bool, walk: Begin) -> None:
    journey = walk().consult(START)
    if rests:
        journey.suspend(START, WHY)
    journey.terminate(START + ago(1), "改由区里统一办理。")
    matter = journey.fresh()
    assert matter.state == S.TERMINATED
    assert matter.dossier.closed_on == START + ago(1)
    assert not matter.dossier.deadlines.filter(closed_at=None).exists()
    assert not matter.suspensions.filter(ended_at=None).exists()
    state = PublicState.objects.get(dossier=matter.dossier)
    assert (state.is_open, state.stage) == (False, "已终止")
    assert "改由区里统一办理" in state.line


def test_a_motion_taken_back_was_never_public(
    walk: Begin, sun_worker: User, client_of: Callable[[User], Client]
) -> None:
    journey = walk().take_back(START, "重复登记。")
    matter = journey.fresh()
    assert not PublicState.objects.filter(dossier=matter.dossier).exists()
    page = client_of(sun_worker).get(matter.get_absolute_url()).content.decode()
    assert "已撤回" in page
    assert "作为新的动议登记" in page


def test_the_page_of_a_resting_matter_offers_only_its_two_ways(
    walk: Begin, branch_secretary: User, client_of: Callable[[User], Client]
) -> None:
    journey = walk()
    on: date = demo.to_summed_up(journey, START)
    journey.suspend(on, WHY)
    with clock.moved_to(on):
        client = client_of(branch_secretary)
        page = client.get(journey.fresh().get_absolute_url()).content.decode()
        assert reverse("decisions:resume", args=[journey.matter.dossier.number]) in page
        assert reverse("decisions:terminate", args=[journey.matter.dossier.number]) in page
        assert reverse("decisions:suspend", args=[journey.matter.dossier.number]) not in page
        assert WHY in page

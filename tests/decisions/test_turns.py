"""Voted down, looked at by the street, changed after the resolution: the ways beside the straight one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from decisions import demo
from decisions.demo.stories import BENCHES, CHARGING, Story
from decisions.demo.walk import Walk
from decisions.models import Change
from decisions.states import MatterState as S
from jiedao.deadlines.models import Deadline
from jiedao.lib import clock
from jiedao.lib.refusals import Refusal, Refused
from jiedao.meetings.states import MeetingKind
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.publications.models import Publication, PublicState
from jiedao.rulebooks import actions as rulebooks
from tests.conftest import Office
from tests.decisions.conftest import START

Begin = Callable[..., Walk]
DAY = timedelta(days=1)
REVISED = replace(CHARGING, plan="在3号院西侧建充电棚1座，充电位30个，带消防喷淋。")
DEARER = replace(CHARGING, plan=f"{CHARGING.plan}加装雨棚。", budget=CHARGING.budget * 2)
SLIGHTLY = replace(CHARGING, plan=f"{CHARGING.plan}加装雨棚。", budget=CHARGING.budget + 9000)
MOVED = replace(CHARGING, plan="在3号院西侧建充电棚1座，充电位40个，带消防喷淋。")


def refused(act: Callable[[], object]) -> Refusal:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.refusal


def rejected(journey: Walk) -> date:
    on = demo.to_deliberated(journey, START)
    vote = on + 5 * DAY
    journey.hold(on, MeetingKind.REPRESENTATIVES, vote, absent=3, against=30).reject(vote)
    return vote


# --- not passed -----------------------------------------------------------------------------------


def test_the_very_words_voted_down_are_not_put_to_the_vote_again_within_thirty_days(
    walk: Begin,
) -> None:
    journey = walk()
    vote = rejected(journey)
    journey.hold(vote, MeetingKind.PARTY, vote + DAY, absent=1)
    journey.story = replace(CHARGING, plan=CHARGING.plan.replace("，", "， ").rstrip("。"))
    refusal = refused(lambda: journey.propose(vote + DAY))
    assert refusal.field == "plan"
    assert "30日以内不能再次表决" in refusal.reason
    assert refusal.basis == "内部规定"


def test_a_revised_plan_goes_to_the_vote_at_once(walk: Begin) -> None:
    journey = walk()
    on = rejected(journey) + DAY
    journey.story = REVISED
    journey.hold(on - DAY, MeetingKind.PARTY, on, absent=1).propose(on)
    journey.hold(on, MeetingKind.JOINT, on + DAY, absent=1).deliberate(on + DAY)
    journey.hold(on + DAY, MeetingKind.REPRESENTATIVES, on + 5 * DAY, absent=3).resolve(
        on + 5 * DAY
    )
    matter = journey.fresh()
    assert matter.state == S.RESOLVED
    assert matter.rejections.get().plan == CHARGING.plan


def test_what_waited_long_enough_may_be_voted_on_again_unchanged(walk: Begin) -> None:
    journey = walk()
    on = rejected(journey) + 31 * DAY
    journey.hold(on - DAY, MeetingKind.PARTY, on, absent=1).propose(on)
    assert journey.fresh().state == S.PROPOSED


def test_the_same_words_in_a_new_motion_wait_as_long(walk: Begin) -> None:
    rejected(walk())
    again = walk(replace(CHARGING, title="充电棚再议"), on=START)
    on = demo.to_summed_up(again, START + 14 * DAY)
    again.hold(on, MeetingKind.PARTY, on + DAY, absent=1)
    assert "不能再次表决" in refused(lambda: again.propose(on + DAY)).reason


def test_the_page_after_a_defeat_says_revise_the_plan(
    walk: Begin, branch_secretary: User, client_of: Callable[[User], Client]
) -> None:
    journey = walk()
    vote = rejected(journey)
    with clock.moved_to(vote):
        page = client_of(branch_secretary).get(journey.fresh().get_absolute_url())
        shown = page.content.decode()
    assert "修改方案，重新提议" in shown
    assert "没有通过的方案" in shown


# --- the street's review --------------------------------------------------------------------------


@pytest.fixture
def reviewed(walk: Begin) -> tuple[Walk, date]:
    """A matter that needs the street's review, deliberated."""
    journey = walk(BENCHES)
    return journey, demo.to_deliberated(journey, START)


def test_the_vote_waits_for_the_street(reviewed: tuple[Walk, date], lead_official: User) -> None:
    journey, on = reviewed
    held = on + 6 * DAY
    refusal = refused(lambda: journey.call(on, MeetingKind.REPRESENTATIVES, held_on=held))
    assert "先由街道审核" in refusal.reason
    journey.send_to_street(on)
    limit = Deadline.objects.open().get(code="decisions.street_review")
    assert limit.duty == "decisions_street_review"
    journey.approve(on + DAY, by=lead_official, opinion="同意，经费已列入年度计划。")
    journey.call(on + DAY, MeetingKind.REPRESENTATIVES, held_on=held)
    assert not Deadline.objects.open().filter(code="decisions.street_review").exists()


def test_sent_back_the_two_committees_deliberate_anew_and_it_is_sent_again(
    reviewed: tuple[Walk, date], officer: User
) -> None:
    journey, on = reviewed
    journey.send_to_street(on).send_back(on, by=officer, opinion="选址占用消防通道，请改址。")
    matter = journey.fresh()
    assert (matter.state, matter.deliberated_on) == (S.PROPOSED, None)
    journey.hold(on, MeetingKind.JOINT, on + DAY, absent=1).deliberate(on + DAY)
    held = on + 6 * DAY
    refusal = refused(lambda: journey.call(on + DAY, MeetingKind.REPRESENTATIVES, held_on=held))
    assert "街道还没有同意" in refusal.reason
    assert matter.street_reviews.get().is_approved is False


def test_the_community_does_not_answer_for_the_street(
    reviewed: tuple[Walk, date], zhao_chair: User
) -> None:
    journey, on = reviewed
    journey.send_to_street(on)
    assert refused(lambda: journey.approve(on, by=zhao_chair, opinion="同意。")).status == 403


def test_a_unit_may_have_every_vote_wait_for_the_street(
    walk: Begin, office: Office, lead_official: User
) -> None:
    street: Unit = office.street
    with clock.moved_to(START):
        rulebooks.set_local_rule(
            street,
            book="decisions",
            key="street_review",
            value=True,
            in_force=START,
            document="街道民主决策实施方案",
            document_on=START,
            by=lead_official,
        )
    journey = walk()
    on = demo.to_deliberated(journey, START)
    refusal = refused(lambda: journey.call(on, MeetingKind.REPRESENTATIVES, held_on=on + 6 * DAY))
    assert "街道民主决策实施方案" in refusal.basis


# --- changed after the resolution -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("carry", "state"),
    [
        (demo.to_resolved, S.RESOLVED),
        (demo.to_posted, S.RESOLUTION_PUBLISHED),
        (demo.to_implementing, S.IMPLEMENTING),
    ],
)
def test_a_dearer_plan_goes_back_to_the_two_committees_and_the_vote(
    carry: Callable[[Walk, date], date], state: str, walk: Begin
) -> None:
    journey = walk()
    on = carry(journey, START)
    before = journey.fresh()
    journey.change(on, DEARER, "居民要求加装雨棚。")
    matter = journey.fresh()
    assert (matter.state, matter.resolved_on, matter.resolution_text) == (S.PROPOSED, None, "")
    kept = Change.objects.get(matter=matter)
    assert (kept.from_state, kept.resolved_on) == (state, before.resolved_on)
    assert (kept.resolution_text, kept.resolution_meeting) == (
        before.resolution_text,
        before.resolution_meeting,
    )
    assert "96000 × 110%" in kept.sum.replace(",", "") or "110%" in kept.sum
    assert not Deadline.objects.open().filter(dossier=matter.dossier).exists()
    assert "重新商议" in PublicState.objects.get(dossier=matter.dossier).line


def test_another_site_is_a_change_whatever_it_costs(walk: Begin) -> None:
    journey = walk()
    on = demo.to_resolved(journey, START)
    journey.change(on, MOVED, "原址不能开挖。", site=True)
    assert journey.fresh().state == S.PROPOSED


def test_a_little_more_money_is_an_adjustment_and_a_little_again_adds_up(walk: Begin) -> None:
    journey = walk()
    on = demo.to_implementing(journey, START)
    refusal = refused(lambda: journey.change(on, SLIGHTLY, "加装雨棚。"))
    assert refusal.code == "matter.change_is_small"
    journey.adjust(on, SLIGHTLY, "加装雨棚。")
    matter = journey.fresh()
    assert (matter.state, matter.budget) == (S.IMPLEMENTING, Decimal(SLIGHTLY.budget))
    more: Story = replace(SLIGHTLY, budget=SLIGHTLY.budget + 9000)
    refusal = refused(lambda: journey.adjust(on, more, "再加一点。"))
    assert refusal.code == "matter.change_is_large"
    assert "110%" in refusal.arithmetic


def test_the_new_resolution_takes_the_place_of_the_old_notice(
    walk: Begin, client_of: Callable[[User], Client], zhao_chair: User
) -> None:
    journey = walk()
    on = demo.to_posted(journey, START) + DAY
    old = Publication.objects.get(dossier=journey.matter.dossier)
    journey.change(on, MOVED, "原址不能开挖。", site=True)
    journey.hold(on, MeetingKind.JOINT, on + DAY, absent=1).deliberate(on + DAY)
    vote = on + 5 * DAY
    journey.hold(on + DAY, MeetingKind.REPRESENTATIVES, vote, absent=3).resolve(vote)
    journey.publish_resolution(vote, finish_by=vote + 60 * DAY).post(vote)
    new = Publication.objects.exclude(pk=old.pk).get(dossier=journey.matter.dossier)
    old.refresh_from_db()
    assert old.superseded_by == new
    public = Client().get(reverse("publications:publication", args=[old.number])).content.decode()
    assert "这份公示已更正" in public
    with clock.moved_to(vote):
        page = client_of(zhao_chair).get(journey.fresh().get_absolute_url()).content.decode()
    assert "原来的决议" in page
    assert "充电位40个" in page
    done = vote + 16 * DAY
    journey.take_down(done).implement(done, finish_by=done + 30 * DAY)
    assert journey.fresh().state == S.IMPLEMENTING


def test_a_change_voted_down_leaves_the_old_resolution_standing(walk: Begin) -> None:
    journey = walk()
    on = demo.to_implementing(journey, START)
    before = journey.fresh()
    journey.change(on, DEARER, "居民要求加装雨棚。")
    journey.hold(on, MeetingKind.JOINT, on + DAY, absent=1).deliberate(on + DAY)
    vote = on + 5 * DAY
    journey.hold(on + DAY, MeetingKind.REPRESENTATIVES, vote, absent=3, against=30).reject(vote)
    journey.keep_resolution(vote, "变更方案没有通过，按原来的决议办。")
    matter = journey.fresh()
    assert matter.state == S.IMPLEMENTING
    for column in ("resolved_on", "resolution_text", "plan", "budget", "implementing_on"):
        assert getattr(matter, column) == getattr(before, column), column
    assert Deadline.objects.open().get(dossier=matter.dossier).code == "decisions.finish_work"


def test_the_form_shows_the_sum_before_anything_is_done(
    walk: Begin, zhao_chair: User, client_of: Callable[[User], Client]
) -> None:
    journey = walk()
    on = demo.to_resolved(journey, START)
    with clock.moved_to(on):
        client = client_of(zhao_chair)
        url = reverse("decisions:change", args=[journey.matter.dossier.number])
        typed = {"reason": "加装雨棚。", "plan": DEARER.plan, "budget": DEARER.budget, "on": on}
        first = client.post(url, typed).content.decode()
        assert "这是变更，要重新商议表决" in first
        assert journey.fresh().state == S.RESOLVED
        seen = first.split('name="seen" value="')[1].split('"')[0]
        assert client.post(url, typed | {"seen": seen}).status_code == 302
    assert journey.fresh().state == S.PROPOSED

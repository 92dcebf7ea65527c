"""Done first and ratified later; authorised by the residents' meeting; undone by who may undo it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from decisions import actions, demo
from decisions.demo.stories import CHARGING, COVENANT, FLOOD
from decisions.demo.walk import Walk
from decisions.models import Authorisation, Revocation
from decisions.states import MatterState as S
from jiedao.deadlines.models import Deadline
from jiedao.lib import clock
from jiedao.lib.refusals import Refusal, Refused
from jiedao.meetings.states import MeetingKind
from jiedao.people.models import User
from jiedao.publications.models import Publication, PublicState
from tests.conftest import Office
from tests.decisions.conftest import START

Begin = Callable[..., Walk]
DAY = timedelta(days=1)
GIVEN: dict[str, Any] = {
    "kinds": ["annual_report"],
    "starts_on": START,
    "met_on": START,
    "document": "居民会议关于授权居民代表会议的决议",
}


def refused(act: Callable[[], object]) -> Refusal:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.refusal


def to_vote(journey: Walk, on: date, *, against: int = 3) -> date:
    journey.hold(on, MeetingKind.PARTY, on + DAY, absent=1).propose(on + DAY)
    joint, vote = on + 3 * DAY, on + 8 * DAY
    journey.hold(on + DAY, MeetingKind.JOINT, joint, absent=1).deliberate(joint)
    journey.hold(joint, MeetingKind.REPRESENTATIVES, vote, absent=3, against=against)
    return vote


# --- emergency ------------------------------------------------------------------------------------


def test_what_could_not_wait_is_ratified_without_a_consultation_and_published(
    walk: Begin,
) -> None:
    journey = walk(FLOOD).act_first(START + DAY, acted_on=START)
    limit = Deadline.objects.open().get(dossier=journey.matter.dossier)
    assert (limit.code, limit.begins_on) == ("decisions.ratify", START)
    assert "来不及征求意见" in PublicState.objects.get(dossier=journey.matter.dossier).line
    vote = to_vote(journey, START + DAY)
    journey.resolve(vote).publish_resolution(vote, finish_by=vote + 30 * DAY)
    text = Publication.objects.get(dossier=journey.matter.dossier).full_text
    assert "先行处置" in text
    assert "表决追认" in text
    assert "征求居民意见" not in text
    assert journey.fresh().state == S.RESOLUTION_PUBLISHED


def test_what_is_not_ratified_ends_with_its_own_sentence(walk: Begin) -> None:
    journey = walk(FLOOD).act_first(START)
    vote = to_vote(journey, START, against=30)
    journey.decline_ratification(vote)
    matter = journey.fresh()
    assert (matter.state, matter.dossier.closed_on) == (S.NOT_RATIFIED, vote)
    state = PublicState.objects.get(dossier=matter.dossier)
    assert "没有追认" in state.line
    assert not state.is_open


def test_an_emergency_is_neither_consulted_on_nor_ended_by_the_clerk(walk: Begin) -> None:
    journey = walk(FLOOD).act_first(START)
    assert "没有“终止办理”这个环节" in refused(lambda: journey.terminate(START, "不办了。")).reason
    assert "没有“征求意见”这个环节" in refused(lambda: journey.consult(START)).reason


# --- authorisation --------------------------------------------------------------------------------


def test_without_authorisation_the_representatives_do_not_decide_the_residents_matter(
    walk: Begin, office: Office, zhao_chair: User, client_of: Callable[[User], Client]
) -> None:
    journey = walk(COVENANT)
    on = demo.to_deliberated(journey, START)
    held = on + 5 * DAY
    refusal = refused(lambda: journey.call(on, MeetingKind.REPRESENTATIVES, held_on=held))
    assert "先登记授权" in refusal.hint
    with clock.moved_to(on):
        actions.authorise(office.a, by=zhao_chair, **GIVEN)
    journey.hold(on, MeetingKind.REPRESENTATIVES, held, absent=3).resolve(held)
    assert journey.fresh().state == S.RESOLVED
    with clock.moved_to(held):
        client = client_of(zhao_chair)
        assert (
            "已授权居民代表会议" in client.get(journey.matter.get_absolute_url()).content.decode()
        )
        unit = reverse("organisation:unit_page", args=[office.a.code])
        assert "居民会议的授权" in client.get(unit).content.decode()
        assert "有效" in client.get(reverse("decisions:authorisation_list")).content.decode()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kinds": ["welfare"]}, "kinds"),
        ({"met_on": date(2025, 12, 1)}, "met_on"),
        ({"starts_on": START - DAY}, "starts_on"),
        ({"until": START - DAY}, "until"),
    ],
)
def test_an_authorisation_is_of_the_residents_matters_and_after_its_meeting(
    changed: dict[str, Any], field: str, office: Office, zhao_chair: User
) -> None:
    with clock.moved_to(START):
        refusal = refused(lambda: actions.authorise(office.a, by=zhao_chair, **(GIVEN | changed)))
    assert refusal.field == field


def test_an_ended_authorisation_no_longer_counts(
    walk: Begin, office: Office, zhao_chair: User, zheng_other: User
) -> None:
    with clock.moved_to(START):
        row = actions.authorise(office.a, by=zhao_chair, **GIVEN)
        elsewhere = refused(
            lambda: actions.end_authorisation(row, by=zheng_other, on=START, reason="换届。")
        )
        assert elsewhere.status == 403
        actions.end_authorisation(row, by=zhao_chair, on=START + DAY, reason="换届。")
    assert not Authorisation.objects.on(START + 2 * DAY).exists()
    journey = walk(COVENANT)
    on = demo.to_deliberated(journey, START)
    assert refused(lambda: journey.call(on, MeetingKind.REPRESENTATIVES, held_on=on + 5 * DAY))


# --- undone ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("carry", [demo.to_resolved, demo.to_implementing, demo.to_archived])
def test_a_court_undoes_a_decision_at_any_time_and_nothing_is_erased(
    carry: Callable[[Walk, date], date], walk: Begin
) -> None:
    journey = walk()
    on = carry(journey, START)
    before = journey.fresh()
    journey.revoke(on)
    matter = journey.fresh()
    assert (matter.state, matter.resolution_text) == (S.REVOKED, before.resolution_text)
    row = Revocation.objects.get(matter=matter)
    assert row.resolution_meeting == before.resolution_meeting
    state = PublicState.objects.get(dossier=matter.dossier)
    assert (state.stage, state.is_open) == ("已撤销", False)
    assert not Deadline.objects.filter(dossier=matter.dossier, closed_at=None).exists()


def test_only_the_street_orders_and_only_with_a_paper(
    walk: Begin, zhao_chair: User, officer: User
) -> None:
    journey = walk()
    on = demo.to_resolved(journey, START)
    assert refused(lambda: journey.revoke(on, authority="street")).status == 403
    with clock.moved_to(on):
        bare = refused(
            lambda: actions.revoke(
                journey.fresh(), by=officer, on=on, authority="street", what="违反规定。"
            )
        )
    assert bare.field == "document"
    journey.remand(on, by=officer)
    matter = journey.fresh()
    assert (matter.state, matter.resolved_on) == (S.CONSULTING, None)
    journey.story = replace(CHARGING, plan=f"{CHARGING.plan}电费按电网价收取。")
    vote = to_vote(journey, on)
    journey.resolve(vote)
    assert journey.fresh().state == S.RESOLVED


def test_the_representatives_do_not_undo_what_the_representatives_decided(walk: Begin) -> None:
    journey = walk()
    on = demo.to_resolved(journey, START)
    refusal = refused(lambda: journey.revoke(on, authority="representatives"))
    assert "有权撤销或者变更的是居民委员会的决定" in refusal.reason
    assert "第三十条" in refusal.basis


def test_the_residents_meeting_undoes_by_a_vote_that_is_on_record(walk: Begin) -> None:
    journey = walk()
    on = demo.to_resolved(journey, START)
    other = walk(replace(COVENANT, title="另一件"), on=START)
    refusal = refused(lambda: journey.revoke(on, authority="residents", decided_in=other.fresh()))
    assert refusal.field == "decided_in"
    assert "不是居民会议表决通过的" in refusal.reason


def test_the_page_of_a_revoked_matter_says_by_whom(
    walk: Begin, zhao_chair: User, client_of: Callable[[User], Client]
) -> None:
    journey = walk()
    on = demo.to_resolved(journey, START)
    journey.revoke(on)
    with clock.moved_to(on):
        page = client_of(zhao_chair).get(journey.fresh().get_absolute_url()).content.decode()
    assert "行政判决书" in page
    assert "撤销和变更" in page
    assert CHARGING.plan[:10] in page

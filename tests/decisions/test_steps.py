"""What no door lets through: a motion that is none, skipped steps, numbers, the same paper twice."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from decisions import actions, demo
from decisions.demo.walk import Walk
from decisions.models import Matter
from decisions.states import MatterState as S
from jiedao.attachments.states import AttachmentKind
from jiedao.deadlines.models import Deadline
from jiedao.lib import clock
from jiedao.lib.refusals import FORBIDDEN
from jiedao.meetings.states import MeetingKind
from jiedao.people.models import User
from jiedao.publications.models import Publication, PublicState
from tests.conftest import Office
from tests.decisions.conftest import START
from tests.decisions.refusals import refused
from tests.support import photo

Begin = Callable[..., Walk]
ONE_DAY = timedelta(days=1)


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
    # Ways of asking are entered afterwards, back to the day the residents were first asked.
    assert (
        "2026年3月2日早于这一步开始的日期（2026年3月3日），请填写2026年3月3日或之后的日期"
        in early.reason
    )
    assert (future.code, future.field) == ("procedure.future", "on")
    assert journey.matter.channels.count() == 2


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

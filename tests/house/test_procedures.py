"""The table of steps holds together, and the database guards the very same moves."""

from collections import deque
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import NoReverseMatch, reverse

from decisions import actions, demo, procedures
from decisions.demo import regimes
from decisions.demo.regimes import LIFT, LOW_INCOME, RegimeWalk
from decisions.demo.stories import CHARGING, FLOOD, Story
from decisions.demo.walk import Posts, Walk
from decisions.models import Matter
from decisions.states import MatterState
from jiedao.access.duties import all_duties
from jiedao.access.roles import all_roles
from jiedao.appraisal import actions as appraisal
from jiedao.party_committee import actions as party_committee
from jiedao.people.models import User
from jiedao.procedures.models import Move
from jiedao.procedures.rows import ANYONE, Step
from jiedao.procedures.steps import Procedure, all_procedures
from jiedao.reporting import actions as reporting
from tests.decisions.conftest import START

STEPS = [(p, s) for p in all_procedures().values() for s in p.steps]
NAMES = [f"{p.code}.{s.code}" for p, s in STEPS]


@pytest.mark.parametrize(("procedure", "step"), STEPS, ids=NAMES)
def test_every_step_has_a_duty_a_basis_and_a_hint(procedure: Procedure, step: Step) -> None:
    assert step.duty == ANYONE or step.duty in all_duties()
    assert step.basis
    assert step.hint.endswith("。")
    for need in step.needs:
        assert (need.__doc__ or "").strip(), need.__name__


# Where the steps of a procedure are at home: their actions, and the first word of their addresses.
HOMES = {
    "appraisal": (appraisal, "appraisal"),
    "branch_review": (appraisal, "appraisal"),
    "party_topic": (party_committee, "party_committee"),
    "report": (reporting, "reporting"),
}


@pytest.mark.parametrize(("procedure", "step"), STEPS, ids=NAMES)
def test_every_step_has_one_action_and_one_address(procedure: Procedure, step: Step) -> None:
    home, space = HOMES.get(procedure.acts, (actions, "decisions"))
    assert callable(getattr(home, step.code))
    space = "consultations" if step.duty == ANYONE else space
    for arguments in (["JC2026-001003-0001"], ["JC2026-001003-0001", 1]):
        try:
            address = reverse(f"{space}:{step.code}", args=arguments)
        except NoReverseMatch:
            continue
        break
    else:
        pytest.fail(f"没有名为 {space}:{step.code} 的网址")
    assert "JC2026-001003-0001" in address


@pytest.mark.parametrize("procedure", all_procedures().values(), ids=lambda p: p.code)
def test_every_state_is_reached_and_only_finals_end(procedure: Procedure) -> None:
    reached, queue = {procedure.initial}, deque([procedure.initial])
    while queue:
        state = queue.popleft()
        for old, new in procedure.transitions():
            if old == state and new not in reached:
                reached.add(new)
                queue.append(new)
    assert reached == procedure.reachable
    named = {state for step in procedure.steps for state in (*step.source, *step.targets)}
    assert named == procedure.reachable
    # What is over stays over but for a court; whatever is not over leads on.
    leaving = {old for old, _ in procedure.transitions()}
    assert procedure.reachable - leaving <= set(procedure.finals)
    straight = {
        s for step in procedure.steps if step.target and not step.aside for s in step.source
    }
    assert not straight & set(procedure.finals)


def test_every_state_belongs_to_some_procedure_of_matters() -> None:
    used = {state for procedure in procedures.ALL.values() for state in procedure.reachable}
    assert used == set(MatterState.values)


def test_the_database_guards_the_same_moves(db: None) -> None:
    for procedure in all_procedures().values():
        kept = Move.objects.filter(procedure=procedure.code).values_list("source", "target")
        assert set(kept) == procedure.transitions(), procedure.code


def test_no_step_can_be_skipped_by_raw_sql(walk: Callable[..., Walk]) -> None:
    matter = walk().fresh()
    for state in set(MatterState.values) - {MatterState.DRAFT, MatterState.CONSULTING}:
        with (
            pytest.raises(IntegrityError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("update decisions_matter set state = %s", [state])
    with pytest.raises(IntegrityError), transaction.atomic():
        Matter.objects.filter(pk=matter.pk).delete()
    matter.refresh_from_db()
    assert matter.state == MatterState.DRAFT


def test_every_duty_has_a_holder_and_every_role_names_real_duties() -> None:
    held = {duty for role in all_roles().values() for duty in role.duties}
    assert held == set(all_duties())


def test_administrators_do_none_of_the_offices_work() -> None:
    for role in all_roles().values():
        if role.admin:
            assert all(duty.startswith("office_") for duty in role.duties), role.code


def carriers() -> list[tuple[str, Story, Callable[[Any], Any]]]:
    """How a matter comes into each state, and what it is about."""
    S = MatterState

    def rejected(walk: Walk) -> None:
        on = demo.to_deliberated(walk, START)
        vote = demo.timedelta(days=5) + on
        walk.hold(on, "representatives", vote, absent=3, against=30).reject(vote)

    def proposed(walk: Walk) -> None:
        on = demo.to_summed_up(walk, START)
        party = on + demo.timedelta(days=2)
        walk.hold(on, "party", party, absent=1).propose(party)

    def published(walk: Walk) -> None:
        on = demo.to_resolved(walk, START)
        walk.publish_resolution(on, finish_by=on)

    def not_ratified(walk: Any) -> None:
        day = demo.timedelta(days=1)
        walk.act_first(START).hold(START, "party", START + day, absent=1).propose(START + day)
        joint, vote = START + 3 * day, START + 8 * day
        walk.hold(START + day, "joint", joint, absent=1).deliberate(joint)
        walk.hold(joint, "representatives", vote, absent=3, against=30).decline_ratification(vote)

    def normal(state: str, carry: Callable[[Any], Any]) -> tuple[str, Story, Callable[[Any], Any]]:
        return state, CHARGING, carry

    return [
        normal(S.DRAFT, lambda walk: None),
        normal(S.CONSULTING, lambda walk: walk.consult(START)),
        normal(S.PROPOSED, proposed),
        normal(S.DELIBERATED, lambda walk: demo.to_deliberated(walk, START)),
        normal(S.RESOLVED, lambda walk: demo.to_resolved(walk, START)),
        normal(S.REJECTED, rejected),
        normal(S.RESOLUTION_PUBLISHED, published),
        normal(S.IMPLEMENTING, lambda walk: demo.to_implementing(walk, START)),
        normal(S.RESULT_PUBLISHED, lambda walk: demo.to_result_posted(walk, START)),
        normal(S.ARCHIVED, lambda walk: demo.to_archived(walk, START)),
        normal(S.STREET_REVIEW, lambda walk: walk.send_to_street(demo.to_deliberated(walk, START))),
        normal(S.REVOKED, lambda walk: walk.revoke(demo.to_resolved(walk, START))),
        (S.ACTED, FLOOD, lambda walk: walk.act_first(START)),
        (S.NOT_RATIFIED, FLOOD, not_ratified),
        normal(S.SUSPENDED, lambda walk: walk.consult(START).suspend(START, "等书面答复。")),
        normal(S.TERMINATED, lambda walk: walk.consult(START).terminate(START, "改由区里统一办。")),
        normal(S.WITHDRAWN, lambda walk: walk.take_back(START, "重复登记。")),
        (S.REVIEWING, LOW_INCOME, lambda walk: regimes.to_reviewing(walk, START)),
        (S.REVIEWED, LOW_INCOME, lambda walk: regimes.to_reviewed(walk, START)),
        (S.REVIEW_PUBLISHED, LOW_INCOME, lambda walk: regimes.to_review_posted(walk, START)),
        (S.CONCLUDED, LOW_INCOME, lambda walk: regimes.to_concluded(walk, START)),
        (S.OWNERS_VOTING, LIFT, lambda walk: regimes.to_owners_voting(walk, START)),
    ]


@pytest.mark.parametrize(
    ("state", "story", "carry"), carriers(), ids=[str(s) for s, _, _ in carriers()]
)
def test_every_state_step_and_person_gives_the_tables_answer(
    state: str,
    story: Story,
    carry: Callable[[Any], Any],
    office: Any,
    posts: Posts,
    branch_secretary: User,
    zhao_chair: User,
    sun_worker: User,
    wang_supervisor: User,
    zhou_grid: User,
    zheng_other: User,
    li_secretary: User,
    lead_official: User,
    officer: User,
    security_admin: User,
    system_admin: User,
    audit_admin: User,
) -> None:
    journey = RegimeWalk(office.a, posts, story, START)
    carry(journey)
    matter = journey.fresh()
    assert matter.state == state
    procedure = procedures.of(matter)
    people = {
        branch_secretary: "branch_secretary",
        zhao_chair: "committee_chair",
        sun_worker: "community_worker",
        wang_supervisor: "supervisor",
        zhou_grid: "grid_worker",
        zheng_other: "",
        li_secretary: "party_secretary",
        lead_official: "lead_official",
        officer: "officer",
        security_admin: "security_admin",
        system_admin: "system_admin",
        audit_admin: "audit_admin",
    }
    for person, role in people.items():
        duties = all_roles()[role].duties if role else ()
        offered = {offer.step.code: offer.refusal for offer in procedure.offers(matter, by=person)}
        for step in procedures.STEPS.values():
            refusal = procedure.why_not(matter, step.code, by=person)
            if step.duty != ANYONE and step.duty not in duties:
                assert refusal
                assert (refusal.code, refusal.status) == ("procedure.no_duty", 403)
                assert step.code not in offered
            elif step.code not in procedure.by_code:
                assert refusal
                assert (refusal.code, refusal.status) == ("procedure.not_in_this_one", 409)
                assert step.code not in offered
            elif state not in procedure.by_code[step.code].source:
                assert refusal
                assert (refusal.code, refusal.status) == ("procedure.wrong_state", 409)
                assert step.code not in offered
            elif step.duty == ANYONE:
                assert step.code not in offered
            else:
                assert offered[step.code] == refusal
                assert refusal is None or refusal.status == 409
                assert refusal is None or refusal.reason.endswith(("。", "）")), refusal.reason

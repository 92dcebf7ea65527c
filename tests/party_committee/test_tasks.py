"""What a decision leads to: a task with a person and a day, a payment that rests on it."""

from decimal import Decimal

from jiedao.lib import clock
from jiedao.party_committee import actions
from jiedao.party_committee.models import Topic
from jiedao.party_committee.procedures import TOPIC
from jiedao.party_committee.selectors import passed_decision
from tests.party_committee.conftest import DAY, MEETING_DAY, MONDAY, Committee
from tests.party_committee.test_refusals import refused


def test_a_task_has_a_person_and_a_day_to_come(committee: Committee) -> None:
    topic = committee.passed()
    past = refused(
        lambda: actions.assign(topic, by=committee.organiser, owner=committee.clerk, due_on=MONDAY)
    )
    assert past.field == "due_on"
    with clock.moved_to(MEETING_DAY):
        actions.assign(topic, by=committee.organiser, owner=committee.clerk, due_on=MEETING_DAY)
    same = refused(
        lambda: actions.reassign(
            topic, by=committee.organiser, owner=committee.clerk, due_on=MEETING_DAY, reason="无"
        )
    )
    assert same.code == "party_topic.same"
    assert TOPIC.why_not(topic, "report_progress", by=committee.clerk) is None
    with clock.moved_to(MEETING_DAY):
        actions.reassign(
            topic, by=committee.organiser, owner=committee.lead, due_on=MEETING_DAY + DAY,
            reason="岗位调整",
        )  # fmt: skip
    handed_on = TOPIC.why_not(topic, "report_progress", by=committee.clerk)
    assert handed_on
    assert handed_on.status == 403
    deadline = topic.dossier.deadlines.get(closed_at=None)
    assert deadline.due_on == MEETING_DAY + DAY


def test_a_payment_can_rest_on_a_passed_decision_on_money_or_a_project(
    committee: Committee,
) -> None:
    topic = committee.ready()
    number = topic.dossier.number
    assert passed_decision(number) is None
    committee.vote(topic, 7)
    with clock.moved_to(MEETING_DAY):
        actions.resolve(topic, by=committee.organiser, decision="同意安排改造经费8.6万元。")
    found = passed_decision(number)
    assert found
    assert (found.dossier, found.amount, found.decided_on) == (
        topic.dossier,
        Decimal(86000),
        MEETING_DAY,
    )
    assert passed_decision("YT2026-105001-9999") is None


def test_a_decision_of_another_kind_pays_for_nothing(committee: Committee) -> None:
    topic = committee.passed(category="decision", amount=None)
    assert passed_decision(topic.dossier.number) is None
    assert Topic.objects.passed().get() == topic

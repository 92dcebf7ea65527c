"""A large payment rests on a passed decision of the party committee, or is not made."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from jiedao.funds import actions
from jiedao.funds.indicators import DECIDED_SHARE, ESTATES, LARGE
from jiedao.funds.models import Payment, Project
from jiedao.indicators.figures import Scope
from jiedao.indicators.selectors import told
from jiedao.lib import clock
from jiedao.party_committee.models import Topic
from jiedao.people.models import User
from jiedao.rulebooks import actions as rulebooks
from tests.conftest import TODAY, Office
from tests.funds.conftest import YEAR, budgeted, line_of, opened, paid, received, refusal_of
from tests.funds.test_journey import send
from tests.party_committee.conftest import (
    MEETING_DAY,
    Committee,
    clerk,
    committee,
    organiser,
    room,
)

__all__ = ["clerk", "committee", "organiser", "room"]
LARGE_SUM = {"amount": Decimal(50_000), "on": MEETING_DAY}


@pytest.fixture
def decided(committee: Committee) -> Topic:
    """The committee has agreed to 8.6万元 on the day of its meeting."""
    return committee.passed()


def test_a_large_payment_names_its_decision(
    project: Project, decided: Topic, officer: User
) -> None:
    received(project, officer)
    bare = refusal_of(paid, project, officer, **LARGE_SUM)
    assert (bare.code, bare.field) == ("funds.undecided", "decision_number")
    assert bare.reason == "这笔支出5万元，达到大额支出标准5万元，要先经党工委集体研究。"
    assert (bare.arithmetic, bare.basis) == ("5万元 ≥ 5万元", "内部规定")
    assert "请先申报党工委议题" in bare.hint
    small = paid(project, officer, amount=Decimal("49999.99"))
    assert (small.is_large, small.decision) == (False, None)
    number = decided.dossier.number
    payment = paid(project, officer, **LARGE_SUM, voucher="2", decision_number=f" {number.lower()}")
    assert (payment.is_large, payment.decision) == (True, decided.dossier)


def test_what_is_not_passed_bears_nothing(
    project: Project, committee: Committee, officer: User
) -> None:
    received(project, officer)
    for number in ("YT2026-105001-9999", committee.submitted().dossier.number):
        refusal = refusal_of(paid, project, officer, **LARGE_SUM, decision_number=number)
        assert (refusal.code, number in refusal.reason) == ("funds.no_decision", True)


def test_a_decision_bears_no_more_than_it_agreed_to(
    office: Office, project: Project, decided: Topic, officer: User
) -> None:
    given: dict[str, Any] = {"decision_number": decided.dossier.number}
    received(project, officer)
    first = paid(project, officer, **LARGE_SUM, **given)
    line = line_of(budgeted(office.street, officer), "operating")
    rest: dict[str, Any] = {"on": TODAY, "purpose": "设备", "voucher": "3"} | given
    refusal = refusal_of(actions.spend, line, by=officer, amount=Decimal(36_001), **rest)
    assert (refusal.code, refusal.field) == ("funds.beyond_decision", "amount")
    assert refusal.arithmetic == "5万元 ＋ 3.6001万元 ＞ 8.6万元"
    actions.spend(line, by=officer, amount=Decimal(36_000), **rest)
    actions.correct_payment(first, by=officer, reason="退货")
    assert paid(project, officer, **LARGE_SUM, voucher="4", **given).pk


def test_a_decision_comes_before_its_payment_and_from_the_same_street(
    office: Office, project: Project, decided: Topic, officer: User
) -> None:
    received(project, officer)
    given: dict[str, Any] = {"decision_number": decided.dossier.number}
    early = refusal_of(paid, project, officer, amount=Decimal(50_000), on=date(2026, 4, 8), **given)
    assert early.code == "funds.decided_later"
    decided.dossier.unit = office.b
    decided.dossier.save(update_fields=["unit"])
    assert refusal_of(paid, project, officer, **LARGE_SUM, **given).code == "funds.no_decision"


def test_a_stricter_street_has_a_lower_threshold(
    office: Office, project: Project, officer: User, lead_official: User
) -> None:
    received(project, officer)
    rulebooks.set_local_rule(
        office.street,
        book="funds",
        key="large_payment",
        value=30_000,
        in_force=date(2026, 1, 1),
        document="经费支出审批办法",
        document_on=date(2025, 12, 20),
        by=lead_official,
    )
    refusal = refusal_of(paid, project, officer)
    assert refusal.arithmetic == "3万元 ≥ 3万元"
    assert refusal.basis == "《经费支出审批办法》"
    assert paid(project, officer, amount=Decimal(29_999)).pk


def test_the_share_that_was_decided_follows(
    office: Office, decided: Topic, officer: User, client_of: Callable[[User], Client]
) -> None:
    def values() -> list[Any]:
        return [
            one.value for one in told((LARGE, DECIDED_SHARE, ESTATES), Scope(office.street, *YEAR))
        ]

    project = opened(office.b, officer, kind="old_estate")
    client, url = client_of(officer), f"{project.get_absolute_url()}pay/"
    with clock.moved_to(TODAY):
        received(project, officer)
        assert values() == [0, None, 0]
        given = {
            "on": f"{MEETING_DAY}",
            "amount": "5万元",
            "purpose": "管网",
            "payee": "管网公司",
            "voucher": "1",
        }
        refused = client.post(url, given)
        assert refused.status_code == 409
        assert "算法：5万元 ≥ 5万元。依据：内部规定。请先申报党工委议题" in refused.text
        assert "5万元以上（含）的支出先经党工委研究" in refused.text
        page = send(client, url, decision_number=decided.dossier.number, **given)
        assert f"党工委决定 {decided.dossier.number}" in page.text
        assert values() == [1, 100, 1]
        actions.correct_payment(Payment.objects.get(), by=officer, reason="退货")
        assert values() == [0, None, 0]

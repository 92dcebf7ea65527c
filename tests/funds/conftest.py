"""Money of the office, each time entered by the real action."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from jiedao.funds import actions
from jiedao.funds.models import (
    Budget,
    BudgetLine,
    Payment,
    Project,
    Receipt,
    Support,
    WagePayment,
    Wages,
)
from jiedao.lib import clock
from jiedao.lib.refusals import Refusal, Refused
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from tests.conftest import TODAY, Office

YEAR = (date(2026, 1, 1), date(2027, 1, 1))
PROJECT: dict[str, Any] = {
    "title": "体育社区日间照料中心建设",
    "kind": "day_care",
    "place": "体育社区日间照料中心",
    "planned": Decimal(400_000),
    "begun_on": date(2026, 2, 10),
}
RECEIPT: dict[str, Any] = {
    "on": date(2026, 3, 2),
    "amount": Decimal(200_000),
    "source": "superior",
    "payer": "区民政局",
    "voucher": "收-0312",
}
PAYMENT: dict[str, Any] = {
    "on": date(2026, 4, 8),
    "amount": Decimal(30_000),
    "purpose": "室内防水工程款",
    "voucher": "付-0408",
}


def opened(unit: Unit, by: User, **other: Any) -> Project:
    return actions.open_project(unit, by=by, **(PROJECT | other))


def received(project: Project, by: User, **other: Any) -> Receipt:
    return actions.receive(project, by=by, **(RECEIPT | other))


def paid(project: Project, by: User, **other: Any) -> Payment:
    return actions.pay(project, by=by, **(PAYMENT | other))


PLANNED = {
    "staff": Decimal(800_000),
    "operating": Decimal(200_000),
    "premises": Decimal(100_000),
    "party": Decimal(20_000),
}


def budgeted(street: Unit, by: User, **other: Any) -> Budget:
    return actions.open_budget(street, by=by, **({"year": 2026, "planned": PLANNED} | other))


def line_of(budget: Budget, kind: str) -> BudgetLine:
    return BudgetLine.objects.select_related("budget__street").get(budget=budget, kind=kind)


def salaried(community: Unit, by: User, **other: Any) -> Wages:
    """A year of wages of eight people, 4万元 a month."""
    given = {"year": 2026, "amount": Decimal(40_000), "heads": 8, "document": "金政办〔2025〕18号"}
    return actions.open_wages(community, by=by, **(given | other))


def wages_paid(wages: Wages, by: User, *, month: int, **other: Any) -> WagePayment:
    """All of a month, on the last day but one of it unless said otherwise."""
    day = date(wages.year, min(max(month, 1), 11), 28)
    given = {"on": day, "amount": Decimal(40_000), "voucher": f"资-{month}"}
    return actions.pay_wages(wages, by=by, month=month, **(given | other))


def sent_down(community: Unit, by: User, **other: Any) -> Support:
    given = {"kind": "goods", "title": "便民服务一体机", "quantity": "1套"}
    given |= {"since": date(2026, 3, 2)}
    return actions.send_down(community, by=by, **(given | other))


def refusal_of(act: Any, *args: Any, **given: Any) -> Refusal:
    with pytest.raises(Refused) as refused, transaction.atomic():
        act(*args, **given)
    return refused.value.refusal


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.moved_to(TODAY):
        yield


@pytest.fixture
def project(office: Office, officer: User) -> Project:
    """The day-care centre of community A, begun, nothing received yet."""
    return opened(office.a, officer)

"""Figures of money, each defined once. A counter-entry takes back the wrong one on its own day."""

from typing import Any

from django.db.models import QuerySet

from jiedao.funds.models import Payment, Receipt
from jiedao.funds.states import ProjectKind
from jiedao.indicators.figures import Scope, Sum

UPGRADES = (ProjectKind.PARTY_CENTRE, ProjectKind.AFTER_SCHOOL)


def _within(rows: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
    return rows.filter(on__gte=scope.since, on__lt=scope.until)


def received(scope: Scope) -> QuerySet[Any]:
    """Everything that came in within the period, from every source."""
    return _within(Receipt.objects.all(), scope)


def paid(scope: Scope) -> QuerySet[Any]:
    """Everything that was paid within the period."""
    return _within(Payment.objects.all(), scope)


def received_for_day_care(scope: Scope) -> QuerySet[Any]:
    """What came in for day-care centres."""
    return received(scope).filter(dossier__project__kind=ProjectKind.DAY_CARE)


def paid_for_old_estates(scope: Scope) -> QuerySet[Any]:
    """What was paid for old estates."""
    return paid(scope).filter(dossier__project__kind=ProjectKind.OLD_ESTATE)


def paid_for_upgrades(scope: Scope) -> QuerySet[Any]:
    """What was paid for party service centres and after-school care."""
    return paid(scope).filter(dossier__project__kind__in=UPGRADES)


_ENTRY: dict[str, Any] = {"on": "on", "dossier": "dossier_id", "adds": "amount"}

DAY_CARE = Sum(
    "funds.day_care",
    "日间照料中心筹集资金",
    "期内到账的社区日间照料中心资金，各种来源都算；答应了还没有到账的不算，冲销的扣除。",
    received_for_day_care,
    report="F18",
    **_ENTRY,
)
OLD_ESTATES = Sum(
    "funds.old_estates",
    "老旧小区环境改造投入",
    "期内为老旧小区环境改造付出去的钱，冲销的扣除。",
    paid_for_old_estates,
    report="F19",
    **_ENTRY,
)
UPGRADED = Sum(
    "funds.upgrades",
    "党员服务中心、四点半学校改造提升投入",
    "期内为党员服务中心、四点半学校改造提升付出去的钱，冲销的扣除。",
    paid_for_upgrades,
    report="F20",
    **_ENTRY,
)
RECEIVED = Sum(
    "funds.received",
    "到账资金",
    "期内各经费项目到账的钱，各种来源都算，冲销的扣除。",
    received,
    **_ENTRY,
)
PAID = Sum(
    "funds.paid",
    "支出资金",
    "期内付出去的钱，冲销的扣除；社区人员工资另外登记，不在里面。",
    paid,
    **_ENTRY,
)

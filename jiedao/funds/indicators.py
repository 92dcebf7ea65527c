"""Figures of money, each defined once. A counter-entry takes back the wrong one on its own day."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from jiedao.funds.models import Payment, Project, Receipt, Support
from jiedao.funds.states import ProjectKind
from jiedao.indicators.figures import AsOf, Count, Scope, Share, Sum

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


def large_payments(scope: Scope) -> QuerySet[Any]:
    """Large payments of the period that were not taken back."""
    return paid(scope).filter(is_large=True, corrects=None, corrected_by=None)


def decided_payments(scope: Scope) -> QuerySet[Any]:
    """Those of them that rest on a decision of the party committee."""
    return large_payments(scope).filter(decision__isnull=False)


def split_payments(scope: Scope) -> QuerySet[Any]:
    """Payments that came to a large sum with others to the same payee, and rest on no decision."""
    rows = paid(scope).filter(is_split=True, decision=None)
    return rows.filter(corrects=None, corrected_by=None)


def estates(scope: Scope) -> QuerySet[Project]:
    """Old estates whose first payment lies in the period."""
    first = Payment.objects.filter(dossier=OuterRef("pk"), corrects=None, corrected_by=None)
    rows = Project.objects.filter(kind=ProjectKind.OLD_ESTATE)
    day = Subquery(first.order_by("on").values("on")[:1])
    return rows.annotate(first_paid_on=day).filter(
        first_paid_on__gte=scope.since, first_paid_on__lt=scope.until
    )


def sent_down(day: date) -> QuerySet[Support]:
    """What is with the communities on a day."""
    return Support.objects.there_on(day)


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
ESTATES = Count(
    "funds.estates",
    "老旧小区环境改造个数",
    "期内付出第一笔钱的老旧小区环境改造项目，一个项目计一次；付款跨年的，只算在第一笔那一年。",
    estates,
    on="first_paid_on",
    measure="个",
)
LARGE = Count(
    "funds.large_payments",
    "大额支出",
    "期内达到大额支出标准的支出，冲销了的不算；标准按支出那一天的规则。使用平台以前的支出补录了的也算。",
    large_payments,
    on="on",
    dossier="dossier_id",
    measure="笔",
)
DECIDED = Count(
    "funds.decided_payments",
    "经党工委研究的大额支出",
    "大额支出里，登记了党工委决定编号的。",
    decided_payments,
    on="on",
    dossier="dossier_id",
    measure="笔",
)
SPLIT = Count(
    "funds.split_payments",
    "疑似拆分的支出",
    "同一项目在规定的天数内付给同一个收款人、单笔都不到大额标准、合计达到的支出，没有党工委决定的；"
    "平常登记会被拒绝，这里数的是有这条规则以前登记的和补录的，冲销了的不算。",
    split_payments,
    on="on",
    dossier="dossier_id",
    measure="笔",
)
DECIDED_SHARE = Share(
    "funds.decided_share",
    "大额支出经党工委研究的比例",
    "期内的大额支出里，有党工委决定的占多少。",
    out_of=LARGE,
    counts=DECIDED,
)
SUPPORTS = AsOf(
    "funds.supports",
    "下沉到社区的人财物",
    "期末那天还在社区的人员、资金、设备物资，登记一次计一项。",
    sent_down,
    measure="项",
)

"""Reading wages: communities by month, and one community's year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import DateField, QuerySet, Value
from django.db.models.functions import Cast
from django.http import Http404

from jiedao.access import selectors as access
from jiedao.funds.conditions.keeping import DUTY
from jiedao.funds.kinds import WAGES
from jiedao.funds.models import WagePayment, Wages, WageStandard
from jiedao.funds.rules import RULES
from jiedao.funds.selectors.months import FullPay, Month, claim, months_of
from jiedao.lib.addresses import address
from jiedao.lib.prepared import Question, rounded_up
from jiedao.lib.sheets import Cell
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User
from jiedao.rulebooks.models import LocalRule
from jiedao.web.lists import MOST_EXPORTED, Asked, Listed, Listing, Narrowing, page_of

COLUMNS = (
    "社区", "年度", "月份", "应发（元）", "实发（元）", "发足日期", "最晚发放日期", "是否足额",
)  # fmt: skip
PAYMENT_COLUMNS = ("发放日期", "哪个月的", "金额（元）", "凭证号", "冲销原因", "登记人", "登记时间")
MOST_YEARS = 20
COMMUNITIES = (UnitLevel.COMMUNITY, UnitLevel.VILLAGE)


def listing(user: User) -> Listing:
    """What can be asked of the table: the years there are."""
    years = visible_to(user).order_by("-year").values_list("year", flat=True).distinct()
    choices = [(str(year), f"{year}年") for year in years[:MOST_YEARS]]
    return Listing(
        "编号或者社区",
        {
            "newest": ("新的年度在前", ("-year", "community__path")),
            "community": ("按社区", ("community__path", "-year")),
        },
        (Narrowing("year", "年度", choices),),
    )


def visible_to(user: User) -> QuerySet[Wages]:
    """The wages a person may see."""
    seen = access.dossiers_seen_by(user, *WAGES.seen_with)
    return Wages.objects.filter(seen).select_related("dossier__unit", "community")


def get_visible(user: User, number: str) -> Wages:
    """One community's year by its number; Http404 when there is none or it may not be known."""
    rows = visible_to(user).select_related("dossier__unit", "dossier__opened_by", "community")
    found = rows.filter(dossier__number=number).first()
    if found is None:
        raise Http404
    return found


def asked_for(user: User, asked: Asked) -> QuerySet[Wages]:
    """The communities' years that were asked for."""
    rows = visible_to(user)
    if asked.of("year"):
        rows = rows.filter(year=int(asked.of("year")))
    if asked.words:
        by_name = rows.filter(community__short_name__icontains=asked.words)
        rows = by_name | rows.filter(dossier__number=asked.words)
    return rows


@dataclass(frozen=True)
class Row:
    """A community's year with its twelve months."""

    wages: Wages
    months: list[Month]

    @property
    def name(self) -> str:
        return f"{self.wages.community}{self.wages.year}年"


@Question
def _entered(*, years: tuple[int, ...]) -> QuerySet[Any, Any]:
    """What is to be paid (without a day) and what was paid, of communities' years."""
    never = Cast(Value(None), DateField())
    standards = WageStandard.objects.filter(wages__in=years).order_by()
    due = standards.values_list("wages", "pk", "month", "amount", never)
    paid = WagePayment.objects.filter(dossier__in=years).order_by()
    return due.union(paid.values_list("dossier", "pk", "month", "amount", "on"), all=True)


def rows_of(years: Iterable[Wages], today: date) -> list[Row]:
    """Communities' years with their months; two questions for all of them."""
    years = list(years)
    standards, payments = defaultdict(list), defaultdict(list)
    keys = rounded_up(tuple(one.pk for one in years))
    for year, pk, month, amount, on in _entered(years=keys) if keys else ():
        if on is None:
            standards[year].append(WageStandard(pk=pk, month=month, amount=amount))
        else:
            payments[year].append(WagePayment(pk=pk, month=month, amount=amount, on=on))
    above = {pk for one in years for pk in one.community.ancestor_ids}
    local = list(LocalRule.objects.filter(book=RULES.code, unit__in=above))
    return [
        Row(
            one,
            months_of(
                one,
                standards[one.pk],
                payments[one.pk],
                edition=RULES.on(today, one.community, local=local),
                today=today,
            ),
        )
        for one in years
    ]


def listed(user: User, asked: Asked, *, today: date) -> Listed[Row]:
    """One page of the table."""
    found = page_of(asked_for(user, asked), asked, lambda one: one, measure="个社区年度")
    return Listed(rows_of(found.rows, today), found.words, found.before_url, found.after_url)


def full_pay(user: User, asked: Asked, *, today: date) -> FullPay:
    """Whether all that was asked for was paid in full, not only what this page shows."""
    rows = rows_of(asked_for(user, asked)[:MOST_EXPORTED], today)
    return claim((row.name, row.months) for row in rows)


def sheet_lines(rows: QuerySet[Wages], *, today: date) -> Iterator[list[Cell]]:
    """Every month for Excel."""
    for row in rows_of(rows[:MOST_EXPORTED], today):
        for month in row.months:
            yield [
                str(row.wages.community),
                row.wages.year,
                month.number,
                month.standard,
                month.paid,
                month.full_on,
                month.due_on,
                month.word,
            ]


@dataclass(frozen=True)
class Paid:
    """One payment of wages, and where it is taken back."""

    payment: WagePayment
    correct_url: str


def payments_of(wages: Wages, *, may_keep: bool = False) -> list[Paid]:
    """What was paid, in the order of its days."""
    rows = WagePayment.objects.filter(dossier=wages.dossier)
    number = wages.dossier.number
    return [
        Paid(
            one,
            address("funds:correct_wages", number, one.pk) if may_keep and one.is_standing else "",
        )
        for one in rows.select_related("corrected_by", "entered_by")
    ]


def payment_lines(wages: Wages) -> Iterator[list[Cell]]:
    """The payments of a year for Excel."""
    for one in payments_of(wages):
        paid = one.payment
        yield [
            paid.on,
            paid.month,
            paid.amount,
            paid.voucher,
            paid.reason,
            str(paid.entered_by),
            paid.entered_at,
        ]


def standards_of(wages: Wages) -> list[WageStandard]:
    """What was to be paid, from which month on."""
    return list(WageStandard.objects.filter(wages=wages).select_related("entered_by"))


def next_month(months: Iterable[Month]) -> Month | None:
    """The first month that is not paid in full: what the form offers."""
    return next((month for month in months if not month.is_full), None)


def payment_of(wages: Wages, pk: int) -> Any:
    """One payment of a year; Http404 when it has none of that key."""
    rows = WagePayment.objects.select_related("dossier__unit", "corrected_by")
    found = rows.filter(dossier=wages.dossier, pk=pk).first()
    if found is None:
        raise Http404
    return found


def communities_of(user: User) -> QuerySet[Unit]:
    """The communities whose wages a person enters."""
    return access.units_within(user, DUTY).filter(level__in=COMMUNITIES)

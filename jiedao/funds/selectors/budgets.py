"""Reading budgets: the years, one of them with what was spent, and whether it grew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from jiedao.access import selectors as access
from jiedao.funds.conditions.keeping import DUTY
from jiedao.funds.kinds import BUDGET
from jiedao.funds.models import Budget, BudgetAdjustment, BudgetLine, Payment
from jiedao.funds.selectors.lines import NOTHING, LineSums, lines_of, sums_of
from jiedao.funds.states import LineKind
from jiedao.lib.addresses import address
from jiedao.lib.numerals import money
from jiedao.lib.sheets import Cell
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User
from jiedao.web.lists import Asked, Listed, Listing, page_of

COLUMNS = (
    "年度",
    "街道",
    "科目",
    "年初预算（元）",
    "调整（元）",
    "现预算（元）",
    "已支出（元）",
    "结余（元）",
)
PAYMENT_COLUMNS = (
    "日期",
    "科目",
    "用途",
    "金额（元）",
    "凭证号",
    "项目",
    "冲销原因",
    "登记人",
    "收款人",
    "补录的原因",
)
SHOWN = 100
# What the work report says of the money for the communities' work: 稳中有升.
STEADY = (LineKind.OPERATING, LineKind.PARTY)
LISTING = Listing("编号或者年度", {"year": ("新的年度在前", ("-year", "pk"))})


def visible_to(user: User) -> QuerySet[Budget]:
    """The budgets a person may see."""
    seen = access.dossiers_seen_by(user, *BUDGET.seen_with)
    return Budget.objects.filter(seen).select_related("dossier__unit")


def get_visible(user: User, number: str) -> Budget:
    """One budget by its number; Http404 when there is none or it may not be known."""
    rows = visible_to(user).select_related("dossier__unit", "dossier__opened_by", "street")
    found = rows.filter(dossier__number=number).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Row:
    """A budget as the list shows it."""

    budget: Budget
    planned: Decimal
    now: Decimal
    spent: Decimal
    is_over: bool

    @property
    def left(self) -> Decimal:
        return self.now - self.spent


def asked_for(user: User, asked: Asked) -> QuerySet[Budget]:
    """The budgets that were asked for."""
    rows = visible_to(user)
    if asked.words:
        year = asked.words if asked.words.isdecimal() and len(asked.words) == 4 else 0
        rows = rows.filter(year=year) | rows.filter(dossier__number=asked.words)
    return rows


def listed(user: User, asked: Asked) -> Listed[Row]:
    """One page of the years."""
    found = page_of(asked_for(user, asked), asked, lambda budget: budget, measure="个年度")
    return Listed(rows_of(found.rows), found.words, found.before_url, found.after_url)


def rows_of(budgets: list[Budget]) -> list[Row]:
    """Budgets with what their lines come to."""
    lines = BudgetLine.objects.filter(budget__in=[budget.pk for budget in budgets])
    sums = sums_of(lines.select_related("budget__street"))
    return [
        _row(budget, [one for one in sums if one.line.budget_id == budget.pk]) for budget in budgets
    ]


def _row(budget: Budget, sums: list[LineSums]) -> Row:
    return Row(
        budget,
        sum((one.line.planned for one in sums), NOTHING),
        sum((one.now for one in sums), NOTHING),
        sum((one.spent for one in sums), NOTHING),
        any(one.left < 0 for one in sums),
    )


@dataclass(frozen=True)
class YearLine:
    """A line beside the same line a year earlier."""

    sums: LineSums
    before: Decimal | None

    @property
    def change(self) -> Decimal | None:
        return None if self.before is None else self.sums.now - self.before

    @property
    def change_words(self) -> str:
        if self.change is None:
            return "上年没有登记"
        if not self.change:
            return "和上年持平"
        return f"比上年{'增加' if self.change > 0 else '减少'}{money(abs(self.change))}"

    @property
    def name(self) -> str:
        return str(self.sums.line.get_kind_display())


def year_lines(budget: Budget) -> list[YearLine]:
    """The lines of a budget, each beside the year before."""
    earlier = Budget.objects.filter(street=budget.street_id, year=budget.year - 1).first()
    before = {one.line.kind: one.now for one in lines_of(earlier)} if earlier else {}
    return [YearLine(one, before.get(one.line.kind)) for one in lines_of(budget)]


def whole_of(budget: Budget, lines: Iterable[YearLine]) -> Row:
    """What the lines come to."""
    return _row(budget, [line.sums for line in lines])


@dataclass(frozen=True)
class Claim:
    """A sentence of the work report with whether the records bear it out (None: nothing to compare)."""

    words: str
    holds: bool | None
    why: str

    @property
    def chip(self) -> str:
        return {True: "ok", False: "late", None: ""}[self.holds]

    @property
    def word(self) -> str:
        return {True: "属实", False: "不属实", None: "没有可比的"}[self.holds]


def steady(lines: Iterable[YearLine]) -> Claim:
    """Whether the money for the communities' work and party building grew or held (稳中有升)."""
    asked = [line for line in lines if line.sums.line.kind in STEADY]
    words = "社区党建等工作经费稳中有升"
    missing = [line.name for line in asked if line.before is None]
    if missing or not asked:
        return Claim(words, None, f"上一年的{'、'.join(missing) or '预算'}没有登记，不能比较。")
    why = "；".join(f"{line.name}{line.change_words}" for line in asked)
    return Claim(words, all((line.change or NOTHING) >= 0 for line in asked), f"{why}。")


@dataclass(frozen=True)
class Spending:
    """One payment from a line, and whose."""

    payment: Payment
    project_name: str
    project_url: str
    correct_url: str


def spendings_of(budget: Budget, *, may_keep: bool = False, most: int = SHOWN) -> list[Spending]:
    """What was paid from the lines of a budget, the last first: its own, and those of projects."""
    rows = Payment.objects.filter(line__budget=budget).select_related(
        "line__budget", "dossier", "corrected_by", "entered_by"
    )
    return [_spending(payment, budget, may_keep) for payment in rows.order_by("-on", "-pk")[:most]]


def _spending(payment: Payment, budget: Budget, may_keep: bool) -> Spending:
    own = payment.dossier_id == budget.pk
    number = budget.dossier.number
    may_correct = may_keep and own and payment.is_standing
    return Spending(
        payment,
        "" if own else payment.dossier.title,
        "" if own else address("funds:project_page", payment.dossier.number),
        address("funds:correct_spending", number, payment.pk) if may_correct else "",
    )


def adjustments_of(budget: Budget) -> list[BudgetAdjustment]:
    """What was added and taken, in the order of its days."""
    rows = BudgetAdjustment.objects.filter(line__budget=budget)
    return list(rows.select_related("line__budget", "entered_by"))


def sheet_lines(budgets: Iterable[Budget]) -> Iterator[list[Cell]]:
    """The lines of all years for Excel."""
    for budget in budgets:
        for one in lines_of(budget):
            yield [
                budget.year,
                str(budget.dossier.unit),
                str(one.line.get_kind_display()),
                one.line.planned,
                one.adjusted,
                one.now,
                one.spent,
                one.left,
            ]


def payment_lines(budget: Budget, *, most: int) -> Iterator[list[Cell]]:
    """The payments of a budget for Excel."""
    for one in spendings_of(budget, most=most):
        payment = one.payment
        yield [
            payment.on,
            str(payment.line),
            payment.purpose,
            payment.amount,
            payment.voucher,
            one.project_name,
            payment.reason,
            str(payment.entered_by),
            payment.payee,
            payment.backfill_reason,
        ]


def open_lines(unit: Unit | None = None) -> QuerySet[BudgetLine]:
    """The lines money can be taken from: of budgets not settled, of the streets above a unit."""
    rows = BudgetLine.objects.filter(budget__settled_on=None).select_related("budget__street")
    if unit is not None:
        rows = rows.filter(budget__street__in=unit.ancestor_ids)
    return rows.order_by("-budget__year", "pk")


def payment_of(budget: Budget, pk: int) -> Any:
    """One payment of the budget's own; Http404 when it has none of that key."""
    rows = Payment.objects.select_related("dossier__unit", "corrected_by")
    found = rows.filter(dossier=budget.dossier, pk=pk).first()
    if found is None:
        raise Http404
    return found


def streets_of(user: User) -> QuerySet[Unit]:
    """The streets whose budget a person enters."""
    return access.units_within(user, DUTY).filter(level=UnitLevel.STREET)

"""What a budget lets pass: nothing is spent that a line has not, nothing after it is settled."""

from datetime import date
from decimal import Decimal

from jiedao.funds.conditions.keeping import why_not
from jiedao.funds.models import Budget, BudgetLine
from jiedao.funds.selectors.lines import sums_of
from jiedao.lib import clock
from jiedao.lib.numerals import long_day, money
from jiedao.lib.refusals import Refusal
from jiedao.organisation.models import Unit
from jiedao.people.models import User


def known(street: Unit, year: int) -> Refusal | None:
    """Why a year has no second budget."""
    first = Budget.objects.filter(street=street, year=year).select_related("dossier").first()
    if first is None:
        return None
    return Refusal(
        "funds.budget_known",
        f"{street}{year}年的预算已经登记，编号{first.dossier.number}，没有重复登记。",
        hint="数目变了的，请在那份预算里登记调整。",
        field="year",
    )


def why_not_change(budget: Budget, *, by: User) -> Refusal | None:
    """Why nothing can be entered about a budget any more."""
    return why_not(budget.dossier, by=by) or settled(budget)


def settled(budget: Budget) -> Refusal | None:
    """Why a settled budget stays as it is."""
    if budget.settled_on is None:
        return None
    return Refusal(
        "funds.settled",
        f"{budget.year}年的预算已经在{long_day(budget.settled_on)}结账，不能再列支、调整或者冲销。",
        hint="该由今年负担的，请登记在今年的预算里。",
    )


def why_not_settle(budget: Budget, *, by: User) -> Refusal | None:
    """Why a year cannot be settled: it is not over, or is settled already."""
    refusal = why_not_change(budget, by=by)
    if refusal or clock.today().year > budget.year:
        return refusal
    return Refusal(
        "funds.year_runs",
        f"{budget.year}年还没有过完，{budget.year + 1}年1月1日以后才能结账。",
    )


def not_of(line: BudgetLine, unit: Unit) -> Refusal | None:
    """Why a line does not bear what is done elsewhere: it is another street's."""
    if unit.path.startswith(line.budget.street.path):
        return None
    return Refusal(
        "funds.other_street",
        f"{line}是{line.budget.street}的预算，不能列支{unit}的项目，请重新选择。",
        field="line",
    )


def wrong_year(line: BudgetLine, on: date) -> Refusal | None:
    """Why a day does not belong to the year of a line."""
    if on.year == line.budget.year:
        return None
    return Refusal(
        "funds.year",
        f"{long_day(on)}不在{line.budget.year}年里，不能在{line}列支或者调整。",
        hint="请选择那一年的预算，或者核对日期。",
        field="on",
    )


def over_spent(line: BudgetLine, amount: Decimal) -> Refusal | None:
    """Why a line cannot bear a sum."""
    (sums,) = sums_of([line])
    if amount <= sums.left:
        return None
    return Refusal(
        "funds.over_budget",
        f"{line}只剩{money(sums.left)}，这笔{money(amount)}超出{money(amount - sums.left)}。",
        arithmetic=_words(sums.now, sums.spent),
        hint="追加了预算的，请先在预算里登记调整；也可以改用项目到账的钱。",
        field="amount",
    )


def cut_too_deep(line: BudgetLine, amount: Decimal) -> Refusal | None:
    """Why so much cannot be taken from a line: it is spent already, or was never there."""
    (sums,) = sums_of([line])
    if amount >= 0 or sums.left + amount >= 0:
        return None
    return Refusal(
        "funds.cut",
        f"{line}只剩{money(sums.left)}，不能减少{money(-amount)}。",
        arithmetic=_words(sums.now, sums.spent),
        field="amount",
    )


def _words(now: Decimal, spent: Decimal) -> str:
    return f"预算{money(now)} − 已支出{money(spent)} ＝ {money(now - spent)}"

"""What a line of a budget has, what was spent from it, and what is left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum

from jiedao.funds.models import Budget, BudgetAdjustment, BudgetLine, Payment, WagePayment
from jiedao.funds.states import LineKind

NOTHING = Decimal(0)


@dataclass(frozen=True)
class LineSums:
    """A line with its sums."""

    line: BudgetLine
    adjusted: Decimal
    spent: Decimal

    @property
    def now(self) -> Decimal:
        """What it has after all adjustments."""
        return self.line.planned + self.adjusted

    @property
    def left(self) -> Decimal:
        return self.now - self.spent

    @property
    def per_cent(self) -> Decimal:
        """Which part of it is spent; all of it where nothing was planned and something was spent."""
        if not self.now:
            return Decimal(100 if self.spent else 0)
        return (100 * self.spent / self.now).quantize(Decimal("0.1"))

    @property
    def bar(self) -> Decimal:
        """The length of its bar: never longer than the whole."""
        return min(max(self.per_cent, NOTHING), Decimal(100))


def sums_of(lines: Iterable[BudgetLine]) -> list[LineSums]:
    """Lines of one budget or of several, each with its sums; four questions for all of them."""
    lines = list(lines)
    keys = [line.pk for line in lines]
    adjusted = _whole(BudgetAdjustment.objects.filter(line__in=keys))
    spent = _whole(Payment.objects.filter(line__in=keys))
    wages = _wages([line.budget for line in lines if line.kind == LineKind.STAFF])
    return [
        LineSums(
            line,
            adjusted.get(line.pk, NOTHING),
            spent.get(line.pk, NOTHING)
            + (wages[line.budget_id] if line.kind == LineKind.STAFF else NOTHING),
        )
        for line in lines
    ]


def _wages(budgets: list[Budget]) -> dict[int, Decimal]:
    """The wages paid in the year of each budget in the communities of its street: entered once, there."""
    years = {budget.year for budget in budgets}
    rows = WagePayment.objects.filter(on__year__in=years).order_by()
    paid = list(rows.values_list("on__year", "dossier__unit__path").annotate(whole=Sum("amount")))
    return {
        budget.pk: sum((whole for year, path, whole in paid if _is_of(budget, year, path)), NOTHING)
        for budget in budgets
    }


def _is_of(budget: Budget, year: int, path: str) -> bool:
    return year == budget.year and path.startswith(budget.street.path)


def _whole(rows: QuerySet[Any]) -> dict[int, Decimal]:
    return dict(rows.order_by().values_list("line").annotate(whole=Sum("amount")))


def lines_of(budget: Budget) -> list[LineSums]:
    """The lines of a budget in the order of their kinds."""
    order = list(LineKind)
    lines = list(BudgetLine.objects.filter(budget=budget).select_related("budget__street"))
    return sums_of(sorted(lines, key=lambda line: order.index(LineKind(line.kind))))

"""Everything the office keeps about money."""

from jiedao.funds.models.budgets import Budget, BudgetAdjustment, BudgetLine
from jiedao.funds.models.money import MoneyEntry, Payment, Receipt
from jiedao.funds.models.projects import Project, ProjectQuerySet

__all__ = [
    "Budget",
    "BudgetAdjustment",
    "BudgetLine",
    "MoneyEntry",
    "Payment",
    "Project",
    "ProjectQuerySet",
    "Receipt",
]

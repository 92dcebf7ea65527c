"""Everything the office keeps about money."""

from jiedao.funds.models.budgets import Budget, BudgetAdjustment, BudgetLine
from jiedao.funds.models.money import MoneyEntry, Payment, Receipt
from jiedao.funds.models.projects import Project, ProjectQuerySet
from jiedao.funds.models.publishing import ProjectPublication
from jiedao.funds.models.supports import Support
from jiedao.funds.models.wages import WagePayment, Wages, WageStandard

__all__ = [
    "Budget",
    "BudgetAdjustment",
    "BudgetLine",
    "MoneyEntry",
    "Payment",
    "Project",
    "ProjectPublication",
    "ProjectQuerySet",
    "Receipt",
    "Support",
    "WagePayment",
    "WageStandard",
    "Wages",
]

"""Everything the office keeps about money."""

from jiedao.funds.models.money import MoneyEntry, Payment, Receipt
from jiedao.funds.models.projects import Project, ProjectQuerySet

__all__ = ["MoneyEntry", "Payment", "Project", "ProjectQuerySet", "Receipt"]

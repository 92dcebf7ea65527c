"""Everything that writes about money."""

from jiedao.funds.actions.budgets import adjust, open_budget, settle
from jiedao.funds.actions.money import correct_payment, correct_receipt, pay, receive, spend
from jiedao.funds.actions.projects import amend, begin, finish, open_project

__all__ = [
    "adjust",
    "amend",
    "begin",
    "correct_payment",
    "correct_receipt",
    "finish",
    "open_budget",
    "open_project",
    "pay",
    "receive",
    "settle",
    "spend",
]

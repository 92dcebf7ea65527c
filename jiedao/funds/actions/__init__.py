"""Everything that writes about money."""

from jiedao.funds.actions.budgets import adjust, open_budget, settle
from jiedao.funds.actions.money import (
    correct_payment,
    correct_receipt,
    pay,
    receive,
    spend,
)
from jiedao.funds.actions.projects import amend, begin, finish, open_project
from jiedao.funds.actions.publishing import drop_publication, name_publication
from jiedao.funds.actions.supports import end_support, send_down
from jiedao.funds.actions.tables import Reading, look_at, take_over
from jiedao.funds.actions.wages import correct_wages, open_wages, pay_wages, set_standard

__all__ = [
    "Reading",
    "adjust",
    "amend",
    "begin",
    "correct_payment",
    "correct_receipt",
    "correct_wages",
    "drop_publication",
    "end_support",
    "finish",
    "look_at",
    "name_publication",
    "open_budget",
    "open_project",
    "open_wages",
    "pay",
    "pay_wages",
    "receive",
    "send_down",
    "set_standard",
    "settle",
    "spend",
    "take_over",
]

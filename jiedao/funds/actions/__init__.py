"""Everything that writes about money."""

from jiedao.funds.actions.projects import (
    amend,
    begin,
    correct_payment,
    correct_receipt,
    finish,
    open_project,
    pay,
    receive,
)

__all__ = [
    "amend",
    "begin",
    "correct_payment",
    "correct_receipt",
    "finish",
    "open_project",
    "pay",
    "receive",
]

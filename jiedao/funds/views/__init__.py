"""The pages of money."""

from jiedao.funds.views.projects import (
    amend,
    begin,
    correct_payment,
    correct_receipt,
    export,
    export_account,
    finish,
    open_project,
    pay,
    project_list,
    project_page,
    receive,
)

__all__ = [
    "amend",
    "begin",
    "correct_payment",
    "correct_receipt",
    "export",
    "export_account",
    "finish",
    "open_project",
    "pay",
    "project_list",
    "project_page",
    "receive",
]

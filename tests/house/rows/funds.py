"""Money: one project of community A with a receipt and a payment."""

from typing import Any

from jiedao.funds.models import Payment, Project, Receipt
from jiedao.people.models import User
from tests.funds.conftest import opened, paid, received
from tests.house.matrix import only, row

SEEN = only(("chair", "branch", "secretary", "lead", "officer"), others=404)
KEPT = SEEN | dict.fromkeys(("chair", "branch", "secretary", "lead"), 403)
BARE = ("project_list", "export", "open_project")

ROWS = {
    "funds:project_list": row(200),
    "funds:export": row(200),
    "funds:open_project": only(("officer",)),
    "funds:project_page": SEEN,
    "funds:export_account": SEEN,
    "funds:amend": KEPT,
    "funds:begin": KEPT | {"officer": 409},  # it was begun
    "funds:finish": KEPT,
    "funds:receive": KEPT,
    "funds:pay": KEPT,
    "funds:correct_receipt": KEPT | {"officer": 409},  # something was paid out of it
    "funds:correct_payment": KEPT,
}


def prepare(office: Any, everybody: dict[str, User]) -> None:
    project = opened(office.a, everybody["officer"])
    received(project, everybody["officer"])
    paid(project, everybody["officer"])


def arguments(act: str, office: Any) -> list[Any]:
    if act in BARE:
        return []
    number = Project.objects.get().dossier.number
    if act == "correct_receipt":
        return [number, Receipt.objects.get().pk]
    return [number, Payment.objects.get().pk] if act == "correct_payment" else [number]

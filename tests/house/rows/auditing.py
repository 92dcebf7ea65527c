"""The ledger over all units: for the audit administrator alone."""

from typing import Any

from jiedao.people.models import User
from tests.house.matrix import NOBODY, only

AUDIT = only(("audit",))
ROWS = {
    "auditing:overview": AUDIT,
    "auditing:export": AUDIT,
    "api:ledger-list": AUDIT | {NOBODY: 401},
}


def prepare(office: Any, everybody: dict[str, User]) -> None:
    """Nothing is needed: the others' acts are what it shows."""


def arguments(act: str, office: Any) -> list[Any]:
    return []

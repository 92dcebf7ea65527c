"""The outbox, and everybody's own addresses."""

from typing import Any

from jiedao.people.models import User
from tests.house.matrix import COMMAND, only, row

ROWS = {
    "delivery:outbox": only(("system",)),
    "delivery:export": only(("system",)),
    "delivery:contacts": row(200),
    "delivery:keep": row(200),
    "delivery:confirm": row(409),  # nobody has an address yet
    "delivery:send_code": COMMAND,
    "delivery:switch_on": COMMAND,
    "delivery:switch_off": COMMAND,
    "delivery:take_back": COMMAND,
}


def prepare(office: Any, everybody: dict[str, User]) -> None:
    """Everybody's page is there without a record."""


def arguments(act: str, office: Any) -> list[Any]:
    return [] if act in ("outbox", "export", "contacts") else ["sms"]

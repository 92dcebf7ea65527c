"""小组与分包: the way to the lists."""

from typing import Any

from jiedao.people.models import User
from tests.house.matrix import row

ROWS = {"liaison:home": row(200)}


def prepare(office: Any, everybody: dict[str, User]) -> None:
    """The page is there without anything in it."""


def arguments(act: str, office: Any) -> list[Any]:
    return []

"""The dashboard: for who may see figures, each over the own units."""

from typing import Any

from jiedao.people.models import User
from tests.house.matrix import FIGURES

ROWS = {
    "dashboard:dashboard": FIGURES,
    "dashboard:late_list": FIGURES,
    "dashboard:late_export": FIGURES,
}


def prepare(office: Any, everybody: dict[str, User]) -> None:
    """Nothing is needed: it shows what there is."""


def arguments(act: str, office: Any) -> list[Any]:
    return []

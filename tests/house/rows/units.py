"""Units on the API: the tree is for everybody at a desk, keeping it for the system administrator."""

from typing import Any

from jiedao.api.records.units import UnitViewSet
from jiedao.people.models import User
from tests.house.apis import path_of, rows_of
from tests.house.matrix import NOBODY, only, row

ROWS = rows_of(UnitViewSet, row(200), row(200))
ROWS["api:unit-hanging"] = only(("system",)) | {NOBODY: 401}


def prepare(office: Any, everybody: dict[str, User]) -> None:
    """The units are there."""


def arguments(act: str, office: Any) -> list[Any]:
    return path_of(UnitViewSet, act, office.a.code)

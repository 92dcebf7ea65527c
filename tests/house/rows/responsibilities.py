"""The list of responsibilities: one of community A."""

from typing import Any

from jiedao.liaison.models import Responsibility
from jiedao.people.models import User
from tests.house.matrix import UNSEEN_BY_ADMINS, only, row
from tests.liaison.conftest import listed

BLIND = UNSEEN_BY_ADMINS | {"grid": 404, "other": 404}
ROWS = {
    "responsibilities:responsibility_list": row(200),
    "responsibilities:export": row(200),
    "responsibilities:register": only(("lead", "officer")),
    "responsibilities:responsibility_page": row(200) | BLIND,
    "responsibilities:withdraw": only(("lead", "officer")) | BLIND,
}


def prepare(office: Any, everybody: dict[str, User]) -> None:
    listed(office.a, everybody["officer"])


def arguments(act: str, office: Any) -> list[Any]:
    bare = ("responsibility_list", "export", "register")
    return [] if act in bare else [Responsibility.objects.get().dossier.number]

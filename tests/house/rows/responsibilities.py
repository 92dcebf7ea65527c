"""The list of responsibilities: one of community A."""

from typing import Any

from jiedao.api.records.liaison import ResponsibilityViewSet
from jiedao.liaison.models import Responsibility
from jiedao.people.models import User
from tests.house.apis import path_of, rows_of
from tests.house.matrix import UNSEEN_BY_ADMINS, only, row
from tests.liaison.conftest import listed

BLIND = UNSEEN_BY_ADMINS | {"grid": 404, "other": 404}
ROWS = {
    "responsibilities:responsibility_list": row(200),
    "responsibilities:export": row(200),
    "responsibilities:paper": row(200),
    "responsibilities:register": only(("lead", "officer")),
    "responsibilities:responsibility_page": row(200) | BLIND,
    "responsibilities:withdraw": only(("lead", "officer")) | BLIND,
}
ROWS |= rows_of(ResponsibilityViewSet, row(200), row(200) | BLIND)


def prepare(office: Any, everybody: dict[str, User]) -> None:
    listed(office.a, everybody["officer"])


def arguments(act: str, office: Any) -> list[Any]:
    if act == "paper":
        return ["docx"]
    if act.startswith("responsibility-"):
        return path_of(ResponsibilityViewSet, act, Responsibility.objects.get().dossier.number)
    bare = ("responsibility_list", "export", "register")
    return [] if act in bare else [Responsibility.objects.get().dossier.number]

"""What the office has issued: one regulation."""

from typing import Any

from jiedao.api.records.regulations import RegulationViewSet
from jiedao.people.models import User
from jiedao.regulations.models import Regulation
from tests.house.apis import path_of, rows_of
from tests.house.matrix import UNSEEN_BY_ADMINS, only, row
from tests.regulations.conftest import issued

ROWS = {
    "regulations:regulation_list": row(200),
    "regulations:export": row(200),
    "regulations:register": only(("lead", "officer")),
    "regulations:regulation_page": row(200) | UNSEEN_BY_ADMINS,
    "regulations:revise": only(("lead", "officer")) | UNSEEN_BY_ADMINS,
    "regulations:repeal": only(("lead", "officer")) | UNSEEN_BY_ADMINS,
} | rows_of(RegulationViewSet, row(200), row(200) | UNSEEN_BY_ADMINS)


def prepare(office: Any, everybody: dict[str, User]) -> None:
    issued(office.street, everybody["officer"])


def arguments(act: str, office: Any) -> list[Any]:
    if act.startswith("regulation-"):
        return path_of(RegulationViewSet, act, Regulation.objects.get().dossier.number)
    bare = ("regulation_list", "export", "register")
    return [] if act in bare else [Regulation.objects.get().dossier.number]

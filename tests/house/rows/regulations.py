"""What the office has issued: one regulation."""

from typing import Any

from jiedao.people.models import User
from jiedao.regulations.models import Regulation
from tests.house.matrix import UNSEEN_BY_ADMINS, only, row
from tests.regulations.conftest import issued

ROWS = {
    "regulations:regulation_list": row(200),
    "regulations:export": row(200),
    "regulations:register": only(("lead", "officer")),
    "regulations:regulation_page": row(200) | UNSEEN_BY_ADMINS,
    "regulations:revise": only(("lead", "officer")) | UNSEEN_BY_ADMINS,
    "regulations:repeal": only(("lead", "officer")) | UNSEEN_BY_ADMINS,
}


def prepare(office: Any, everybody: dict[str, User]) -> None:
    issued(office.street, everybody["officer"])


def arguments(act: str, office: Any) -> list[Any]:
    bare = ("regulation_list", "export", "register")
    return [] if act in bare else [Regulation.objects.get().dossier.number]

"""Work groups: one, with a member."""

from typing import Any

from jiedao.api.records.liaison import GroupViewSet
from jiedao.liaison.models import Member, WorkGroup
from jiedao.people.models import User
from tests.house.apis import path_of, rows_of
from tests.house.matrix import NOBODY, UNSEEN_BY_ADMINS, only, row
from tests.liaison.conftest import established

BLIND = UNSEEN_BY_ADMINS | {"grid": 404}
ROWS = {
    "groups:group_list": row(200),
    "groups:export": row(200),
    "groups:paper": row(200),
    "groups:establish": only(("lead", "officer")),
    "groups:group_page": row(200) | BLIND,
    "groups:change": only(("lead", "officer")) | BLIND,
    "groups:add_members": only(("lead", "officer")) | BLIND,
    "groups:remove_member": only(("lead", "officer")) | BLIND,
    "groups:dissolve": only(("lead", "officer")) | BLIND,
}
ROWS |= rows_of(GroupViewSet, row(200), row(200) | BLIND)
ROWS["api:group-people"] = only(("lead", "officer")) | {NOBODY: 401}


def prepare(office: Any, everybody: dict[str, User]) -> None:
    officer = everybody["officer"]
    established(office.street, officer, members=[officer])


def arguments(act: str, office: Any) -> list[Any]:
    if act == "paper":
        return ["docx"]
    if act.startswith("group-"):
        return path_of(GroupViewSet, act, WorkGroup.objects.earliest("pk").dossier.number)
    if act in ("group_list", "export", "establish"):
        return []
    number = WorkGroup.objects.earliest("pk").dossier.number
    return [number, Member.objects.get().pk] if act == "remove_member" else [number]

"""小组与分包: the way to the lists; an assignment in community A with a visit and a participant."""

from typing import Any

from jiedao.api.records.liaison import AssignmentViewSet
from jiedao.liaison.actions import participations
from jiedao.liaison.models import Assignment, Participation, Visit
from jiedao.people.models import User
from tests.house.apis import path_of, rows_of
from tests.house.matrix import UNSEEN_BY_ADMINS, only, row
from tests.liaison.conftest import SINCE, assigned, visited

BLIND = UNSEEN_BY_ADMINS | {"grid": 404, "other": 404}
KEEPERS = only(("lead", "officer")) | BLIND
ROWS = {
    "liaison:home": row(200),
    "liaison:assignment_list": row(200),
    "liaison:export_assignments": row(200),
    "liaison:assign": only(("lead", "officer")),
    "liaison:assignment_page": row(200) | BLIND,
    "liaison:visit": KEEPERS,
    "liaison:withdraw_visit": KEEPERS,
    "liaison:end": KEEPERS,
    "liaison:take_part": KEEPERS,
    "liaison:stop_taking_part": KEEPERS,
}
ROWS |= rows_of(AssignmentViewSet, row(200), row(200) | BLIND)


def prepare(office: Any, everybody: dict[str, User]) -> None:
    officer = everybody["officer"]
    assignment = assigned(office.a, officer, everybody["lead"])
    visited(assignment, officer)
    participations.take_part(
        assignment.dossier, street=office.street, by=officer, user=officer, since=SINCE
    )


def arguments(act: str, office: Any) -> list[Any]:
    if act.startswith("assignment-"):
        return path_of(AssignmentViewSet, act, Assignment.objects.get().dossier.number)
    if act in ("home", "assignment_list", "export_assignments", "assign"):
        return []
    number = Assignment.objects.get().dossier.number
    if act == "withdraw_visit":
        return [number, Visit.objects.get().pk]
    if act == "stop_taking_part":
        return [number, Participation.objects.get().pk]
    return [number]

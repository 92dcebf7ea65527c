"""What a resident reported about community A's publishing: the street's until it orders something."""

from typing import Any

from decisions import actions
from decisions.api.complaints import ComplaintViewSet
from decisions.models import Complaint
from jiedao.people import actions as people
from jiedao.people.models import User
from tests.house.apis import path_of, rows_of
from tests.house.matrix import STREET, only, row

ROWS = rows_of(ComplaintViewSet, row(200), only(STREET, others=404))


def prepare(office: Any, everybody: dict[str, User]) -> None:
    actions.say_complaint(
        office.a,
        by=people.visitor(),
        wrong="late",
        affair="2号院停车费的收支",
        text="收了两年，没有公布过。",
    )


def arguments(act: str, office: Any) -> list[Any]:
    return path_of(ComplaintViewSet, act, Complaint.objects.get().dossier.number)

"""Pilots: one of the street, tried in community A."""

from typing import Any

from jiedao.api.records.liaison import PilotViewSet, TrialViewSet
from jiedao.liaison.models import Pilot, Trial
from jiedao.people.models import User
from tests.house.apis import path_of, rows_of
from tests.house.matrix import UNSEEN_BY_ADMINS, only, row
from tests.liaison.conftest import designated, tried

BLIND = UNSEEN_BY_ADMINS | {"grid": 404}
KEEPERS = only(("lead", "officer")) | BLIND
OF_A = {"other": 404}
ROWS = {
    "pilots:trial_list": row(200),
    "pilots:export": row(200),
    "pilots:designate": only(("lead", "officer")),
    "pilots:pilot_page": row(200) | BLIND,
    "pilots:begin": KEEPERS,
    "pilots:exchange": KEEPERS,
    "pilots:trial_page": row(200) | BLIND | OF_A,
    # Who is responsible for the trial (the chair here) needs no duty besides.
    "pilots:finish_stage": KEEPERS | OF_A | {"chair": 200},
    "pilots:move_stage": KEEPERS | OF_A | {"chair": 200},
    "pilots:finish": KEEPERS | OF_A | dict.fromkeys(("lead", "officer", "chair"), 409),
}
ROWS |= rows_of(PilotViewSet, row(200), row(200) | BLIND)
ROWS |= rows_of(TrialViewSet, row(200), row(200) | BLIND | OF_A)


def prepare(office: Any, everybody: dict[str, User]) -> None:
    officer = everybody["officer"]
    tried(designated(office.street, officer), officer, office.a, responsible=everybody["chair"])


def arguments(act: str, office: Any) -> list[Any]:
    if act.startswith("pilot-"):
        return path_of(PilotViewSet, act, Pilot.objects.get().dossier.number)
    if act.startswith("trial-"):
        return path_of(TrialViewSet, act, Trial.objects.get().dossier.number)
    if act in ("trial_list", "export", "designate"):
        return []
    if act in ("pilot_page", "begin", "exchange"):
        return [Pilot.objects.get().dossier.number]
    number = Trial.objects.get().dossier.number
    return [number, "rules"] if act in ("finish_stage", "move_stage") else [number]

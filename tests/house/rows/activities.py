"""What the street held: one study at which somebody was absent, one visit with a problem, one planned."""

from typing import Any

from jiedao.activities import actions
from jiedao.activities.models import Activity
from jiedao.api.records.activities import ActivityViewSet
from jiedao.people.models import User
from tests.activities.conftest import DAY, planned, registered
from tests.house.apis import path_of, rows_of
from tests.house.matrix import NOBODY, UNSEEN_BY_ADMINS, only, row

KEEPERS = ("lead", "officer", "chair", "worker", "branch", "other")
OF_THE_STREET = only(("lead", "officer")) | UNSEEN_BY_ADMINS
ROWS = {
    "activities:activity_list": row(200),
    "activities:export": row(200),
    "activities:owing_list": row(200),
    "activities:export_owing": row(200),
    "activities:choose": only(KEEPERS),
    # Who keeps the activities of a community keeps none of its street: 404.
    "activities:plan": only(("lead", "officer"))
    | dict.fromkeys(("chair", "worker", "branch", "other"), 404),
    "activities:activity_page": row(200) | UNSEEN_BY_ADMINS,
    "activities:hold": OF_THE_STREET,
    "activities:cancel": OF_THE_STREET,
    "activities:attach": OF_THE_STREET,
    "activities:find_problem": OF_THE_STREET,
    # Whose problem it is may enter that it is solved.
    "activities:solve": only(("lead", "officer", "chair", "worker", "branch")) | UNSEEN_BY_ADMINS,
    "activities:make_up": OF_THE_STREET,
} | rows_of(ActivityViewSet, row(200), row(200) | UNSEEN_BY_ADMINS)
ROWS["api:activity-people"] = row(400) | {NOBODY: 401}  # of which unit must be said


def prepare(office: Any, everybody: dict[str, User]) -> None:
    officer, lead = everybody["officer"], everybody["lead"]
    street = office.street
    registered(street, officer, attends=[officer, lead], absent=[lead])
    visit = registered(
        street, officer, kind="visit", visits=[lead], communities=[office.a], title="督导"
    )
    actions.find_problem(
        visit,
        by=officer,
        words="台账缺页",
        measure="补齐",
        unit=office.a,
        whose="赵丽华",
        due_on=DAY,
    )
    planned(street, officer, attends=[lead], kind="joint")


def arguments(act: str, office: Any) -> list[Any]:
    bare = ("activity_list", "export", "owing_list", "export_owing", "choose")
    if act in bare:
        return []
    if act.startswith("activity-"):
        return path_of(ActivityViewSet, act, Activity.objects.get(kind="joint").dossier.number)
    if act == "plan":
        return [office.street.code, "study"]
    kind = {"find_problem": "visit", "solve": "visit", "make_up": "study"}.get(act, "joint")
    activity = Activity.objects.get(kind=kind)
    number = activity.dossier.number
    if act == "solve":
        return [number, activity.problems.get().pk]
    return [number, activity.roster.get(present=False).pk] if act == "make_up" else [number]

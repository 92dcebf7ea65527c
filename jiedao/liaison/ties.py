"""What of the package ends with its unit (单位撤销): groups, 分包, pilots, what it answers for."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery

from jiedao.deadlines.ties import told_elsewhere
from jiedao.dossiers import actions as dossiers
from jiedao.dossiers.ties import numbered
from jiedao.ledger import acts
from jiedao.liaison.actions import assignments, groups, responsibilities
from jiedao.liaison.actions.entries import note
from jiedao.liaison.kinds import ASSIGNMENT, GROUP, PILOT
from jiedao.liaison.models import Assignment, Charge, Pilot, Responsibility, WorkGroup
from jiedao.organisation import ties
from jiedao.organisation.models import Unit
from jiedao.organisation.ties import Tie
from jiedao.people.models import User

PILOT_OVER = acts.declare("liaison.pilot_over", "试点随单位撤销")
REASON = "单位撤销"
OF_UNIT = Q(dossier__closed_on=None)


def ties_of(unit: Unit) -> list[Tie]:
    """Of a street its groups and pilots, of a community who answers for it, of a department the groups
    it answers for, of each what it answers for on the list; two questions each.
    """
    last = Charge.objects.filter(group=OuterRef("pk")).order_by("-begins_on", "-pk")
    answered = WorkGroup.objects.filter(until=None).exclude(street=unit)
    answered = answered.annotate(department=Subquery(last.values("department")[:1]))
    answered = answered.filter(department=unit.pk)
    standing = WorkGroup.objects.filter(street=unit, until=None)
    assigned = Assignment.objects.filter(community=unit, until=None)
    pilots = Pilot.objects.filter(OF_UNIT, street=unit)
    lines = Responsibility.objects.on_the_list().filter(dossier__unit=unit)
    return [
        _tie("由它负责的工作小组", answered, "个", "请先变更小组的分工，另定责任部门。", None),
        _tie("工作小组", standing, "个", "随街道撤销，从撤销那天起不再运行。", _dissolve),
        _tie("领导分包", assigned, "项", "随社区撤销结束，走访期限不再计算，走访记录保留。", _end),
        _tie("试点称号", pilots, "项", "随街道撤销结束，记录保留。", _pilot_over),
        _tie(
            "责任清单上的责任",
            lines,
            "项",
            "随单位撤销从责任清单撤下，不再计算，记录保留。",
            _take_off,
        ),
    ]


def _tie(name: str, rows: Any, measure: str, then: str, end: Callable[..., None] | None) -> Tie:
    shown = numbered(rows)
    if end is None:
        return Tie(name, rows.count(), measure, shown, then)

    def keys() -> Iterable[int]:
        return rows.values_list("pk", flat=True)

    return Tie(name, rows.count(), measure, shown, then, end=end, dossiers=keys)


@transaction.atomic
def _dissolve(unit: Unit, on: date, by: User) -> None:
    rows = WorkGroup.objects.filter(street=unit, until=None)
    for group in rows.select_related("dossier").order_by("pk"):
        dossiers.hold_record(group)
        groups.dissolved(group, by=by, until=max(on, group.established_on), reason=REASON)


@transaction.atomic
def _end(unit: Unit, on: date, by: User) -> None:
    rows = Assignment.objects.filter(community=unit, until=None)
    for one in rows.select_related("dossier", "leader", "community").order_by("pk"):
        dossiers.hold_record(one)
        last = one.visits.made().first()
        after = last.day + timedelta(days=1) if last else one.since
        assignments.ended(one, by=by, until=max(on, one.since, after), reason=REASON)


@transaction.atomic
def _pilot_over(unit: Unit, on: date, by: User) -> None:
    rows = Pilot.objects.filter(OF_UNIT, street=unit)
    for pilot in rows.select_related("dossier").order_by("pk"):
        dossiers.hold_record(pilot)
        words = f"{unit}撤销，试点“{pilot.dossier.title}”随之结束。"
        note(
            pilot.dossier, PILOT_OVER, by=by, on=on, words=words, label="随单位撤销", is_closed=True
        )


@transaction.atomic
def _take_off(unit: Unit, on: date, by: User) -> None:
    rows = Responsibility.objects.on_the_list().filter(dossier__unit=unit)
    for one in rows.select_related("dossier").order_by("pk"):
        dossiers.hold_record(one)
        responsibilities.withdrawn(one, by=by, reason=REASON)


ties.declare(ties_of)
told_elsewhere(GROUP.code, ASSIGNMENT.code, PILOT.code)

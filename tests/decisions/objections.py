"""How the tests object to a notice: the door, what stands in the way, the street's decision."""

from collections.abc import Callable
from datetime import date, timedelta

from django.test import Client
from django.urls import reverse

from decisions import actions
from decisions.demo.walk import Walk
from decisions.models import Matter
from decisions.procedures import MATTER
from jiedao.lib import clock
from jiedao.people.models import User
from jiedao.publications.models import Objection

Signed = Callable[[User], Client]
DAY = timedelta(days=1)
TEXT = "公示的责任人写错了。"


def door(matter: Matter) -> str:
    notice = matter.dossier.publications.order_by("-id")[0]
    return reverse("consultations:say_objection", args=[notice.number])


def why_not(told: Walk, step: str, on: date, by: User) -> str:
    with clock.moved_to(on):
        refusal = MATTER.why_not(told.fresh(), step, by=by)
    return refusal.reason if refusal else ""


def page(told: Walk, step: str, *also: int) -> str:
    return reverse(f"decisions:{step}", args=[told.matter.dossier.number, *also])


def decided(told: Walk, on: date, by: User, finding: str, until: date | None = None) -> Objection:
    with told.at(on) as matter:
        return actions.decide_objection(
            matter,
            by=by,
            on=on,
            objection=matter.dossier.objections.get(number=1),
            finding=finding,
            decision="到现场和档案里都核对过。",
            correct_by=until,
        )

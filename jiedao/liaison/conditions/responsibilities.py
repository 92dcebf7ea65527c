"""The gates of the list of responsibilities, each in one place."""

from datetime import date

from jiedao.access.selectors import holdings
from jiedao.deadlines.limits import all_limits
from jiedao.dossiers.models import Dossier
from jiedao.liaison.conditions.common import DUTY, why_not_keep, without_duty
from jiedao.liaison.conditions.pilots import wrong_measure
from jiedao.liaison.models import Responsibility
from jiedao.liaison.states import Proof
from jiedao.lib.refusals import Refusal
from jiedao.organisation.models import Unit
from jiedao.organisation.selectors import SELF_GOVERNING
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User

SUBJECTS = (UnitLevel.STREET, UnitLevel.DEPARTMENT, *SELF_GOVERNING)


def why_not_register(unit: Unit, *, by: User, since: date, due_on: date) -> Refusal | None:
    """Why a person may not register a responsibility of a unit."""
    if not holdings(by).covers(DUTY, unit):
        return without_duty(unit)
    if unit.level not in SUBJECTS:
        return Refusal(
            "responsibility.unit", f"“{unit}”不是街道、科室或者社区，请重新选择。", field="unit"
        )
    if due_on < since:
        return Refusal("responsibility.days", "时限不能早于开始的日期，请核对。", field="due_on")
    return None


def wrong_proof(
    proof: str, *, figure: str, least: int | None, dossier: Dossier | None, limit: str
) -> Refusal | None:
    """Why it cannot be proven so: what the chosen proof needs is missing."""
    if proof == Proof.FIGURE:
        if not figure:
            return Refusal("responsibility.figure", "请选择用哪个指标来量。", field="figure")
        return wrong_measure(figure, least, "responsibility")
    if proof == Proof.DOSSIER and dossier is None:
        return Refusal(
            "responsibility.dossier", "请填写案卷的编号，案卷办结就算落实。", field="dossier"
        )
    if proof == Proof.LIMIT and limit not in all_limits():
        return Refusal("responsibility.limit", "请从列表里选择期限。", field="limit")
    return None


def why_not(record: Responsibility, *, by: User) -> Refusal | None:
    """Why a person may not take a line off the list."""
    refusal = why_not_keep(record.dossier, by=by)
    if refusal or not record.withdrawn:
        return refusal
    return Refusal(
        "responsibility.withdrawn", f"这一项已经撤下（{record.withdrawn}），没有重复登记。"
    )

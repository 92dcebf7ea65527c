"""Who may enter money: in one place for projects, budgets, wages and what was sent down."""

from datetime import date

from jiedao.access.recusals import recusal_from, standing_aside
from jiedao.access.selectors import holdings
from jiedao.dossiers.models import Dossier
from jiedao.lib import clock
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import FORBIDDEN, Refusal
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User
from jiedao.web.duties import OfficeDuty

DUTY = OfficeDuty.KEEP_FUNDS
# Where a project may be: the office's own, or a community's or an estate's.
OF_PROJECTS = (UnitLevel.STREET, UnitLevel.COMMUNITY, UnitLevel.VILLAGE, UnitLevel.ESTATE)


def why_not_keep(unit: Unit, *, by: User, levels: tuple[str, ...] = OF_PROJECTS) -> Refusal | None:
    """Why a person may not enter money of a unit; None when he may."""
    if not holdings(by).covers(DUTY, unit):
        return _without_duty(unit)
    if unit.level not in levels:
        wanted = "、".join(UnitLevel(level).label for level in levels)
        return Refusal(
            "funds.unit",
            f"“{unit}”是{UnitLevel(unit.level).label}，这里登记的是{wanted}的，请重新选择。",
            field="unit",
        )
    return None


def why_not(dossier: Dossier, *, by: User) -> Refusal | None:
    """Why a person may enter nothing about a dossier of money; None when he may."""
    if not holdings(by).covers(DUTY, dossier.unit):
        return _without_duty(dossier.unit)
    return standing_aside(recusal_from(by, dossier), "funds")


def _without_duty(unit: Unit) -> Refusal:
    return Refusal(
        "funds.no_duty",
        f"经费要由负责“{DUTY.label}”的人登记，您在{unit}没有这项职责。",
        hint="需要办理时，请联系承担这项职责的同事，或请安全管理员调整任职。",
        status=FORBIDDEN,
    )


def not_yet(day: date, *, field: str, what: str) -> Refusal | None:
    """Why a day that is still to come cannot be entered."""
    if day <= clock.today():
        return None
    return Refusal(
        "funds.future",
        f"{long_day(day)}还没有到，{what}不能是将来的日期，请照凭证上的日期填写。",
        field=field,
    )

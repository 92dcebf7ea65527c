"""Who may keep what the package registers; asked by every gate first."""

from datetime import date

from jiedao.access.recusals import recusal_from, standing_aside
from jiedao.access.selectors import holdings, people_with
from jiedao.dossiers.models import Dossier
from jiedao.lib import clock
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import FORBIDDEN, Refusal
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.web.duties import OfficeDuty

DUTY = OfficeDuty.KEEP_LIAISON


def without_duty(unit: Unit) -> Refusal:
    return Refusal(
        "liaison.no_duty",
        f"这里要由负责“{DUTY.label}”的人登记，您在{unit}没有这项职责。",
        hint="需要办理时，请联系承担这项职责的同事，或请安全管理员调整任职。",
        status=FORBIDDEN,
    )


def why_not_keep(dossier: Dossier, *, by: User, whose: User | None = None) -> Refusal | None:
    """Why a person may not act on one dossier of the package: no duty, or recused.

    What is his own to do (`whose`) needs no duty besides.
    """
    if by != whose and not holdings(by).covers(DUTY, dossier.unit):
        return without_duty(dossier.unit)
    return why_recused(dossier, by=by)


def why_recused(dossier: Dossier, *, by: User) -> Refusal | None:
    return standing_aside(recusal_from(by, dossier), "liaison")


def why_not_yet(day: date, field: str, what: str) -> Refusal | None:
    """Why something that is said to have happened cannot be of a day."""
    if day <= clock.today():
        return None
    return Refusal(
        "liaison.future",
        f"{long_day(day)}还没有到，{what}不能是将来的日期，请核对。",
        field=field,
    )


def why_not_of(street: Unit, user: User, field: str) -> Refusal | None:
    """Why a person cannot be named: he never had a post in the street or beneath it."""
    if people_with(OfficeDuty.SEE_LIAISON, street).filter(pk=user.pk).exists():
        return None
    return Refusal(
        "liaison.person",
        f"{user}在{street}没有任职，请从列表里选择；新来的同事请先由安全管理员登记任职。",
        field=field,
    )

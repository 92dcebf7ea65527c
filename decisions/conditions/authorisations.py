"""Who enters and who ends what residents' meetings authorise (授权): asked by the action, the page, the API."""

from decisions.duties import Duty
from decisions.models import Authorisation
from jiedao.access.selectors import holdings
from jiedao.lib.refusals import FORBIDDEN, Refusal
from jiedao.organisation.models import Unit
from jiedao.people.models import User


def why_not_enter(user: User) -> Refusal | None:
    """Why a person enters no authorisation at all; None when he does somewhere."""
    if holdings(user).anywhere(Duty.AUTHORISE):
        return None
    return _without_duty("登记，您没有这项职责")


def why_not_enter_in(unit: Unit, *, by: User) -> Refusal | None:
    """Why a person enters none of this community."""
    if holdings(by).covers(Duty.AUTHORISE, unit):
        return None
    return _without_duty(f"登记，您在{unit}没有这项职责")


def why_not_end(row: Authorisation, *, by: User) -> Refusal | None:
    """Why a person may not end an authorisation: the duty is not his, or it was ended already."""
    if not holdings(by).covers(Duty.AUTHORISE, row.unit):
        return _without_duty(f"停止，您在{row.unit}没有这项职责")
    return ended() if row.ended_at else None


def ended() -> Refusal:
    return Refusal("authorisation.ended", "这项授权已经停止，不用再登记。")


def _without_duty(what: str) -> Refusal:
    return Refusal(
        "authorisation.no_duty",
        f"授权要由负责“{Duty.AUTHORISE.label}”的人{what}。",
        status=FORBIDDEN,
    )

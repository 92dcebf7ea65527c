"""The gates of regulations, each in one place: who may keep them, and what still can be done."""

from datetime import date

from jiedao.access.recusals import recusal_from, standing_aside
from jiedao.access.selectors import holdings
from jiedao.lib import clock
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import FORBIDDEN, Refusal
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User
from jiedao.regulations.models import Regulation
from jiedao.web.duties import OfficeDuty

DUTY = OfficeDuty.KEEP_REGULATIONS


def why_not_register(unit: Unit, *, by: User) -> Refusal | None:
    """Why a person may not register a regulation of a unit; None when he may."""
    if not holdings(by).covers(DUTY, unit):
        return _without_duty(unit)
    if unit.level != UnitLevel.STREET:
        return Refusal(
            "regulation.unit", f"规章制度登记在街道，“{unit}”不是街道，请重新选择。", field="unit"
        )
    return None


def why_not(regulation: Regulation, *, by: User) -> Refusal | None:
    """Why a person may neither revise nor repeal a regulation; None when he may do both."""
    unit = regulation.dossier.unit
    if not holdings(by).covers(DUTY, unit):
        return _without_duty(unit)
    kept_from = standing_aside(recusal_from(by, regulation.dossier), "regulation")
    return kept_from or _ended(regulation)


def _without_duty(unit: Unit) -> Refusal:
    return Refusal(
        "regulation.no_duty",
        f"规章制度要由负责“{DUTY.label}”的人登记、修订和废止，您在{unit}没有这项职责。",
        hint="需要办理时，请联系承担这项职责的同事，或请安全管理员调整任职。",
        status=FORBIDDEN,
    )


def _ended(regulation: Regulation) -> Refusal | None:
    until = regulation.until
    if until is None:
        return None
    if regulation.was_repealed:
        return Refusal(
            "regulation.repealed",
            f"{regulation.cited}已经登记废止，从{long_day(until)}起不再执行"
            f"（{regulation.repeal_reason}），不能再修订或者废止。",
            hint="有新的制度，请另外登记。",
        )
    newer = regulation.replaced_by
    return Refusal(
        "regulation.replaced",
        f"{regulation.cited}已经由{newer.cited}替代，从{long_day(until)}起不再执行，"
        "不能再修订或者废止。",
        hint=f"请打开新的制度（{newer.dossier.number}）办理。",
    )


def wrong_days(issued_on: date, in_force_from: date) -> Refusal | None:
    """Why a regulation cannot be of these days."""
    if issued_on > clock.today():
        return Refusal(
            "regulation.future",
            f"{long_day(issued_on)}还没有到，印发日期不能是将来的日期，请照文件上的日期填写。",
            field="issued_on",
        )
    if in_force_from < issued_on:
        return Refusal(
            "regulation.days",
            f"施行日期{long_day(in_force_from)}早于印发日期{long_day(issued_on)}，请核对；"
            "自印发之日起施行的，两个日期相同。",
            field="in_force_from",
        )
    return None


def too_early_for(old: Regulation, issued_on: date, in_force_from: date) -> Refusal | None:
    """Why a newer regulation of these days cannot replace the old one."""
    if issued_on < old.issued_on:
        return Refusal(
            "regulation.issued_before_old",
            f"原来的制度是{long_day(old.issued_on)}印发的，修订后的不能早于这一天印发，请核对。",
            field="issued_on",
        )
    if in_force_from < old.in_force_from:
        return Refusal(
            "regulation.before_old",
            f"原来的制度从{long_day(old.in_force_from)}起施行，修订后的不能早于这一天施行，请核对。",
            field="in_force_from",
        )
    return None


def too_early_to_repeal(regulation: Regulation, until: date) -> Refusal | None:
    """Why it cannot have been repealed as of a day."""
    if until >= regulation.in_force_from:
        return None
    return Refusal(
        "regulation.repealed_before",
        f"这项制度从{long_day(regulation.in_force_from)}起施行，不能在这以前废止。",
        hint="登记错了、没有施行过的，填施行那一天，并在原因里写明。",
        field="until",
    )

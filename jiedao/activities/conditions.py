"""The gates of activities and of papers from above, each in one place."""

from datetime import date, time

from jiedao.access.desks import holders
from jiedao.access.recusals import recusal_from, standing_aside
from jiedao.access.selectors import holdings
from jiedao.activities.models import Activity, Attendee, Problem, SuperiorDocument
from jiedao.activities.states import OF_THE_STREET, Kind
from jiedao.dossiers.models import Dossier
from jiedao.lib import clock
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import FORBIDDEN, Refusal
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User, UserKind
from jiedao.web.duties import OfficeDuty

DUTY = OfficeDuty.KEEP_ACTIVITIES
LEVELS = (UnitLevel.STREET, UnitLevel.COMMUNITY, UnitLevel.VILLAGE)


def why_not_keep(unit: Unit, *, by: User) -> Refusal | None:
    """Why a person may not register activities and papers of a unit; None when he may."""
    if not holdings(by).covers(DUTY, unit):
        return _without_duty(unit)
    if unit.level not in LEVELS:
        return Refusal(
            "activity.unit",
            f"会议活动和上级文件登记在街道或者社区，“{unit}”不是，请重新选择。",
            field="unit",
        )
    return None


def why_not_in_charge(unit: Unit, user: User) -> Refusal | None:
    """Why a person cannot be responsible for a paper of a unit: he could not register its study."""
    if holders(DUTY, unit).filter(pk=user.pk, kind=UserKind.STAFF).exists():
        return None
    return Refusal(
        "superior.person",
        f"{user}在{unit}不负责“{DUTY.label}”，不能登记学习和传达，请从列表里另选一位。",
        field="responsible",
    )


def why_not_enter(unit: Unit, kind: str, *, by: User) -> Refusal | None:
    """The same for an activity of a kind."""
    refusal = why_not_keep(unit, by=by)
    if refusal:
        return refusal
    if kind in OF_THE_STREET and unit.level != UnitLevel.STREET:
        return Refusal(
            "activity.of_the_street",
            f"{Kind(kind).label}由街道召开和登记，{unit}不登记这一类，请重新选择。",
            field="kind",
        )
    return None


def why_not_act(dossier: Dossier, *, by: User, also: Unit | None = None) -> Refusal | None:
    """Why a person may do nothing about what is on record; `also` is a unit that may as well."""
    held = holdings(by)
    if not held.covers(DUTY, dossier.unit) and not (also and held.covers(DUTY, also)):
        return _without_duty(dossier.unit)
    return standing_aside(recusal_from(by, dossier), "activity")


def why_not_finish(activity: Activity, *, by: User) -> Refusal | None:
    """Why it can neither be entered as held nor cancelled."""
    refusal = why_not_act(activity.dossier, by=by)
    if refusal or activity.is_planned:
        return refusal
    if activity.is_held:
        return Refusal(
            "activity.held",
            f"{activity}已经登记召开，不能再登记或者取消。",
            hint="登记错了的，另外登记一次，并在内容里写明更正了哪一次。",
        )
    return Refusal(
        "activity.cancelled",
        f"{activity}已经登记取消（{activity.cancel_reason}），不能再登记。",
        hint="改期召开的，请另外登记。",
    )


def why_not_find(activity: Activity, *, by: User) -> Refusal | None:
    """Why no problem can be entered of a visit."""
    refusal = why_not_act(activity.dossier, by=by)
    if refusal:
        return refusal
    if not activity.is_visit:
        return Refusal("activity.no_visit", f"{activity}不是下社区督导，不登记发现的问题。")
    if not activity.is_held:
        return Refusal("activity.not_held", "这次督导还没有登记召开，请先登记，再登记发现的问题。")
    return None


def why_not_solve(problem: Problem, *, by: User) -> Refusal | None:
    """Why a problem cannot be entered as solved; the unit it was given to may as well."""
    refusal = why_not_act(problem.activity.dossier, by=by, also=problem.unit)
    if refusal or not problem.solved_on:
        return refusal
    return Refusal(
        "activity.solved", f"这个问题已经登记解决（{long_day(problem.solved_on)}），不用再登记。"
    )


def why_not_make_up(attendee: Attendee, *, by: User) -> Refusal | None:
    """Why nothing can be made up by a person on the roster."""
    activity = attendee.activity
    refusal = why_not_act(activity.dossier, by=by)
    if refusal:
        return refusal
    if not activity.is_held or not activity.is_made_up:
        return Refusal("activity.nothing_to_make_up", f"{activity}没有要补学的。")
    if attendee.made_up_on:
        return Refusal(
            "activity.made_up",
            f"{attendee}已经登记补学（{long_day(attendee.made_up_on)}），不用再登记。",
        )
    if not attendee.owes:
        return Refusal("activity.was_present", f"{attendee}到会了，不用补学。")
    return None


def why_not_study(document: SuperiorDocument, *, by: User) -> Refusal | None:
    """Why a study cannot be linked to a paper, nor the paper handed down."""
    return why_not_act(document.dossier, by=by)


def wrong_times(begins: time, ends: time | None) -> Refusal | None:
    """Why an activity cannot be from and until these hours."""
    if ends is None or ends > begins:
        return None
    return Refusal("activity.times", "结束时间要晚于开始时间，请核对。", field="ends")


def not_yet(day: date, field: str, what: str) -> Refusal | None:
    """Why something cannot have been on a day that has not come."""
    if day <= clock.today():
        return None
    return Refusal(
        "activity.future", f"{long_day(day)}还没有到，{what}不能是将来的日期。", field=field
    )


def too_early(day: date, first: date, field: str, what: str) -> Refusal | None:
    """Why something cannot have been before a day."""
    if day >= first:
        return None
    return Refusal(
        "activity.too_early", f"{what}不能早于{long_day(first)}，请核对日期。", field=field
    )


def _without_duty(unit: Unit) -> Refusal:
    return Refusal(
        "activity.no_duty",
        f"会议活动和上级文件要由负责“{DUTY.label}”的人登记，您在{unit}没有这项职责。",
        hint="需要办理时，请联系承担这项职责的同事，或请安全管理员调整任职。",
        status=FORBIDDEN,
    )

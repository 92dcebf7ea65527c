"""The gates of work groups, each in one place."""

from datetime import date

from django.db.models import F, Q

from jiedao.access.posts import spells_of
from jiedao.access.selectors import holdings
from jiedao.liaison.conditions.common import DUTY, why_not_keep, why_not_yet, without_duty
from jiedao.liaison.models import Member, WorkGroup
from jiedao.liaison.states import Area
from jiedao.lib import clock
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import Refusal
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User


def why_not_establish(street: Unit, *, by: User, area: str, established_on: date) -> Refusal | None:
    """Why a person may not register a group of a street; None when he may."""
    if not holdings(by).covers(DUTY, street):
        return without_duty(street)
    if street.level != UnitLevel.STREET:
        return Refusal(
            "group.unit", f"工作小组登记在街道，“{street}”不是街道，请重新选择。", field="unit"
        )
    return why_not_yet(established_on, "established_on", "成立日期") or _another(
        street, area, established_on
    )


def _another(street: Unit, area: str, day: date) -> Refusal | None:
    """One of the same kind that stands on the day or comes later: they would overlap."""
    rows = WorkGroup.objects.filter(street=street, area=area).exclude(until=F("established_on"))
    found = rows.filter(Q(until=None) | Q(until__gt=day)).select_related("dossier").first()
    if found is None:
        return None
    which = f"{Area(area).label}专项工作小组" if area else "领导小组"
    return Refusal(
        "group.known",
        f"{street}已经有{which}：{found}（{found.dossier.number}，{found.days_in_words}），"
        "同一时间只能有一个。",
        hint="人员变动请打开原来的小组登记；另外成立的，请先登记撤销原来的。",
        field="area",
    )


def why_not(group: WorkGroup, *, by: User) -> Refusal | None:
    """Why a person may change nothing about a group; None when he may."""
    return why_not_keep(group.dossier, by=by) or _dissolved(group)


def _dissolved(group: WorkGroup) -> Refusal | None:
    if group.until is None:
        return None
    return Refusal(
        "group.dissolved",
        f"{group}已经登记从{long_day(group.until)}起撤销（{group.reason}），不能再变更。",
        hint="另外成立的小组，请重新登记。",
    )


def wrong_day_of_change(group: WorkGroup, begins_on: date) -> Refusal | None:
    """Why who leads the group cannot have changed on a day: what is known later would be undone."""
    last = max(charge.begins_on for charge in group.charges.all())
    if begins_on >= last:
        return None
    return Refusal(
        "group.change_before",
        f"从{long_day(last)}起的分工已经登记过，变更的日期不能早于这一天，请核对。",
        hint="登记错了的，填同一天重新登记一次，以后登记的为准。",
        field="begins_on",
    )


def why_gone(street: Unit, begins_on: date, **named: User) -> Refusal | None:
    """Why someone cannot be in charge from a day to come or today: he has no post in the street then.

    What is entered of days gone by may name who has left since.
    """
    if begins_on < clock.today():
        return None
    spells = spells_of(user.pk for user in named.values())
    for field, user in named.items():
        here = [one for one in spells[user.pk] if one.path.startswith(street.path)]
        if user.is_active and any(one.runs(begins_on) for one in here):
            continue
        return Refusal(
            "group.gone",
            f"{user}{long_day(begins_on)}在{street}没有任职，不能从这一天起负责，请另选一位在任的。",
            field=field,
        )
    return None


def wrong_day_of_joining(group: WorkGroup, since: date) -> Refusal | None:
    if since >= group.established_on:
        return None
    return Refusal(
        "group.joined_before",
        f"小组{long_day(group.established_on)}才成立，加入的日期不能早于这一天，请核对。",
        field="since",
    )


def wrong_day_of_leaving(member: Member, until: date) -> Refusal | None:
    if until >= member.since:
        return None
    return Refusal(
        "group.left_before",
        f"{member.user}从{long_day(member.since)}起是成员，不能在这以前退出，请核对。",
        hint="登记错了、没有当过成员的，填加入的那一天。",
        field="until",
    )


def why_already_left(member: Member) -> Refusal | None:
    if member.until is None:
        return None
    return Refusal(
        "group.left",
        f"{member.user}已经登记从{long_day(member.until)}起不再是成员，没有重复登记。",
    )


def too_early_to_dissolve(group: WorkGroup, until: date) -> Refusal | None:
    """Why it cannot have been dissolved as of a day."""
    if until >= group.established_on:
        return None
    return Refusal(
        "group.dissolved_before",
        f"这个小组{long_day(group.established_on)}成立，不能在这以前撤销，请核对。",
        hint="登记错了、没有成立过的，填成立的那一天，并在原因里写明。",
        field="until",
    )


def why_not_department(street: Unit, department: Unit) -> Refusal | None:
    """Why a unit cannot answer for a group: it is neither the street nor a department of it."""
    if department == street or (
        department.level == UnitLevel.DEPARTMENT and department.is_within(street)
    ):
        return None
    return Refusal(
        "group.department",
        f"“{department}”不是{street}的科室，责任部门要选街道或者街道的科室。",
        field="department",
    )

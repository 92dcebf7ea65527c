"""The gates of assignments, visits and participations, each in one place."""

from datetime import date

from jiedao.access.posts import leaders_of
from jiedao.access.roles import leading_roles, name_of
from jiedao.access.selectors import holdings
from jiedao.dossiers.models import Dossier
from jiedao.liaison.conditions.common import DUTY, why_not_keep, why_not_yet, without_duty
from jiedao.liaison.models import Assignment, Participation, Visit
from jiedao.liaison.models.periods import overlapping
from jiedao.lib import clock
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import Refusal
from jiedao.organisation.models import Unit
from jiedao.organisation.selectors import SELF_GOVERNING
from jiedao.people.models import User


def why_not_assign(community: Unit, *, by: User, leader: User, since: date) -> Refusal | None:
    """Why a person may not register that an official answers for a community."""
    if not holdings(by).covers(DUTY, community):
        return without_duty(community)
    if community.level not in SELF_GOVERNING:
        return Refusal(
            "assignment.unit", f"“{community}”不是社区，请选择一个社区。", field="community"
        )
    return why_not_yet(since, "since", "开始分包的日期") or _known(community, leader, since)


def why_no_leader(street: Unit, user: User) -> Refusal | None:
    """Why a person cannot answer for a community: he is no leading official of its street."""
    if leaders_of(street, on=clock.today()).filter(pk=user.pk).exists():
        return None
    return Refusal(
        "assignment.leader",
        f"{user}不是{street}的班子成员，社区由班子成员分包，请从列表里选一位。",
        hint=f"班子成员的岗位：{'、'.join(map(name_of, leading_roles()))}；新任的请先由安全管理员登记任职。",
        field="leader",
    )


def _known(community: Unit, leader: User, since: date) -> Refusal | None:
    rows = Assignment.objects.filter(overlapping(since), community=community, leader=leader)
    known = rows.select_related("dossier").first()
    if known is None:
        return None
    return Refusal(
        "assignment.known",
        f"{leader}从{long_day(known.since)}起已经分包{community}（{known.dossier.number}），"
        "没有重复登记。",
        field="leader",
    )


def why_not(assignment: Assignment, *, by: User) -> Refusal | None:
    """Why a person may not change or end an assignment."""
    return why_not_keep(assignment.dossier, by=by) or _ended(assignment)


def why_not_visit(assignment: Assignment, *, by: User) -> Refusal | None:
    """Why a person may not enter a visit: the official himself may, without the duty."""
    whose = assignment.leader
    return why_not_keep(assignment.dossier, by=by, whose=whose) or _ended(assignment)


def _ended(assignment: Assignment) -> Refusal | None:
    if assignment.until is None:
        return None
    return Refusal(
        "assignment.ended",
        f"{assignment}已经登记从{long_day(assignment.until)}起结束（{assignment.reason}），"
        "不能再登记走访或者变更。",
        hint="换了领导的，请登记新的分包。",
    )


def wrong_day_of_visit(assignment: Assignment, day: date) -> Refusal | None:
    """Why a visit cannot have been on a day."""
    if day < assignment.since:
        return Refusal(
            "assignment.visit_before",
            f"从{long_day(assignment.since)}起才分包，走访日期不能早于这一天，请核对。",
            field="day",
        )
    return why_not_yet(day, "day", "走访日期")


def wrong_day_of_end(assignment: Assignment, until: date) -> Refusal | None:
    """Why an assignment cannot have ended as of a day."""
    last = assignment.visits.made().first()
    if until < assignment.since:
        return Refusal(
            "assignment.ended_before",
            f"从{long_day(assignment.since)}起分包，不能在这以前结束，请核对。",
            field="until",
        )
    if last and until <= last.day:
        return Refusal(
            "assignment.visited_after",
            f"{long_day(last.day)}还有走访记录，结束的日期要在这以后，请核对。",
            field="until",
        )
    return why_not_yet(until, "until", "结束的日期")


def why_withdrawn(visit: Visit) -> Refusal | None:
    if not visit.withdrawn:
        return None
    return Refusal("assignment.withdrawn", f"这次走访已经作废（{visit.withdrawn}）。")


def why_closed(dossier: Dossier) -> Refusal | None:
    """Why nobody can begin to take part: the group is dissolved, the assignment has ended."""
    if dossier.closed_on is None:
        return None
    return Refusal("participation.closed", f"“{dossier.title}”已经结束，不能再增加参与的干部。")


def wrong_day_of_participation(participation: Participation, until: date) -> Refusal | None:
    if until >= participation.since:
        return None
    return Refusal(
        "participation.ended_before",
        f"{participation.user}从{long_day(participation.since)}起参与，不能在这以前结束，请核对。",
        hint="登记错了、没有参与过的，填开始的那一天。",
        field="until",
    )


def why_stopped(participation: Participation) -> Refusal | None:
    if participation.until is None:
        return None
    return Refusal(
        "participation.ended",
        f"{participation.user}已经登记从{long_day(participation.until)}起不再参与，没有重复登记。",
    )

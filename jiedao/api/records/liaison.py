"""Groups, pilots with their trials, assigned communities and responsibilities on the API."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from jiedao.api.permissions import user_of
from jiedao.api.records import liaison_shapes as shapes
from jiedao.api.records.acts import Acts, Asks, at_a_unit
from jiedao.api.records.viewsets import Reads, RecordViewSet, told
from jiedao.api.shapes import failing
from jiedao.dossiers.selectors import matching_text
from jiedao.liaison.actions import assignments as assigning
from jiedao.liaison.actions import groups as grouping
from jiedao.liaison.actions import participations as participating
from jiedao.liaison.actions import pilots as piloting
from jiedao.liaison.actions import responsibilities as listing_up
from jiedao.liaison.conditions import assignments as of_assignments
from jiedao.liaison.conditions import groups as of_groups
from jiedao.liaison.conditions import pilots as of_pilots
from jiedao.liaison.conditions.common import DUTY, why_not_keep
from jiedao.liaison.conditions.responsibilities import why_not as why_not_withdraw
from jiedao.liaison.forms import assignments as assignment_forms
from jiedao.liaison.forms import groups as group_forms
from jiedao.liaison.forms import pilots as pilot_forms
from jiedao.liaison.forms import responsibilities as responsibility_forms
from jiedao.liaison.selectors import assignments, common, groups, pilots, responsibilities
from jiedao.lib.refusals import Refusal
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.web import duties
from jiedao.web.lists import Asked, Listing

OF_GROUP = Acts("groups", shapes.GroupOutput, "XZ2026-105001-0001")
OF_PILOT = Acts("pilots", shapes.PilotOutput, "SD2026-105001-0001")
OF_TRIAL = Acts("trials", shapes.TrialOutput, "SX2026-001003-0001")
OF_ASSIGNMENT = Acts("assignments", shapes.AssignmentOutput, "FB2026-001003-0001")
OF_RESPONSIBILITY = Acts("responsibilities", shapes.ResponsibilityOutput, "ZR2026-001003-0001")
PILOTS = Listing("编号、称号或者文号", {"newest": ("新的在前", ("-pk",))})
STAGE = r"[a-z]{1,10}"


def may(act: str) -> Callable[[User], None]:
    """Who may register something new of the package."""
    return lambda user: duties.demand(user, DUTY, act=act)


def _street(record: Any) -> Unit:
    return record.street if hasattr(record, "street") else record.community.parent


def _people(record: Any, user: User) -> dict[str, Any]:
    return {"people": common.people_of([_street(record)])}


def _take_part(record: Any, *, by: User, **given: Any) -> object:
    return participating.take_part(record.dossier, street=_street(record), by=by, **given)


def _closed_to_parts(record: Any, *, by: User) -> Refusal | None:
    return why_not_keep(record.dossier, by=by) or of_assignments.why_closed(record.dossier)


def _part_kept(record: Any, *, by: User) -> Refusal | None:
    return why_not_keep(record.dossier, by=by)


def _taking_part(of: Acts) -> tuple[Any, Any]:
    """Heads of departments who take part in a group or an assignment all along (全程参与)."""
    begin = of.step(
        "take_part", "增加全程参与的中层干部", _take_part,
        Asks(assignment_forms.TakePartForm, also=_people), closed=_closed_to_parts,
        hint="科室的中层干部全程参与的，登记是谁、从哪天起。",
    )  # fmt: skip
    stop = of.entry(
        "stop_taking_part", "不再参与", participating.stop, Asks(assignment_forms.StopForm),
        path="participations/{entry}/stop",
        of=lambda record, pk: assignments.get_participation(record.dossier, int(pk)),
        before=_part_kept,
        closed=lambda part, *, by: of_assignments.why_stopped(part),
    )  # fmt: skip
    return begin, stop


def _groups_of(_: Any, user: User) -> dict[str, Any]:
    streets = common.streets_of(user)
    found = list(streets)
    return {
        "streets": streets,
        "people": common.people_of(found),
        "departments": common.departments_of(found),
    }


def _change(group: Any, user: User) -> dict[str, Any]:
    return _people(group, user) | {"departments": common.departments_of([group.street])}


@told("工作小组列表", "一个小组：分工、成员、参与的中层干部", *groups.LISTING.narrowings)
class GroupViewSet(RecordViewSet):
    """Work groups (领导小组、专项工作小组)."""

    acts, row, base = OF_GROUP, shapes.GroupRow, "group"
    reads = Reads(
        listing=lambda user: groups.LISTING,
        asked_for=lambda user, asked, today: groups.asked_for(user, asked, today=today),
        rows=lambda found, today: groups.rows_of(groups.counted_of(found, today), today),
        one=groups.get_visible,
    )
    create = OF_GROUP.opening(
        "establish", "登记工作小组", at_a_unit(grouping.establish),
        Asks(group_forms.EstablishForm, also=_groups_of), closed=may("登记工作小组"),
    )  # fmt: skip
    change = OF_GROUP.step(
        "change", "变更分工", grouping.change, Asks(group_forms.ChangeForm, also=_change),
        closed=of_groups.why_not,
        hint="换了分管领导、责任部门或者责任人的，从哪天起换的登记在这里。",
    )  # fmt: skip
    add_members = OF_GROUP.step(
        "add_members", "增加成员", grouping.add_members,
        Asks(group_forms.MembersForm, also=_people), closed=of_groups.why_not,
        hint="从哪天起增加的；职务由平台写上。",
    )  # fmt: skip
    dissolve = OF_GROUP.step(
        "dissolve", "撤销小组", grouping.dissolve, Asks(group_forms.DissolveForm),
        closed=of_groups.why_not, hint="不再设这个小组的，写明日期和原因。",
    )  # fmt: skip
    remove_member = OF_GROUP.entry(
        "remove_member", "成员退出", grouping.remove_member, Asks(group_forms.LeaveForm),
        path="members/{entry}/remove",
        of=lambda group, pk: groups.get_member(group, int(pk)),
        before=of_groups.why_not,
        closed=lambda member, *, by: of_groups.why_already_left(member),
    )  # fmt: skip
    take_part, stop_taking_part = _taking_part(OF_GROUP)

    @extend_schema(
        operation_id="groups_people",
        summary="登记时可以选谁",
        description="您负责登记的街道里今天在任的人，小组、分包和试点的登记用他们的键。",
        responses={200: shapes.NamedOutput(many=True)} | failing(403),
        tags=["groups"],
    )
    @action(detail=False, pagination_class=None)
    def people(self, request: Request) -> Response:
        user = user_of(request)
        duties.demand(user, DUTY, act="查看可以登记的人")
        known = common.people_of(list(common.streets_of(user)))
        found = [{"person": one.pk, "name": known.label(one)} for one in known.rows]
        return Response(shapes.NamedOutput(found, many=True).data)


def _pilots(user: User, asked: Asked, today: Any) -> Any:
    rows = pilots.pilots_visible_to(user)
    if asked.words:
        rows = rows.filter(dossier__in=matching_text(asked.words).values("dossier"))
    return rows


def _trying(pilot: Any, user: User) -> dict[str, Any]:
    return _people(pilot, user) | {"communities": pilots.communities_of(pilot)}


@told("试点列表", "一个试点：哪些社区在试、交流了什么")
class PilotViewSet(RecordViewSet):
    """What the street was designated a pilot of (试点)."""

    acts, row, base = OF_PILOT, shapes.PilotRow, "pilot"
    reads = Reads(
        listing=lambda user: PILOTS,
        asked_for=_pilots,
        rows=lambda found, today: found,
        one=pilots.get_pilot,
    )
    create = OF_PILOT.opening(
        "designate", "登记试点", at_a_unit(piloting.designate),
        Asks(
            pilot_forms.DesignateForm,
            also=lambda _, user: {"streets": common.streets_of(user)},
        ),
        closed=may("登记试点"),
    )  # fmt: skip
    begin = OF_PILOT.making(
        "begin", "登记社区试点", piloting.begin,
        Asks(pilot_forms.BeginForm, also=_trying, given=lambda form: form.given()),
        made=lambda: TrialViewSet, answer=shapes.TrialOutput, closed=of_pilots.why_not_begin,
        hint="一个社区先试两项：定人员、定目标、定时间。",
    )  # fmt: skip
    exchange = OF_PILOT.step(
        "exchange", "关联试点交流", piloting.exchange, Asks(pilot_forms.ExchangeForm),
        closed=of_pilots.why_not_begin,
        hint="社区相互学习、交流经验的会议活动，写它的案卷编号。",
    )  # fmt: skip


def _may_finish(trial: Any, *, by: User) -> Refusal | None:
    return of_pilots.why_not(trial, by=by) or of_pilots.why_not_finish(trial)


@told("社区试点列表", "一个社区的试点：四个阶段、目标达到没有", *pilots.LISTING.narrowings)
class TrialViewSet(RecordViewSet):
    """What the communities try first (社区试点)."""

    acts, row, base = OF_TRIAL, shapes.TrialRow, "trial"
    reads = Reads(
        listing=lambda user: pilots.LISTING,
        asked_for=lambda user, asked, today: pilots.asked_for(user, asked, today=today),
        rows=lambda found, today: [pilots.row_of(one, today) for one in found],
        one=pilots.get_visible,
    )
    finish = OF_TRIAL.step(
        "finish", "完成社区试点", piloting.finish, Asks(pilot_forms.FinishForm),
        closed=_may_finish, hint="各阶段都完成了的，写明总结。",
    )  # fmt: skip
    finish_stage = OF_TRIAL.entry(
        "finish_stage", "完成阶段", piloting.finish_stage, Asks(pilot_forms.DoneForm),
        path="stages/{entry}/finish", of=pilots.get_stage, before=of_pilots.why_not,
        closed=lambda stage, *, by: of_pilots.why_stage_done(stage), key=STAGE,
    )  # fmt: skip
    move_stage = OF_TRIAL.entry(
        "move_stage", "调整阶段的期限", piloting.move_stage, Asks(pilot_forms.MoveForm),
        path="stages/{entry}/move", of=pilots.get_stage, before=of_pilots.why_not,
        closed=lambda stage, *, by: of_pilots.why_stage_done(stage), key=STAGE,
    )  # fmt: skip


def _assign(*, by: User, community: Unit, **given: Any) -> Any:
    return assigning.assign(community, by=by, **given)


def _assigned(_: Any, user: User) -> dict[str, Any]:
    return {
        "communities": assignments.communities_of(user),
        "people": common.leaders_of(list(common.streets_of(user))),
    }


@told("分包社区列表", "一处分包：走访记录、下一次走访最迟哪天", *assignments.LISTING.narrowings)
class AssignmentViewSet(RecordViewSet):
    """Communities the officials answer for (分包社区)."""

    acts, row, base = OF_ASSIGNMENT, shapes.AssignmentRow, "assignment"
    reads = Reads(
        listing=lambda user: assignments.LISTING,
        asked_for=lambda user, asked, today: assignments.asked_for(user, asked, today=today),
        rows=lambda found, today: [assignments.row_of(one, today) for one in found],
        one=assignments.get_visible,
    )
    create = OF_ASSIGNMENT.opening(
        "assign", "登记分包社区", _assign,
        Asks(assignment_forms.AssignForm, also=_assigned), closed=may("登记分包社区"),
    )  # fmt: skip
    visit = OF_ASSIGNMENT.step(
        "visit", "登记走访", assigning.visit, Asks(assignment_forms.VisitForm),
        closed=of_assignments.why_not_visit,
        hint="去了社区的，当天登记一次；下一次的期限从这一天算起。",
    )  # fmt: skip
    end = OF_ASSIGNMENT.step(
        "end", "结束分包", assigning.end, Asks(assignment_forms.EndForm),
        closed=of_assignments.why_not, hint="换人分包、不再分包的，写明日期和原因。",
    )  # fmt: skip
    withdraw_visit = OF_ASSIGNMENT.entry(
        "withdraw_visit", "作废走访记录", assigning.withdraw_visit,
        Asks(assignment_forms.ReasonForm), path="visits/{entry}/withdraw",
        of=lambda record, pk: assignments.get_visit(record, int(pk)),
        before=of_assignments.why_not_visit,
        closed=lambda made, *, by: of_assignments.why_withdrawn(made),
    )  # fmt: skip
    take_part, stop_taking_part = _taking_part(OF_ASSIGNMENT)


@told("责任清单", "一项责任：落实没有、怎么看出来的", *responsibilities.LISTING.narrowings)
class ResponsibilityViewSet(RecordViewSet):
    """Whose responsibility what is, and whether it is fulfilled (责任清单)."""

    acts, row, base = OF_RESPONSIBILITY, shapes.ResponsibilityRow, "responsibility"
    reads = Reads(
        listing=lambda user: responsibilities.LISTING,
        asked_for=lambda user, asked, today: responsibilities.asked_for(user, asked, today=today),
        rows=lambda found, today: responsibilities.rows_of_records(found, today=today),
        one=responsibilities.get_visible,
    )
    create = OF_RESPONSIBILITY.opening(
        "register", "列入责任清单", at_a_unit(listing_up.register),
        Asks(
            responsibility_forms.RegisterForm,
            also=lambda _, user: {"units": responsibilities.subjects_of(user)},
        ),
        closed=may("登记责任清单"),
    )  # fmt: skip
    withdraw = OF_RESPONSIBILITY.step(
        "withdraw", "撤下", listing_up.withdraw, Asks(responsibility_forms.WithdrawForm),
        closed=why_not_withdraw, hint="登记错了、不再适用的，写明原因。",
    )  # fmt: skip

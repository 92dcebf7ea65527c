"""Activities: the list, one of them, whom a roster may hold, and everything that is done about one."""

from collections.abc import Callable
from datetime import date
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from jiedao.access.posts import holders_within
from jiedao.activities import actions, conditions, forms
from jiedao.activities.models import Activity
from jiedao.activities.selectors import activities as selectors
from jiedao.api import once
from jiedao.api.parsers import SmallJSONParser
from jiedao.api.permissions import user_of
from jiedao.api.records.activity_shapes import (
    ActivityOutput,
    ActivityRow,
    CandidateOutput,
    PlanActivityInput,
    RegisterInput,
)
from jiedao.api.records.acts import Acts, Asks
from jiedao.api.records.asking import UNIT, unit_asked
from jiedao.api.records.viewsets import Reads, RecordViewSet, told
from jiedao.api.shapes import failing
from jiedao.attachments.forms import AttachForm
from jiedao.attachments.states import AttachmentKind
from jiedao.lib import clock
from jiedao.lib.refusals import Refusal
from jiedao.people.models import User
from jiedao.web import duties
from jiedao.web.lists import Asked

KINDS = (
    *(AttachmentKind.SIGNIN_SHEET, AttachmentKind.MINUTES),
    *(AttachmentKind.PHOTO, AttachmentKind.OTHER),
)
OF = Acts("activities", ActivityOutput, "HD2026-105001-0001")
OF.opens, OF.open_parsers = "register", [SmallJSONParser]
MADE = {201: ActivityOutput} | failing(400, 403, 409)


def _asked_for(user: User, asked: Asked, today: date) -> Any:
    return selectors.counted(selectors.asked_for(user, asked, today=today), today)


def _one(user: User, number: str) -> Activity:
    known = selectors.get_visible(user, number)
    rows = Activity.objects.filter(pk=known.pk).select_related("dossier__unit")
    return selectors.counted(rows, clock.today()).get()


def _why_not_attach(record: Activity, *, by: User) -> Refusal | None:
    return conditions.why_not_act(record.dossier, by=by)


def _units(record: Activity, user: User) -> dict[str, Any]:
    return {"units": selectors.units_beneath(record.dossier.unit)}


@told(
    "会议活动列表",
    "一次会议活动：内容、应到实到、名册、发现的问题",
    *selectors.LISTING.narrowings,
)
class ActivityViewSet(RecordViewSet):
    """What the office held and is going to hold (会议活动)."""

    acts, row, base = OF, ActivityRow, "activity"
    reads = Reads(
        listing=lambda user: selectors.LISTING,
        asked_for=_asked_for,
        rows=lambda found, today: [selectors.row_of(one, today) for one in found],
        one=_one,
    )
    hold = OF.step(
        "hold",
        "登记召开",
        actions.hold,
        Asks(
            forms.HoldForm,
            also=lambda record, _: {"activity": record},
            given=lambda form: form.given(),
        ),
        closed=conditions.why_not_finish,
        hint="写明什么时候开的、谁主持、定了什么；present 写名册上到会的人的键，应到和实到由这里数出来。",
    )
    cancel = OF.step(
        "cancel",
        "取消",
        actions.cancel,
        Asks(forms.CancelForm),
        closed=conditions.why_not_finish,
        hint="取消以后不能恢复；改期的，取消后另外安排。名册上的人会收到通知。",
    )
    find_problem = OF.step(
        "find_problem",
        "登记发现的问题",
        actions.find_problem,
        Asks(forms.FindForm, also=_units),
        closed=conditions.why_not_find,
        hint="下社区督导发现的，一个问题登记一次；责任单位会收到通知。",
    )
    attach = OF.step(
        "attach",
        "附上照片或者扫描件",
        actions.attach,
        Asks(AttachForm, also=lambda record, _: {"kinds": KINDS}),
        closed=_why_not_attach,
        hint="上传后不能删除；传错了，再传一份正确的。",
    )
    solve = OF.entry(
        "solve",
        "登记解决",
        actions.solve,
        Asks(forms.SolveForm),
        path="problems/{entry}/solve",
        of=lambda record, key: selectors.get_problem(record, int(key)),
        closed=conditions.why_not_solve,
    )
    make_up = OF.entry(
        "make_up",
        "登记补学",
        actions.make_up,
        Asks(forms.MakeUpForm),
        path="roster/{entry}/make-up",
        of=lambda record, key: selectors.get_attendee(record, int(key)),
        closed=conditions.why_not_make_up,
    )

    @extend_schema(
        summary="名册上可以有谁",
        description="一个单位和下级单位今天在任的人。",
        parameters=[UNIT],
        responses={200: CandidateOutput(many=True)} | failing(400),
        tags=[OF.tag],
    )
    @action(detail=False, pagination_class=None)
    def people(self, request: Request) -> Response:
        unit = unit_asked(request)
        if unit is None:
            raise ValidationError({"unit": ["请写单位代码。"]})
        return Response(CandidateOutput(holders_within(unit, on=clock.today()), many=True).data)

    @extend_schema(
        operation_id="activities_register",
        summary="登记已经开过的会议活动",
        description="名册、到会和内容一次登记，取得编号，立卷。",
        parameters=[once.PARAMETER],
        request=RegisterInput,
        responses=MADE,
        tags=[OF.tag],
    )
    def create(self, request: Request) -> Response:
        return _made(request, RegisterInput, actions.register)

    @extend_schema(
        operation_id="activities_plan",
        summary="安排会议活动",
        description="名册固定，取得编号，立卷；日期是今天以后的，名册上的人会收到通知。开完以后办 hold。",
        parameters=[once.PARAMETER],
        request=PlanActivityInput,
        responses=MADE,
        tags=[OF.tag],
    )
    @action(detail=False, methods=["post"])
    def plan(self, request: Request) -> Response:
        return _made(request, PlanActivityInput, actions.plan)


def _made(
    request: Request, shape: type[PlanActivityInput], act: Callable[..., Activity]
) -> Response:
    user = user_of(request)

    def take() -> Response:
        duties.demand(user, conditions.DUTY, act="登记会议活动")
        sent = shape(data=request.data)
        sent.is_valid(raise_exception=True)
        given = sent.arguments()
        activity = act(given.pop("unit"), by=user, **given)
        return ActivityViewSet.made(activity.dossier.number, user)

    return once.only_once(request, take)

"""Activities: the list, one of them, whom a roster may hold, and one registered at once."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from jiedao.access.posts import holders_within
from jiedao.activities import actions
from jiedao.activities.models import Activity, Attendee
from jiedao.activities.selectors import activities as selectors
from jiedao.activities.states import Kind, Part, System, parts_of
from jiedao.api import examples, once
from jiedao.api.choosing import chosen
from jiedao.api.paging import KeyPaging
from jiedao.api.parsers import SmallJSONParser
from jiedao.api.permissions import OFFICE, user_of
from jiedao.api.records.asking import UNIT, unit_asked
from jiedao.api.records.parts import several
from jiedao.api.shapes import failing
from jiedao.lib import clock
from jiedao.lib.addresses import address
from jiedao.organisation.models import Unit
from jiedao.web.lists import Asked

TAG = "activities"
NUMBER = OpenApiParameter(
    "number", str, OpenApiParameter.PATH, description="编号，例如HD2026-105001-0001"
)
FILTERS = [
    OpenApiParameter("kind", str, enum=Kind.values, description="只看这一类的"),
    OpenApiParameter("system", str, enum=System.values, description="只看关于这一项制度的"),
    UNIT,
]


@extend_schema_field(OpenApiTypes.STR)
class Clock(serializers.TimeField):
    """Hours and minutes, 09:00: no seconds, and so no time as the schema means it."""


class ActivityRow(serializers.Serializer[Any]):
    """An activity as a list shows it (会议活动)."""

    number = serializers.CharField(source="record.dossier.number", help_text="编号")
    kind = serializers.CharField(source="record.kind", help_text="类别")
    kind_name = serializers.CharField(source="record.get_kind_display", help_text="类别的名称")
    title = serializers.CharField(source="record.dossier.title", help_text="主题")
    systems = serializers.ListField(
        source="record.systems", child=serializers.CharField(), help_text="四项制度里的哪几项"
    )
    unit = serializers.CharField(source="record.dossier.unit.code", help_text="单位代码")
    unit_name = serializers.CharField(source="record.dossier.unit.short_name", help_text="单位")
    held_on = serializers.DateField(source="record.held_on", help_text="日期")
    begins = Clock(source="record.begins", format="%H:%M", help_text="开始时间")
    ends = Clock(
        source="record.ends", format="%H:%M", allow_null=True, help_text="结束时间；没有的为空"
    )
    place = serializers.CharField(source="record.place", help_text="地点")
    standing = serializers.CharField(source="word", help_text="现在，与页面上的一字不差")
    expected = serializers.IntegerField(help_text="应到：名册上的人数")
    present = serializers.IntegerField(help_text="实到：勾上的人数；还没有登记召开的为0")
    guests = serializers.IntegerField(help_text="列席的人数")
    owing = serializers.IntegerField(help_text="还要补学的人数")


class AttendeeOutput(serializers.ModelSerializer[Attendee]):
    """One name on the roster (名册)."""

    part_name = serializers.CharField(source="get_part_display", help_text="参加方式的名称")
    made_up_on = serializers.DateField(allow_null=True, help_text="补学日期；没有的为空")

    class Meta:
        model = Attendee
        fields = ("name", "post", "part", "part_name", "is_guest", "present", "made_up_on")
        read_only_fields = fields


class ActivityOutput(ActivityRow):
    """One activity with what was decided and who was there."""

    chair = serializers.CharField(source="record.chair", help_text="主持人")
    summary = serializers.CharField(source="record.summary", help_text="内容和议定事项")
    roster = several(AttendeeOutput, lambda row, _: selectors.roster_of(row.record).entries, "名册")


class CandidateOutput(serializers.Serializer[Any]):
    """Who can stand on a roster of a unit today."""

    person = serializers.IntegerField(help_text="人员的键，登记名册时用它")
    name = serializers.CharField(help_text="姓名")
    post = serializers.CharField(source="words", help_text="职务")


def _people(words: str) -> serializers.ListField:
    keys = serializers.IntegerField(min_value=1)
    return serializers.ListField(child=keys, required=False, default=list, help_text=words)


class RegisterInput(serializers.Serializer[Any]):
    """What is sent to register an activity that has been held."""

    unit = serializers.CharField(max_length=24, help_text="单位代码：街道或者社区")
    kind = serializers.ChoiceField(choices=Kind.choices, help_text="类别")
    title = serializers.CharField(max_length=80, help_text="主题")
    systems = serializers.ListField(
        child=serializers.ChoiceField(choices=System.choices),
        required=False,
        default=list,
        help_text="四项制度里的哪几项",
    )
    held_on = serializers.DateField(help_text="日期")
    begins = serializers.TimeField(help_text="开始时间")
    ends = serializers.TimeField(
        required=False, default=None, allow_null=True, help_text="结束时间"
    )
    place = serializers.CharField(max_length=80, help_text="地点")
    communities = serializers.ListField(
        child=serializers.CharField(max_length=24),
        required=False,
        default=list,
        help_text="下社区督导去了哪些社区：单位代码",
    )
    listens = _people("听取汇报的人；只有听取汇报才有")
    speaks = _people("汇报的人；只有听取汇报才有")
    visits = _people("督导的人；只有下社区督导才有")
    attends = _people("应当参加的人")
    absent = _people("名册上没有到的人")
    guests = serializers.ListField(
        child=serializers.CharField(max_length=150),
        required=False,
        default=list,
        help_text="列席的人，每个一行：姓名，空一格，单位和职务",
    )
    chair = serializers.CharField(max_length=40, help_text="主持人")
    summary = serializers.CharField(max_length=4000, help_text="内容和议定事项")

    def validate_unit(self, code: str) -> Unit:
        return _unit(code)

    def validate_communities(self, codes: list[str]) -> list[Unit]:
        return [_unit(code) for code in dict.fromkeys(codes)]

    def arguments(self) -> dict[str, Any]:
        """What was sent, as the action takes it."""
        given = dict(self.validated_data)
        people = {part.value: given.pop(part.value) for part in Part}
        wrong = [part for part in people if people[part] and part not in parts_of(given["kind"])]
        if wrong:
            said = f"“{Kind(given['kind']).label}”的名册没有这一项。"
            raise ValidationError({part: [said] for part in wrong})
        return given | {"people": people}


def _unit(code: str) -> Unit:
    found = Unit.objects.active().filter(code=code).first()
    if found is None:
        raise ValidationError([f"没有代码为“{code}”的单位，请核对。"])
    return found


class ActivityViewSet(GenericViewSet[Activity]):
    """What the office held and is going to hold, as far as the asker may see it."""

    lookup_url_kwarg = "number"
    permission_classes = OFFICE
    parser_classes = (SmallJSONParser,)
    metadata_class = None

    @extend_schema(
        summary="会议活动列表",
        description="您能查看的会议活动，新登记的在前。",
        parameters=FILTERS,
        responses={200: ActivityRow(many=True)} | failing(400),
        tags=[TAG],
    )
    def list(self, request: Request) -> Response:
        kind, system = (
            chosen(request, "kind", Kind.choices),
            chosen(request, "system", System.choices),
        )
        narrowed = {"kind": kind, "system": system}
        asked = Asked(selectors.LISTING, chosen=narrowed)
        today, paging = clock.today(), KeyPaging()
        rows = selectors.asked_for(user_of(request), asked, today=today)
        unit = unit_asked(request)
        if unit:
            rows = rows.filter(dossier__unit__path__startswith=unit.path)
        page = paging.paginate_queryset(selectors.counted(rows, today), request)
        shown = [selectors.row_of(record, today) for record in page]
        return paging.get_paginated_response(ActivityRow(shown, many=True).data)

    @extend_schema(
        summary="一次会议活动：内容、应到实到、名册",
        parameters=[NUMBER],
        responses={200: ActivityOutput} | failing(404),
        tags=[TAG],
    )
    def retrieve(self, request: Request, number: str) -> Response:
        return Response(_shown(selectors.get_visible(user_of(request), number)))

    @extend_schema(
        summary="名册上可以有谁",
        description="一个单位和下级单位今天在任的人。",
        parameters=[UNIT],
        responses={200: CandidateOutput(many=True)} | failing(400),
        tags=[TAG],
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
        responses={201: ActivityOutput} | failing(400, 403, 409),
        tags=[TAG],
    )
    def create(self, request: Request) -> Response:
        user = user_of(request)

        def act() -> Response:
            shape = RegisterInput(data=request.data)
            shape.is_valid(raise_exception=True)
            given = shape.arguments()
            activity = actions.register(given.pop("unit"), by=user, **given)
            where = address("api:activity-detail", activity.dossier.number)
            return Response(_shown(activity), status=201, headers={"Location": where})

        return once.only_once(request, act)


def _shown(record: Activity) -> Any:
    today = clock.today()
    found = selectors.counted(
        Activity.objects.filter(pk=record.pk).select_related("dossier__unit"), today
    ).get()
    return ActivityOutput(selectors.row_of(found, today)).data


_OF_ONE = {
    "number": "HD2026-105001-0001",
    "kind": "study",
    "kind_name": "集中学习",
    "title": "学习区委关于基层治理的意见",
    "systems": ["decisions"],
    "unit": "410105001",
    "unit_name": "经八路街道",
    "begins": "09:00",
    "ends": "11:00",
    "place": "街道三楼会议室",
    "standing": "还有1人要补学",
    "expected": 12,
    "present": 11,
    "guests": 1,
    "owing": 1,
    "chair": "何志远",
    "summary": "逐条学习，明确分工。",
}
examples.declare(
    {
        **{
            f"{one}.{name}": value
            for one in ("ActivityRow", "ActivityOutput")
            for name, value in _OF_ONE.items()
        },
        **{
            f"RegisterInputRequest.{name}": _OF_ONE[name]
            for name in (
                "kind",
                "title",
                "systems",
                "unit",
                "begins",
                "ends",
                "place",
                "chair",
                "summary",
            )
        },
        "RegisterInputRequest.communities": [],
        "RegisterInputRequest.attends": [11, 12, 15],
        "RegisterInputRequest.absent": [15],
        "RegisterInputRequest.guests": ["马教授 区委党校讲师"],
        **{f"RegisterInputRequest.{part}": [] for part in ("listens", "speaks", "visits")},
        "AttendeeOutput.name": "罗卫东",
        "AttendeeOutput.post": "经八路街道科室干部",
        "AttendeeOutput.part": "attends",
        "AttendeeOutput.part_name": "参加",
    }
)

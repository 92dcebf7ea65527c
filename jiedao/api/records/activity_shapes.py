"""Activities as programs read them, and what they send to plan one or to register one that was held."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from jiedao.activities.models import Attendee, Problem
from jiedao.activities.selectors import activities as selectors
from jiedao.activities.states import Kind, Part, System, parts_of
from jiedao.api import examples
from jiedao.api.records.parts import several
from jiedao.api.records.viewsets import Offering
from jiedao.organisation.models import Unit


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

    key = serializers.IntegerField(source="pk", help_text="这一条的键：登记到会、补学时用")
    part_name = serializers.CharField(source="get_part_display", help_text="参加方式的名称")
    made_up_on = serializers.DateField(allow_null=True, help_text="补学日期；没有的为空")

    class Meta:
        model = Attendee
        fields = ("key", "name", "post", "part", "part_name", "is_guest", "present", "made_up_on")
        read_only_fields = fields


class VisitProblemOutput(serializers.ModelSerializer[Problem]):
    """One problem found on a visit (督导发现的问题)."""

    key = serializers.IntegerField(source="pk", help_text="这一条的键：登记解决时用")
    unit = serializers.CharField(source="unit.code", help_text="责任单位的代码")
    unit_name = serializers.CharField(source="unit.short_name", help_text="责任单位")
    solved_on = serializers.DateField(allow_null=True, help_text="解决日期；没有解决的为空")

    class Meta:
        model = Problem
        fields = (
            *("key", "words", "measure", "unit", "unit_name", "whose", "due_on"),
            *("solved_on", "solved_how"),
        )
        read_only_fields = fields


class ActivityOutput(ActivityRow, Offering):
    """One activity with what was decided and who was there."""

    chair = serializers.CharField(source="record.chair", help_text="主持人")
    summary = serializers.CharField(source="record.summary", help_text="内容和议定事项")
    roster = several(AttendeeOutput, lambda row, _: selectors.roster_of(row.record).entries, "名册")
    problems = several(
        VisitProblemOutput,
        lambda row, _: row.record.problems.select_related("unit").order_by("pk"),
        "发现的问题；只有下社区督导才有",
    )


class CandidateOutput(serializers.Serializer[Any]):
    """Who can stand on a roster of a unit today."""

    person = serializers.IntegerField(help_text="人员的键，登记名册时用它")
    name = serializers.CharField(help_text="姓名")
    post = serializers.CharField(source="words", help_text="职务")


def _people(words: str) -> serializers.ListField:
    keys = serializers.IntegerField(min_value=1)
    return serializers.ListField(child=keys, required=False, default=list, help_text=words)


class PlanActivityInput(serializers.Serializer[Any]):
    """What is sent to plan an activity: its topic, its day, its roster."""

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


class RegisterInput(PlanActivityInput):
    """What is sent to register an activity that has been held."""

    absent = _people("名册上没有到的人")
    guests = serializers.ListField(
        child=serializers.CharField(max_length=150),
        required=False,
        default=list,
        help_text="列席的人，每个一行：姓名，空一格，单位和职务",
    )
    chair = serializers.CharField(max_length=40, help_text="主持人")
    summary = serializers.CharField(max_length=4000, help_text="内容和议定事项")


def _unit(code: str) -> Unit:
    found = Unit.objects.active().filter(code=code).first()
    if found is None:
        raise ValidationError([f"没有代码为“{code}”的单位，请核对。"])
    return found


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
            f"{one}Request.{name}": _OF_ONE[name]
            for one in ("RegisterInput", "PlanActivityInput")
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

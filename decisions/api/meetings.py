"""The meetings of a matter: who was to come, who came, how they voted, by which sums."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from decisions.api.visits import NUMBER, TAG, OfMatter, failing
from decisions.selectors import facts
from jiedao.meetings import judgement
from jiedao.meetings.models import Meeting
from jiedao.meetings.selectors import meetings_of

Shown = dict[str, Any]


class RosterOutput(serializers.Serializer[Any]):
    """One name on a meeting's roster (名册)."""

    id = serializers.IntegerField(help_text="登记签到时用")
    name = serializers.CharField(help_text="姓名")
    position = serializers.CharField(help_text="职务")
    recused = serializers.BooleanField(help_text="是否回避")
    present = serializers.BooleanField(help_text="是否到会")


class BallotOutput(serializers.Serializer[Any]):
    """The counting sheet (计票结果)."""

    issued = serializers.IntegerField(help_text="发出")
    in_favour = serializers.IntegerField(help_text="赞成")
    against = serializers.IntegerField(help_text="反对")
    abstain = serializers.IntegerField(help_text="弃权")
    invalid = serializers.IntegerField(help_text="废票")


class SumOutput(serializers.Serializer[Any]):
    """One sum a meeting is judged by (算法)."""

    title = serializers.CharField(help_text="算的是什么")
    words = serializers.CharField(help_text="算式")
    basis = serializers.CharField(help_text="依据")
    is_met = serializers.BooleanField(help_text="是否达到")


class MeetingOutput(serializers.ModelSerializer[Meeting]):
    """A meeting (会议): who was to come, who came, the votes, and the sums it is judged by."""

    kind = serializers.CharField(help_text="会议种类")
    kind_name = serializers.CharField(help_text="会议种类的名称")
    status = serializers.CharField(help_text="状态")
    status_name = serializers.CharField(source="get_status_display", help_text="状态的名称")
    expected = serializers.SerializerMethodField(help_text="应到")
    present = serializers.SerializerMethodField(help_text="实到")
    ballot = serializers.SerializerMethodField()
    sums = serializers.SerializerMethodField()
    roster = serializers.SerializerMethodField()

    class Meta:
        model = Meeting
        fields = (
            "id",
            "kind",
            "kind_name",
            "round",
            "status",
            "status_name",
            "notice_on",
            "held_at",
            "place",
            "chair_name",
            "recorder_name",
            "resolution",
            "minutes",
            "cancel_reason",
            "expected",
            "present",
            "ballot",
            "sums",
            "roster",
        )
        read_only_fields = fields

    def get_expected(self, meeting: Meeting) -> int:
        return int(self.context["rows"][meeting.pk].expected)

    def get_present(self, meeting: Meeting) -> int:
        return int(self.context["rows"][meeting.pk].present)

    @extend_schema_field(BallotOutput(allow_null=True))
    def get_ballot(self, meeting: Meeting) -> Shown | None:
        ballot = judgement.ballot_of(meeting)
        return dict(BallotOutput(ballot).data) if ballot else None

    @extend_schema_field(SumOutput(many=True))
    def get_sums(self, meeting: Meeting) -> list[Shown]:
        """A closed meeting keeps the sums it was judged by; an open one is counted now."""
        known = facts(self.context["matter"])
        lines: list[Any] = list(meeting.judged)
        if meeting.is_open:
            seen = known.attendance(meeting)
            lines = list(judgement.sums(meeting, known.thresholds(meeting), seen=seen))
        return list(SumOutput(lines, many=True).data)

    @extend_schema_field(RosterOutput(many=True))
    def get_roster(self, meeting: Meeting) -> list[Shown]:
        """The names to be ticked: only while the result is still to be entered."""
        entries = meeting.roster.order_by("id") if meeting.is_open else ()
        return list(RosterOutput(entries, many=True).data)


class MeetingViewSet(OfMatter[Meeting]):
    """The meetings of one matter: a handful, so all at once."""

    pagination_class = None

    @extend_schema(
        summary="会议：名册、签到、票数和算法",
        description="新的在前。还没有登记结果的会议附有名册，登记签到时用其中的id。",
        parameters=[NUMBER],
        responses={200: MeetingOutput(many=True)} | failing(404),
        tags=[TAG],
    )
    def list(self, request: Request, number: str) -> Response:
        matter = self.matter(number)
        rows = {row.pk: row for row in meetings_of(matter.dossier)}
        context = {"matter": matter, "rows": rows}
        return Response(MeetingOutput(facts(matter).meetings, many=True, context=context).data)

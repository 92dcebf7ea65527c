"""What each step takes, in the role the forms have on the pages: shape only; rules stay in actions."""

from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from decisions import catalogue
from decisions.api.fields import Choice, Day, Number, Words, Yuan
from decisions.forms.consultation import (
    BY_STAFF,
    LONGEST_OPINION,
    LONGEST_SPEAKER,
    MOST_LINES,
)
from decisions.forms.matters import NOT_BY_HAND
from decisions.models import Matter, Opinion
from decisions.selectors.convening import owed_meetings
from decisions.states import Origin, Payee, Uptake
from jiedao.attachments.states import AttachmentKind
from jiedao.lib import clock
from jiedao.lib.ballots import Ballots
from jiedao.meetings.states import Base, MeetingKind, VotingMethod
from jiedao.organisation.models import Unit
from jiedao.organisation.supervision import supervisors

CHANNELS = [(code, label) for code, label in BY_STAFF]
PAPERS = [(kind.value, kind.label) for kind in AttachmentKind if kind not in NOT_BY_HAND]


class StepInput(serializers.Serializer[Any]):
    """The day a step was taken; a step that asks nothing more takes this alone."""

    uploads = False

    on = Day(required=False, help_text="办理日期，不写就是今天。")

    def arguments(self, matter: Matter) -> dict[str, Any]:
        """The keywords of the action."""
        return {"on": clock.today()} | self.validated_data


class ReviseInput(StepInput):
    """What a matter is about (动议)."""

    kind = Choice("MatterType", catalogue.CHOICES, help_text="事项类型")
    title = Words(longest=80, public=True, help_text="事项名称")
    origin = Choice("MatterOrigin", Origin.choices, help_text="动议来源")
    proposer = Words(longest=60, help_text="提出人或单位，不写电话和证件号码")
    summary = Words(longest=200, public=True, help_text="一句话说明，居民在公开栏上看到")
    plan = Words(public=True, help_text="方案，征求意见时居民看到全文")
    budget = Yuan(required=False, allow_null=True, help_text="预算（元），不用花钱的不写")
    funding = Words(
        longest=200, public=True, required=False, allow_blank=True, help_text="经费来源"
    )
    touches_common_parts = serializers.BooleanField(
        required=False,
        help_text="是否改变小区共有部分或者使用维修资金；这类事项由业主共同决定，不在这里办理。",
    )


class DraftInput(ReviseInput):
    """A new motion (登记动议)."""

    unit = serializers.SlugRelatedField[Unit](
        slug_field="code",
        queryset=Unit.objects.active().select_related("parent"),
        help_text="社区代码，例如410105001003",
        error_messages={
            "does_not_exist": "没有代码为“{value}”的单位，请核对。",
            "invalid": "请写单位代码。",
        },
    )

    is_emergency = serializers.BooleanField(
        required=False, help_text="情况紧急、已经先办了，事后提请追认（应急处置）"
    )

    def motion(self) -> dict[str, Any]:
        """The keywords of the action, with the community."""
        return {"on": clock.today()} | self.validated_data


class ConsultInput(StepInput):
    """Until when residents are asked (征求意见)."""

    until = Day(help_text="征求意见到哪一天为止")


class AddChannelInput(StepInput):
    """One more way in which residents are asked (征求方式)."""

    kind = Choice("ConsultationChannel", CHANNELS, help_text="方式")
    place = Words(longest=120, help_text="地点或范围")


class LineInput(serializers.Serializer[Any]):
    """What one resident said (意见)."""

    speaker = Words(
        longest=LONGEST_SPEAKER,
        required=False,
        allow_blank=True,
        help_text="称呼，例如“王阿姨”；不写电话和门牌",
    )
    text = Words(longest=LONGEST_OPINION, help_text="意见")


class AddOpinionsInput(StepInput):
    """What residents said at the door, by phone or on paper (登记居民意见)."""

    channel = Choice("ConsultationChannel", CHANNELS, help_text="怎么收到的")
    lines = serializers.ListField(
        child=LineInput(), max_length=MOST_LINES, help_text="意见，一条一项"
    )

    def arguments(self, matter: Matter) -> dict[str, Any]:
        given = super().arguments(matter)
        lines = [(line.get("speaker", ""), line["text"]) for line in given["lines"]]
        return given | {"lines": lines}


class OfOneOpinion(StepInput):
    """An act on one opinion, named by its number."""

    opinion = serializers.IntegerField(min_value=1, help_text="意见的序号")

    def arguments(self, matter: Matter) -> dict[str, Any]:
        given = super().arguments(matter)
        number = given["opinion"]
        opinions = Opinion.objects.select_related("entered_by")
        opinion = opinions.filter(matter=matter, number=number).first()
        if opinion is None:
            raise ValidationError({"opinion": [f"这件事没有第{number}号意见，请核对。"]})
        return given | {"opinion": opinion}


class CorrectOpinionInput(OfOneOpinion):
    """What was typed wrongly, and why (更正意见登记)."""

    text = Words(longest=LONGEST_OPINION, help_text="更正后的意见")
    speaker = Words(
        longest=LONGEST_SPEAKER, required=False, allow_blank=True, default="", help_text="称呼"
    )
    reason = Words(longest=100, public=True, help_text="为什么更正")


class AnswerOpinionInput(OfOneOpinion):
    """What becomes of one opinion (采纳情况)."""

    uptake = Choice("OpinionUptake", Uptake.choices, help_text="采纳情况")
    reason = Words(longest=300, public=True, help_text="理由，汇总以后居民看到")
    gist = Words(
        longest=100,
        required=False,
        allow_blank=True,
        public=True,
        help_text="意见要点，汇总以后居民看到",
    )


class SumUpInput(StepInput):
    """What the residents said, all told (汇总意见)."""

    summary = Words(public=True, help_text="意见汇总，居民看到")


class CallMeetingInput(StepInput):
    """Which meeting, when and where (召集会议)."""

    kind = Choice("MeetingKind", MeetingKind.choices, help_text="会议种类")
    held_at = serializers.DateTimeField(help_text="开会时间")
    place = Words(longest=80, help_text="地点")
    base = Choice(
        "MeetingBase", Base.choices, required=False, help_text="居民会议的应到人数按什么算"
    )
    urgent_reason = Words(
        longest=200, required=False, allow_blank=True, help_text="提前天数不够时写明原因"
    )
    request = serializers.CharField(
        required=False, help_text="应哪份联名要求召集：联名要求的编号；写了才能登记为按它召集"
    )

    def arguments(self, matter: Matter) -> dict[str, Any]:
        given = super().arguments(matter)
        number = given.pop("request", "")
        if not number:
            return given
        owed = owed_meetings(matter.dossier.unit, (given["kind"],))
        found = owed.filter(dossier__number=number).first()
        if found is None:
            raise ValidationError({"request": ["没有要求召集这种会议的这份联名要求，请核对编号。"]})
        return given | {"request": found}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        by_heads = (Base.ADULTS, Base.HOUSEHOLDS)
        if attrs["kind"] == MeetingKind.RESIDENTS and attrs.get("base") not in by_heads:
            raise ValidationError({"base": ["请选择按十八周岁以上居民算，还是按户的代表算。"]})
        return attrs


class CancelMeetingInput(StepInput):
    """Why the meeting is called off (取消会议)."""

    reason = Words(longest=200, help_text="取消原因")


class SignInInput(StepInput):
    """Who signed the sheet (登记签到)."""

    present = serializers.ListField(
        child=serializers.IntegerField(min_value=1),
        allow_empty=True,
        max_length=5000,
        help_text="到会的人在名册上的id，见 meetings 的 roster",
    )
    extra = serializers.ListField(
        child=Words(longest=120),
        required=False,
        max_length=5000,
        help_text="居民会议的签到表，一人一行：姓名，空一格，楼栋或居民小组",
    )


class CountVotesInput(StepInput):
    """The counting sheet and the minutes (登记表决)."""

    method = Choice("VotingMethod", VotingMethod.choices, help_text="表决方式")
    issued = Number(
        required=False, help_text="发出票数；举手表决的不用写，到会的人有没参加表决的才写"
    )
    in_favour = Number(help_text="赞成")
    against = Number(help_text="反对")
    abstain = Number(help_text="弃权")
    invalid = Number(help_text="废票")
    resolution = Words(help_text="决议内容")
    minutes = Words(help_text="会议记录")
    chair_name = Words(longest=40, help_text="主持人")
    recorder_name = Words(longest=40, help_text="记录人")
    observers = Words(required=False, allow_blank=True, help_text="列席人员，不计入实到")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "issued" not in attrs and attrs["method"] != VotingMethod.SHOW_OF_HANDS:
            raise ValidationError({"issued": ["请填写发出了多少张票。"]})
        return attrs

    def arguments(self, matter: Matter) -> dict[str, Any]:
        given = super().arguments(matter)
        counted = [given.pop(name) for name in ("in_favour", "against", "abstain", "invalid")]
        issued = given.pop("issued", None)
        return given | {"ballots": Ballots(issued, *counted)}


class FailMeetingInput(StepInput):
    """Too few came (流会)."""

    minutes = Words(help_text="流会经过")


class PlanInput(StepInput):
    """The plan as the meeting left it (方案)."""

    plan = Words(public=True, help_text="会议定下的方案，居民看到")


class ResolveInput(StepInput):
    """What the residents decided, word for word (决议)."""

    text = Words(public=True, help_text="决议内容，公示时一字不改")


class ResponsibleInput(StepInput):
    """Who answers for the work, by when (责任人、期限)."""

    responsible = Words(longest=60, public=True, help_text="责任人，写进公示")
    finish_by = Day(help_text="计划完成日期")


class PublishResultInput(StepInput):
    """What was done, in words (实施结果); the figures come from the record."""

    result = Words(public=True, help_text="做成了什么；验收、决算和满意度由平台写入")


class TakeDownNoticeInput(StepInput):
    """The paper comes down (登记揭下)."""

    uploads = True

    photo = serializers.FileField(help_text="现场照片，JPG或PNG，居民看到")


class PostNoticeInput(TakeDownNoticeInput):
    """The paper is on the board (登记张贴)."""

    place = Words(longest=80, public=True, help_text="张贴地点")


class ReportProgressInput(StepInput):
    """How far the work has come (登记进展)."""

    words = Words(longest=1000, help_text="做到了哪里")
    spent = Yuan(help_text="本次支出（元），没有的写0")
    item = Words(longest=60, required=False, allow_blank=True, help_text="花在什么上，有支出必写")
    payee = Choice("Payee", Payee.choices, required=False, help_text="付给哪一类，有支出必写")


class CorrectProgressInput(ReportProgressInput):
    """What a line of progress should have said (更正进展)."""

    report = serializers.IntegerField(min_value=1, help_text="进展的id，见 progress")
    reason = Words(longest=200, help_text="更正原因")

    def arguments(self, matter: Matter) -> dict[str, Any]:
        given = super().arguments(matter)
        line = matter.progress.filter(pk=given["report"]).first()
        if line is None:
            raise ValidationError({"report": ["这件事没有这条进展，请核对。"]})
        return given | {"report": line}


class AcceptWorkInput(StepInput):
    """The work is inspected and accepted (验收)."""

    acceptance = Words(longest=2000, public=True, help_text="验收意见，写进实施结果公示")
    acceptors = Words(longest=200, public=True, help_text="验收人，写进实施结果公示")
    supervisor = serializers.IntegerField(
        min_value=1, required=False, help_text="参加验收的监督委员的id，见 people"
    )
    spent = Yuan(help_text="决算（元）")
    difference = Words(longest=200, public=True, required=False, help_text="决算超过预算时的原因")

    def arguments(self, matter: Matter) -> dict[str, Any]:
        given = super().arguments(matter)
        if "supervisor" in given:
            people = {person.pk: person for person in supervisors(matter.dossier.unit)}
            if given["supervisor"] not in people:
                raise ValidationError({"supervisor": ["请从本社区居务监督委员会成员里选择。"]})
            given["supervisor"] = people[given["supervisor"]]
        return given


class SurveyInput(StepInput):
    """What residents say of the result (满意度测评)."""

    channel = Choice("ConsultationChannel", CHANNELS, help_text="怎么测评的")
    asked = Number(min_value=1, help_text="发出（份）")
    satisfied = Number(help_text="满意（份）")
    fair = Number(help_text="基本满意（份）")
    unsatisfied = Number(help_text="不满意（份）")


class AttachInput(StepInput):
    """A paper for the dossier (上传文书)."""

    uploads = True

    file = serializers.FileField(max_length=255, help_text="文件，不超过50兆")
    kind = Choice("PaperKind", PAPERS, help_text="这是什么")
    step = Choice(
        "MeetingKind",
        MeetingKind.choices,
        required=False,
        help_text="签到表、计票单和会议记录写明是哪种会议",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["kind"] == AttachmentKind.SIGNIN_SHEET and not attrs.get("step"):
            raise ValidationError({"step": ["请选择这是哪次会议的签到表。"]})
        return attrs

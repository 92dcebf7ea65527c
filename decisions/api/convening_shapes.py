"""A joint request for a meeting as programs read it, and what its steps take (联名要求召集会议)."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from decisions import access
from decisions.api.fields import Choice, Day, Number, Words
from decisions.api.papers import PaperOutput, papers_of
from decisions.api.shown import DeadlineOutput, OfferOutput, Shown, offer_at
from decisions.conditions.convening import edition_of, rule_of, sum_of
from decisions.models import ConveningRequest
from decisions.models.convening import ASKED_FOR
from decisions.procedures import CONVENING
from decisions.selectors.convening import count_of, meetings_for, sheets_of
from decisions.states import Backers, ConveningState
from jiedao.api import examples
from jiedao.deadlines.selectors import open_limits
from jiedao.lib import clock
from jiedao.lib.addresses import address
from jiedao.meetings.models import Meeting
from jiedao.organisation.models import Seat, Unit


class ConveningRow(serializers.ModelSerializer[ConveningRequest]):
    """A joint request as a list shows it."""

    number = serializers.CharField(source="dossier.number", help_text="编号")
    subject = serializers.CharField(source="dossier.title", help_text="要求讨论的事")
    unit = serializers.CharField(source="dossier.unit.code", help_text="社区代码")
    unit_name = serializers.CharField(source="dossier.unit.short_name", help_text="社区")
    asked_for = Choice("ConveningMeeting", ASKED_FOR, help_text="要求召开什么会")
    asked_for_name = serializers.CharField(
        source="get_asked_for_display", help_text="要求召开什么会，写成中文"
    )
    backers = Choice("ConveningBackers", Backers.choices, help_text="由谁联名")
    backers_name = serializers.CharField(
        source="get_backers_display", help_text="由谁联名，写成中文"
    )
    state = Choice("ConveningState", ConveningState.choices, help_text="状态")
    state_name = serializers.CharField(source="get_state_display", help_text="状态的名称")
    received_on = serializers.DateField(source="dossier.opened_on", help_text="收到的日期")

    class Meta:
        model = ConveningRequest
        fields: tuple[str, ...] = (
            "number",
            "subject",
            "unit",
            "unit_name",
            "asked_for",
            "asked_for_name",
            "backers",
            "backers_name",
            "state",
            "state_name",
            "received_on",
        )
        read_only_fields = fields


class ConveningOutput(ConveningRow):
    """One joint request: what is asked, the sum, what can be done now."""

    about = serializers.CharField(
        source="about.dossier.number", default=None, allow_null=True, help_text="涉及的事项的编号"
    )
    sum = serializers.SerializerMethodField(help_text="人数的算法；核定以后是核定时的")
    enough = serializers.SerializerMethodField(help_text="是否达到法定比例")
    basis = serializers.SerializerMethodField(help_text="依据")
    meeting_on = serializers.DateField(
        source="meeting.held_on",
        default=None,
        allow_null=True,
        help_text="召集的会议哪天开；还没有召集的为空",
    )
    papers = serializers.SerializerMethodField(help_text="案卷里的材料，新的在前")
    deadlines = serializers.SerializerMethodField(help_text="正在计算的期限")
    offers = serializers.SerializerMethodField(help_text="您现在能办什么，不能办的写明原因")

    class Meta(ConveningRow.Meta):
        fields = (
            *ConveningRow.Meta.fields,
            "wish",
            "contact",
            "about",
            "sum",
            "enough",
            "basis",
            "judged_on",
            "meeting_on",
            "papers",
            "deadlines",
            "offers",
        )
        read_only_fields = fields

    def get_sum(self, record: ConveningRequest) -> str:
        return record.judged or sum_of(record, count_of(record))[1]

    def get_enough(self, record: ConveningRequest) -> bool:
        return sum_of(record, count_of(record))[0]

    def get_basis(self, record: ConveningRequest) -> str:
        return record.basis or str(edition_of(record).source(rule_of(record)))

    @extend_schema_field(PaperOutput(many=True))
    def get_papers(self, record: ConveningRequest) -> list[Shown]:
        return papers_of(record.dossier)

    @extend_schema_field(DeadlineOutput(many=True))
    def get_deadlines(self, record: ConveningRequest) -> list[Shown]:
        return list(
            DeadlineOutput(open_limits(record.dossier, today=clock.today()), many=True).data
        )

    @extend_schema_field(OfferOutput(many=True))
    def get_offers(self, record: ConveningRequest) -> list[Shown]:
        offers = CONVENING.offers(record, by=self.context["user"])
        rows = [offer_at(url_of(record), offer) for offer in offers]
        return list(OfferOutput(rows, many=True).data)


class RepresentativeOutput(serializers.Serializer[Any]):
    """One name on the roster of the day a request came in (居民代表名册)."""

    person = serializers.IntegerField(source="person_id", help_text="人员的键，勾选时用它")
    name = serializers.CharField(source="person", help_text="姓名")
    group = serializers.CharField(help_text="居民小组；没有的为空")
    signed = serializers.SerializerMethodField(help_text="是否已经勾选")

    def get_signed(self, seat: Seat) -> bool:
        return seat.person_id in self.context["ticked"]


class ConvenedMeetingOutput(serializers.ModelSerializer[Meeting]):
    """One meeting a request may have led to."""

    kind = serializers.CharField(help_text="会议种类")
    title = serializers.CharField(source="dossier.title", help_text="讨论的事项")

    class Meta:
        model = Meeting
        fields = ("id", "kind", "title", "held_on")
        read_only_fields = fields


class ConveningStepInput(serializers.Serializer[Any]):
    """The day a step was taken; a step that asks nothing more takes this alone."""

    uploads = False

    on = Day(required=False, help_text="办理日期，不写就是今天。")

    def arguments(self, record: ConveningRequest) -> dict[str, Any]:
        """The keywords of the action."""
        return {"on": clock.today()} | self.validated_data


class RequestConveningInput(serializers.Serializer[Any]):
    """Who asks for which meeting, about what (联名要求)."""

    unit = serializers.SlugRelatedField[Unit](
        slug_field="code",
        queryset=Unit.objects.active().select_related("parent"),
        help_text="社区代码，例如410105001003",
        error_messages={
            "does_not_exist": "没有代码为“{value}”的单位，请核对。",
            "invalid": "请写单位代码。",
        },
    )
    on = Day(required=False, help_text="收到的日期，不写就是今天。")
    subject = Words(longest=80, public=True, help_text="要求讨论的事，一句话")
    asked_for = Choice("ConveningMeeting", ASKED_FOR, help_text="要求召开什么会")
    backers = Choice("ConveningBackers", Backers.choices, help_text="由谁联名")
    wish = Words(
        longest=3000, public=True, help_text="联名书怎么写的；不写签名人的姓名、电话、门牌"
    )
    contact = Words(
        longest=60, required=False, allow_blank=True, help_text="联系人，只写姓名，不写电话"
    )
    about = serializers.CharField(required=False, help_text="涉及哪件事项：事项编号")

    def request(self) -> dict[str, Any]:
        """The keywords of the action, with the community."""
        given = {"on": clock.today()} | self.validated_data
        number = given.pop("about", "")
        if not number:
            return given
        seen = access.visible_to(self.context["user"])
        found = seen.filter(dossier__number=number).first()
        if found is None:
            raise ValidationError({"about": ["您能查看的事项里没有这个编号，请核对。"]})
        return given | {"about": found}


class TickNamesInput(ConveningStepInput):
    """Which representatives signed (勾选联名代表)."""

    present = serializers.ListField(
        child=serializers.IntegerField(min_value=1),
        help_text="联名的居民代表：人员的键，见 roster；没有写的算没有联名",
    )


class EnterSheetInput(ConveningStepInput):
    """How many signatures hold, and the sheet, unless it came in before (登记签名册)."""

    uploads = True

    signatures = Number(help_text="有效签名数；重复的、不是本社区的、认不出的不算")
    file = serializers.FileField(
        required=False, max_length=255, help_text="签名册扫描件；案卷里已经有的不用再传"
    )

    def arguments(self, record: ConveningRequest) -> dict[str, Any]:
        given = super().arguments(record)
        if "file" not in given and not sheets_of(record).exists():
            raise ValidationError({"file": ["请上传签名册的扫描件。"]})
        return given


class AttachSignaturesInput(ConveningStepInput):
    """A signed sheet, to be counted afterwards (附上联名材料)."""

    uploads = True

    file = serializers.FileField(max_length=255, help_text="签名册或者联名名单的扫描件")


class RecordConveningInput(ConveningStepInput):
    """Which meeting was called (登记已经召集)."""

    meeting = serializers.IntegerField(min_value=1, help_text="召集的会议的id，见 meetings")

    def arguments(self, record: ConveningRequest) -> dict[str, Any]:
        given = super().arguments(record)
        found = meetings_for(record).filter(pk=given["meeting"]).first()
        if found is None:
            raise ValidationError({"meeting": ["没有这次会议，请从 meetings 里选择。"]})
        return given | {"meeting": found}


def url_of(record: ConveningRequest) -> str:
    """Where the API shows a request."""
    return address("api:convening-detail", record.dossier.number)


_OF_ONE = {
    "number": "LM2026-001003-0003",
    "subject": "要求重新讨论停车收费",
    "asked_for": "representatives",
    "backers": "representatives",
    "state": "received",
    "asked_for_name": "居民代表会议",
    "backers_name": "居民代表",
    "state_name": "待核对人数",
    "wish": "收费标准没有征求大家意见，请开会讨论。",
    "contact": "王秀兰",
    "about": "JC2026-001003-0042",
    "sum": "共40人，五分之一以上需8人，联名8人，8 ≥ 8",
    "enough": True,
    "basis": "《城市居民委员会组织法》（2025年修订）第二十八条",
}
examples.declare(
    {
        **{
            f"{one}.{name}": value
            for one in ("ConveningRow", "ConveningOutput")
            for name, value in _OF_ONE.items()
        },
        **{
            f"RequestConveningInputRequest.{name}": _OF_ONE[name]
            for name in ("subject", "asked_for", "backers", "wish", "contact", "about")
        },
        "RepresentativeOutput.name": "王秀兰",
        "RepresentativeOutput.group": "第3居民小组",
        "ConvenedMeetingOutput.kind": "representatives",
        "TickNamesInputRequest.present": [101, 102, 105],
        "EnterSheetInputRequest.signatures": 320,
        "PaperOutput.kind": "signatures",
        "PaperOutput.kind_name": "签名册",
        "PaperOutput.name": "签名册.pdf",
        "PaperOutput.size": "1.2兆",
        "PaperOutput.url": "/office/attachments/1/签名册.pdf",
    }
)

"""A matter as programs read it: the same rows and sentences as on its page."""

from datetime import date
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from decisions import catalogue, procedures
from decisions.api.fields import Choice
from decisions.finding import Line
from decisions.models import Channel, Matter, Progress, SupervisionOpinion
from decisions.selectors import (
    DAY_OF,
    OpinionCount,
    facts,
    progress_of,
    satisfaction,
    spent_so_far,
)
from decisions.selectors.oversight import missing_in
from decisions.states import Keeping, MatterState, Verdict
from jiedao.deadlines.selectors import open_limits
from jiedao.lib import clock
from jiedao.lib.addresses import address
from jiedao.procedures.rows import Offer, Step

Shown = dict[str, Any]
DONE, NEXT, LATER = "done", "next", "later"
KEPT = "，".join(f"{value} {label}" for value, label in Keeping.choices)


class RowOutput(serializers.ModelSerializer[Matter]):
    """A matter as a list shows it."""

    number = serializers.CharField(source="dossier.number", help_text="编号")
    title = serializers.CharField(source="dossier.title", help_text="事项名称")
    unit = serializers.CharField(source="dossier.unit.code", help_text="社区代码")
    unit_name = serializers.CharField(source="dossier.unit.short_name", help_text="社区")
    state = Choice("MatterState", MatterState.choices, help_text="状态")
    state_name = serializers.CharField(source="get_state_display", help_text="状态的名称")
    kind = serializers.CharField(help_text="事项类型")
    kind_name = serializers.CharField(source="matter_type.name", help_text="事项类型的名称")
    opened_on = serializers.DateField(source="dossier.opened_on", help_text="立卷日期")
    last_act_on = serializers.DateField(source="dossier.last_act_on", help_text="最近办理日期")
    url = serializers.SerializerMethodField(help_text="本事项的接口地址")

    class Meta:
        model = Matter
        fields: tuple[str, ...] = (
            "number",
            "title",
            "unit",
            "unit_name",
            "state",
            "state_name",
            "kind",
            "kind_name",
            "opened_on",
            "last_act_on",
            "url",
        )
        read_only_fields = fields

    def get_url(self, matter: Matter) -> str:
        return url_of(matter)


def row_of(line: Line) -> Shown:
    """A line of the list as `RowOutput` describes it."""
    return {
        "number": line.number,
        "title": line.title,
        "unit": line.unit_code,
        "unit_name": line.unit,
        "state": line.state,
        "state_name": str(MatterState(line.state).label),
        "kind": line.kind,
        "kind_name": catalogue.TYPES[line.kind].name,
        "opened_on": line.opened_on,
        "last_act_on": line.acted_on,
        "url": address("api:matter-detail", line.number),
    }


class RefusalOutput(serializers.Serializer[Any]):
    """Why a step may not be taken now (不予办理的原因)."""

    code = serializers.CharField(help_text="原因的代码")
    reason = serializers.CharField(help_text="原因，与页面上的一字不差")
    arithmetic = serializers.CharField(help_text="算法")
    basis = serializers.CharField(help_text="依据")
    hint = serializers.CharField(help_text="接下来怎么办")


class OfferOutput(serializers.Serializer[Any]):
    """A step this person could take in this state, and why not if not (可以办的环节)."""

    code = serializers.CharField(help_text="环节代码")
    name = serializers.CharField(help_text="环节")
    hint = serializers.CharField(help_text="这个环节做什么")
    basis = serializers.CharField(help_text="依据")
    url = serializers.CharField(help_text="办理这个环节的接口地址")
    allowed = serializers.BooleanField(help_text="现在能不能办")
    refusal = RefusalOutput(allow_null=True, help_text="不能办的原因；能办的为空")


class MilestoneOutput(serializers.Serializer[Any]):
    """One of the milestones (办到哪一步)."""

    code = serializers.CharField(help_text="环节代码")
    name = serializers.CharField(help_text="环节")
    basis = serializers.CharField(help_text="依据")
    status = Choice("MilestoneStatus", [(DONE, "已完成"), (NEXT, "下一步"), (LATER, "未开始")])
    on = serializers.DateField(allow_null=True, help_text="办理日期")


class ChannelOutput(serializers.ModelSerializer[Channel]):
    """One way in which residents were asked (征求方式)."""

    kind = serializers.CharField(help_text="方式")
    kind_name = serializers.CharField(source="get_kind_display", help_text="方式的名称")

    class Meta:
        model = Channel
        fields = ("kind", "kind_name", "started_on", "place")
        read_only_fields = fields


class OpinionCountOutput(serializers.Serializer[OpinionCount]):
    """How many opinions there are, and what became of them (意见数)."""

    total = serializers.IntegerField(help_text="收到")
    adopted = serializers.IntegerField(help_text="采纳")
    partly = serializers.IntegerField(help_text="部分采纳")
    not_adopted = serializers.IntegerField(help_text="不采纳")
    unanswered = serializers.IntegerField(help_text="还没有答复")


class SupervisionOutput(serializers.ModelSerializer[SupervisionOpinion]):
    """What the supervision committee said of a step (监督意见), and what was answered."""

    step = serializers.CharField(help_text="环节代码")
    step_name = serializers.CharField(source="get_step_display", help_text="环节")
    verdict = Choice("SupervisionVerdict", Verdict.choices, help_text="意见")
    signer = serializers.CharField(help_text="签署的监督委员")

    class Meta:
        model = SupervisionOpinion
        fields = (
            "id",
            "step",
            "step_name",
            "verdict",
            "text",
            "signer",
            "signed_on",
            "answer",
            "answered_on",
        )
        read_only_fields = fields


class ProgressOutput(serializers.ModelSerializer[Progress]):
    """One report on the work (实施进展); a corrected line no longer counts."""

    class Meta:
        model = Progress
        fields = (
            "id",
            "reported_on",
            "words",
            "spent",
            "item",
            "payee",
            "corrects",
            "reason",
            "is_corrected",
        )
        read_only_fields = fields

    is_corrected = serializers.BooleanField(help_text="是否已更正")


class SatisfactionOutput(serializers.Serializer[Any]):
    """What residents said of the result (满意度)."""

    asked = serializers.IntegerField(help_text="发出")
    answered = serializers.IntegerField(help_text="收回")
    satisfied = serializers.IntegerField(help_text="满意")
    fair = serializers.IntegerField(help_text="基本满意")
    unsatisfied = serializers.IntegerField(help_text="不满意")


class DeadlineOutput(serializers.Serializer[Any]):
    """A limit that runs (期限), with how its day was computed."""

    code = serializers.CharField(help_text="期限代码")
    title = serializers.CharField(help_text="要做的事")
    due_on = serializers.DateField(help_text="到期日")
    left = serializers.CharField(help_text="还剩多久")
    explanation = serializers.CharField(help_text="怎么算的")
    basis = serializers.CharField(help_text="依据")


class MatterOutput(RowOutput):
    """A matter as its page shows it: what it is, where it stands, what can be done now."""

    origin = serializers.CharField(help_text="动议来源")
    origin_name = serializers.CharField(source="get_origin_display", help_text="动议来源的名称")
    spent_so_far = serializers.SerializerMethodField(help_text="已登记的支出合计（元）")
    keeping = serializers.CharField(read_only=True, help_text=f"保管期限：{KEPT}；还没有归档的为空")
    channels = serializers.SerializerMethodField()
    opinions = serializers.SerializerMethodField()
    satisfaction = serializers.SerializerMethodField()
    progress = serializers.SerializerMethodField()
    supervision = serializers.SerializerMethodField()
    supervision_missing = serializers.SerializerMethodField()
    deadlines = serializers.SerializerMethodField()
    milestones = serializers.SerializerMethodField()
    offers = serializers.SerializerMethodField()

    class Meta(RowOutput.Meta):
        fields = (
            *RowOutput.Meta.fields,
            "origin",
            "origin_name",
            "proposer",
            "summary",
            "plan",
            "budget",
            "funding",
            "consulted_on",
            "consult_until",
            "summed_up_on",
            "opinions_summary",
            "proposed_on",
            "deliberated_on",
            "resolved_on",
            "resolution_text",
            "resolution_published_on",
            "implementing_on",
            "responsible",
            "finish_by",
            "accepted_on",
            "acceptance",
            "acceptors",
            "spent",
            "spent_so_far",
            "result_published_on",
            "archived_on",
            "keeping",
            "channels",
            "opinions",
            "satisfaction",
            "progress",
            "supervision",
            "supervision_missing",
            "deadlines",
            "milestones",
            "offers",
        )
        read_only_fields = fields

    def get_spent_so_far(self, matter: Matter) -> str:
        return f"{spent_so_far(matter):.2f}"

    @extend_schema_field(ChannelOutput(many=True))
    def get_channels(self, matter: Matter) -> list[Shown]:
        return list(ChannelOutput(facts(matter).channels, many=True).data)

    @extend_schema_field(OpinionCountOutput)
    def get_opinions(self, matter: Matter) -> Shown:
        return dict(OpinionCountOutput(facts(matter).opinions).data)

    @extend_schema_field(SatisfactionOutput)
    def get_satisfaction(self, matter: Matter) -> Shown:
        return dict(SatisfactionOutput(satisfaction(matter)).data)

    @extend_schema_field(ProgressOutput(many=True))
    def get_progress(self, matter: Matter) -> list[Shown]:
        return list(ProgressOutput(progress_of(matter), many=True).data)

    @extend_schema_field(SupervisionOutput(many=True))
    def get_supervision(self, matter: Matter) -> list[Shown]:
        return list(SupervisionOutput(facts(matter).supervision, many=True).data)

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_supervision_missing(self, matter: Matter) -> list[str]:
        return [row.step.value for row in missing_in(matter)]

    @extend_schema_field(DeadlineOutput(many=True))
    def get_deadlines(self, matter: Matter) -> list[Shown]:
        rows = open_limits(matter.dossier, today=clock.today())
        return list(DeadlineOutput(rows, many=True).data)

    @extend_schema_field(MilestoneOutput(many=True))
    def get_milestones(self, matter: Matter) -> list[Shown]:
        rows = [_milestone(matter, step) for step in procedures.of(matter).milestones]
        return list(MilestoneOutput(rows, many=True).data)

    @extend_schema_field(OfferOutput(many=True))
    def get_offers(self, matter: Matter) -> list[Shown]:
        offers = procedures.of(matter).offers(matter, by=self.context["user"])
        rows = [offer_at(url_of(matter), offer) for offer in offers]
        return list(OfferOutput(rows, many=True).data)


def url_of(matter: Matter) -> str:
    """Where the API shows a matter."""
    return address("api:matter-detail", matter.dossier.number)


def _milestone(matter: Matter, step: Step) -> Shown:
    on: date | None = getattr(matter, DAY_OF[step.code])
    status = NEXT if matter.state in step.source else DONE if on else LATER
    return {
        "code": step.code,
        "name": step.name,
        "basis": step.basis,
        "status": status,
        "on": on,
    }


def offer_at(url: str, offer: Offer) -> Shown:
    """An offer of a record that the API shows at `url`."""
    step = offer.step
    return {
        "code": step.code,
        "name": step.name,
        "hint": step.hint,
        "basis": step.basis,
        "url": f"{url}{step.code.replace('_', '-')}/",
        "allowed": offer.refusal is None,
        "refusal": offer.refusal,
    }

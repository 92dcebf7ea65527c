"""A paper of the regime as programs read it: the same words, figures and limits as on its page."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from jiedao.api import examples
from jiedao.api.choosing import Listed
from jiedao.api.records.report_offers import offered_on
from jiedao.api.records.viewsets import Offered
from jiedao.reporting.models import Filing, Paper
from jiedao.reporting.selectors import owed
from jiedao.reporting.selectors.papers import Row
from jiedao.reporting.states import Outcome, PaperKind


def part(said: str) -> serializers.CharField:
    """A text of the paper; a paper filed before there was such a part has none."""
    return serializers.CharField(required=False, help_text=said)


class ReportRow(serializers.Serializer[Any]):
    """A paper as a list shows it (汇报)."""

    number = serializers.CharField(source="record.dossier.number", help_text="编号")
    title = serializers.CharField(source="record.dossier.title", help_text="汇报")
    kind = serializers.CharField(source="record.kind", help_text="类别")
    kind_name = serializers.CharField(source="record.get_kind_display", help_text="类别的名称")
    state = serializers.CharField(source="record.state", help_text="状态")
    standing = serializers.CharField(source="word", help_text="现在，与页面上的一字不差")
    unit = serializers.CharField(source="record.unit.code", help_text="单位代码")
    unit_name = serializers.CharField(source="record.unit.short_name", help_text="单位")
    party = serializers.CharField(source="record.party", help_text="谁报：单位或者工作小组")
    since = serializers.DateField(source="record.period.since", help_text="从哪天")
    until = serializers.DateField(source="record.period.last", help_text="到哪天，含这一天")
    due_on = serializers.DateField(
        source="record.due_on", allow_null=True, help_text="应报到哪天；没有期限的为空"
    )
    is_late = serializers.BooleanField(help_text="是否逾期：已经逾期报送，或者现在逾期未报")
    submitted_at = serializers.DateTimeField(
        source="record.submitted_at", allow_null=True, help_text="报送时间；还没有报送的为空"
    )
    returns = serializers.IntegerField(source="record.returns", help_text="退回次数")
    received_at = serializers.DateTimeField(
        source="record.received_at", allow_null=True, help_text="接收时间；还没有接收的为空"
    )


class ReportActOutput(serializers.Serializer[Any]):
    """One thing that was done (办理情况)."""

    number = part("案卷编号")
    title = part("案卷")
    act = part("办了什么")
    on = part("哪天")


class ReportSystemOutput(serializers.Serializer[Any]):
    """What was done in one system."""

    name = part("哪项制度")
    count = serializers.IntegerField(required=False, help_text="几项")
    lines = ReportActOutput(many=True, required=False)


class ReportFigureOutput(serializers.Serializer[Any]):
    """One figure of the period beside that of the one before (数字)."""

    code = part("指标代码")
    name = part("指标")
    words = part("数字和单位")
    value = part("数字；没有的为空")
    before = part("上一期")
    change = part("比上一期")
    override = part("人工修正的数字；没有修正的没有这一项")
    reason = part("为什么修正")


class ReportLimitOutput(serializers.Serializer[Any]):
    """One time limit, and whose it is (期限)."""

    number = part("案卷编号")
    title = part("案卷")
    unit = part("单位")
    name = part("期限")
    due = part("哪天到期")
    left = part("还剩几天，或者逾期几天")
    whose = part("谁办")


class ReportAnswerOutput(serializers.Serializer[Any]):
    """What became of something left open before (上期事项答复)."""

    kind = part("类别")
    words = part("事项")
    whence = part("出自哪一份")
    outcome = part("结果；还没有答复的为空")
    said = part("说明")


class ReportUnitOutput(serializers.Serializer[Any]):
    """How one unit stands, in a review (各单位情况)."""

    unit = part("单位")
    papers = part("按期报送的份数和应报的份数")
    late = serializers.IntegerField(required=False, help_text="逾期报送")
    returned = serializers.IntegerField(required=False, help_text="被退回过")
    missing = serializers.IntegerField(required=False, help_text="没有报送")
    limits = part("按期办结的期限和到期的期限")
    overdue = serializers.IntegerField(required=False, help_text="逾期未办结")


def _key() -> serializers.IntegerField:
    return serializers.IntegerField(source="pk", required=False, help_text="键，印发以前划去时用")


class ReportMentionOutput(serializers.Serializer[Any]):
    """Praise or criticism of a unit, in a review (表扬、批评)."""

    key = _key()
    kind = part("表扬还是批评")
    kind_name = serializers.CharField(source="label", required=False, help_text="类别的名称")
    unit = part("单位")
    words = part("内容")
    evidence = serializers.SerializerMethodField(help_text="依据的记录")

    def get_evidence(self, one: Mapping[str, Any]) -> list[str]:
        return [each["words"] for each in one.get("evidence", ())]


class ReportTaskOutput(serializers.Serializer[Any]):
    """A task a review hands out (交办任务)."""

    key = _key()
    unit = part("单位")
    owner = part("责任人")
    words = part("任务")
    due = part("期限")


class ReportContentOutput(serializers.Serializer[Any]):
    """The whole paper: what was counted, and what its writer has added."""

    period = part("哪一期")
    groups = ReportSystemOutput(many=True, required=False)
    figures = ReportFigureOutput(many=True, required=False)
    overdue = ReportLimitOutput(many=True, required=False)
    coming = ReportLimitOutput(many=True, required=False)
    answers = ReportAnswerOutput(many=True, required=False)
    units = ReportUnitOutput(many=True, required=False)
    mentions = ReportMentionOutput(many=True, required=False)
    tasks = ReportTaskOutput(many=True, required=False)
    done = part("本期工作情况，或者讲评意见")
    highlights = part("亮点")
    problems = part("存在问题，一行一个")
    measures = part("措施")
    plans = part("下期计划，一行一项")
    help = part("需要协调，一行一项")


class OwedOutput(serializers.Serializer[owed.Owed]):
    """Something of before that the paper has to answer (上期事项)."""

    key = serializers.CharField(help_text="撰写时用它答复")
    kind = serializers.CharField(help_text="类别")
    words = serializers.CharField(help_text="事项")
    whence = serializers.CharField(help_text="出自哪一份")
    outcome = serializers.CharField(help_text="答复的结果；还没有答复的为空")
    said = serializers.CharField(help_text="说明")


class FilingOutput(serializers.ModelSerializer[Filing]):
    """One time a paper was handed in (报送件)."""

    class Meta:
        model = Filing
        fields = ("round", "filed_at", "digest")
        read_only_fields = fields


class ReportOfferOutput(serializers.Serializer[Any]):
    """A step this person could take now, and why not if not (可以办的环节)."""

    code = serializers.CharField(help_text="环节代码")
    name = serializers.CharField(help_text="环节")
    hint = serializers.CharField(help_text="这个环节做什么")
    url = serializers.CharField(help_text="办理这个环节的接口地址")
    allowed = serializers.SerializerMethodField(help_text="现在能不能办")
    reason = serializers.SerializerMethodField(help_text="不能办的原因；能办的为空")

    def get_allowed(self, offer: Offered) -> bool:
        return offer.refusal is None

    def get_reason(self, offer: Offered) -> str:
        return offer.refusal.reason if offer.refusal else ""


class ReportOutput(ReportRow):
    """One paper: as it was handed in, or as it would be handed in now."""

    return_reason = serializers.CharField(
        source="record.return_reason", help_text="最近一次退回的原因；没有退回过的为空"
    )
    is_draft = serializers.SerializerMethodField(
        help_text="是不是还没有报送的草稿：草稿的数字是现在数的，报送以后固定"
    )
    content = serializers.SerializerMethodField(help_text="全文")
    owed = serializers.SerializerMethodField(help_text="要答复的上期事项；报送过的没有")
    seen = serializers.IntegerField(
        source="record.dossier.ledger_seq", help_text="读到台账第几条；撰写时交回来"
    )
    filings = serializers.SerializerMethodField(help_text="报送过几次，先报的在前")
    offers = serializers.SerializerMethodField(help_text="您现在能办什么")

    def get_is_draft(self, row: Row) -> bool:
        return bool(self.context["is_draft"])

    @extend_schema_field(ReportContentOutput)
    def get_content(self, row: Row) -> dict[str, Any]:
        return dict(ReportContentOutput(self.context["content"]).data)

    @extend_schema_field(OwedOutput(many=True))
    def get_owed(self, row: Row) -> list[dict[str, Any]]:
        if not row.record.is_open:
            return []
        return [dict(OwedOutput(one).data) for one in owed.things(row.record)]

    @extend_schema_field(FilingOutput(many=True))
    def get_filings(self, row: Row) -> list[dict[str, Any]]:
        return [dict(FilingOutput(one).data) for one in row.record.filings.order_by("round")]

    @extend_schema_field(ReportOfferOutput(many=True))
    def get_offers(self, row: Row) -> list[dict[str, Any]]:
        offers = offered_on(row.record, self.context["user"])
        return [dict(ReportOfferOutput(one).data) for one in offers]


class AnswerInput(serializers.Serializer[Any]):
    """What became of one thing of before (答复)."""

    key = serializers.CharField(max_length=40, help_text="哪一项，见 owed")
    outcome = Listed(choices=Outcome.choices, help_text="结果")
    words = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        max_length=300,
        help_text="没有完成的要写：办到哪一步，还要多久，或者为什么不再办",
    )


def _words(longest: int, said: str) -> serializers.CharField:
    return serializers.CharField(
        required=False, allow_blank=True, max_length=longest, help_text=said
    )


class WriteInput(serializers.Serializer[Any]):
    """The words of a paper, and answers to what is owed; what is not sent stays as it was (撰写)."""

    done = _words(3000, "本期工作情况，只写数字以外的话")
    highlights = _words(2000, "亮点；每周汇报没有")
    problems = _words(3000, "存在问题，一行一个")
    measures = _words(2000, "措施；每周汇报没有")
    plans = _words(3000, "下期计划，一行一项")
    help = _words(3000, "需要协调，一行一项")
    answers = AnswerInput(many=True, required=False, help_text="上期事项的答复")
    seen = serializers.IntegerField(
        required=False,
        min_value=0,
        help_text="读到台账第几条；交回来，别人同时改过的不会被您覆盖",
    )

    def arguments(self, paper: Paper) -> dict[str, Any]:
        """What was sent, as the action takes it; what the paper does not have is refused."""
        given = dict(self.validated_data)
        wrong = [name for name in ("highlights", "measures") if given.get(name)]
        if wrong and paper.kind == PaperKind.WEEKLY:
            raise ValidationError({name: ["每周汇报没有这一项。"] for name in wrong})
        said = {one["key"]: (one["outcome"], one["words"]) for one in given.pop("answers", ())}
        if said.keys() - {one.key for one in owed.things(paper)}:
            raise ValidationError({"answers": ["有一项不在要答复的事项里，请看 owed。"]})
        return {"seen": given.pop("seen", None), "answers": said, "words": given}


NUMBER = "HB2026-001003-0042"
_OF_ONE = {
    "number": NUMBER,
    "title": "体育社区每周汇报（11月23日至29日）",
    "kind": "weekly",
    "kind_name": "每周汇报",
    "state": "submitted",
    "standing": "待接收",
    "party": "体育社区",
    "since": "2026-11-23",
    "until": "2026-11-29",
    "due_on": "2026-11-27",
    "is_late": False,
    "returns": 0,
    "return_reason": "",
    "is_draft": False,
}
examples.declare(
    {
        **{
            f"{one}.{name}": value
            for one in ("ReportRow", "ReportOutput")
            for name, value in _OF_ONE.items()
        },
        "ReportOutput.seen": 4,
        "OwedOutput.key": "point-12",
        "OwedOutput.kind": "存在问题",
        "OwedOutput.words": "东院路灯坏了三盏。",
        "OwedOutput.whence": "上一期每周汇报",
        "OwedOutput.outcome": "going",
        "OwedOutput.said": "还差西院，下周一修完。",
        "AnswerInputRequest.key": "point-12",
        "AnswerInputRequest.outcome": "going",
        "AnswerInputRequest.words": "还差西院，下周一修完。",
        "WriteInputRequest.done": "走访了12户老人。",
        "WriteInputRequest.highlights": "",
        "WriteInputRequest.problems": "东院路灯坏了三盏。",
        "WriteInputRequest.measures": "",
        "WriteInputRequest.plans": "修路灯。",
        "WriteInputRequest.help": "",
        "WriteInputRequest.seen": 4,
        "ReportingReasonInputRequest.reason": "请写明路灯什么时候修。",
        "ReportingReleaseInputRequest.reason": "单位已经合并。",
        "ReportingOverrideInputRequest.figure": "liaison.visits",
        "ReportingOverrideInputRequest.value": "3",
        "ReportingOverrideInputRequest.reason": "有一次督导还没有登记。",
        "ReportingComposeInputRequest.done": "总体按时。",
        "ReportingComposeInputRequest.problems": "入户率不高。",
        "ReportingComposeInputRequest.plans": "年底前公开决算。",
        "ReportingComposeInputRequest.seen": 4,
        "ReportingMentionInputRequest.kind": "praise",
        "ReportingMentionInputRequest.words": "每周汇报都按期报送。",
        "ReportingAssignInputRequest.words": "把台账补齐",
        "FilingOutput.round": 1,
        "ReportActOutput.number": "JC2026-001003-0042",
        "ReportActOutput.act": "登记决议",
        "ReportActOutput.on": "11月24日",
        "ReportSystemOutput.name": "一征三议两公开",
        "ReportFigureOutput.code": "decisions.carried_out",
        "ReportFigureOutput.name": "完成决策事项",
        "ReportFigureOutput.words": "2件",
        "ReportFigureOutput.value": "2",
        "ReportFigureOutput.before": "1件",
        "ReportFigureOutput.change": "多1件",
        "ReportFigureOutput.override": "3",
        "ReportFigureOutput.reason": "有一件还没有登记。",
        "ReportLimitOutput.number": "JC2026-001003-0042",
        "ReportLimitOutput.unit": "体育社区",
        "ReportLimitOutput.name": "决议公示",
        "ReportLimitOutput.due": "12月1日",
        "ReportLimitOutput.left": "还剩2天",
        "ReportLimitOutput.whose": "赵丽华",
        "ReportAnswerOutput.kind": "存在问题",
        "ReportAnswerOutput.words": "东院路灯坏了三盏。",
        "ReportAnswerOutput.whence": "上一期每周汇报",
        "ReportAnswerOutput.outcome": "已完成",
        "ReportAnswerOutput.said": "换了新灯。",
        "ReportUnitOutput.unit": "体育社区",
        "ReportUnitOutput.papers": "4/4",
        "ReportUnitOutput.limits": "9/10",
        "ReportMentionOutput.unit": "体育社区",
        "ReportMentionOutput.kind": "praise",
        "ReportMentionOutput.kind_name": "表扬",
        "ReportMentionOutput.words": "每周汇报都按期报送。",
        "ReportTaskOutput.unit": "体育社区",
        "ReportTaskOutput.owner": "赵丽华",
        "ReportTaskOutput.words": "把台账补齐",
        "ReportTaskOutput.due": "12月15日",
        "ReportOfferOutput.code": "accept",
        "ReportOfferOutput.name": "接收",
        "ReportOfferOutput.hint": "内容属实、事项清楚的，接收归档。",
        "ReportOfferOutput.url": f"/api/v1/reports/{NUMBER}/accept/",
        "ReportOfferOutput.allowed": True,
        "ReportOfferOutput.reason": "",
    }
)

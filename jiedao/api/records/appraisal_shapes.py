"""The yearly appraisal as programs read it: the year, a target list with its points, a review."""

from typing import Any

from rest_framework import serializers

from jiedao.api import examples
from jiedao.api.records.parts import count, day, flag, moment, words
from jiedao.api.records.viewsets import Offering
from jiedao.appraisal import reviewing
from jiedao.appraisal.models import BranchReview


def of_hundred(help_text: str, source: str = "", *, null: bool = False) -> Any:
    """Points, to one place."""
    known: dict[str, Any] = {
        "max_digits": 7,
        "decimal_places": 1,
        "help_text": help_text,
        "allow_null": null,
    }
    return serializers.DecimalField(**known | ({"source": source} if source else {}))


class AppraisalRow(serializers.Serializer[Any]):
    """The appraisal of a year (年度考核)."""

    number = words("编号", "dossier.number")
    year = count("年度")
    unit = words("街道代码", "street.code")
    unit_name = words("街道", "street.short_name")
    state = words("状态")
    standing = words("办到哪里，与页面上的一字不差", "get_state_display")
    issued_on = day("下达日期；还没有下达的为空", null=True)
    scored_on = day("计分日期；还没有计分的为空", null=True)
    announced_on = day("公布日期；还没有公布的为空", null=True)


class VetoMatterOutput(serializers.Serializer[Any]):
    """What vetoes a good grade this year (一票否决情形)."""

    entry = count("这一条的键，删去时用它", "pk")
    said = words("情形", "words")


class AppraisalOutput(AppraisalRow, Offering):
    """One year with what it was drawn up with."""

    first_units = count("单位“好”不超过百分之几")
    first_persons = count("个人“优秀”不超过百分之几")
    matters = VetoMatterOutput(source="veto_matters.all", many=True, help_text="一票否决情形")
    pack_digest = words(
        "固定的年终材料包的摘要（SHA-256）；还没有固定的为空", "pack.sha256", default=""
    )
    pack_kept_at = moment(
        "年终材料包固定的时间；还没有固定的为空", "pack.kept_at", null=True, default=None
    )


class AssessedOutput(serializers.Serializer[Any]):
    """Who can be assessed, or reviewed as a party secretary (可以考核的人)."""

    person = count("人员的键，添加责任书、开始述评考时用它", "pk")
    name = words("姓名")


class TargetListRow(serializers.Serializer[Any]):
    """A target list with what it comes to now (目标责任书)."""

    number = words("编号", "record.dossier.number")
    title = words("责任书", "record.dossier.title")
    year = count("年度", "record.appraisal.year")
    kind = words("考核对象的类别", "record.kind")
    whose = words("考核谁", "record.whose")
    unit = words("单位代码", "record.unit.code")
    unit_name = words("单位", "record.unit.short_name")
    total = of_hundred("合计得分：没有评的不计", "sheet.total")
    unrated = count("还有几项待评", "sheet.unrated")
    grade = words("等次；还没有定的为空", "record.grade_word")
    is_vetoed = flag("有没有一票否决")
    is_candidate = flag("能不能评先创优")
    standing = words("现在，与页面上的一字不差", "word")


class TargetLineOutput(serializers.Serializer[Any]):
    """One target with its points and how they came about (目标和得分)."""

    entry = count("目标的键，评分和删去时用它", "target.pk")
    target = words("目标", "target.words")
    standard = words("标准", "target.standard")
    weight = count("分值", "target.weight")
    rule = words("怎么计分", "target.rule")
    indicator = words("指标代码；由考核组评分的为空", "target.indicator")
    points = of_hundred("得分；还没有评的为空", null=True)
    why = words("理由或者算法", "words")
    rows = serializers.SerializerMethodField(help_text="得分固定时计入的案卷有几件")
    is_frozen = flag("得分是不是已经固定")

    def get_rows(self, line: Any) -> int:
        score = getattr(line.target, "score", None)
        return len(score.rows) if score else 0


class BonusOutput(serializers.Serializer[Any]):
    """Points beyond the targets (加分)."""

    entry = count("这一项的键，撤销时用它", "pk")
    said = words("加分事项", "words")
    points = of_hundred("加几分")
    happened_on = day("发生日期")
    evidence = words("证明案卷的编号", "evidence.number")
    reason = words("理由")
    withdraw_reason = words("撤销的原因；没有撤销的为空")


class VetoOutput(serializers.Serializer[Any]):
    """A veto (一票否决)."""

    entry = count("这一项的键，撤销时用它", "pk")
    matter = words("情形")
    happened_on = day("发生日期")
    reason = words("事实和依据")
    lifted_at = moment("撤销时间；没有撤销的为空", null=True)
    lift_reason = words("撤销的原因；没有撤销的为空")


class AppealOutput(serializers.Serializer[Any]):
    """An appeal and its answer (申诉)."""

    said = words("申诉理由", "words")
    made_on = day("申诉日期")
    outcome = words("结论；还没有答复的为空")
    correction = of_hundred("更正几分", null=True)
    answer = words("答复；还没有答复的为空")


class AwardOutput(serializers.Serializer[Any]):
    """An honour (评先创优)."""

    name = words("荣誉")
    document_number = words("文号；没有的为空")
    awarded_on = day("表彰日期")


class ConsequenceOutput(serializers.Serializer[Any]):
    """What a result was used for (结果运用)."""

    kind = words("怎么用")
    kind_name = words("怎么用的名称", "get_kind_display")
    said = words("内容", "words")
    taken_on = day("日期")


class TargetListOutput(TargetListRow, Offering):
    """One target list with every point explained."""

    lines = TargetLineOutput(source="sheet.lines", many=True, help_text="各项目标")
    second_because = words("不评第一等的理由；没有的为空", "record.second_because")
    bonuses = BonusOutput(source="record.bonuses.all", many=True, help_text="加分")
    vetoes = VetoOutput(source="record.vetoes.all", many=True, help_text="一票否决")
    appeals = AppealOutput(source="record.appeals.all", many=True, help_text="申诉")
    awards = AwardOutput(source="record.awards.all", many=True, help_text="评先创优")
    consequences = ConsequenceOutput(
        source="record.consequences.all", many=True, help_text="结果运用"
    )


class BranchReviewRow(serializers.Serializer[Any]):
    """The review of a community's party secretary (联述联评联考)."""

    number = words("编号", "dossier.number")
    year = count("年度", "appraisal.year")
    unit = words("社区代码", "unit.code")
    unit_name = words("社区", "unit.short_name")
    secretary = words("述职的书记")
    state = words("状态")
    standing = words("办到哪里，与页面上的一字不差", "get_state_display")
    stated_on = day("述职日期；还没有述职的为空", null=True)
    grade = words("等次；还没有定的为空", "grade_word")


class BallotsOutput(serializers.Serializer[Any]):
    """The ballots of one category, only counted: nobody knows who cast which (评议票)."""

    raters = words("评议人的类别")
    raters_name = words("评议人", "get_raters_display")
    first = count("“好”几票")
    second = count("“较好”几票")
    third = count("“一般”几票")
    fourth = count("“差”几票")


class ProblemToSettleOutput(serializers.Serializer[Any]):
    """A problem that was pointed out, and what was done about it (问题整改)."""

    entry = count("问题的键，登记整改时用它", "pk")
    said = words("问题", "words")
    due_on = day("整改期限")
    result = words("整改结果；还没有整改的为空")
    settled_at = moment("整改登记时间；还没有整改的为空", null=True)


class BranchReviewOutput(BranchReviewRow, Offering):
    """One review: the statement, the ballots, the comment, what is to be settled."""

    summary = words("述职摘要；还没有述职的为空")
    comment = words("领导点评；还没有点评的为空")
    ballots = BallotsOutput(source="ballots.all", many=True, help_text="评议票")
    points = serializers.SerializerMethodField(help_text="评议得分；还没有评议票的为空")
    arithmetic = serializers.SerializerMethodField(help_text="怎么算的")
    problems = ProblemToSettleOutput(source="problems.all", many=True, help_text="指出的问题")

    def get_points(self, review: BranchReview) -> str | None:
        found, _ = reviewing.points_of(review, reviewing.edition_of(review))
        return None if found is None else str(found)

    def get_arithmetic(self, review: BranchReview) -> str:
        return reviewing.points_of(review, reviewing.edition_of(review))[1]


_EXAMPLES: dict[str, dict[str, Any]] = {
    "Appraisal": {
        "number": "NK2026-105001-0001",
        "year": 2026,
        "unit": "410105001",
        "unit_name": "经八路街道",
        "state": "issued",
        "standing": "已下达",
    },
    "TargetList": {
        "number": "MB2026-001003-0001",
        "title": "体育社区2026年目标责任书",
        "year": 2026,
        "kind": "community",
        "whose": "体育社区",
        "grade": "",
        "standing": "已下达",
    },
    "BranchReview": {
        "number": "LP2026-001003-0001",
        "year": 2026,
        "secretary": "孙红霞",
        "state": "stated",
        "standing": "已述职",
        "grade": "",
    },
}
examples.declare(
    {
        f"{kind}{shape}.{name}": value
        for kind, values in _EXAMPLES.items()
        for shape in ("Row", "Output")
        for name, value in values.items()
    }
    | {
        "AssessedOutput.name": "唐玉梅",
        "TargetLineOutput.target": "每周汇报按期报送",
        "TargetLineOutput.standard": "逾期一份扣2分",
        "TargetLineOutput.rule": "over",
        "TargetLineOutput.points": "8.0",
        "BonusOutput.points": "2.0",
        "BallotsOutput.raters": "members",
        "BallotsOutput.raters_name": "党员",
        "BranchReviewOutput.points": "91.5",
        "AppealOutput.outcome": "",
        "AppealOutput.correction": "0.0",
    }
)

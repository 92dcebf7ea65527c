"""Groups, pilots, assigned communities and responsibilities as programs read them."""

from itertools import chain
from typing import Any

from rest_framework import serializers

from jiedao.api import examples
from jiedao.api.records.parts import count, day, several, words
from jiedao.api.records.viewsets import Offering
from jiedao.liaison.selectors import assignments, groups, pilots


class GroupRow(serializers.Serializer[Any]):
    """A work group as a list shows it (工作小组)."""

    number = words("编号", "record.dossier.number")
    title = words("名称", "record.dossier.title")
    kind = words("类别", "record.kind_in_words")
    unit = words("街道代码", "record.dossier.unit.code")
    document_number = words("成立文件的文号；没有的为空", "record.document_number")
    established_on = day("成立日期", "record.established_on")
    last_day = day("最后一天；没有撤销的为空", "record.last_day", null=True)
    lead = words("组长或者分管领导", "charge.lead", default="")
    department = words("责任部门", "charge.department", default="")
    responsible = words("责任人", "charge.responsible", default="")
    vacancies = serializers.ListField(
        child=serializers.CharField(), help_text="已经离任、还没有另定的，一人一句；没有的为空"
    )
    members = count("成员人数")
    standing = words("现在，与页面上的一字不差", "standing.label")


class ChargeOutput(serializers.Serializer[Any]):
    """Who led a group and answered for it from a day on (分工)."""

    begins_on = day("从哪天起")
    lead = words("组长或者分管领导")
    department = words("责任部门")
    responsible = words("责任人")


class BelongingOutput(serializers.Serializer[Any]):
    """Someone who belongs to a group or takes part, or did (成员、全程参与的中层干部)."""

    entry = count("这一条的键，登记退出时用它", "pk")
    name = words("姓名", "user")
    post = words("当时的职务")
    since = day("从哪天起")
    last_day = day("最后一天；还在的为空", null=True)


def _charges(row: groups.Row) -> list[Any]:
    """Newest first; the day alone does not say which of two came later."""
    return sorted(row.record.charges.all(), key=lambda one: (one.begins_on, one.pk), reverse=True)


class GroupOutput(GroupRow, Offering):
    """One group: who was in charge when, who belongs to it."""

    reason = words("撤销的原因；没有撤销的为空", "record.reason")
    charges = several(ChargeOutput, lambda row, _: _charges(row), "分工，新的在前")
    people = several(
        BelongingOutput,
        lambda row, known: chain(*groups.members_of(row.record, known["today"])),
        "成员，以前的在后",
    )
    participations = several(
        BelongingOutput,
        lambda row, _: assignments.participations_of(row.record.dossier),
        "全程参与的中层干部",
    )


class NamedOutput(serializers.Serializer[Any]):
    """Who can be named in a group, an assignment or a trial, with the posts of today."""

    person = count("人员的键，登记时用它")
    name = words("姓名和职务")


class PilotRow(serializers.Serializer[Any]):
    """A pilot the street was designated (试点)."""

    number = words("编号", "dossier.number")
    title = words("试点的称号", "dossier.title")
    unit = words("街道代码", "street.code")
    office_name = words("文件里的单位名称")
    level = words("级别")
    level_name = words("级别的名称", "get_level_display")
    document_number = words("文号；没有的为空")
    designated_on = day("确定为试点的日期")


class StageOutput(serializers.Serializer[Any]):
    """A stage of a trial (阶段)."""

    stage = words("哪个阶段，登记完成和调整期限时用它", "record.kind")
    name = words("阶段的名称", "record.get_kind_display")
    due_on = day("期限", "record.due_on")
    done_on = day("完成日期；还没有完成的为空", "record.done_on", null=True)
    standing = words("现在，与页面上的一字不差", "word")


class TrialRow(serializers.Serializer[Any]):
    """What a community tries first (社区试点)."""

    number = words("编号", "record.dossier.number")
    title = words("试什么", "record.dossier.title")
    unit = words("社区代码", "record.community.code")
    unit_name = words("社区", "record.community.short_name")
    pilot = words("哪个试点：编号", "record.pilot.dossier.number")
    systems = words("先试的两项", "record.systems")
    responsible = words("负责人", "record.responsible")
    goal = words("目标", "record.goal")
    started_on = day("开始日期", "record.started_on")
    due_on = day("最迟哪天完成", "record.due_on")
    done_on = day("完成日期；还没有完成的为空", "record.done_on", null=True)
    stages = StageOutput(many=True, help_text="四个阶段")
    standing = words("现在，与页面上的一字不差", "word")


class PilotOutput(PilotRow, Offering):
    """One pilot with what its communities try and what they exchanged."""

    trials = several(
        TrialRow,
        lambda row, known: pilots.trials_of(known["user"], row, today=known["today"]),
        "社区试点，您能查看的",
    )
    exchanges = serializers.SerializerMethodField(help_text="交流活动的案卷编号")

    def get_exchanges(self, pilot: Any) -> list[str]:
        return [one.number for one in pilots.exchanges_of(pilot)]


class TrialOutput(TrialRow, Offering):
    """One trial: its stages, whether its goal is reached by its figure, what was learnt."""

    summary = words("总结；还没有的为空", "record.summary")
    goal_words = serializers.SerializerMethodField(help_text="目标用指标来量的，现在量得多少")

    def get_goal_words(self, row: pilots.Row) -> str:
        goal = pilots.goal_of(row.record, today=self.context["today"])
        return f"{goal.words}，{goal.word}" if goal else ""


class AssignmentRow(serializers.Serializer[Any]):
    """A community an official answers for (分包社区)."""

    number = words("编号", "record.dossier.number")
    unit = words("社区代码", "record.community.code")
    unit_name = words("社区", "record.community.short_name")
    leader = words("分包领导", "record.leader")
    since = day("从哪天起", "record.since")
    until = day("从哪天起不再分包；还在分包的为空", "record.until", null=True)
    reason = words("为什么结束；还在分包的为空", "record.reason")
    visits = count("走访几次")
    last_visit_on = day("最近一次走访；还没有的为空", "last", null=True)
    due_on = day("下一次走访最迟哪天；已经结束的为空", "due", null=True)
    standing = words("现在，与页面上的一字不差", "word")


class VisitOutput(serializers.Serializer[Any]):
    """One visit (走访)."""

    entry = count("这一次的键，作废时用它", "pk")
    on = day("哪天去的", "day")
    kind = words("主要做什么")
    kind_name = words("主要做什么的名称", "get_kind_display")
    done = words("做了什么")
    problems = words("发现的问题；没有的为空")
    activity = words("相关活动的案卷编号；没有的为空", "activity.number", default="")
    withdrawn = words("作废的原因；没有作废的为空")


class AssignmentOutput(AssignmentRow, Offering):
    """One assignment with its visits and who takes part."""

    made = several(
        VisitOutput, lambda row, _: assignments.visits_of(row.record), "走访记录，新的在前"
    )
    participations = several(
        BelongingOutput,
        lambda row, _: assignments.participations_of(row.record.dossier),
        "全程参与的中层干部",
    )


class ResponsibilityRow(serializers.Serializer[Any]):
    """A line of the list of responsibilities (责任清单)."""

    number = words("编号", "record.dossier.number")
    title = words("事项", "record.dossier.title")
    unit = words("主体的单位代码", "record.dossier.unit.code")
    unit_name = words("主体", "record.dossier.unit.short_name")
    post = words("岗位；没有的为空", "record.post")
    standard = words("标准", "record.standard")
    basis = words("依据", "record.basis")
    since = day("从哪天起", "record.since")
    due_on = day("最迟哪天", "record.due_on")
    proof = words("靠什么证明", "record.proof")
    proof_name = words("靠什么证明的名称", "record.get_proof_display")
    standing = words("现在，与页面上的一字不差", "word")
    why = words("怎么看出来的")
    withdrawn = words("撤下的原因；没有撤下的为空", "record.withdrawn")


class ResponsibilityOutput(ResponsibilityRow, Offering):
    """One line of the list."""


_EXAMPLES: dict[str, dict[str, Any]] = {
    "Group": {
        "number": "XZ2026-105001-0001",
        "title": "推进民主科学决策专项工作小组",
        "kind": "专项工作小组：民主科学决策",
        "unit": "410105001",
        "document_number": "经八办〔2026〕5号",
        "lead": "何志远",
        "department": "党建工作办公室",
        "responsible": "唐玉梅",
        "standing": "在运行",
    },
    "Pilot": {
        "number": "SD2026-105001-0001",
        "title": "全省推进基层四项基础制度和机制建设试点示范街道",
        "unit": "410105001",
        "level": "province",
        "level_name": "省级",
        "document_number": "豫组〔2026〕7号",
    },
    "Trial": {
        "number": "SX2026-001003-0001",
        "title": "体育社区试点",
        "pilot": "SD2026-105001-0001",
        "systems": "民主科学决策、矛盾调解化解",
        "responsible": "赵丽华",
        "goal": "重大事项都按程序决策。",
        "standing": "还剩9天",
    },
    "Assignment": {
        "number": "FB2026-001003-0001",
        "leader": "何志远",
        "reason": "",
        "standing": "还剩9天",
    },
    "Responsibility": {
        "number": "ZR2026-001003-0001",
        "title": "班子成员走访分包社区",
        "post": "分包领导",
        "standard": "每月走访，问题当场登记。",
        "basis": "班子成员分包社区制度",
        "proof": "figure",
        "proof_name": "指标达到数值",
        "standing": "未落实",
        "withdrawn": "",
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
        "BelongingOutput.name": "唐玉梅",
        "BelongingOutput.post": "党建工作办公室科员",
        "NamedOutput.name": "唐玉梅（党建工作办公室科员）",
        "StageOutput.stage": "rules",
        "StageOutput.name": "研究建立制度",
        "VisitOutput.kind": "guide",
        "VisitOutput.kind_name": "督促指导",
        "VisitOutput.withdrawn": "",
    }
)

"""Money on the API: projects with their account, budgets by line, wages as sums, what was sent down."""

from typing import Any

from rest_framework import serializers

from jiedao.api import examples
from jiedao.api.records.parts import count, day, flag, moment, several, words, yuan
from jiedao.api.records.viewsets import Offering
from jiedao.funds.selectors import budgets, projects, publishing, wages


class ProjectRow(serializers.Serializer[Any]):
    """A project as a list shows it (经费项目)."""

    number = words("编号", "project.dossier.number")
    title = words("项目", "project.dossier.title")
    kind = words("类别", "project.kind")
    kind_name = words("类别的名称", "project.get_kind_display")
    unit = words("单位代码", "project.dossier.unit.code")
    unit_name = words("单位", "project.dossier.unit.short_name")
    place = words("地点", "project.place")
    planned = yuan("计划投入（元）", "project.planned")
    received = yuan("到账（元）")
    paid = yuan("支出（元）")
    from_budget = yuan("支出里由年度预算列支的（元）")
    left = yuan("结余（元）：到账减去不由预算列支的支出")
    begun_on = day("开工日期；还没有开工的为空", "project.begun_on", null=True)
    finished_on = day("完工日期；还没有完工的为空", "project.finished_on", null=True)
    standing = words("现在，与页面上的一字不差", "word")


class EntryOutput(serializers.Serializer[Any]):
    """A receipt or a payment of a project in the order of its days (收支明细)."""

    entry = count("这一笔的键，冲销时用它", "entry.pk")
    on = day("日期", "entry.on")
    came = yuan("到账（元）；支出的为空", null=True)
    went = yuan("支出（元）；到账的为空", null=True)
    left = yuan("这一笔以后的结余（元）")
    source_name = words("来源；支出的为空", "source")
    purpose = words("谁拨付，或者用在什么上", "words")
    borne = words("由哪个预算科目列支；没有的为空")
    voucher = words("凭证号", "entry.voucher")
    decision = words("党工委决定的编号；没有的为空", "decision.number", default="")
    is_corrected = flag("是不是已经冲销")
    reason = words("冲销的原因；不是冲销的为空", "entry.reason")
    backfill_reason = words("补录的原因；不是补录的为空", "entry.backfill_reason", default="")
    entered_at = moment("登记时间", "entry.entered_at")


class PublishedOutput(serializers.Serializer[Any]):
    """What publishes a project, and whether it is public (项目公开)."""

    entry = count("这一条的键，撤下时用它", "named.pk")
    number = words("公示或者事项的编号")
    title = words("标题")
    is_public = flag("是不是已经公开")
    said = words("哪天张贴，或者为什么没有公开", "words")


class ProjectOutput(ProjectRow, Offering):
    """One project with every entry of its account."""

    account = several(
        EntryOutput, lambda row, _: projects.account_of(row.project), "收支明细，先发生的在前"
    )
    published = several(
        PublishedOutput,
        lambda row, known: publishing.published(row.project, known["user"]),
        "由哪些公示公开",
    )


class BudgetRow(serializers.Serializer[Any]):
    """A street's budget for its communities in a year (年度预算)."""

    number = words("编号", "budget.dossier.number")
    year = count("年度", "budget.year")
    unit = words("街道代码", "budget.dossier.unit.code")
    unit_name = words("街道", "budget.dossier.unit.short_name")
    planned = yuan("年初预算（元）")
    now = yuan("现预算（元）：年初预算加上调整")
    spent = yuan("已支出（元）")
    left = yuan("结余（元）")
    settled_on = day("结账日期；还没有结账的为空", "budget.settled_on", null=True)


class BudgetLineOutput(serializers.Serializer[Any]):
    """One line of a budget beside the year before (预算科目)."""

    line = count("科目的键，支出和调整时用它", "sums.line.pk")
    kind = words("科目", "sums.line.kind")
    name = words("科目的名称")
    planned = yuan("年初预算（元）", "sums.line.planned")
    adjusted = yuan("调整（元）", "sums.adjusted")
    now = yuan("现预算（元）", "sums.now")
    spent = yuan("已支出（元）", "sums.spent")
    left = yuan("结余（元）", "sums.left")
    change = words("和上年相比", "change_words")


class SpendingOutput(serializers.Serializer[Any]):
    """A payment from a budget (预算支出)."""

    entry = count("这一笔的键，冲销时用它", "payment.pk")
    on = day("日期", "payment.on")
    line = words("科目", "payment.line")
    amount = yuan("金额（元）；冲销的是负数", "payment.amount")
    purpose = words("用途", "payment.purpose")
    voucher = words("凭证号", "payment.voucher")
    project = words("为哪个项目；没有的为空", "project_name")
    reason = words("冲销的原因；不是冲销的为空", "payment.reason")
    backfill_reason = words("补录的原因；不是补录的为空", "payment.backfill_reason")


class AdjustmentOutput(serializers.Serializer[Any]):
    """What was added to a line or taken from it (预算调整)."""

    on = day("日期")
    line = words("科目")
    amount = yuan("增加的（元）；减少的是负数")
    reason = words("原因")


class BudgetOutput(BudgetRow, Offering):
    """One budget line by line."""

    lines = several(BudgetLineOutput, lambda row, _: budgets.year_lines(row.budget), "各个科目")
    adjustments = several(
        AdjustmentOutput, lambda row, _: budgets.adjustments_of(row.budget), "调整"
    )
    spendings = several(
        SpendingOutput, lambda row, _: budgets.spendings_of(row.budget), "支出，新的在前，最多100笔"
    )


class MonthOutput(serializers.Serializer[Any]):
    """A month of a community: what was to be paid, and what was."""

    month = count("月份", "number")
    standard = yuan("应发（元）")
    paid = yuan("实发（元）")
    due_on = day("最晚发放日期")
    full_on = day("发足日期；没有发足的为空", null=True)
    standing = words("是不是足额，与页面上的一字不差", "word")


class WagesRow(serializers.Serializer[Any]):
    """A community's year of wages as sums: no names, nobody's own amount (社区人员工资)."""

    number = words("编号", "wages.dossier.number")
    unit = words("社区代码", "wages.dossier.unit.code")
    unit_name = words("社区", "wages.dossier.unit.short_name")
    year = count("年度", "wages.year")
    months = MonthOutput(many=True, help_text="各月")


class StandardOutput(serializers.Serializer[Any]):
    """What was to be paid each month from a month on (应发标准)."""

    month = count("从几月起")
    heads = count("人数")
    amount = yuan("每月应发合计（元）")
    document = words("按哪份文件")


class WagePaymentOutput(serializers.Serializer[Any]):
    """One payment of wages, the sum of it (工资发放)."""

    entry = count("这一笔的键，冲销时用它", "payment.pk")
    month = count("哪个月的", "payment.month")
    on = day("发放日期", "payment.on")
    amount = yuan("合计（元）；冲销的是负数", "payment.amount")
    voucher = words("凭证号", "payment.voucher")
    reason = words("冲销的原因；不是冲销的为空", "payment.reason")


class WagesOutput(WagesRow, Offering):
    """One community's year with its standards and payments."""

    standards = several(StandardOutput, lambda row, _: wages.standards_of(row.wages), "应发标准")
    payments = several(
        WagePaymentOutput, lambda row, _: wages.payments_of(row.wages), "发放，先发的在前"
    )


class SupportRow(serializers.Serializer[Any]):
    """People, money or goods sent down to a community (人财物下沉)."""

    number = words("编号", "support.dossier.number")
    title = words("下沉的是什么", "support.dossier.title")
    kind = words("类别", "support.kind")
    kind_name = words("类别的名称", "support.get_kind_display")
    unit = words("社区代码", "support.dossier.unit.code")
    unit_name = words("社区", "support.dossier.unit.short_name")
    quantity = words("多少", "support.quantity")
    since = day("从哪天起", "support.since")
    until = day("从哪天起不再下沉；还在的为空", "support.until", null=True)
    end_reason = words("为什么结束；还在的为空", "support.end_reason")
    standing = words("现在，与页面上的一字不差", "word")


class SupportOutput(SupportRow, Offering):
    """One of what was sent down."""


_OF_PROJECT = {
    "number": "XM2026-001003-0001",
    "title": "体育社区日间照料中心建设",
    "kind": "day_care",
    "kind_name": "社区日间照料中心",
    "unit": "410105001003",
    "unit_name": "体育社区",
    "place": "1号院",
    "standing": "建设中",
}
_OF_SUPPORT = {
    "number": "RC2026-001003-0001",
    "title": "便民服务一体机",
    "kind": "goods",
    "kind_name": "设备物资",
    "unit": "410105001003",
    "unit_name": "体育社区",
    "quantity": "1套",
    "standing": "在社区",
    "end_reason": "",
}
examples.declare(
    {
        **{
            f"Project{one}.{name}": value
            for one in ("Row", "Output")
            for name, value in _OF_PROJECT.items()
        },
        **{
            f"Support{one}.{name}": value
            for one in ("Row", "Output")
            for name, value in _OF_SUPPORT.items()
        },
        "EntryOutput.source_name": "财政",
        "EntryOutput.purpose": "区民政局",
        "EntryOutput.borne": "",
        "EntryOutput.decision": "",
        "EntryOutput.reason": "",
        "EntryOutput.voucher": "记-0312",
        "backfill_reason": "",
        "BudgetRow.number": "YS2026-105001-0001",
        "BudgetOutput.number": "YS2026-105001-0001",
        "BudgetLineOutput.kind": "operating",
        "BudgetLineOutput.name": "工作经费",
        "BudgetLineOutput.change": "和上年持平",
        "WagesRow.number": "XC2026-001003-0001",
        "WagesOutput.number": "XC2026-001003-0001",
        "MonthOutput.standing": "足额",
    }
)

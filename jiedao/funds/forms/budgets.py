"""The shape of what is typed about the budget of a year."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet

from jiedao.funds.forms.projects import amount_field, unit_field, voucher_field
from jiedao.funds.models import BudgetLine
from jiedao.funds.states import LineKind
from jiedao.organisation.models import Unit
from jiedao.web.fields import Words, Yuan, choose_from
from jiedao.web.forms import OfficeForm, day_field

WRONG_YEAR = "年度不对，请填四位数的年份，例如2026。"
HELP = {
    LineKind.STAFF: "社区工作人员的工资和社会保险；按月发放的工资登记在“社区人员工资”里，自动算作支出。",
    LineKind.OPERATING: "社区日常办公、服务居民的经费。",
    LineKind.PREMISES: "社区用房的建设、租赁和维修。",
    LineKind.SPECIAL: "上级指定用途的经费。",
    LineKind.PARTY: "社区党组织的活动和服务群众经费。",
}


def line_field(**options: Any) -> forms.ModelChoiceField:
    """One of the lines money can be taken from."""
    return forms.ModelChoiceField(
        label="预算科目",
        queryset=BudgetLine.objects.none(),
        error_messages={
            "required": "请选择预算科目。",
            "invalid_choice": "请从列表里选择还没有结账的预算科目。",
        },
        **options,
    )


def offer_lines(form: forms.Form, lines: QuerySet[BudgetLine]) -> None:
    """Fill the choice of a line."""
    choice = form.fields["line"]
    assert isinstance(choice, forms.ModelChoiceField)
    choice.queryset = lines


class OpenBudgetForm(OfficeForm):
    """What a street has set aside for its communities in a year (登记年度预算)."""

    unit = unit_field("哪个街道的", "请选择是哪个街道的预算。")
    year = forms.IntegerField(
        label="年度",
        validators=[MinValueValidator(2000, WRONG_YEAR), MaxValueValidator(2199, WRONG_YEAR)],
        error_messages={"required": "请填写年度。", "invalid": WRONG_YEAR},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in LineKind:
            self.fields[kind.value] = Yuan(
                label=f"{kind.label}（元）",
                required=False,
                help_text=f"{HELP[kind]}没有的空着。",
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )
        choose_from(self, "unit", units)

    def planned(self) -> dict[str, Decimal]:
        """What was typed, by line."""
        return {kind: self.cleaned_data[kind] or Decimal(0) for kind in LineKind.values}


class AdjustForm(OfficeForm):
    """What is added to a line or taken from it (调整预算)."""

    line = line_field(empty_label="请选择")
    way = forms.ChoiceField(
        label="增加还是减少",
        choices=(("more", "增加"), ("less", "减少")),
        widget=forms.RadioSelect,
        error_messages={
            "required": "请选择增加还是减少。",
            "invalid_choice": "请选择增加还是减少。",
        },
    )
    amount = amount_field(help_text="增加或者减少多少，不是调整以后的总数。")
    on = day_field(
        "调整日期",
        help_text="批准调整的那一天。",
        error_messages={"required": "请填写调整日期。"},
    )
    reason = Words(
        label="为什么调整",
        longest=200,
        lines=2,
        required="请写明为什么调整，依据哪份文件。",
        help_text="例如：区里追加社区工作经费，金财预〔2026〕31号。",
    )

    def __init__(self, *args: Any, lines: QuerySet[BudgetLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_lines(self, lines)

    def change(self) -> dict[str, Any]:
        """What the action takes: what is less is below zero."""
        given = self.values("on", "reason")
        amount: Decimal = self.cleaned_data["amount"]
        return given | {"amount": amount if self.cleaned_data["way"] == "more" else -amount}


class SpendForm(OfficeForm):
    """Money that was paid from a line, for no project (登记预算支出)."""

    line = line_field(empty_label="请选择")
    on = day_field(
        "支出日期",
        help_text="钱付出去的那一天。",
        error_messages={"required": "请填写支出日期。"},
    )
    amount = amount_field()
    purpose = Words(
        label="用在什么上",
        longest=200,
        required="请写明钱用在什么上。",
        help_text="例如：体育社区三季度办公用品和水电费。",
    )
    payee = Words(
        label="收款人",
        longest=80,
        required="请照凭证填写收款人。",
        help_text="凭证上的单位或者个人，写全称；同一个收款人分几笔付的，合计算够不够大额。",
    )
    voucher = voucher_field()
    decision_number = Words(
        label="党工委决定的编号",
        longest=32,
        help_text="大额支出要填：党工委通过的那个议题的编号，YT开头。",
    )

    def __init__(self, *args: Any, lines: QuerySet[BudgetLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_lines(self, lines)


class PayForm(SpendForm):
    """Money that was paid for a project (登记支出)."""

    line = line_field(
        required=False,
        empty_label="项目到账的钱",
        help_text="列入年度预算、没有另外拨到项目的，选预算科目。",
    )
    field_order = ("on", "amount", "purpose", "payee", "voucher", "line", "decision_number")

    def __init__(self, *args: Any, lines: QuerySet[BudgetLine], **kwargs: Any) -> None:
        super().__init__(*args, lines=lines, **kwargs)
        self.fields["line"].label = "用哪里的钱"
        self.fields["purpose"].help_text = "例如：排水管道更换工程款（第一期）。"


class SettleForm(OfficeForm):
    """Nothing is asked: the year is over."""

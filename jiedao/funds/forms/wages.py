"""The shape of what is typed about wages: sums of a community, never of a person."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet

from jiedao.funds.forms.projects import amount_field, unit_field, voucher_field
from jiedao.organisation.models import Unit
from jiedao.web.fields import Words, choose_from
from jiedao.web.forms import OfficeForm, day_field

WRONG_YEAR = "年度不对，请填四位数的年份，例如2026。"
NO_MONTH = "请选择月份。"
MONTHS = [(str(month), f"{month}月") for month in range(1, 13)]


def month_field(label: str, **options: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[("", "请选择"), *MONTHS],
        coerce=int,
        error_messages={"required": NO_MONTH, "invalid_choice": NO_MONTH},
        **options,
    )


class MonthlyForm(OfficeForm):
    """What is to be paid each month, by which paper."""

    heads = forms.IntegerField(
        label="人数",
        validators=[
            MinValueValidator(1, "人数要大于零。"),
            MaxValueValidator(2000, "人数太多，请核对。"),
        ],
        error_messages={"required": "请填写人数。", "invalid": "人数请只填整数。"},
        help_text="按标准发工资的社区工作人员有几人。不登记姓名和每个人的数额。",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    amount = amount_field("每月应发合计（元）", "这些人每月应发工资加起来的数。")
    document = Words(
        label="按哪份文件的标准",
        longest=120,
        required="请写明按哪份文件的标准。",
        help_text="例如：金政办〔2025〕18号社区工作者报酬标准。",
    )


class StandardForm(MonthlyForm):
    """What is to be paid each month from a month on (登记应发标准)."""

    month = month_field("从几月起")
    field_order = ("month",)


class OpenWagesForm(MonthlyForm):
    """A year of a community's wages (登记年度工资)."""

    unit = unit_field("哪个社区的", "请选择是哪个社区的工资。")
    year = forms.IntegerField(
        label="年度",
        validators=[MinValueValidator(2000, WRONG_YEAR), MaxValueValidator(2199, WRONG_YEAR)],
        error_messages={"required": "请填写年度。", "invalid": WRONG_YEAR},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    field_order = ("unit", "year")

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "unit", units)


class PayWagesForm(OfficeForm):
    """Wages that were paid (登记工资发放)."""

    month = month_field("哪个月的工资")
    on = day_field(
        "发放日期",
        help_text="工资到卡的那一天。",
        error_messages={"required": "请填写发放日期。"},
    )
    amount = amount_field("发放合计（元）", "这一次发的合计数。分几次发的，分几次登记。")
    voucher = voucher_field()

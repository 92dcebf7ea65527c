"""The shape of what is typed about a project and its money; whether it may be is for the actions."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet

from jiedao.funds.states import ProjectKind, Source
from jiedao.organisation.models import Unit
from jiedao.web.fields import Words, Yuan, choose_from
from jiedao.web.forms import OfficeForm, day_field

FEN = Decimal("0.01")


def unit_field(label: str, missing: str) -> forms.ModelChoiceField:
    """One of the units a person enters money for."""
    return forms.ModelChoiceField(
        label=label,
        queryset=Unit.objects.none(),
        empty_label="请选择",
        error_messages={"required": missing, "invalid_choice": "请从列表里选择您负责的单位。"},
    )


def amount_field(label: str = "金额（元）", help_text: str = "照凭证填写，可以写到分。") -> Yuan:
    return Yuan(
        least=FEN,
        label=label,
        help_text=help_text,
        error_messages={"required": "请填写金额，单位是元。"},
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )


def voucher_field() -> Words:
    return Words(
        label="凭证号",
        longest=40,
        required="请照凭证填写凭证号。",
        help_text="记账凭证、银行回单或者收据上的编号，核对的时候找得到。",
    )


class ProjectForm(OfficeForm):
    """What a project is, where, and what it may cost."""

    kind = forms.ChoiceField(
        label="类别",
        choices=ProjectKind.choices,
        widget=forms.RadioSelect,
        help_text="汇报里的筹集和投入按类别来算，请选准。",
        error_messages={"required": "请选择类别。", "invalid_choice": "请选择类别。"},
    )
    place = Words(
        label="地点",
        longest=80,
        required="请写是哪个小区、中心或者场所。",
        help_text="小区、中心或者场所的名称，例如：1号院。",
    )
    planned = amount_field("计划投入（元）", "也可以写成86.5万元。")


class AmendForm(ProjectForm):
    """What is put right, and why (更正项目登记)."""

    reason = Words(
        label="为什么更正或者调整",
        longest=200,
        lines=2,
        required="请写明为什么更正或者调整。",
        help_text="例如：区里追加了投资，按区财〔2026〕8号调整。",
    )


class OpenProjectForm(ProjectForm):
    """A project money is raised and spent for (登记经费项目)."""

    unit = unit_field("为哪个单位办的", "请选择是街道的，还是哪个社区、小区的。")
    title = Words(
        label="项目名称",
        longest=80,
        required="请写项目的名称。",
        help_text="例如：体育社区日间照料中心建设。",
    )
    begun_on = day_field("开工日期", required=False, help_text="还没有开工的空着，开工以后再登记。")
    field_order = ("unit", "title")

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "unit", units)


class BeginForm(OfficeForm):
    """On which day it was begun (登记开工)."""

    begun_on = day_field("开工日期", error_messages={"required": "请填写开工日期。"})


class FinishForm(OfficeForm):
    """On which day it was finished (登记完工)."""

    finished_on = day_field(
        "完工日期",
        help_text="验收合格的日期。尾款、质保金以后照样可以登记。",
        error_messages={"required": "请填写完工日期。"},
    )


class ReceiveForm(OfficeForm):
    """Money that came in (登记到账)."""

    on = day_field(
        "到账日期",
        help_text="钱到账的那一天，不是文件下达的那一天。",
        error_messages={"required": "请填写到账日期。"},
    )
    amount = amount_field()
    source = forms.ChoiceField(
        label="来源",
        choices=Source.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择来源。", "invalid_choice": "请选择来源。"},
    )
    payer = Words(
        label="谁拨付或者捐助",
        longest=80,
        required="请写明谁拨付或者捐助的。",
        help_text="写单位，例如：区民政局。个人捐助的只写“居民捐助”，不写姓名。",
    )
    voucher = voucher_field()


class CorrectForm(OfficeForm):
    """Why an entry is taken back (冲销)."""

    reason = Words(
        label="为什么冲销",
        longest=200,
        lines=2,
        required="请写明为什么冲销。",
        help_text="例如：金额多写了一个零，正确的另外登记。",
    )


class PublishForm(OfficeForm):
    """What publishes a project (登记公开)."""

    number = Words(
        label="公示编号或者案卷编号",
        longest=40,
        required="请填公示编号或者事项的案卷编号。",
        help_text="单独的一份公示，填公示编号；按一征三议两公开办的，填事项的案卷编号，以后的公示自动算上。",
    )


class DropForm(OfficeForm):
    """Why what was named does not publish a project (撤下)."""

    reason = Words(label="为什么撤下", longest=200, lines=2, required="请写明为什么撤下。")

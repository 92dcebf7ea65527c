"""The shape of what is typed about what was sent down."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from jiedao.funds.forms.projects import unit_field
from jiedao.funds.states import SupportKind
from jiedao.organisation.models import Unit
from jiedao.web.fields import Words, choose_from
from jiedao.web.forms import OfficeForm, day_field


class SendDownForm(OfficeForm):
    """What goes to a community (登记人财物下沉)."""

    unit = unit_field("下沉到哪个社区", "请选择下沉到哪个社区。")
    kind = forms.ChoiceField(
        label="类别",
        choices=SupportKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择类别。", "invalid_choice": "请选择类别。"},
    )
    title = Words(
        label="下沉的是什么",
        longest=80,
        required="请写明下沉的是什么。",
        help_text="例如：综合执法队员驻社区；便民服务一体机。人员写岗位，不写姓名。",
    )
    quantity = Words(
        label="多少",
        longest=40,
        required="请写明多少，例如：2名、1套、3万元。",
        help_text="例如：2名；1套；每年3万元。",
    )
    since = day_field("从哪天起", error_messages={"required": "请填写从哪天起。"})

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "unit", units)


class EndSupportForm(OfficeForm):
    """From which day on it is there no more (结束下沉)."""

    until = day_field("从哪天起不再下沉", error_messages={"required": "请填写从哪天起不再下沉。"})
    reason = Words(label="为什么结束", longest=200, lines=2, required="请写明为什么结束。")

"""The shape of what is typed about a responsibility."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from jiedao.liaison.forms.common import unit_field
from jiedao.liaison.forms.pilots import MeasuredForm
from jiedao.liaison.selectors.responsibilities import limit_choices
from jiedao.liaison.states import Proof
from jiedao.organisation.models import Unit
from jiedao.web.fields import Words, choose_from
from jiedao.web.forms import OfficeForm, day_field


class RegisterForm(MeasuredForm):
    """A responsibility for the list (列入责任清单)."""

    unit = unit_field("主体：哪个单位", "请选择是哪个单位的责任。")
    post = Words(label="岗位", longest=40, help_text="落到岗位的写岗位，例如：社区书记。")
    title = Words(label="事项", longest=80, required="请写要落实的事项。")
    standard = Words(label="标准", longest=500, lines=3, required="请写做到什么标准。")
    basis = Words(
        label="依据", longest=120, required="请写依据。", help_text="哪份文件、哪项制度要求的。"
    )
    since = day_field("从哪天起", error_messages={"required": "请填写从哪天起。"})
    due_on = day_field("时限：最迟哪天", error_messages={"required": "请填写最迟哪天落实。"})
    proof = forms.ChoiceField(
        label="靠什么证明",
        choices=Proof.choices,
        widget=forms.RadioSelect,
        help_text="落实没有由平台从记录里看，不用谁来填。下面只填选中的那一种。",
        error_messages={
            "required": "请选择靠什么证明。",
            "invalid_choice": "请选择靠什么证明。",
        },
    )
    dossier = Words(label="案卷编号", longest=40, help_text="这个案卷办结就算落实。")
    limit = forms.ChoiceField(label="哪一种期限", required=False)
    field_order = (
        *("unit", "post", "title", "standard", "basis", "since", "due_on"),
        *("proof", "figure", "least", "dossier", "limit"),
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "unit", units)
        box = self.fields["limit"]
        assert isinstance(box, forms.ChoiceField)
        box.choices = [("", "不用期限"), *limit_choices()]


class WithdrawForm(OfficeForm):
    """Why a line is taken off the list (撤下)."""

    reason = Words(
        label="为什么撤下",
        longest=200,
        required="请写明为什么撤下。",
        help_text="例如：分工调整。撤下的仍然查得到，不再算逾期。",
    )

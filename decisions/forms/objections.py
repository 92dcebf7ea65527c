"""Forms of objections to a notice: the resident's own, and what the office enters of each step."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from decisions.forms.fields import Day, Number, ResidentForm, StepForm, Words, without_numbers
from decisions.forms.on_behalf import LONGEST_NAME, OnBehalfForm
from jiedao.attachments.forms import ACCEPT
from jiedao.lib import clock, codes
from jiedao.people.models import Person
from jiedao.personal.forms import PhoneField
from jiedao.publications.objecting import Answerer, Finding, JointBase
from jiedao.receipts.selectors import NAME
from jiedao.web.forms import OfficeForm

LONGEST_OBJECTION, LONGEST_ANSWER, LONGEST_REASON = 1000, 2000, 500


class SayObjectionForm(ResidentForm):
    """A resident objects to what is on the board, without an account (居民网上提异议)."""

    text = Words(
        label="您的异议",
        lines=6,
        longest=LONGEST_OBJECTION,
        help_text=f"哪一处不对、应该是什么。最多{LONGEST_OBJECTION}个字。请不要在这里写电话、身份证号和门牌。",
        error_messages={"required": "请写下您的异议。"},
    )
    name = Words(
        label="您的姓名",
        longest=LONGEST_NAME,
        required=False,
        help_text="不写就是匿名，一样受理、一样答复。写了也不公开。",
    )
    phone = PhoneField(
        label="联系电话",
        help_text="想让我们打电话说明的可以留。加密保存，不公开。",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        without_numbers(self, "name", "text", field="text", box="联系电话")
        return cleaned


class RespondObjectionForm(OfficeForm):
    """The holder of a receipt says whether the answer satisfies (回应答复)."""

    code = forms.CharField(
        label=NAME,
        max_length=30,
        help_text="提异议时得到的那一串字符。",
        error_messages={"required": "请填写回执码。"},
    )
    accepts = forms.ChoiceField(
        label="您认可这次答复吗",
        choices=[("yes", "认可"), ("no", "不认可，请街道办事处调查核实")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择认可或者不认可。"},
    )
    reason = Words(
        label="哪里不认可",
        lines=4,
        longest=LONGEST_REASON,
        required=False,
        help_text="不认可的请写明，街道照这个调查。不写电话、身份证号和门牌。",
    )

    def clean_code(self) -> str:
        try:
            return codes.normalise(self.cleaned_data["code"], name=NAME, paper="回执")
        except ValueError as fault:
            raise forms.ValidationError(str(fault)) from fault

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        without_numbers(self, "reason", field="reason")
        return cleaned


class EnterObjectionForm(OnBehalfForm):
    """What a resident said at the window, by phone, on paper or to 12345 (登记异议)."""

    text = Words(
        label="异议内容",
        lines=5,
        longest=LONGEST_OBJECTION,
        help_text="照原话记，念给提出人听一遍。不写电话、身份证号和门牌。",
        error_messages={"required": "请写下异议的内容。"},
    )
    field_order = ("way", "said_on", "text", "name", "phone")


class EnterJointObjectionForm(StepForm):
    """Many object together: whose signatures, which or how many (登记联名异议)."""

    base = forms.ChoiceField(
        label="谁联名的",
        choices=JointBase.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择是谁联名的。"},
    )
    signers = forms.ModelMultipleChoiceField(
        label="签名的居民代表",
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="居民代表联名的，照名单勾选；系统计算是否达到法定比例。",
    )
    signed = Number(
        label="签名的人数或者户数",
        required=False,
        help_text="居民或者户的代表联名的，照名单数清楚填写。",
    )
    signatures = forms.FileField(
        label="联名名单",
        required=False,
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text="签好名的名单扫描件或照片；居民、户的代表联名的必须上传。只在内部看到。",
        error_messages={"empty": "文件是空的，请重新选择。"},
    )
    text = Words(
        label="异议内容",
        lines=5,
        longest=LONGEST_OBJECTION,
        error_messages={"required": "请写下异议的内容。"},
    )
    said_on = Day(
        label="提出日期",
        initial=clock.today,
        error_messages={"required": "请选择提出的日期。"},
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The day that counts is the day it was handed in.
        del self.fields["on"]
        choice = self.fields["signers"]
        assert isinstance(choice, forms.ModelMultipleChoiceField)
        choice.queryset = people

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        without_numbers(self, "text", field="text")
        return cleaned

    @property
    def given(self) -> dict[str, Any]:
        """The keywords of the action."""
        typed = self.cleaned_data
        return typed | {"signers": list(typed["signers"]), "signed": typed["signed"] or 0}


class RevoteForm(StepForm):
    """Back to the vote (重新表决): only the day."""


class AcknowledgeObjectionForm(StepForm):
    """Who answers (受理并交办)."""

    answerer = forms.ChoiceField(
        label="由谁答复",
        choices=Answerer.choices,
        widget=forms.RadioSelect,
        help_text="涉及居委会自己怎么办的，交居务监督委员会核对后答复更有说服力。",
        error_messages={"required": "请选择由谁答复。"},
    )


class AnswerObjectionForm(StepForm):
    """The written answer, and what of it everybody may read (书面答复)."""

    answer = Words(
        label="书面答复",
        lines=6,
        longest=LONGEST_ANSWER,
        public=True,
        help_text="写给提出人：核对了什么、事实是什么、怎么处理。不写任何人的号码和门牌。",
        error_messages={"required": "请写明答复。"},
    )
    gist = Words(
        label="公开的答复要点",
        lines=2,
        longest=200,
        required=False,
        public=True,
        help_text="写了，公示页上居民都能看到；不写只公布“已答复”。不写是谁提的。",
    )


class CloseObjectionForm(StepForm):
    """The objector accepts the answer (异议办结): only the day."""


class EscalateObjectionForm(StepForm):
    """Why the answer does not satisfy (反映到街道)."""

    reason = Words(
        label="哪里不认可",
        lines=4,
        longest=LONGEST_REASON,
        help_text="照提出人的原话记，街道照这个调查。不写电话、身份证号和门牌。",
        error_messages={"required": "请写明哪里不认可。"},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        without_numbers(self, "reason", field="reason")
        return cleaned


class DecideObjectionForm(StepForm):
    """What the street found (调查核实)."""

    finding = forms.ChoiceField(
        label="调查结论",
        choices=Finding.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择调查结论。"},
    )
    decision = Words(
        label="理由和答复",
        lines=5,
        longest=LONGEST_ANSWER,
        public=True,
        help_text="查了什么、事实是什么、要社区做什么。提出人凭回执码能看到。",
        error_messages={"required": "请写明理由。"},
    )
    correct_by = Day(
        label="更正期限",
        required=False,
        help_text="责令依法公布的，写明社区最晚哪一天更正公示；认定属实的空着。",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        ordered = cleaned.get("finding") == Finding.ORDERED
        if ordered and not cleaned.get("correct_by") and "correct_by" not in self.errors:
            self.add_error("correct_by", "责令依法公布的，请写明更正期限。")
        return cleaned

"""The shape of what is typed about a regulation; whether it may be is for the actions."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from jiedao.attachments.content import ALLOWED
from jiedao.attachments.forms import ACCEPT
from jiedao.lib import document_numbers
from jiedao.organisation.models import Unit
from jiedao.regulations.states import Area
from jiedao.web.fields import Words, choose_from
from jiedao.web.forms import OfficeForm, day_field


class ReviseForm(OfficeForm):
    """The regulation that takes an old one's place (修订)."""

    title = Words(
        label="名称",
        longest=80,
        required="请写制度的名称，照文件标题填写。",
        help_text="照文件标题填写，书名号可以不写。",
    )
    document_number = Words(
        label="文号",
        longest=40,
        help_text="例如：经八办〔2026〕12号。括号怎么打都可以；没有文号的空着。",
    )
    issued_on = day_field(
        "印发日期",
        help_text="文件落款的日期。",
        error_messages={"required": "请填写文件落款的日期。"},
    )
    in_force_from = day_field(
        "从哪天起施行",
        help_text="写着“自印发之日起施行”的，和印发日期相同；可以是将来的日期。",
        error_messages={"required": "请填写从哪天起施行；自印发之日起施行的，填印发日期。"},
    )
    summary = Words(
        label="主要内容",
        longest=2000,
        lines=4,
        required="请用一两句话写明这项制度规定了什么。",
        help_text="一两句话：规定了什么，谁来执行。以后按这里的词也能找到。",
    )
    file = forms.FileField(
        label="制度文本",
        allow_empty_file=True,
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=f"收{ALLOWED}。",
        error_messages={"required": "请选择制度文本的文件；只有纸质的，请扫描或者拍照。"},
    )

    def clean_document_number(self) -> str:
        """What is wrong with it is said together with what else is wrong."""
        typed: str = self.cleaned_data["document_number"]
        try:
            return document_numbers.read(typed)
        except ValueError as fault:
            raise forms.ValidationError(str(fault), code="number") from fault


class RegisterForm(ReviseForm):
    """A regulation the street has issued (登记规章制度)."""

    unit = forms.ModelChoiceField(
        label="哪个街道的",
        queryset=Unit.objects.none(),
        empty_label="请选择",
        error_messages={
            "required": "请选择是哪个街道的制度。",
            "invalid_choice": "请从列表里选择您负责的街道。",
        },
    )
    area = forms.ChoiceField(
        label="类别",
        choices=Area.choices,
        widget=forms.RadioSelect,
        help_text="四项制度以外的选“综合”。汇报里的项数按类别来数。",
        error_messages={"required": "请选择类别。", "invalid_choice": "请选择类别。"},
    )
    field_order = ("unit", "title", "area")

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "unit", units)


class RepealForm(OfficeForm):
    """From which day on it is in force no more, and why (废止)."""

    until = day_field(
        "从哪天起废止",
        help_text="从这一天起不再执行，前一天是最后一天。可以是将来的日期。",
        error_messages={"required": "请填写从哪天起废止。"},
    )
    reason = Words(
        label="为什么废止",
        longest=200,
        lines=3,
        required="请写明为什么废止，例如依据哪份文件。",
        help_text="例如：上级文件已有统一规定，按经八办〔2026〕30号废止。",
    )

"""Forms of the right to have a meeting convened."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from decisions.forms.fields import Number, StepForm, Words
from decisions.models import Matter
from decisions.models.convening import ASKED_FOR
from decisions.states import Backers
from jiedao.attachments.forms import ACCEPT
from jiedao.lib.numerals import long_day
from jiedao.meetings.models import Meeting
from jiedao.organisation.models import Seat, Unit
from jiedao.web.fields import offer


class RequestForm(StepForm):
    """Who asks for which meeting, about what (联名要求)."""

    unit = forms.ModelChoiceField(label="社区", queryset=Unit.objects.none(), empty_label="请选择")
    subject = Words(
        label="要求讨论的事",
        longest=80,
        public=True,
        help_text="一句话，例如“要求重新讨论停车收费标准”。",
    )
    asked_for = forms.ChoiceField(
        label="要求召开什么会", choices=ASKED_FOR, widget=forms.RadioSelect
    )
    backers = forms.ChoiceField(
        label="由谁联名",
        choices=Backers.choices,
        widget=forms.RadioSelect,
        help_text="居民代表会议只能由居民代表联名要求；居民会议三种都可以。",
    )
    wish = Words(
        label="联名书怎么写的",
        lines=5,
        longest=3000,
        public=True,
        help_text="照联名书抄写理由和要求。不写签名人的姓名、电话、门牌。",
    )
    contact = Words(
        label="联系人", longest=60, required=False, help_text="只写姓名，不写电话。只在内部看到。"
    )
    about = forms.ModelChoiceField(
        label="涉及哪件事项",
        queryset=Matter.objects.none(),
        required=False,
        empty_label="不涉及已经登记的事项",
    )

    def __init__(
        self, *args: Any, units: QuerySet[Unit], matters: QuerySet[Matter], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = "收到的日期"
        unit, about = self.fields["unit"], self.fields["about"]
        assert isinstance(unit, forms.ModelChoiceField)
        assert isinstance(about, forms.ModelChoiceField)
        unit.queryset, about.queryset = units, matters


class TickNamesForm(StepForm):
    """Which representatives signed (勾选联名代表)."""

    present = forms.TypedMultipleChoiceField(
        label="联名的居民代表", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, roster: list[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["present"]
        assert isinstance(choice, forms.TypedMultipleChoiceField)
        choice.choices = [
            (seat.person_id, f"{seat.person}{f'（{seat.group}）' if seat.group else ''}")
            for seat in roster
        ]


class SignaturesForm(StepForm):
    """A signed sheet, to be counted afterwards (附上联名材料)."""

    file = forms.FileField(
        label="签名册或者联名名单的扫描件",
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={"required": "请选择扫描件。"},
    )


class EnterSheetForm(StepForm):
    """How many signatures hold, and the sheet (签名册), unless it came in before."""

    signatures = Number(
        label="有效签名数",
        help_text="重复的、不是本社区的、认不出的不算。按户联名的，一户算一个。",
    )
    file = forms.FileField(
        label="签名册扫描件",
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={"required": "请上传签名册的扫描件。"},
    )

    def __init__(self, *args: Any, has_sheet: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_sheet:
            self.fields["file"].required = False
            self.fields["file"].help_text = "案卷里已经有签名册，没有新的不用再传。"


class JudgeForm(StepForm):
    """Enough or too few (核定人数): only the day, the sum is computed."""


class MeetingChoice(forms.ModelChoiceField):
    """A meeting by its day and what it is about."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{long_day(obj.held_on)} {obj.get_kind_display()}：{obj.dossier.title}"


class RecordConveningForm(StepForm):
    """Which meeting was called (登记已经召集)."""

    meeting = MeetingChoice(
        label="召集的会议",
        queryset=Meeting.objects.none(),
        empty_label="请选择",
        error_messages={"required": "请选择召集的会议。"},
    )

    def __init__(self, *args: Any, meetings: QuerySet[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "meeting", meetings)

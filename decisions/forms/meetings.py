"""Forms of the meetings of a matter: the kernel's, each with the day it was entered."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from decisions.forms.fields import StepForm
from decisions.models import ConveningRequest
from jiedao.meetings import forms as meetings
from jiedao.meetings.states import Base, MeetingKind


class RequestChoice(forms.ModelChoiceField):
    """A joint request by what it asks for."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.dossier.title}（{obj.dossier.number}，{obj.get_asked_for_display()}）"


class CallMeetingForm(StepForm, meetings.CallForm):
    """Call the meeting a matter waits for (召集会议)."""

    kind = forms.ChoiceField(
        label="开什么会", widget=forms.RadioSelect, error_messages={"required": "请选择开什么会。"}
    )

    request = RequestChoice(
        label="应哪份联名要求召集",
        queryset=ConveningRequest.objects.none(),
        required=False,
        empty_label="不是应联名要求召集的",
        help_text="选了，这次会议才能登记为已经按那份要求召集。",
    )
    field_order = ("kind", "request", "held_at", "place", "base", "urgent_reason", "on")

    def __init__(
        self,
        *args: Any,
        kinds: tuple[str, ...],
        owed: QuerySet[ConveningRequest] | None = None,
        **kwargs: Any,
    ) -> None:
        self.kinds = kinds
        holds_residents = MeetingKind.RESIDENTS in kinds
        super().__init__(
            *args, kind=MeetingKind.RESIDENTS if holds_residents else kinds[0], **kwargs
        )
        self.fields["on"].label = "通知日期"
        self.fields["on"].help_text = "今天发出通知的不用改。名册从这一天起固定。"
        choice = self.fields["kind"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(kind, MeetingKind(kind).label) for kind in kinds]
        asked = self.fields["request"]
        assert isinstance(asked, forms.ModelChoiceField)
        if owed is not None and owed.exists():
            asked.queryset = owed
        else:
            del self.fields["request"]
        if len(kinds) == 1:
            del self.fields["kind"]
        elif holds_residents:
            self.fields["base"].required = False
            self.fields["base"].label = "开居民会议的，应到人数按什么算"

    @property
    def chosen_kind(self) -> str:
        """The kind of meeting: the only one there is, or the one that was chosen."""
        return str(self.cleaned_data.get("kind") or self.kinds[0])

    @property
    def chosen_base(self) -> str:
        return str(self.cleaned_data.get("base") or Base.ROSTER)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        asked = "base" in self.fields and "base" not in self.errors
        chosen = cleaned.get("kind") or self.kinds[0]
        if asked and chosen == MeetingKind.RESIDENTS and not cleaned.get("base"):
            self.add_error("base", "请选择按十八周岁以上居民算，还是按户的代表算。")
        return cleaned


class SignInForm(StepForm, meetings.SignInForm):
    """Tick who signed the sheet (登记签到)."""


class CountVotesForm(StepForm, meetings.CountForm):
    """The counting sheet and the minutes (登记表决)."""


class FailMeetingForm(StepForm, meetings.CloseFailedForm):
    """Too few came (登记流会)."""


class CancelMeetingForm(StepForm, meetings.CancelForm):
    """The meeting is called off (取消会议)."""

"""The shape of what is typed about a meeting: notice, sign-in, count, failure."""

from typing import Any

from django import forms

from jiedao.lib.ballots import Ballots
from jiedao.meetings.models import Meeting
from jiedao.meetings.states import Base, MeetingKind, VotingMethod
from jiedao.web.forms import OfficeForm

COUNTED = {"required": "请填写票数，没有的填0。", "invalid": "请只填数字，没有的填0。"}


class CallForm(OfficeForm):
    """Give notice of a meeting: when, where, and of a residents' meeting what 应到 is counted by."""

    held_at = forms.DateTimeField(
        label="开会时间", error_messages={"required": "请选择开会的日期和时间。"}
    )
    place = forms.CharField(
        label="地点", max_length=80, error_messages={"required": "请写明开会的地点。"}
    )
    base = forms.ChoiceField(
        label="应到人数按什么算",
        choices=[(base.value, base.label) for base in (Base.ADULTS, Base.HOUSEHOLDS)],
        widget=forms.RadioSelect,
        help_text="按登记的人口底数计算，通知发出后不再变动。",
        error_messages={"required": "请选择按十八周岁以上居民算，还是按户的代表算。"},
    )
    urgent_reason = forms.CharField(
        label="临时通知的原因",
        max_length=200,
        required=False,
        help_text="提前天数不够时必须写明，会印在通知上。",
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind != MeetingKind.RESIDENTS:
            del self.fields["base"]

    @property
    def chosen_base(self) -> str:
        """What 应到 is counted by, also where there is nothing to choose."""
        return str(self.cleaned_data.get("base", Base.ROSTER))


class SignInForm(OfficeForm):
    """Tick who signed the sheet; names of a residents' meeting are pasted, one a line."""

    present = forms.MultipleChoiceField(
        label="到会的人",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "勾选的人里有不在名册上的，请刷新页面后重新勾选。"},
    )
    extra = forms.CharField(
        label="签到的人",
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="照签到表录入，一行一人：姓名，空一格，楼栋或居民小组。可以从Excel粘贴两列。",
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roster = list(meeting.roster.order_by("id"))
        choice = self.fields["present"]
        assert isinstance(choice, forms.MultipleChoiceField)
        choice.choices = [(str(entry.pk), entry.name) for entry in self.roster]
        choice.initial = [str(entry.pk) for entry in self.roster if entry.present]
        if meeting.kind != MeetingKind.RESIDENTS:
            del self.fields["extra"]

    def clean_present(self) -> set[int]:
        return {int(pk) for pk in self.cleaned_data["present"]}

    def clean_extra(self) -> list[str]:
        return [line for line in self.cleaned_data["extra"].splitlines() if line.strip()]

    @property
    def extra_lines(self) -> list[str]:
        """The pasted lines; none where the roster was frozen at the notice."""
        return list(self.cleaned_data.get("extra", []))

    @property
    def entries(self) -> list[dict[str, Any]]:
        """The roster as components/_names.html draws it, with what was ticked."""
        ticked = {str(value) for value in self["present"].value() or []}
        return [
            {
                "id": entry.pk,
                "name": entry.name,
                "note": "、".join(
                    filter(None, (entry.position, "回避，不参加表决" if entry.recused else ""))
                ),
                "checked": str(entry.pk) in ticked,
            }
            for entry in self.roster
        ]


class CountForm(OfficeForm):
    """The counting sheet and the minutes of a meeting that had its quorum."""

    method = forms.ChoiceField(
        label="表决方式",
        choices=VotingMethod.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择表决方式。"},
    )
    issued = forms.IntegerField(
        label="发出票数",
        min_value=0,
        required=False,
        help_text="举手表决的不用填；到会的人有没参加表决的，才填参加表决的有几人。",
        error_messages=COUNTED,
    )
    in_favour = forms.IntegerField(label="赞成", min_value=0, error_messages=COUNTED)
    against = forms.IntegerField(label="反对", min_value=0, error_messages=COUNTED)
    abstain = forms.IntegerField(label="弃权", min_value=0, error_messages=COUNTED)
    invalid = forms.IntegerField(label="废票", min_value=0, error_messages=COUNTED)
    resolution = forms.CharField(
        label="决议内容",
        widget=forms.Textarea,
        help_text="已从方案带入，只改会上改动的地方。",
        error_messages={"required": "请写明表决的决议内容。"},
    )
    minutes = forms.CharField(
        label="会议记录",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="发言要点和不同意见。不写任何人的电话、身份证号和门牌。",
        error_messages={"required": "请填写会议记录。"},
    )
    chair_name = forms.CharField(
        label="主持人", max_length=40, error_messages={"required": "请写明会议主持人。"}
    )
    recorder_name = forms.CharField(
        label="记录人", max_length=40, error_messages={"required": "请写明会议记录人。"}
    )
    observers = forms.CharField(
        label="列席人员", required=False, help_text="居务监督委员会、物业等，不计入实到。"
    )

    COUNTS = ("issued", "in_favour", "against", "abstain", "invalid")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        counted = all(name in cleaned for name in self.COUNTS)
        by_ballot = cleaned.get("method", VotingMethod.SHOW_OF_HANDS) != VotingMethod.SHOW_OF_HANDS
        if counted and by_ballot and cleaned["issued"] is None:
            self.add_error("issued", "请填写发出了多少张票。")
        return cleaned

    def ballots(self) -> Ballots:
        """The counts as the action takes them."""
        given = self.cleaned_data
        return Ballots(
            issued=given["issued"],
            for_=given["in_favour"],
            against=given["against"],
            abstain=given["abstain"],
            invalid=given["invalid"],
        )

    @property
    def votes(self) -> list[forms.BoundField]:
        """The four counts that stand side by side."""
        return [self[name] for name in self.COUNTS[1:]]

    @property
    def has_vote_errors(self) -> bool:
        return any(name in self.errors for name in self.COUNTS[1:])


class CloseFailedForm(OfficeForm):
    """Enter that too few came (流会): what happened goes into the minutes."""

    minutes = forms.CharField(
        label="流会经过",
        widget=forms.Textarea,
        help_text="写明到会情况、等候到几点、准备什么时候再开。",
        error_messages={"required": "请写明流会经过，作为会议记录。"},
    )


class CancelForm(OfficeForm):
    """Call a meeting off before it begins."""

    reason = forms.CharField(
        label="取消原因",
        max_length=200,
        error_messages={"required": "请写明取消的原因，并通知应到会的人。"},
    )

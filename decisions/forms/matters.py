"""Forms of a matter's beginning and end: motion, revision, papers, recusal, archive."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from decisions import catalogue
from decisions.catalogue import Regime
from decisions.forms.fields import StepForm, Words
from decisions.states import Keeping, Origin
from jiedao.access.selectors import RecusalScope
from jiedao.attachments import content
from jiedao.attachments.forms import ACCEPT
from jiedao.attachments.states import MADE, AttachmentKind
from jiedao.organisation.models import Unit
from jiedao.people.models import Person
from jiedao.web.fields import Yuan, offer

# Photographs of the board come in with the steps that need them.
NOT_BY_HAND = (
    *(AttachmentKind.PHOTO_POSTED, AttachmentKind.PHOTO_TAKEN_DOWN),
    AttachmentKind.REGULATION,
    *MADE,
)


def _kinds(*regimes: Regime, residents_only: bool = False) -> list[tuple[str, str]]:
    return [
        (kind.code, kind.name)
        for kind in catalogue.TYPES.values()
        if kind.regime in regimes and kind.residents_only == residents_only
    ]


KINDS = [
    ("由居民代表会议或居民会议决定", _kinds(Regime.NORMAL)),
    ("依法由居民会议决定", _kinds(Regime.NORMAL, Regime.FILING, residents_only=True)),
    ("只评议、公示，由民政部门审核确认", _kinds(Regime.ADVISORY)),
    ("由业主按面积和人数共同决定", _kinds(Regime.OWNERS)),
]


class ReviseForm(StepForm):
    """What a matter is about (动议登记表)."""

    title = Words(
        label="事项名称",
        longest=80,
        public=True,
        help_text="一句话说清是什么事，例如“体育社区日间照料中心建设”。",
        error_messages={"required": "请写明是什么事。"},
    )
    kind = forms.ChoiceField(label="事项类型", choices=[("", "请选择"), *KINDS])
    origin = forms.ChoiceField(label="动议来源", choices=[("", "请选择"), *Origin.choices])
    proposer = Words(
        label="提出人或单位",
        longest=60,
        help_text="只写姓名或单位，不写电话和证件号码。只在内部看到。",
    )
    summary = Words(
        label="一句话说明",
        longest=200,
        public=True,
        help_text="居民在公开栏上先看到这一句：做什么、在哪里、谁受益。",
    )
    plan = Words(
        label="方案",
        lines=8,
        public=True,
        help_text="怎么做、什么时候做、花多少钱、有什么影响。征求意见时居民能看到全文。",
    )
    budget = Yuan(label="预算（元）", required=False, help_text="不用花钱的空着。")
    funding = Words(
        label="经费来源",
        longest=200,
        required=False,
        public=True,
        help_text="例如：街道财政52万元，上级专项25万元，驻区单位捐赠9.5万元。",
    )
    touches_common_parts = forms.BooleanField(
        label="会改变小区共有部分，或者使用维修资金",
        required=False,
        help_text="这类事项依法由业主共同决定，勾选后平台会告诉您怎么办。",
    )


class DraftForm(ReviseForm):
    """A new motion (登记动议); the community is asked only of who works for several."""

    unit = forms.ModelChoiceField(
        label="社区",
        queryset=Unit.objects.none(),
        empty_label="请选择",
        error_messages={"invalid_choice": "请从列表里选择您负责的社区。"},
    )

    is_emergency = forms.BooleanField(
        label="情况紧急，已经先办了（事后提请追认）",
        required=False,
        help_text="抢险、防汛、疫情等来不及征求意见的才勾选。登记后接着写明原因、做了什么、花了多少，"
        "再由党组织提议、两委商议、居民（代表）会议追认。",
    )

    field_order = ("unit",)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = "受理日期"
        offer(self, "unit", units)
        self.only_unit: Unit | None = None
        communities = list(units[:2])
        if len(communities) == 1:
            self.only_unit = communities[0]
            del self.fields["unit"]

    @property
    def community(self) -> Unit:
        """The community: the only one there is, or the one that was chosen."""
        unit: Unit = self.only_unit or self.cleaned_data["unit"]
        return unit

    @property
    def motion(self) -> dict[str, Any]:
        """Everything else, for the action's keywords."""
        return {name: value for name, value in self.cleaned_data.items() if name != "unit"}


class AttachForm(StepForm):
    """A paper for the dossier (上传文书)."""

    file = forms.FileField(
        label="文件",
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=f"收{content.ALLOWED}，单个不超过50兆。文件名里不要写身份证号、电话号码。",
        error_messages={"empty": "文件是空的，请重新选择。"},
    )
    kind = forms.ChoiceField(
        label="这是什么",
        choices=[
            ("", "请选择"),
            *((kind.value, kind.label) for kind in AttachmentKind if kind not in NOT_BY_HAND),
        ],
    )
    step = forms.ChoiceField(
        label="属于哪次会议",
        required=False,
        help_text="签到表、计票单和会议记录要选会议，归档时按这一项核对。",
    )

    def __init__(self, *args: Any, meetings: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["step"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("", "不属于某次会议"), *meetings.items()]
        if not meetings:
            del self.fields["step"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") == AttachmentKind.SIGNIN_SHEET and cleaned.get("step") == "":
            self.add_error("step", "请选择这是哪次会议的签到表。")
        return cleaned


class RecuseForm(StepForm):
    """Someone withdraws from the matter (登记回避)."""

    person = forms.ModelChoiceField(
        label="回避的人",
        queryset=Person.objects.none(),
        empty_label="请选择",
        error_messages={"invalid_choice": "请从本社区的组成人员里选择。"},
    )
    scope = forms.ChoiceField(
        label="回避的范围",
        choices=RecusalScope.choices,
        widget=forms.RadioSelect,
        help_text="“不得查看”的人看不到这件事，也不能办理和表决。",
    )
    reason = Words(
        label="原因",
        public=True,
        longest=200,
        help_text="例如：本人亲属是承包方。不写证件号码和电话。",
        error_messages={"required": "请写明回避的原因。"},
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", people)


class LiftRecusalForm(StepForm):
    """Whose recusal is taken back, and why (撤销回避登记)."""

    person = forms.ModelChoiceField(
        label="撤销谁的回避",
        queryset=Person.objects.none(),
        empty_label="请选择",
        error_messages={
            "required": "请选择撤销谁的回避。",
            "invalid_choice": "请从登记过回避的人里选择。",
        },
    )
    reason = Words(
        label="原因",
        public=True,
        longest=200,
        help_text="例如：登记错了人；回避的范围登记错了。不写证件号码和电话。",
        error_messages={"required": "请写明为什么撤销。"},
    )

    def __init__(self, *args: Any, withdrawn: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", withdrawn)


class SealForm(StepForm):
    """Bind and seal the casefile (封卷): only the day."""


def _keeping() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="保管期限",
        choices=Keeping.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择保管期限。"},
        help_text="印在案卷封面上。封卷以前可以更改。",
    )


class ArchiveForm(StepForm):
    """Close the dossier (归档): how long it is kept, why if for less than usual, and the day."""

    keeping = _keeping()
    reason = Words(
        label="为什么少保管",
        longest=200,
        public=True,
        required=False,
        help_text="只有比内部规定的期限短的才要写，例如：同一件事重复立卷，主卷已经永久保管。",
    )


class SetKeepingForm(StepForm):
    """Another time to keep the casefile for, and why (更改保管期限)."""

    keeping = _keeping()
    reason = Words(
        label="为什么更改",
        longest=200,
        public=True,
        help_text="例如：涉及房屋产权，按档案室意见改为永久。",
        error_messages={"required": "请写明为什么更改。"},
    )

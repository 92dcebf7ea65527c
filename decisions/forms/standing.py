"""Forms of acting first, of undoing a decision, and of the authorisation by the residents' meeting."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from decisions import catalogue
from decisions.forms.fields import Day, StepForm, Words
from decisions.models import Matter
from decisions.states import Authority
from jiedao.attachments.forms import ACCEPT
from jiedao.lib import clock
from jiedao.organisation.models import Unit
from jiedao.web.fields import Yuan, offer
from jiedao.web.forms import OfficeForm

RESIDENTS_ONLY = [
    (kind.code, kind.name) for kind in catalogue.TYPES.values() if kind.residents_only
]


class ActFirstForm(StepForm):
    """What had to be done before anybody could be asked (应急处置)."""

    reason = Words(
        label="为什么来不及征求意见",
        longest=150,
        public=True,
        help_text="居民在公开栏能看到，例如“7月20日夜间暴雨，1号楼地下室进水，配电房有危险”。",
        error_messages={"required": "请写明原因。"},
    )
    acted_on = Day(label="哪天处置的", initial=clock.today)
    done = Words(
        label="先做了什么",
        lines=5,
        longest=2000,
        public=True,
        error_messages={"required": "请写明先做了什么。"},
    )
    cost = Yuan(label="已经花的费用（元）", help_text="没有花钱的填0。")


class UndoForm(StepForm):
    """By whom and on which paper a decision is undone (撤销、变更)."""

    authority = forms.ChoiceField(
        label="由谁决定的",
        choices=Authority.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择由谁决定的。"},
    )
    what = Words(
        label="决定的内容",
        longest=300,
        public=True,
        help_text="居民在公开栏能看到：撤销或者变更什么、为什么。",
        error_messages={"required": "请写明决定的内容。"},
    )
    decided_in = forms.ModelChoiceField(
        label="居民会议作出决定的事项",
        queryset=Matter.objects.none(),
        required=False,
        empty_label="不是居民会议决定的",
        help_text="列出本社区由居民会议表决通过的事项。由居民会议决定的才选。",
    )
    document = Words(
        label="文书名称",
        longest=120,
        required=False,
        public=True,
        help_text="责令改正或者法院判决的才填，例如“责令改正通知书”。",
    )
    document_number = Words(label="文号或案号", longest=60, required=False)
    document_on = Day(label="文书日期", required=False)
    file = forms.FileField(
        label="文书扫描件",
        required=False,
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )

    def __init__(self, *args: Any, deciding: QuerySet[Matter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "decided_in", deciding)


class AuthoriseForm(OfficeForm):
    """What the residents' meeting lets the representatives' meeting decide (授权)."""

    unit = forms.ModelChoiceField(label="社区", queryset=Unit.objects.none(), empty_label="请选择")
    kinds = forms.MultipleChoiceField(
        label="授权的事项类型",
        choices=RESIDENTS_ONLY,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选择一类事项。"},
    )
    met_on = Day(label="居民会议哪天开的")
    document = Words(
        label="授权决议的名称",
        longest=120,
        public=True,
        help_text="例如“体育社区居民会议关于授权居民代表会议讨论决定有关事项的决议”。",
        error_messages={"required": "请写明授权决议的名称：没有决议的授权不能登记。"},
    )
    document_number = Words(label="编号或文号", longest=60, required=False)
    starts_on = Day(label="授权从哪天起")
    until = Day(label="到哪天为止", required=False, help_text="没有定期限的不填。")

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "unit", units)


class EndAuthorisationForm(OfficeForm):
    """The authorisation ends (停止授权)."""

    on = Day(label="授权到哪天为止", initial=clock.today)
    reason = Words(label="原因", longest=200, error_messages={"required": "请写明为什么停止授权。"})

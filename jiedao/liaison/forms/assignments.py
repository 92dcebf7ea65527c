"""The shape of what is typed about assignments, visits and who takes part."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from jiedao.liaison.forms.common import PersonField, choose_people, unit_field
from jiedao.liaison.selectors.common import People
from jiedao.liaison.states import VisitKind
from jiedao.organisation.models import Unit
from jiedao.web.fields import Words, choose_from
from jiedao.web.forms import OfficeForm, day_field


class AssignForm(OfficeForm):
    """An official answers for a community from a day on (分包)."""

    community = unit_field("哪个社区", "请选择社区。")
    leader = PersonField("哪位领导分包", required="请选择分包的领导。")
    since = day_field("从哪天起", error_messages={"required": "请填写从哪天起分包。"})

    def __init__(
        self, *args: Any, communities: QuerySet[Unit], people: People, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "community", communities)
        choose_people(self, people, "leader")


class VisitForm(OfficeForm):
    """A visit (走访)."""

    day = day_field("哪天去的", error_messages={"required": "请填写走访日期。"})
    kind = forms.ChoiceField(
        label="主要做什么",
        choices=VisitKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择主要做什么。", "invalid_choice": "请选择主要做什么。"},
    )
    done = Words(
        label="做了什么",
        longest=1000,
        lines=4,
        required="请写一两句做了什么。",
        help_text="不写居民的姓名和电话。",
    )
    problems = Words(label="发现的问题", longest=1000, lines=3, help_text="没有的空着。")
    activity = Words(
        label="相关活动的案卷编号",
        longest=40,
        help_text="这次走访另有会议活动登记的，写它的编号，不用再写一遍。",
    )


class ReasonForm(OfficeForm):
    """Why a record is withdrawn (作废)."""

    reason = Words(
        label="为什么作废",
        longest=200,
        required="请写明为什么作废。",
        help_text="例如：日期登记错了。作废的仍然看得到，不再计数。",
    )


class EndForm(OfficeForm):
    """From which day on he answers for it no more, and why (结束分包)."""

    until = day_field(
        "从哪天起不再分包",
        help_text="前一天是最后一天。",
        error_messages={"required": "请填写从哪天起不再分包。"},
    )
    reason = Words(label="为什么结束", longest=200, required="请写明为什么结束，例如班子分工调整。")


class TakePartForm(OfficeForm):
    """A head of a department takes part from a day on (全程参与)."""

    user = PersonField("哪位中层干部", required="请选择是哪位干部。")
    since = day_field("从哪天起", error_messages={"required": "请填写从哪天起参与。"})

    def __init__(self, *args: Any, people: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_people(self, people, "user")


class StopForm(OfficeForm):
    """From which day on he takes part no more."""

    until = day_field(
        "从哪天起不再参与",
        help_text="前一天是最后一天。",
        error_messages={"required": "请填写从哪天起不再参与。"},
    )

"""The shape of what is typed about a work group."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from jiedao.liaison.forms.common import (
    PaperForm,
    PeopleField,
    PersonField,
    choose_people,
    unit_field,
)
from jiedao.liaison.selectors.common import People
from jiedao.liaison.states import Area, GroupKind
from jiedao.organisation.models import Unit
from jiedao.web.fields import Words, choose_from
from jiedao.web.forms import OfficeForm, day_field

KINDS = [
    (GroupKind.LEADING, "领导小组（统管四项制度）"),
    *((code, f"专项工作小组：{label}") for code, label in Area.choices),
]


class ChargeForm(OfficeForm):
    """Who leads the group and answers for it (分工)."""

    lead = PersonField("组长或者分管领导", required="请选择谁来负责这个小组。")
    department = unit_field("责任部门", "请选择责任部门。")
    responsible = PersonField(
        "责任人",
        required="请选择责任人。",
        help_text="具体抓落实的人，小组的汇报由他来写。",
    )

    def __init__(
        self, *args: Any, people: People, departments: QuerySet[Unit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choose_people(self, people, "lead", "responsible")
        choose_from(self, "department", departments)


class ChangeForm(ChargeForm):
    """Who does so from a day on (变更)."""

    begins_on = day_field(
        "从哪天起",
        help_text="从这一天起按新的分工。以前各天仍按原来的查。",
        error_messages={"required": "请填写从哪天起变更。"},
    )
    field_order = ("begins_on",)


class EstablishForm(ChargeForm, PaperForm):
    """A group the street has established (成立)."""

    unit = unit_field("哪个街道的", "请选择是哪个街道的小组。")
    area = forms.ChoiceField(
        label="类别",
        choices=KINDS,
        widget=forms.RadioSelect,
        help_text="领导小组一个；四项制度每项一个专项工作小组。",
        error_messages={"required": "请选择类别。", "invalid_choice": "请选择类别。"},
    )
    title = Words(
        label="名称",
        longest=80,
        required="请写小组的名称，照文件填写。",
        help_text="照成立文件填写。",
    )
    document_number = Words(
        label="成立文件的文号",
        longest=40,
        help_text="例如：经八办〔2026〕12号。括号怎么打都可以；没有文号的空着。",
    )
    established_on = day_field(
        "成立日期",
        help_text="文件落款的日期。",
        error_messages={"required": "请填写成立日期。"},
    )
    members = PeopleField(
        "成员", help_text="职务由平台按任职写上。以后增加、退出的，在小组的页面登记。"
    )
    field_order = ("unit", "area", "title", "document_number", "established_on")

    def __init__(
        self,
        *args: Any,
        streets: QuerySet[Unit],
        people: People,
        departments: QuerySet[Unit],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, people=people, departments=departments, **kwargs)
        choose_from(self, "unit", streets)
        choose_people(self, people, "members")

    def clean_area(self) -> str:
        """The leading group is of no single system."""
        chosen: str = self.cleaned_data["area"]
        return "" if chosen == GroupKind.LEADING else chosen


class MembersForm(OfficeForm):
    """People who belong to the group from a day on (增加成员)."""

    users = PeopleField("增加谁", required="请至少选一个人。")
    since = day_field("从哪天起", error_messages={"required": "请填写从哪天起。"})
    post = Words(
        label="职务",
        longest=60,
        help_text="空着的，平台按现在的任职写。要自己写的，一次选一个人。",
    )

    def __init__(self, *args: Any, people: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_people(self, people, "users")


class LeaveForm(OfficeForm):
    """From which day on someone belongs to the group no more, and why (退出)."""

    until = day_field(
        "从哪天起不再是成员",
        help_text="前一天是最后一天。",
        error_messages={"required": "请填写从哪天起不再是成员。"},
    )
    reason = Words(label="为什么退出", longest=200, required="请写明为什么退出，例如工作调动。")


class DissolveForm(OfficeForm):
    """From which day on the group is no more, and why (撤销)."""

    until = day_field(
        "从哪天起撤销",
        help_text="前一天是最后一天。可以是将来的日期。",
        error_messages={"required": "请填写从哪天起撤销。"},
    )
    reason = Words(
        label="为什么撤销",
        longest=200,
        lines=3,
        required="请写明为什么撤销。",
        help_text="例如：机构调整，职能并入综合治理办公室。",
    )

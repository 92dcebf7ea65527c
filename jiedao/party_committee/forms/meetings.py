"""The shape of what is typed about meetings and members of the party committee."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from jiedao.organisation.models import Unit
from jiedao.party_committee.states import MemberPosition
from jiedao.people.models import Person
from jiedao.web.fields import Words, choose_from, offer
from jiedao.web.forms import OfficeForm, day_field

STREET = {
    "required": "请选择是哪个街道。",
    "invalid_choice": "请从列表里选择您负责的街道。",
}


class CallMeetingForm(OfficeForm):
    """A meeting to come (登记会议)."""

    unit = forms.ModelChoiceField(
        label="哪个街道的",
        queryset=Unit.objects.none(),
        empty_label="请选择",
        error_messages=STREET,
    )
    held_on = day_field(
        "哪天开会",
        help_text="会议先登记、后开会：材料要提前送达。",
        error_messages={"required": "请填写哪天开会。"},
    )
    place = Words(label="地点", longest=80, required="请写明开会的地点。")
    observers = Words(label="列席", longest=200, help_text="列席的人和单位，可以空着。")

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "unit", units)


class SignInForm(OfficeForm):
    """Who came (登记到会)."""

    present = forms.ModelMultipleChoiceField(
        label="到会的委员",
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="照签到表勾选。名册是开会那一天的委员，提交后固定。",
        error_messages={
            "required": "请勾选到会的委员。",
            "invalid_choice": "勾选的人里有那一天不是委员的，请刷新页面后重新勾选。",
        },
    )
    chair = forms.ModelChoiceField(
        label="主持人",
        queryset=Person.objects.none(),
        empty_label="请选择",
        help_text="一般是书记；书记委托副书记主持的，选副书记。",
        error_messages={
            "required": "请选择主持人。",
            "invalid_choice": "请从名册里选择。",
        },
    )
    observers = Words(label="列席", longest=200)

    def __init__(self, *args: Any, members: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("present", "chair"):
            choice = self.fields[name]
            assert isinstance(choice, forms.ModelChoiceField)
            choice.queryset = members


class IssueMinutesForm(OfficeForm):
    """The number of the minutes and the day they were issued (印发纪要)."""

    minutes_number = Words(
        label="纪要编号",
        longest=40,
        required="请填写纪要编号，例如：经八党纪〔2026〕3号。",
        help_text="例如：经八党纪〔2026〕3号。括号怎么打都可以；一个编号只能用一次。",
    )
    minutes_on = day_field("印发日期", error_messages={"required": "请填写纪要印发的日期。"})


class AddMemberForm(OfficeForm):
    """Somebody becomes a member (登记委员)."""

    unit = forms.ModelChoiceField(
        label="哪个街道的",
        queryset=Unit.objects.none(),
        empty_label="请选择",
        error_messages=STREET,
    )
    person = forms.ModelChoiceField(
        label="委员",
        queryset=Person.objects.none(),
        required=False,
        empty_label="不在列表里",
        help_text="列的是在街道任职、有账号的人。",
        error_messages={"invalid_choice": "请从列表里选择。"},
    )
    name = Words(label="姓名", longest=40, help_text="不在上面列表里的，写姓名；选了的不写。")
    position = forms.ChoiceField(
        label="职务",
        choices=MemberPosition.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择职务。", "invalid_choice": "请选择职务。"},
    )
    starts_on = day_field("从哪天起", error_messages={"required": "请填写从哪天起任职。"})

    def __init__(
        self, *args: Any, units: QuerySet[Unit], persons: QuerySet[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "unit", units)
        offer(self, "person", persons)


class EndMembershipForm(OfficeForm):
    """From which day on somebody is no member any more (登记离任)."""

    ends_on = day_field(
        "从哪天起不再担任",
        help_text="这一天起不计入应到；以前的会议不变。",
        error_messages={"required": "请填写从哪天起不再担任。"},
    )

"""Forms of what residents report about publishing: the resident's own, and what the street enters."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from decisions.forms.fields import Day, ResidentForm, StepForm, Words, without_numbers
from decisions.forms.on_behalf import LONGEST_NAME, OnBehalfForm, read_back_field
from decisions.models import Matter
from decisions.states import Found, Owed, Wrong
from jiedao.lib.numerals import short_day
from jiedao.organisation.models import Unit
from jiedao.personal.forms import PhoneField
from jiedao.publications.models import Publication
from jiedao.web.fields import choose_from, offer

LONGEST, LONGEST_AFFAIR, LONGEST_ANSWER = 1000, 60, 2000
SPOKEN = ("text", "affair", "name")
NOT_LISTED = "不在里面，写在下一格"
NO_MATTER = "这件反映没有写明事项，不选哪份公示。"


class MatterChoice(forms.ModelChoiceField):
    """A matter by its title, as residents know it."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.dossier.title}（{obj.dossier.number}）"


class NoticeChoice(forms.ModelChoiceField):
    """A notice by its title and the day it was put up."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title}（{short_day(obj.posted_on)}张贴）"


def _wrong() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="反映什么",
        choices=Wrong.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择反映什么。"},
    )


def _matter() -> MatterChoice:
    return MatterChoice(
        label="哪件事",
        queryset=Matter.objects.none(),
        required=False,
        empty_label=NOT_LISTED,
        help_text="社区公开过的事项。从来没有公开过的，这里没有，请写在下一格。",
    )


def _affair() -> Words:
    return Words(
        label="哪件事（上面没有的）",
        longest=LONGEST_AFFAIR,
        required=False,
        help_text="上面选了的不用写。一句话，例如“2号院停车费的收支”。责令公布的时候社区看得到这一句，不写是谁反映的。",
    )


def _says_which(form: forms.Form) -> None:
    """One of the two must say what it is about."""
    given = form.cleaned_data
    if not given.get("matter") and not given.get("affair") and not form.errors.get("affair"):
        form.add_error("affair", "请在上面选择事项，或者在这里写明是哪件事。")


def _holds_no_numbers(form: forms.Form) -> None:
    for name in SPOKEN:
        without_numbers(form, name, field=name, box="联系电话")


class SayComplaintForm(ResidentForm):
    """A resident reports to the street what should have been published (居民网上反映)."""

    wrong = _wrong()
    matter = _matter()
    affair = _affair()
    text = Words(
        label="具体情况",
        lines=5,
        longest=LONGEST,
        help_text=f"应该公开什么、什么时候应该公开，哪里不真实。最多{LONGEST}个字。不写电话、身份证号和门牌。",
        error_messages={"required": "请写下具体情况，街道照这个去查。"},
    )
    name = Words(
        label="您的姓名",
        longest=LONGEST_NAME,
        required=False,
        help_text="不写就是匿名，一样受理、一样答复。写了只有街道看得到，不告诉社区。",
    )
    phone = PhoneField(label="联系电话", help_text="想让街道打电话核实的可以留。加密保存，不公开。")

    def __init__(self, *args: Any, matters: QuerySet[Matter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "matter", matters)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        _says_which(self)
        _holds_no_numbers(self)
        return cleaned


class EnterComplaintForm(OnBehalfForm):
    """What a resident reported at the window, by phone, on paper or to 12345 (代为登记)."""

    community = forms.ModelChoiceField(
        label="反映的是哪个社区",
        queryset=Unit.objects.none(),
        empty_label="请选择",
        error_messages={"required": "请选择社区。"},
    )
    wrong = _wrong()
    matter = _matter()
    affair = _affair()
    text = Words(
        label="具体情况",
        lines=5,
        longest=LONGEST,
        help_text="照原话记，念给居民听一遍。不写电话、身份证号和门牌。",
        error_messages={"required": "请写下居民反映的情况。"},
    )
    field_order = ("community", "wrong", "matter", "affair", "text", "way", "said_on")
    spoken = SPOKEN

    def __init__(
        self,
        *args: Any,
        communities: QuerySet[Unit],
        matters: QuerySet[Matter],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "community", communities)
        offer(self, "matter", matters)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        _says_which(self)
        matter, community = cleaned.get("matter"), cleaned.get("community")
        if matter and community and matter.dossier.unit_id != community.pk:
            self.add_error("matter", f"这件事项不是{community}的，请核对社区和事项。")
        return cleaned


class EnterComplaintByProgramForm(EnterComplaintForm):
    """What a resident reported, entered by a program (代为登记); it was read back to him."""

    read_back = read_back_field()


class AcknowledgeComplaintForm(StepForm):
    """The street takes it up (受理): only the day."""


def _answer() -> Words:
    return Words(
        label="给反映人的答复",
        lines=5,
        longest=LONGEST_ANSWER,
        public=True,
        help_text="查了什么、事实是什么、怎么处理。反映人凭回执码看到全文，社区看不到。",
        error_messages={"required": "请写明给反映人的答复。"},
    )


class AnswerComplaintForm(StepForm):
    """It was published, or is not so (答复)."""

    found = forms.ChoiceField(
        label="调查结论",
        choices=Found.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择调查结论。"},
    )
    answer = _answer()


def _owed() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="哪份公示",
        choices=Owed.choices,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"required": "请选择责令公布的是哪份公示。"},
        help_text="只有责令以后张贴的这一份才算公布，张贴这件事项的别的公示不算。这里只列还能张贴的。",
    )


def _publish_by() -> Day:
    return Day(
        label="最晚哪一天公布",
        error_messages={"required": "请写明社区最晚哪一天公布。"},
        help_text="期限由街道确定，列入社区的待办。",
    )


def _offer_owed(form: forms.Form, owed: list[tuple[str, str]]) -> None:
    """Offer what can still be put up; where no matter is named, the box takes nothing and is not shown."""
    choice = form.fields["owed"]
    assert isinstance(choice, forms.ChoiceField)
    if not owed:
        choice.widget = forms.HiddenInput()
        choice.error_messages["invalid_choice"] = NO_MATTER
    choice.choices, choice.required = owed, bool(owed)


class OrderPublicationForm(StepForm):
    """What the community is to publish, and by when (责令公布)."""

    order = Words(
        label="责令公布什么",
        lines=4,
        longest=LONGEST,
        public=True,
        help_text="写给社区：公布哪些内容、公布在哪里。不写是谁反映的，不照抄反映人的原话。社区看得到的只有这里写的和上面的标题。",
        error_messages={"required": "请写明要社区公布什么。"},
    )
    owed = _owed()
    publish_by = _publish_by()
    answer = _answer()

    def __init__(self, *args: Any, owed: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_owed(self, owed)


class CorrectOrderForm(StepForm):
    """Which notice the street orders, and by when, put right (更正责令)."""

    owed = _owed()
    publish_by = _publish_by()
    reason = Words(
        label="更正的原因",
        lines=2,
        longest=200,
        public=True,
        help_text="写给社区，印在更正以后的责令公布通知书上。不写是谁反映的。",
        error_messages={"required": "请写明为什么更正。"},
    )

    def __init__(self, *args: Any, owed: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_owed(self, owed)


class ReportPublishedForm(StepForm):
    """Where it was published (登记公布情况)."""

    publication = NoticeChoice(
        label="公布在哪份公示",
        queryset=Publication.objects.none(),
        required=False,
        empty_label="没有用公示公布，写在下一格",
        help_text="责令以后本社区张贴的公示。",
    )
    report = Words(
        label="怎么公布的",
        lines=3,
        longest=300,
        required=False,
        public=True,
        help_text="不是用公示公布的，写明哪天、在哪里、公布了什么；反映人凭回执码看得到。",
    )

    def __init__(
        self, *args: Any, notices: QuerySet[Publication], only_notice: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choice = offer(self, "publication", notices)
        if only_notice:
            choice.required, choice.empty_label = True, "请选择"
            choice.error_messages["required"] = only_notice
            self.fields["report"].help_text = "要补充说明的写在这里；反映人凭回执码看得到。"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("publication") and not cleaned.get("report"):
            self.add_error("report", "请选择公示，或者在这里写明怎么公布的。")
        return cleaned

"""Forms of 联述联评联考."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from jiedao.appraisal.states import Raters
from jiedao.attachments.content import ALLOWED
from jiedao.attachments.forms import ACCEPT
from jiedao.lib.numerals import read_day
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.web.fields import Words
from jiedao.web.forms import OfficeForm, day_field

MOST = 9999


class OpenReviewForm(OfficeForm):
    """Whose review begins (开始联述联评联考)."""

    unit = forms.ModelChoiceField(
        label="社区",
        queryset=Unit.objects.none(),
        empty_label="请选择",
        error_messages={"required": "请选择社区。", "invalid_choice": "请从列表里选择社区。"},
    )
    secretary = forms.ModelChoiceField(
        label="述职的书记",
        queryset=User.objects.none(),
        empty_label="请选择",
        error_messages={"required": "请选择书记。", "invalid_choice": "请从列表里选择书记。"},
    )

    def __init__(
        self, *args: Any, units: QuerySet[Unit], people: QuerySet[User], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("unit", units), ("secretary", people)):
            choice = self.fields[name]
            assert isinstance(choice, forms.ModelChoiceField)
            choice.queryset = rows


class DeliverForm(OfficeForm):
    """The secretary has reported (登记述职)."""

    stated_on = day_field("述职日期", error_messages={"required": "请填写述职的日期。"})
    summary = Words(
        label="主要内容",
        longest=2000,
        lines=5,
        required="请写明述职的主要内容。",
        help_text="三五句话：做了什么，差在哪里，怎么改。",
    )
    file = forms.FileField(
        label="述职报告",
        allow_empty_file=True,
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=f"收{ALLOWED}。",
        error_messages={"required": "请选择述职报告；只有纸质的，请扫描或者拍照。"},
    )


def _count(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST,
        initial=0,
        error_messages={
            "required": "没有的填0。",
            "invalid": "请填整数。",
            "min_value": "票数不能小于0。",
            "max_value": "票数太大，请核对。",
        },
    )


class BallotsForm(OfficeForm):
    """The ballots of one category, counted (登记评议票)."""

    raters = forms.ChoiceField(
        label="评议人",
        choices=Raters.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择评议人。", "invalid_choice": "请选择评议人。"},
    )
    first = _count("“好”几票")
    second = _count("“较好”几票")
    third = _count("“一般”几票")
    fourth = _count("“差”几票")


class CommentForm(OfficeForm):
    """The comment, and the problems with the day of each (登记点评)."""

    comment = Words(label="点评", longest=2000, lines=5, required="请写明点评的内容。")
    problems = Words(
        label="指出的问题",
        longest=2000,
        lines=5,
        help_text="一行一个，写“问题，期限”，例如：走访记录不全，2027-03-31。没有的空着。",
    )

    def clean_problems(self) -> list[tuple[str, Any]]:
        """The lines as pairs of words and day."""
        found = []
        for line in filter(None, map(str.strip, self.cleaned_data["problems"].split("\n"))):
            words, _, day = line.replace(",", "，").rpartition("，")
            try:
                found.append((words.strip(), read_day(day.strip().rstrip("。"))))
            except ValueError as fault:
                raise forms.ValidationError(
                    f"“{line}”看不出整改期限，请写成“问题，2027-03-31”。", code="day"
                ) from fault
            if not words.strip():
                raise forms.ValidationError(f"“{line}”没有写问题。", code="words")
        return found


class SettleForm(OfficeForm):
    """What was done about a problem (登记整改)."""

    result = Words(label="整改结果", longest=300, lines=4, required="请写明怎么整改的、结果怎样。")

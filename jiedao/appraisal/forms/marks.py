"""Forms of the assessment group, and of those who appeal."""

from typing import Any

from django import forms

from jiedao.appraisal.states import AppealOutcome
from jiedao.web.fields import Words
from jiedao.web.forms import OfficeForm, day_field

POINTS = {
    "required": "请填分数。",
    "invalid": "请填数字，例如8或者8.5。",
    "max_decimal_places": "分数最多写到一位小数。",
    "max_digits": "分数太大，请核对。",
    "max_whole_digits": "分数太大，请核对。",
}


class RateForm(OfficeForm):
    """Points the group gives, with the reason (考核组评分)."""

    points = forms.DecimalField(
        label="得分",
        max_digits=5,
        decimal_places=1,
        help_text="0到分值之间，最多一位小数。",
        error_messages=POINTS,
    )
    reason = Words(
        label="理由",
        longest=300,
        lines=3,
        required="请写明为什么给这个分。",
        help_text="例如：台账齐全，走访记录缺三户，扣1分。",
    )


class ReasonForm(OfficeForm):
    """Why something is taken back."""

    reason = Words(label="原因", longest=200, lines=3, required="请写明原因。")


class VetoForm(OfficeForm):
    """What keeps from a good grade (一票否决)."""

    matter = forms.ChoiceField(
        label="情形",
        widget=forms.RadioSelect,
        error_messages={"required": "请选择情形。", "invalid_choice": "请选择情形。"},
    )
    happened_on = day_field("发生日期", error_messages={"required": "请填写发生的日期。"})
    reason = Words(
        label="事实和依据",
        longest=300,
        lines=3,
        required="请写明事实和依据。",
        help_text="例如：哪一天发生了什么，依据哪份通报或者决定。",
    )

    def __init__(self, *args: Any, matters: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        matter = self.fields["matter"]
        assert isinstance(matter, forms.ChoiceField)
        matter.choices = [(one, one) for one in matters]


class AppealForm(OfficeForm):
    """What is said against the score (申诉)."""

    words = Words(
        label="申诉理由",
        longest=2000,
        lines=6,
        required="请写明对哪一项有异议、理由是什么。",
        help_text="写明是哪一项目标、哪条记录不对、应当怎样。",
    )


class AnswerForm(OfficeForm):
    """What an appeal came to (答复申诉)."""

    outcome = forms.ChoiceField(
        label="结论",
        choices=AppealOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择结论。", "invalid_choice": "请选择结论。"},
    )
    correction = forms.DecimalField(
        label="更正几分",
        required=False,
        max_digits=5,
        decimal_places=1,
        help_text="申诉成立的，加分填正数，减分填负数；不更正的空着。各项固定的得分不改，更正记在合计里。",
        error_messages=POINTS,
    )
    answer = Words(
        label="答复",
        longest=2000,
        lines=6,
        required="请写明核查的情况和结论。",
    )

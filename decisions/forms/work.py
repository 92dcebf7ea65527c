"""Forms of carrying the resolution out."""

from typing import Any

from django import forms

from decisions.forms.consultation import BY_STAFF
from decisions.forms.fields import Day, Number, StepForm, Words, Yuan


class ImplementForm(StepForm):
    """Who answers for the work and by when it is done (组织实施)."""

    responsible = Words(label="责任人", longest=60, error_messages={"required": "请写明责任人。"})
    finish_by = Day(label="计划完成日期", error_messages={"required": "请选择计划完成的日期。"})


class ReportProgressForm(StepForm):
    """How far the work has come (登记进展)."""

    words = Words(
        label="进展",
        lines=4,
        longest=1000,
        help_text="做到了哪里，有没有困难。",
        error_messages={"required": "请写明做到了哪里。"},
    )
    spent = Yuan(
        label="本次支出（元）",
        initial=0,
        help_text="从上次登记到现在花的钱，没有的填0。",
        error_messages={"required": "请填写支出，没有的填0。"},
    )


class AcceptWorkForm(StepForm):
    """The work is inspected and accepted (验收)."""

    acceptance = Words(
        label="验收意见",
        lines=4,
        longest=2000,
        public=True,
        help_text="哪些人验收、是否合格、遗留什么。会写进实施结果公示。",
        error_messages={"required": "请写明验收意见。"},
    )
    spent = Yuan(
        label="决算（元）",
        help_text="已从登记的支出合计带入，以决算为准。会写进公示。",
        error_messages={"required": "请填写决算，没有花钱的填0。"},
    )
    difference = Words(
        label="超支原因",
        required=False,
        longest=200,
        public=True,
        help_text="决算没有超过预算的空着。会写进公示。",
    )


class SurveyForm(StepForm):
    """What residents say of the result (满意度测评)."""

    channel = forms.ChoiceField(
        label="怎么测评的",
        choices=BY_STAFF,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择怎么测评的。"},
    )
    asked = Number(label="发出（份）", min_value=1)
    satisfied = Number(label="满意（份）")
    fair = Number(label="基本满意（份）")
    unsatisfied = Number(label="不满意（份）")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = "测评日期"

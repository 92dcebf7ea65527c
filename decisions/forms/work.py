"""Forms of carrying the resolution out."""

from typing import Any

from django import forms

from decisions.forms.consultation import BY_STAFF
from decisions.forms.fields import Day, Number, StepForm, Words
from decisions.states import Payee
from jiedao.attachments.forms import ACCEPT, ACCEPT_PHOTO
from jiedao.organisation.models import Unit
from jiedao.organisation.supervision import supervisors
from jiedao.people.models import Person
from jiedao.web.fields import Yuan


class ImplementForm(StepForm):
    """Who answers for the work and by when it is done (组织实施)."""

    responsible = Words(label="责任人", longest=60, error_messages={"required": "请写明责任人。"})
    finish_by = Day(label="计划完成日期", error_messages={"required": "请选择计划完成的日期。"})


class SpendingForm(StepForm):
    """How far the work has come, and what the money was for (进展和支出)."""

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
    item = Words(
        label="花在什么上",
        longest=60,
        required=False,
        help_text="例如：棚架材料、人工、检测。没有支出的空着。",
    )
    payee = forms.ChoiceField(
        label="付给谁",
        required=False,
        choices=[("", "没有支出"), *Payee.choices],
        help_text="只选类别，不写个人姓名和账号。",
    )


class ReportProgressForm(SpendingForm):
    """One report on the work, with a picture and a voucher where there are (登记进展)."""

    photo = forms.FileField(
        label="现场照片",
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT_PHOTO}),
        error_messages={"empty": "照片是空的，请重新选择。"},
    )
    voucher = forms.FileField(
        label="发票或者收据",
        required=False,
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text="扫描件或照片。合同在“上传文书”里传一次就够。",
        error_messages={"empty": "文件是空的，请重新选择。"},
    )


class CorrectProgressForm(SpendingForm):
    """What the line should have said, and why it was wrong (更正进展)."""

    reason = Words(
        label="更正原因",
        longest=200,
        help_text="例如：多打了一个零。",
        error_messages={"required": "请写明为什么更正。"},
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
    acceptors = Words(
        label="验收人",
        longest=200,
        public=True,
        help_text="职务和姓名，例如“居委会主任赵丽华、居民代表2人”。会写进实施结果公示。",
        error_messages={"required": "请写明谁来验收。"},
    )
    supervisor = forms.ModelChoiceField(
        label="参加验收的监督委员",
        queryset=Person.objects.none(),
        required=False,
        empty_label="没有监督委员参加",
        error_messages={"invalid_choice": "请从本社区居务监督委员会成员里选择。"},
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

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["supervisor"]
        assert isinstance(choice, forms.ModelChoiceField)
        people = [person.pk for person in supervisors(unit)]
        choice.queryset = Person.objects.filter(pk__in=people)


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

"""Forms of the supervision committee's opinions."""

from typing import Any

from django import forms

from decisions.forms.fields import Day, StepForm, Words
from decisions.selectors.oversight import Oversight
from decisions.states import Verdict
from jiedao.attachments.forms import ACCEPT
from jiedao.lib import clock
from jiedao.organisation.models import Unit
from jiedao.organisation.supervision import supervisors
from jiedao.people.models import Person, User


class SuperviseForm(StepForm):
    """The opinion on one step, who signed it and when (监督意见书)."""

    step = forms.ChoiceField(
        label="对哪个环节",
        widget=forms.RadioSelect,
        error_messages={"required": "请选择对哪个环节出具意见。"},
    )
    verdict = forms.ChoiceField(
        label="意见",
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择同意或者有意见。"},
    )
    text = Words(
        label="具体意见",
        lines=4,
        longest=1000,
        required=False,
        public=True,
        help_text="有意见的写明哪里不对、要怎么改；同意的可以不写。不写居民的姓名和号码。",
    )
    signer = forms.ModelChoiceField(
        label="签署的监督委员",
        queryset=Person.objects.none(),
        empty_label="请选择",
        error_messages={
            "required": "请选择签署的监督委员。",
            "invalid_choice": "请从本社区居务监督委员会成员里选择。",
        },
    )
    signed_on = Day(
        label="签署日期",
        initial=clock.today,
        error_messages={"required": "请选择签署日期。"},
    )
    scan = forms.FileField(
        label="签好字的意见书",
        required=False,
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text="纸质意见书的扫描件或照片，没有的不传。",
        error_messages={"empty": "文件是空的，请重新选择。"},
    )

    def __init__(
        self, *args: Any, rows: list[Oversight], unit: Unit, user: User, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        # The day that counts is the day of the signature.
        del self.fields["on"]
        step, signer = self.fields["step"], self.fields["signer"]
        assert isinstance(step, forms.ChoiceField)
        assert isinstance(signer, forms.ModelChoiceField)
        step.choices = [(row.step.value, _named(row)) for row in rows]
        missing = next((row for row in rows if row.is_missing), None)
        step.initial = missing.step.value if missing else None
        people = supervisors(unit)
        signer.queryset = Person.objects.filter(pk__in=[person.pk for person in people])
        if user.person_id in {person.pk for person in people}:
            signer.initial = user.person_id


class AnswerSupervisionForm(StepForm):
    """What the committee answers (答复监督意见)."""

    answer = Words(
        label="答复",
        lines=4,
        longest=1000,
        public=True,
        help_text="怎么改的，或者为什么不改。答复后不能再改，会随监督意见写进结果公示。",
        error_messages={"required": "请写明答复。"},
    )


def _named(row: Oversight) -> str:
    if row.is_missing:
        return f"{row.name}（还没有意见）"
    return f"{row.name}（已有意见：{row.opinions[-1].get_verdict_display()}）"

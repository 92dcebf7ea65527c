"""What programs send of the supervision committee's opinions and of their answers."""

from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from decisions.api.fields import Choice, Day, Words
from decisions.api.inputs import StepInput
from decisions.models import Matter
from decisions.states import SupervisedStep, Verdict
from jiedao.lib import clock
from jiedao.organisation.supervision import supervisors


class SuperviseInput(StepInput):
    """The opinion on one step, who signed it and when (监督意见)."""

    step = Choice("SupervisedStep", SupervisedStep.choices, help_text="对哪个环节")
    verdict = Choice("SupervisionVerdict", Verdict.choices, help_text="同意或者有意见")
    text = Words(
        longest=1000,
        public=True,
        required=False,
        allow_blank=True,
        help_text="具体意见；有意见的必须写",
    )
    signer = serializers.IntegerField(min_value=1, help_text="签署的监督委员的id，见 people")
    signed_on = Day(required=False, help_text="签署日期，不写就是今天")

    def arguments(self, matter: Matter) -> dict[str, Any]:
        given = {"signed_on": clock.today()} | super().arguments(matter)
        people = {person.pk: person for person in supervisors(matter.dossier.unit)}
        signer = people.get(given["signer"])
        if signer is None:
            raise ValidationError({"signer": ["请从本社区居务监督委员会成员里选择。"]})
        return given | {"signer": signer}


class AnswerSupervisionInput(StepInput):
    """What the committee answers (答复监督意见)."""

    opinion = serializers.IntegerField(min_value=1, help_text="监督意见的id，见 supervision")
    answer = Words(longest=1000, public=True, help_text="答复")

    def arguments(self, matter: Matter) -> dict[str, Any]:
        given = super().arguments(matter)
        opinion = matter.supervision_opinions.filter(pk=given["opinion"]).first()
        if opinion is None:
            raise ValidationError({"opinion": ["这件事没有这条监督意见，请核对。"]})
        return given | {"opinion": opinion}

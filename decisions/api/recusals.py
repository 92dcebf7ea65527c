"""What programs send when somebody withdraws from a matter, or such an entry is taken back (回避)."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from decisions.api.fields import Choice, Words
from decisions.api.inputs import StepInput
from decisions.models import Matter
from jiedao.access.recusals import withdrawn_from
from jiedao.access.states import RecusalScope
from jiedao.organisation.selectors import people_of
from jiedao.people.models import Person


class RecuseInput(StepInput):
    """Someone withdraws from the matter (登记回避)."""

    person = serializers.IntegerField(min_value=1, help_text="回避的人的id，见 people")
    scope = Choice("RecusalScope", RecusalScope.choices, help_text="回避的范围")
    reason = Words(longest=200, public=True, help_text="原因")

    def arguments(self, matter: Matter) -> dict[str, Any]:
        given = super().arguments(matter)
        people: QuerySet[Person] = people_of(matter.dossier.unit)
        person = people.filter(pk=given["person"]).first()
        if person is None:
            raise ValidationError({"person": ["请从本社区的组成人员里选择。"]})
        return given | {"person": person}


class LiftRecusalInput(StepInput):
    """Whose recusal is taken back, and why (撤销回避登记)."""

    person = serializers.IntegerField(min_value=1, help_text="登记过回避的人的id，见 people")
    reason = Words(longest=200, public=True, help_text="为什么撤销")

    def arguments(self, matter: Matter) -> dict[str, Any]:
        given = super().arguments(matter)
        person = withdrawn_from(matter.dossier).filter(pk=given["person"]).first()
        if person is None:
            raise ValidationError({"person": ["请从登记过回避的人里选择。"]})
        return given | {"person": person}

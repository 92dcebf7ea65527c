"""What the steps of the other regimes take: advisory, owners, filing."""

from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from decisions.api.fields import Day, Number, Words, Yuan
from decisions.api.inputs import StepInput
from decisions.forms.advisory import LONGEST_NAME, MOST_HOUSEHOLDS, MOST_PEOPLE
from decisions.forms.owners import read_sheet
from decisions.models import Matter


class HouseholdInput(serializers.Serializer[Any]):
    """One household under review (评议对象)."""

    name = Words(longest=LONGEST_NAME, help_text="户主姓名，不写证件号和住址")
    people = Number(min_value=1, max_value=MOST_PEOPLE, help_text="保障人口")
    amount = Yuan(required=False, allow_null=True, help_text="拟每月补助金额（元），没有定的不写")


class ListApplicantsInput(StepInput):
    """The households to be reviewed (登记评议对象)."""

    lines = serializers.ListField(
        child=HouseholdInput(), max_length=MOST_HOUSEHOLDS, help_text="名单，一户一项"
    )

    def arguments(self, matter: Matter) -> dict[str, Any]:
        given = super().arguments(matter)
        lines = [(line["name"], line["people"], line.get("amount")) for line in given["lines"]]
        return given | {"lines": lines}


class DoubtInput(serializers.Serializer[Any]):
    """A household to be looked at again (建议复核)."""

    number = Number(min_value=1, help_text="名单上的序号")
    reason = Words(longest=200, public=True, help_text="理由，不写病情")


class ReviewInput(StepInput):
    """What the review said (评议结果)."""

    summary = Words(longest=2000, help_text="评议情况")
    doubts = serializers.ListField(
        child=DoubtInput(), required=False, max_length=MOST_HOUSEHOLDS, help_text="建议复核的户"
    )

    def arguments(self, matter: Matter) -> dict[str, Any]:
        given = super().arguments(matter)
        doubts = {one["number"]: one["reason"] for one in given.pop("doubts", [])}
        return given | {"doubts": doubts}


class BeginOwnerVoteInput(StepInput):
    """The owners' vote begins (开始业主表决)."""

    until = Day(help_text="表决到哪一天为止")
    place = Words(longest=120, public=True, help_text="表决方式和地点")
    total_area = serializers.DecimalField(
        max_digits=12, decimal_places=2, min_value=0, help_text="专有部分总面积（平方米）"
    )
    total_heads = Number(min_value=1, help_text="业主总人数")

    def validate_total_area(self, value: Any) -> Any:
        if not value:
            raise ValidationError(["总面积要大于零。"])
        return value


class CountOwnerVoteInput(StepInput):
    """The sheet of the vote (业主表决汇总表)."""

    uploads = True

    sheet = serializers.FileField(
        max_length=255, help_text="表决汇总表，xlsx或csv：业主编号、专有部分面积、意见三列"
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        try:
            return attrs | {"count": read_sheet(attrs["sheet"])}
        except ValueError as fault:
            raise ValidationError({"sheet": str(fault).split("\n")}) from fault


class AcceptFilingInput(StepInput):
    """The street files it (备案)."""

    opinion = Words(longest=1000, public=True, help_text="备案意见")


class OrderCorrectionInput(StepInput):
    """The street orders the text to be put right (责令改正)."""

    provision = Words(longest=1000, public=True, help_text="哪一处要改正")
    law = Words(longest=200, public=True, help_text="依据的法律法规，写到条")

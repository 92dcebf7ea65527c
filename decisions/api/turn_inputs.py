"""What the steps beside the straight way take: reasons, reviews, changes."""

from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from decisions.api.fields import Choice, Day, Words, Yuan
from decisions.api.inputs import StepInput
from decisions.models import Matter
from decisions.states import Authority


class ReasonInput(StepInput):
    """Why a matter is ended or a motion taken back (终止、撤回)."""

    reason = Words(longest=150, public=True, help_text="原因；终止的原因居民看到")


class SuspendInput(ReasonInput):
    """Why and until when a matter rests (中止办理)."""

    until = Day(required=False, help_text="最晚哪天恢复；不写就按规定的最长期限")


class StreetReviewInput(StepInput):
    """What the street says of a plan (街道审核)."""

    opinion = Words(longest=500, public=True, help_text="审核意见")


class ChangeInput(StepInput):
    """What is to be different from what was resolved (变更、调整)."""

    reason = Words(longest=300, public=True, help_text="为什么要变")
    plan = Words(public=True, help_text="变动以后的方案")
    budget = Yuan(required=False, allow_null=True, help_text="变动以后的预算（元）")
    purpose = serializers.BooleanField(required=False, help_text="用途变了")
    site = serializers.BooleanField(required=False, help_text="地点变了")
    beneficiaries = serializers.BooleanField(required=False, help_text="受益的人变了")


class ActFirstInput(StepInput):
    """What had to be done before anybody could be asked (应急处置)."""

    acted_on = Day(help_text="处置的日期")
    reason = Words(longest=150, public=True, help_text="为什么来不及征求意见，居民看到")
    done = Words(longest=2000, public=True, help_text="先做了什么")
    cost = Yuan(help_text="已经花的费用（元），没有的写0")


class UndoInput(StepInput):
    """By whom and on which paper a decision is undone (撤销、变更)."""

    uploads = True

    authority = Choice("UndoAuthority", Authority.choices, help_text="由谁决定的")
    what = Words(longest=300, public=True, help_text="决定的内容，居民看到")
    decided_in = serializers.CharField(
        required=False, help_text="居民会议作出决定的事项的编号；由居民会议决定的才写"
    )
    document = Words(longest=120, public=True, required=False, help_text="文书名称")
    document_number = Words(longest=60, required=False, help_text="文号或案号")
    document_on = Day(required=False, help_text="文书日期")
    file = serializers.FileField(required=False, max_length=255, help_text="文书扫描件")

    def arguments(self, matter: Matter) -> dict[str, Any]:
        given = super().arguments(matter)
        number = given.pop("decided_in", "")
        if not number:
            return given
        unit = matter.dossier.unit_id
        found = Matter.objects.filter(dossier__number=number, dossier__unit=unit).first()
        if found is None:
            raise ValidationError({"decided_in": ["本社区没有这个编号的事项，请核对。"]})
        return given | {"decided_in": found}

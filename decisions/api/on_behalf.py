"""What programs send that was said by a resident to somebody at a desk, and read back to him (代录)."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from decisions.api.fields import Choice, Day, Phone, ReadBack, Words
from decisions.api.inputs import StepInput
from decisions.forms.consultation import LONGEST_OPINION, LONGEST_SPEAKER, ONE_BY_ONE
from decisions.forms.objections import LONGEST_OBJECTION
from decisions.forms.on_behalf import BY_STAFF, LONGEST_NAME
from decisions.models import Matter
from jiedao.lib import clock

HEADER = "Receipt-Code"


def receipt(status: int) -> OpenApiParameter:
    """The code by which the resident finds what becomes of it, in the answer's header."""
    return OpenApiParameter(
        HEADER,
        str,
        OpenApiParameter.HEADER,
        response=[status],
        description="居民回执上的查询码，请当场告诉居民：平台只存摘要，同一个值再提交时不再给出。",
    )


class ReadBackInput(StepInput):
    """Something entered for a resident: the telephone he may leave, and that he has heard it."""

    phone = Phone()
    read_back = ReadBack()

    def arguments(self, matter: Matter) -> dict[str, Any]:
        given = super().arguments(matter)
        del given["read_back"]
        return given


class EnterOpinionInput(ReadBackInput):
    """What one resident said at the window or by telephone, read back to him (代录居民意见)."""

    channel = Choice("OneByOneChannel", ONE_BY_ONE, help_text="居民怎么说的")
    text = Words(longest=LONGEST_OPINION, help_text="居民的意见")
    speaker = Words(longest=LONGEST_SPEAKER, required=False, allow_blank=True, help_text="称呼")


class EnterObjectionInput(ReadBackInput):
    """What a resident objects to, read back to him (登记异议)."""

    way = Choice("ObjectionWay", BY_STAFF, help_text="怎么收到的")
    said_on = Day(required=False, help_text="提出日期，不写就是今天")
    text = Words(longest=LONGEST_OBJECTION, help_text="异议内容，不写号码和门牌")
    name = Words(
        longest=LONGEST_NAME, required=False, allow_blank=True, help_text="提出人，匿名的不写"
    )

    def arguments(self, matter: Matter) -> dict[str, Any]:
        return {"said_on": clock.today()} | super().arguments(matter)


class EnteredComplaintOutput(serializers.Serializer[Any]):
    """What stands on the receipt of a report (回执): who entered it may not see how it goes on."""

    number = serializers.CharField(source="dossier.number", help_text="编号")
    subject = serializers.CharField(help_text="哪件事")
    unit = serializers.CharField(source="community.code", help_text="社区代码")
    unit_name = serializers.CharField(source="community.short_name", help_text="社区")
    said_on = serializers.DateField(help_text="反映日期")

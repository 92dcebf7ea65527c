"""What residents said of a matter, and what became of it."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from decisions.api.visits import NUMBER, TAG, OfMatter, chosen, failing
from decisions.models import Opinion
from decisions.states import ChannelKind, Uptake

UNANSWERED = "none"


class OpinionOutput(serializers.ModelSerializer[Opinion]):
    """What one resident said and what became of it (居民意见)."""

    channel = serializers.CharField(help_text="方式")
    channel_name = serializers.CharField(source="get_channel_display", help_text="方式的名称")
    uptake = serializers.CharField(help_text="采纳情况；空的还没有答复")
    uptake_name = serializers.CharField(source="get_uptake_display", help_text="采纳情况的名称")
    answered_by = serializers.CharField(source="answered_by.name", default="", help_text="答复人")

    class Meta:
        model = Opinion
        fields = (
            "number",
            "channel",
            "channel_name",
            "said_on",
            "speaker",
            "text",
            "uptake",
            "uptake_name",
            "reason",
            "answered_at",
            "answered_by",
        )
        read_only_fields = fields


class OpinionViewSet(OfMatter[Opinion]):
    """The opinions on one matter."""

    @extend_schema(
        summary="居民意见和采纳情况",
        description="新的在前。答复意见用环节 answer-opinion。",
        parameters=[
            NUMBER,
            OpenApiParameter(
                "channel", str, enum=ChannelKind.values, description="只看这一种方式收到的"
            ),
            OpenApiParameter(
                "uptake",
                str,
                enum=[*Uptake.values, UNANSWERED],
                description="只看这样答复的；none 是还没有答复的",
            ),
        ],
        responses={200: OpinionOutput(many=True)} | failing(400, 404),
        tags=[TAG],
    )
    def list(self, request: Request, number: str) -> Response:
        rows = Opinion.objects.filter(matter=self.matter(number)).select_related("answered_by")
        channel = chosen(request, "channel", ChannelKind.choices)
        uptake = chosen(request, "uptake", [*Uptake.choices, (UNANSWERED, "还没有答复")])
        if channel:
            rows = rows.filter(channel=channel)
        if uptake:
            rows = rows.filter(uptake="" if uptake == UNANSWERED else uptake)
        page = self.paginate_queryset(rows) or []
        return self.get_paginated_response(OpinionOutput(page, many=True).data)

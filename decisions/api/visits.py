"""What every view of the app's API shares: who asks, which matter, how errors are documented."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Model
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.viewsets import GenericViewSet

from decisions import access
from decisions.models import Matter
from jiedao.api.permissions import OFFICE, user_of

RowT = TypeVar("RowT", bound=Model)
TAG = "decisions"
NUMBER = OpenApiParameter(
    "number", str, OpenApiParameter.PATH, description="事项编号，例如JC2026-001003-0042"
)


class ProblemOutput(serializers.Serializer[Any]):
    """An error or a refusal, in one format (RFC 9457)."""

    type = serializers.CharField(help_text="固定为 about:blank")
    title = serializers.CharField(help_text="标题")
    status = serializers.IntegerField(help_text="HTTP状态码")
    code = serializers.CharField(help_text="原因的代码")
    reason = serializers.CharField(help_text="原因，与页面上的一字不差")
    arithmetic = serializers.CharField(help_text="算法")
    basis = serializers.CharField(help_text="依据")
    hint = serializers.CharField(help_text="接下来怎么办")

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        # Not declared above: `errors` is what a serializer calls its own.
        said = serializers.ListField(child=serializers.CharField())
        return super().get_fields() | {
            "errors": serializers.DictField(child=said, help_text="各项填写的问题")
        }


MEANINGS = {
    400: "填写有误，没有保存；errors 里逐项写明",
    403: "不归您办：没有这项职责，或者已经回避",
    404: "没有这件事，或者不在您能查看的范围内",
    409: "暂不能办：环节、日期、人数、票数等条件不满足，没有保存",
}


def failing(*statuses: int) -> dict[Any, OpenApiResponse]:
    """The documented errors of an operation."""
    return {
        (status, "application/problem+json"): OpenApiResponse(ProblemOutput, MEANINGS[status])
        for status in statuses
    }


def chosen(request: Request, name: str, choices: Iterable[str]) -> str:
    """A filter from the address; what is not on its list is refused."""
    given = request.query_params.get(name, "")
    if given and given not in choices:
        raise ValidationError({name: [f"没有“{given}”这一项，可以写：{'、'.join(choices)}。"]})
    return given


class OfMatter(GenericViewSet[RowT]):
    """A view that only those who have signed in reach."""

    permission_classes = OFFICE
    metadata_class = None

    def matter(self, number: str) -> Matter:
        """The matter in the address; 404 when it may not be known."""
        return access.get_visible(user_of(self.request), number)

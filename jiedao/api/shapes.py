"""The shape of every error of the API, for its schema."""

from typing import Any

from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers


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
    401: "没有登录，或者令牌不对、过期",
    403: "不归您办：没有这项职责，或者已经回避",
    404: "没有这件事，或者不在您能查看的范围内",
    406: "只返回JSON",
    409: "暂不能办：环节、日期、人数、票数等条件不满足，没有保存",
    413: "内容太大，没有保存",
    415: "内容的格式不支持",
    429: "请求太频繁；Retry-After 写明多少秒以后再来",
}


def failing(*statuses: int) -> dict[Any, OpenApiResponse]:
    """The documented errors of an operation."""
    return {
        (status, "application/problem+json"): OpenApiResponse(ProblemOutput, MEANINGS[status])
        for status in statuses
    }

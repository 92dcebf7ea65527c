"""Every error of the API in one format (RFC 9457), with the same sentences as on the pages."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import IntegrityError
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from jiedao.api.parsers import Unfit
from jiedao.lib.refusals import Refused
from jiedao.web.constraints import sentence_for

CONTENT_TYPE = "application/problem+json"
NOT_FOUND = "没有找到，或者不在您能查看的范围内。"

# What the framework says in half a sentence, said in full.
SENTENCES = {
    "required": "请填写这一项。",
    "null": "这一项不能为空，请填写。",
    "blank": "这一项不能为空，请填写。",
}
PROBLEMS: dict[int, tuple[str, str]] = {
    400: ("填写有误", "提交的内容有误，没有保存。请按各项的说明改好后再提交。"),
    401: ("没有登录", "请先登录平台，再调用接口。"),
    403: ("不归您办", "您现在的岗位职责里没有这一项。"),
    404: ("没有找到", NOT_FOUND),
    405: ("办法不对", "这个接口不支持这种请求方法，请查看接口说明。"),
    406: ("格式不支持", "接口只返回JSON，请修改Accept后再试。"),
    413: ("内容太大", "提交的内容太大，没有保存。文件不超过50兆，其余内容不超过5兆。"),
    415: ("格式不支持", "接口只接受JSON或表单文件，请修改Content-Type后再提交。"),
    429: ("请求太频繁", "请求太频繁，请稍后再试。"),
}


def handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """The exception handler of the API; None for what is a fault of ours (500)."""
    if isinstance(error, Refused):
        refusal = error.refusal
        return problem(
            refusal.status,
            code=refusal.code,
            reason=refusal.reason,
            arithmetic=refusal.arithmetic,
            basis=refusal.basis,
            hint=refusal.hint,
            errors=error.errors or ({refusal.field: [refusal.reason]} if refusal.field else {}),
        )
    if isinstance(error, IntegrityError):
        return problem(409, code="database.conflict", reason=sentence_for(error))
    if isinstance(error, RecursionError | UnicodeError):
        # Brackets within brackets, thousands deep, or half a character: no program of good will.
        return problem(400, code="parse_error")
    if isinstance(error, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return problem(413, code="too_large")
    if isinstance(error, SuspiciousOperation):
        return problem(400, code="bad_request")
    usual = exception_handler(error, context)
    if usual is None:
        return None
    # What we said ourselves is told; the framework's own words are half sentences.
    is_told = isinstance(error, exceptions.AuthenticationFailed | Unfit)
    return problem(
        usual.status_code,
        code=_code(error),
        reason=str(getattr(error, "detail", "")) if is_told else "",
        errors=_errors(error.detail) if isinstance(error, exceptions.ValidationError) else {},
        headers=_headers(usual),
    )


def problem(
    status: int,
    *,
    code: str,
    reason: str = "",
    arithmetic: str = "",
    basis: str = "",
    hint: str = "",
    errors: Mapping[str, list[str]] | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """One problem as every client of the API gets it."""
    title, usual = PROBLEMS.get(status, ("暂不能办", "没有办成，请稍后再试。"))
    body = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "code": code,
        "reason": reason or usual,
        "arithmetic": arithmetic,
        "basis": basis,
        "hint": hint,
        "errors": dict(errors or {}),
    }
    return Response(body, status=status, headers=headers, content_type=CONTENT_TYPE)


def _code(error: Exception) -> str:
    if isinstance(error, Http404):
        return "not_found"
    if isinstance(error, PermissionDenied):
        return "permission_denied"
    if isinstance(error, exceptions.ValidationError):
        return "invalid"
    return str(getattr(error, "default_code", "error"))


def _headers(response: Response) -> dict[str, str]:
    kept = ("WWW-Authenticate", "Retry-After", "Allow")
    return {name: response[name] for name in kept if name in response}


def _errors(detail: Any, path: str = "") -> dict[str, list[str]]:
    """Sentences by field; a field inside a field is named with a dot, the whole form by “form”."""
    if isinstance(detail, dict):
        found: dict[str, list[str]] = {}
        for name, inner in detail.items():
            own = "" if name == "non_field_errors" else str(name)
            found |= _errors(inner, ".".join(filter(None, (path, own))))
        return found
    if isinstance(detail, list) and any(isinstance(inner, dict | list) for inner in detail):
        found = {}
        for number, inner in enumerate(detail):
            if inner:
                found |= _errors(inner, ".".join(filter(None, (path, str(number)))))
        return found
    sentences = detail if isinstance(detail, list) else [detail]
    return {path or "form": [SENTENCES.get(each.code, str(each)) for each in sentences]}

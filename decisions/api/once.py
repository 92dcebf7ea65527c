"""One request, one entry: a request sent again under its `Idempotency-Key` gets the first answer.

A program that lost the answer cannot know whether the act was done. Remembered for a day per user;
a request that was refused has done nothing and is judged anew.
"""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from drf_spectacular.utils import OpenApiParameter
from redis.exceptions import RedisError
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from jiedao.lib.refusals import refuse

HEADER = "Idempotency-Key"
LONGEST, DAY, UNDER_WAY = 200, 24 * 3600, 60
PARAMETER = OpenApiParameter(
    HEADER,
    str,
    OpenApiParameter.HEADER,
    description="自己编的唯一的一串字符。一天内用同一个值再提交，只办一次，返回第一次的结果。",
)


def only_once(request: Request, act: Callable[[], Response]) -> Response:
    """Run `act`, or answer as it was answered the first time under the same key."""
    key = request.headers.get(HEADER, "")
    if not key:
        return act()
    if len(key) > LONGEST:
        raise ValidationError({HEADER: [f"最多{LONGEST}个字符，请换一个短的。"]})
    place = f"api-once:{request.user.pk}:{hashlib.sha256(key.encode()).hexdigest()}"
    asked = _asked(request)
    try:
        is_first = cache.add(place, {"asked": asked}, UNDER_WAY)
        kept = {} if is_first else cache.get(place) or {}
    except RedisError:
        return act()  # without the cache the office must still be able to work
    if not is_first:
        return _again(kept, asked)
    try:
        response = act()
    except BaseException:
        _remember(place, None)
        raise
    body = JSONRenderer().render(response.data).decode()
    headers = {"Location": response["Location"]} if "Location" in response else {}
    _remember(
        place, {"asked": asked, "status": response.status_code, "body": body, "headers": headers}
    )
    return response


def _again(kept: dict[str, Any], asked: str) -> Response:
    if kept.get("asked", asked) != asked:
        raise refuse(
            "api.key_used",
            f"这个{HEADER}已经用于另一次提交，内容不同，没有办理。",
            hint="每次新的提交请换一个新的值。",
        )
    if "status" not in kept:
        raise refuse(
            "api.under_way",
            "同样的提交正在办理，请稍后用同一个值再查询结果。",
            hint="不会重复办理。",
        )
    body = json.loads(kept["body"]) if kept["body"] else None
    return Response(
        body, status=kept["status"], headers=kept["headers"] | {"Idempotency-Replayed": "true"}
    )


def _remember(place: str, answer: dict[str, Any] | None) -> None:
    try:
        if answer is None:
            cache.delete(place)
        else:
            cache.set(place, answer, DAY)
    except RedisError:
        return


def _asked(request: Request) -> str:
    """A digest of what was asked: the same key for something else is a mistake of the program."""
    given = request.data
    if isinstance(given, QueryDict):
        given = {name: [_plain(value) for value in given.getlist(name)] for name in given}
    said = json.dumps([request.method, request.path, given], sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()


def _plain(value: Any) -> str:
    if not isinstance(value, UploadedFile):
        return str(value)
    seen = hashlib.sha256()
    for chunk in value.chunks():
        seen.update(chunk)
    value.seek(0)
    return seen.hexdigest()

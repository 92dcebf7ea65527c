"""One request, one entry: a POST sent again under its `Idempotency-Key` gets the first answer.

A program that lost the answer cannot know whether the act was done. The answer is kept for a day,
in the transaction of the act: killed at any moment, there is an answer exactly where there is an
act. A request that was refused has done nothing and is judged anew.
"""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.http import QueryDict
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from jiedao.api import actions
from jiedao.api.models import Answer
from jiedao.api.permissions import user_of
from jiedao.lib import clock
from jiedao.lib.refusals import refuse
from jiedao.people.models import User

HEADER = "Idempotency-Key"
LONGEST = 200
PARAMETER = OpenApiParameter(
    HEADER,
    {"type": "string", "maxLength": LONGEST, "example": "2026-03-02/17"},
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
    user, digest = user_of(request), hashlib.sha256(key.encode()).hexdigest()
    asked = _asked(request)
    with transaction.atomic():
        _be_the_only_one(user, digest)
        first = _first_answer(user, digest)
        if first:
            return _again(first, asked)
        response = act()
        actions.remember(
            by=user,
            key=digest,
            asked=asked,
            status=response.status_code,
            body=JSONRenderer().render(response.data).decode(),
            headers={"Location": response["Location"]} if "Location" in response else {},
        )
    return response


def _be_the_only_one(user: User, digest: str) -> None:
    """Held until the transaction ends; who comes meanwhile is told to ask again."""
    with connection.cursor() as cursor:
        lock = f"api-once:{user.pk}:{digest}"
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [lock])
        (is_mine,) = cursor.fetchone()
    if not is_mine:
        raise refuse(
            "api.under_way",
            "同样的提交正在办理，请稍后用同一个值再提交一次，取第一次的结果。",
            hint="不会重复办理。",
        )


def _first_answer(user: User, digest: str) -> Answer | None:
    since = clock.now() - actions.REMEMBERED
    return Answer.objects.filter(answered_by=user, key=digest, answered_at__gt=since).first()


def _again(first: Answer, asked: str) -> Response:
    if first.asked != asked:
        raise refuse(
            "api.key_used",
            f"这个{HEADER}已经用于另一次提交，内容不同，没有办理。",
            hint="每次新的提交请换一个新的值。",
        )
    body = json.loads(first.body) if first.body else None
    headers = first.headers | {"Idempotency-Replayed": "true"}
    return Response(body, status=first.status, headers=headers)


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

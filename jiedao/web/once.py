"""One form, one entry: a form sent twice (double click, the back button) is carried out once.

The form carries a key of its own in a hidden box. A key that was taken is remembered for a day with
what was typed; one whose act was refused may be sent again. Twins sent at the same moment wait for
each other. Who goes back and types something else sends another form: it is not thrown away.
"""

import hashlib
import re
from collections.abc import Callable
from enum import Enum
from typing import TypeVar
from uuid import uuid4

from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.db import connection
from django.http import HttpRequest
from redis.exceptions import RedisError

FIELD = "once_token"
CSRF = "csrfmiddlewaretoken"  # masked anew on every page
SECONDS = 24 * 3600
SENTENCE = "这份表单已经提交过，没有重复登记。"

_KEY = re.compile(r"[0-9a-f]{32}", re.ASCII)

Result = TypeVar("Result")


class Repeated(Enum):
    """What `only_once` answers for a form that was carried out before."""

    REPEATED = True


REPEATED = Repeated.REPEATED


def token_for(request: HttpRequest) -> str:
    """The key the form on this page carries: the one it was sent with, or a new one."""
    sent = str(request.POST.get(FIELD, ""))
    return sent if _KEY.fullmatch(sent) else uuid4().hex


def only_once(request: HttpRequest, act: Callable[[], Result | None]) -> Result | Repeated | None:
    """Run `act` unless this very form was carried out before; None means it was refused.

    Without a key (a program, a page from before) the record's own gates are all there is.
    """
    sent = str(request.POST.get(FIELD, ""))
    if not _KEY.fullmatch(sent):
        return act()
    key = f"once:{request.user.pk or 0}:{sent}:{_typed(request)}"
    _wait_for_twin(key)
    if not _claim(key):
        return REPEATED
    try:
        result = act()
    except BaseException:
        _release(key)
        raise
    if result is None:
        _release(key)
    return result


def _typed(request: HttpRequest) -> str:
    """A digest of what was typed and chosen, files by name and size."""
    typed = sorted((name, texts) for name, texts in request.POST.lists() if name != CSRF)
    files = [
        (str(file.name), file.size)
        for file in request.FILES.values()
        if isinstance(file, UploadedFile)
    ]
    return hashlib.sha256(repr((typed, files)).encode()).hexdigest()


def _wait_for_twin(key: str) -> None:
    # Held until the transaction ends. Only the same form asks for the same lock, and asks first,
    # so it cannot close a circle with the lock on a dossier.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def _claim(key: str) -> bool:
    try:
        return bool(cache.add(key, True, SECONDS))
    except RedisError:
        return True  # without the cache the office must still be able to work


def _release(key: str) -> None:
    try:
        cache.delete(key)
    except RedisError:
        return

"""A code that was just given out, for who sends the same form again before the first answer came.

Kept half an hour, sealed, under the form's own random key, and nowhere else.
"""

import logging
from typing import Any

from django.http import HttpRequest
from redis.exceptions import RedisError

from jiedao.lib import valkey
from jiedao.personal import sealing
from jiedao.web import once

SECONDS = 30 * 60
_PLACE = "receipts.slip"

log = logging.getLogger(__name__)


def keep(request: HttpRequest, code: str) -> None:
    """Keep the code for the form that was just carried out."""
    try:
        valkey.client().set(_key(request), sealing.seal(code, place=_PLACE), ex=SECONDS)
    except RedisError:
        log.warning("缓存连接不上，重复提交的人看不到回执码。")


def kept(request: HttpRequest) -> str:
    """The code given out for this very form; empty when it is not known any more."""
    try:
        stored: Any = valkey.client().get(_key(request))
    except RedisError:
        return ""
    return sealing.unseal(stored.decode(), place=_PLACE) if stored else ""


def _key(request: HttpRequest) -> str:
    return valkey.key("slip", once.token_for(request))

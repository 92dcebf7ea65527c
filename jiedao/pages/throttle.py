"""Wrong passwords: after five in a row from one place for one name, half an hour's rest (内部规定).

Counted for names that exist and for names that do not, so that nothing can be learned from it.
"""

import logging
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from redis.exceptions import RedisError

MOST_FAILURES = 5
WAIT_SECONDS = 30 * 60

log = logging.getLogger(__name__)


def is_locked(request: HttpRequest, username: str) -> bool:
    """Whether this name must wait when it is tried from this place."""
    try:
        return int(cache.get(_key(request, username), 0)) >= MOST_FAILURES
    except RedisError:
        # Without the cache people must still be able to sign in; the slow hash is then the brake.
        log.warning("缓存连接不上，暂时不能限制登录失败次数。")
        return False


def count_failure(request: HttpRequest, username: str) -> None:
    """One more wrong password; the half hour runs from the first."""
    key = _key(request, username)
    try:
        cache.add(key, 0, WAIT_SECONDS)
        if cache.incr(key) >= MOST_FAILURES:
            cache.touch(key, WAIT_SECONDS)
    except (RedisError, ValueError):
        log.warning("登录失败次数没有记上：缓存连接不上或计数刚好到期。")


def forget(request: HttpRequest, username: str) -> None:
    """The right password came: start again from nothing."""
    try:
        cache.delete(_key(request, username))
    except RedisError:
        log.warning("登录失败次数没有清零：缓存连接不上。")


def _key(request: HttpRequest, username: str) -> str:
    place = f"{_address(request)}|{username.strip().lower()}"
    return f"sign-in:{sha256(place.encode()).hexdigest()}"


def _address(request: HttpRequest) -> str:
    """Where the request comes from; only behind our own proxy is its last word on that believed."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if forwarded and settings.MODE == "production":
        return forwarded.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))

"""The cache's own server: asked directly for what happens on every request of a resident, else by
Django's cache, which makes a new client for each question; here it takes the one there is.
"""

from functools import cache
from typing import Any

from django.conf import settings
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import Redis


@cache
def client() -> Redis:
    """One client for the process; its connections are taken from a pool and given back."""
    return Redis.from_url(settings.REDIS_URL)


def key(*words: str) -> str:
    """A key among the portal's own."""
    return ":".join((settings.CACHES["default"]["KEY_PREFIX"], *words))


class OneClient(RedisCacheClient):
    """Django's way of asking, by the client of the process."""

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        return client()


class Cache(RedisCache):
    """Django's cache on the portal's server; a new client costs as much as what it asks."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = OneClient

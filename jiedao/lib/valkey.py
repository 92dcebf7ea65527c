"""The cache's own server, asked directly: for what happens on every request of a resident.

Django's cache makes a new client for each question and asks one thing at a time.
"""

from functools import cache

from django.conf import settings
from redis import Redis


@cache
def client() -> Redis:
    """One client for the process; its connections are taken from a pool and given back."""
    return Redis.from_url(settings.REDIS_URL)


def key(*words: str) -> str:
    """A key among the portal's own."""
    return ":".join((settings.CACHES["default"]["KEY_PREFIX"], *words))

"""Forms anybody may send: so many from one place in so many minutes (内部规定), then a rest.

    SAY_OPINION = limits.declare("say-opinion", "提意见", most=12, minutes=10)

    @limits.limited(SAY_OPINION)
    @never_cache
    @login_not_required
    @act_page
    def say_opinion(request, number): ...

Of the address a request comes from nothing is stored but a keyed hash, of this day and this form
only, for twice the time counted. Without the cache nobody is held up. Another number of one's own
stands in the environment: `PUBLIC_LIMITS=say-opinion=30/10` (30 in 10 minutes).
"""

import ipaddress
import logging
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

from jiedao.lib import clock, valkey
from jiedao.web import kept
from jiedao.web.commands import View

TOO_MANY = 429
# A window is counted from its first form on, and forgotten once the next one is over as well.
COUNT = """
    local count = redis.call('INCR', KEYS[1])
    if count == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
    return {count, redis.call('GET', KEYS[2])}
"""
# One subscriber of IPv6 has a whole network of addresses.
_NETWORK = 64

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limit:
    """How often one form may be sent from one place (限次)."""

    code: str
    act: str
    most: int
    minutes: int

    @property
    def seconds(self) -> int:
        return self.minutes * 60


_LIMITS: dict[str, Limit] = {}
# Who goes on sending all the same does not fill the cache with what he sends.
KEEPING = Limit("keeping", "保留填写的内容", most=10, minutes=10)


def declare(code: str, act: str, *, most: int, minutes: int) -> Limit:
    """Make a limit known (声明限次); the office's own number goes before ours."""
    own = settings.PUBLIC_LIMITS.get(code, "")
    if own:
        most, minutes = _read(code, own)
    limit = Limit(code, act, most, minutes)
    if _LIMITS.get(code, limit) != limit:
        raise ImproperlyConfigured(f"限次“{code}”被声明了两次。")
    _LIMITS[code] = limit
    return limit


def _read(code: str, own: str) -> tuple[int, int]:
    most, _, minutes = own.partition("/")
    if not (most.isdecimal() and minutes.isdecimal() and int(most) and int(minutes)):
        raise ImproperlyConfigured(
            f"环境变量 PUBLIC_LIMITS 里的“{code}={own}”要写成“次数/分钟”，例如 {code}=30/10。"
        )
    return int(most), int(minutes)


def limited(
    limit: Limit, *, counts: Callable[[HttpRequest], Any] | None = None
) -> Callable[[View], View]:
    """A view that answers 429 once a place has used up its times; `counts` says what is counted.

    Without it every POST is. A page that looks something up by GET says what of it counts:
    `counts=lambda request: request.GET.get("code")`.
    """
    is_counted = counts or (lambda request: request.method == "POST")

    def around(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            wait = seconds_to_wait(limit, place_of(request)) if is_counted(request) else 0
            return rest(request, limit, wait) if wait else view(request, *args, **kwargs)

        return counted

    return around


def address_of(request: HttpRequest) -> str:
    """The address a request comes from; only behind our own proxy is its last word on that believed."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if forwarded and settings.MODE == "production":
        return forwarded.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def place_of(request: HttpRequest) -> str:
    """Where a request comes from, as it is counted: an address, or a subscriber's network of IPv6."""
    address = address_of(request)
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv6Address):
        if known.ipv4_mapped:
            return str(known.ipv4_mapped)
        return str(ipaddress.ip_network((known, _NETWORK), strict=False))
    return str(known)


def seconds_to_wait(limit: Limit, place: str) -> int:
    """Count one more from this place; how long it must wait instead, 0 when it may go on.

    A window that slides: what was counted in the window before weighs as much as still lies within.
    What is turned away is not counted, so that the promised time holds.
    """
    now = clock.now()
    slot, past = divmod(now.timestamp(), limit.seconds)
    key = _key(limit, place, now)
    this, before = f"{key}:{int(slot)}", f"{key}:{int(slot) - 1}"
    try:
        count, earlier = _counted(this, before, seconds=limit.seconds * 2)
        if earlier * (1 - past / limit.seconds) + count <= limit.most:
            return 0
        valkey.client().decr(this)
    except RedisError as fault:
        # People must be able to speak up without the cache.
        log.warning("缓存连接不上或者不肯计数，暂时不能限制提交次数：%s", fault)
        return 0
    return max(1, math.ceil(_until_free(limit, earlier, count - 1, past)))


def _counted(this: str, before: str, *, seconds: int) -> tuple[int, int]:
    """One more in this window, and how many in the one before: in one exchange with the cache."""
    asked: Any = valkey.client().eval(COUNT, 2, this, before, seconds)
    count, earlier = asked
    return int(count), int(earlier or 0)


def _until_free(limit: Limit, earlier: int, count: int, past: float) -> float:
    """From now until one more fits: in this window, or in the next."""
    if count < limit.most:
        return limit.seconds * (1 - (limit.most - count - 1) / earlier) - past
    return limit.seconds - past + limit.seconds * (1 - (limit.most - 1) / count)


def _key(limit: Limit, place: str, now: datetime) -> str:
    salt = f"jiedao.limits:{limit.code}:{now:%Y-%m-%d}"
    return valkey.key("limit", salted_hmac(salt, place, algorithm="sha256").hexdigest()[:32])


def rest(request: HttpRequest, limit: Limit, seconds: int) -> HttpResponse:
    """429: from when on it goes again, whom to call, and what was typed, kept for its page."""
    is_form = request.method == "POST"
    text, back = (kept.shown(request), request.path) if is_form else ([], "")
    if text and not seconds_to_wait(KEEPING, place_of(request)):
        back = kept.keep(request, back=back)
    again = (clock.now() + timedelta(seconds=seconds)).astimezone(clock.SHANGHAI)
    context = {
        "act": limit.act,
        "minutes": math.ceil(seconds / 60),
        "again_at": f"{again:%H:%M}",
        "kept_text": text,
        "is_kept": kept.is_kept(back),
        "back_url": back,
        "place": None,
        "nav_current": "",
    }
    response = render(request, "errors/429.html", context, status=TOO_MANY)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response

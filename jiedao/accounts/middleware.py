"""Who asks, and that he is at work: the idle time counts from the last thing done."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib.auth.middleware import AuthenticationMiddleware, get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from jiedao.accounts.actions import devices
from jiedao.accounts.backends import at_hand
from jiedao.lib import clock

MINUTE = timedelta(minutes=1)


class Authentication(AuthenticationMiddleware):
    """Django's own, with the account that was read together with its sign-in."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        account: Any = SimpleLazyObject(lambda: _account_of(request))
        request.user = account


def _account_of(request: Any) -> Any:
    if request.session.session_key is None:
        return AnonymousUser()  # no cookie, or its sign-in is over
    with at_hand(request.session.account):
        return get_user(request)


class Presence:
    """After a page that knew who asked: the sign-in lives on. At most one statement a minute."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        row = getattr(request.session, "row", None)
        if row is not None and row.user_id and clock.wall() - row.last_seen >= MINUTE:
            devices.seen(row)
        return response

"""Who speaks: a person signed in to the pages, or another system with a token. Never both ways.

A system's token narrows what its account holds to the duties it names, is taken only from the
networks its client names, and is slowed down when guessed.
"""

import ipaddress
from typing import Any

from rest_framework.authentication import (
    BaseAuthentication,
    SessionAuthentication,
    get_authorization_header,
)
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied, Throttled
from rest_framework.request import Request

from jiedao.access.selectors import narrow
from jiedao.api import actions, selectors
from jiedao.api.models import Client, Token
from jiedao.lib import clock
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import FORBIDDEN, refuse
from jiedao.people.models import User, UserKind
from jiedao.web import limits

SCHEME = "Bearer"
GUESSES = limits.declare("api-token", "试用接口令牌", most=20, minutes=10)
MALFORMED = "请求头要写成“Authorization: Bearer 令牌”，令牌里没有空格。"
UNKNOWN = "令牌不对或者已经撤销，请向安全管理员重新申请。"


class Bearer(BaseAuthentication):
    """`Authorization: Bearer jd_…`: another system (接口账号)."""

    def authenticate(self, request: Request) -> tuple[User, Token] | None:
        scheme, *said = get_authorization_header(request).split()[:3] or [b""]
        if scheme.lower() != SCHEME.lower().encode():
            return None
        try:
            token = self._token(said)
            self._check(token, limits.address_of(request._request))
        except AuthenticationFailed as failure:
            wait = limits.seconds_to_wait(GUESSES, limits.place_of(request._request))
            if wait:
                raise Throttled(wait) from failure
            raise
        user = token.client.user
        narrow(user, token.duties)
        actions.touch(token)
        return user, token

    def authenticate_header(self, request: Request) -> str:
        return f'{SCHEME} realm="api"'

    def _token(self, said: list[bytes]) -> Token:
        if len(said) != 1:
            raise AuthenticationFailed(MALFORMED)
        try:
            text = said[0].decode("ascii")
        except UnicodeDecodeError as fault:
            raise AuthenticationFailed(MALFORMED) from fault
        token = selectors.token_of(text)
        if token is None:
            raise AuthenticationFailed(UNKNOWN)
        return token

    def _check(self, token: Token, address: str) -> None:
        client = token.client
        if token.revoked_at or client.closed_at or not client.user.is_active:
            raise AuthenticationFailed(UNKNOWN)
        if token.valid_until < clock.today():
            raise AuthenticationFailed(
                f"令牌{token}的有效期到{long_day(token.valid_until)}为止，请向安全管理员换发。"
            )
        if not is_within(client, address):
            raise AuthenticationFailed(
                f"“{client}”的令牌只能从登记过的网络使用，请核对，或请安全管理员登记这个网络。"
            )


def is_within(client: Client, address: str) -> bool:
    """Whether a client may be used from an address; a client without networks may from anywhere."""
    if not client.networks:
        return True
    try:
        here = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(here in ipaddress.ip_network(network) for network in client.networks)


class Session(SessionAuthentication):
    """A person signed in to the pages; a system has no session, whatever cookie it sends."""

    def authenticate(self, request: Request) -> tuple[Any, None] | None:
        found = super().authenticate(request)
        if found and found[0].kind == UserKind.MACHINE:
            return None
        return found

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except PermissionDenied as stale:
            raise refuse(
                "csrf", "页面已过期，请重新取得令牌后再提交。", status=FORBIDDEN
            ) from stale

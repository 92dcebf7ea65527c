"""How often the API may be asked: each system as its client says, residents' programs by place."""

from typing import Any

from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from jiedao.api.models import Token
from jiedao.web import limits
from jiedao.web.limits import Limit

WITHOUT_SIGN_IN = limits.declare("api-public", "读取公开数据", most=240, minutes=1)


class PerAsker(BaseThrottle):
    """Systems and those who have not signed in are counted; staff at their desks are not."""

    seconds = 0

    def allow_request(self, request: Request, view: Any) -> bool:
        if isinstance(request.auth, Token):
            client = request.auth.client
            own = Limit("api-client", "调用接口", client.per_minute, 1)
            self.seconds = limits.seconds_to_wait(own, f"client:{client.pk}")
        elif not request.user.is_authenticated:
            place = limits.place_of(request._request)
            self.seconds = limits.seconds_to_wait(WITHOUT_SIGN_IN, place)
        return not self.seconds

    def wait(self) -> float | None:
        return float(self.seconds) or None

"""Being at work is written down by the minute: the idle time counts from the last thing done."""

from collections.abc import Callable
from datetime import timedelta

from django.http import HttpRequest, HttpResponse

from jiedao.accounts.actions import devices
from jiedao.lib import clock

MINUTE = timedelta(minutes=1)


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

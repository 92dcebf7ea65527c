"""Before a sensitive act the person confirms once more who is there (再次确认身份).

`stepup.required(request)` at the top of a view is all an act needs: who has not confirmed lately is
sent to do so, and comes back with what was typed. `jiedao.accounts` has the page.
"""

from datetime import datetime, timedelta

from django.http import HttpRequest

from jiedao.lib import clock

CONFIRMED, MINUTES = "confirmed", "confirm_minutes"


class Unconfirmed(Exception):
    """It is too long ago that the person proved who is there."""


def required(request: HttpRequest) -> None:
    """Go on only when the person has confirmed within the time the rules give."""
    if not is_fresh(request):
        raise Unconfirmed


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person has confirmed lately, at sign-in or since."""
    confirmed = request.session.get(CONFIRMED, "")
    lasts = timedelta(minutes=request.session.get(MINUTES, 0))
    return bool(confirmed) and clock.wall() - datetime.fromisoformat(confirmed) < lasts


def confirmed(request: HttpRequest, *, minutes: int) -> None:
    """The person has just proved who is there."""
    request.session[CONFIRMED] = clock.wall().isoformat()
    request.session[MINUTES] = minutes

"""长辈版: large type and few acts, chosen by one cookie and nothing else (`elder=1`)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

COOKIE, ON = "elder", "1"
SECONDS = 365 * 24 * 3600


def is_on(request: HttpRequest) -> bool:
    """Whether this reader has chosen the elder version; asks no session and no database."""
    return request.COOKIES.get(COOKIE) == ON


def choose(response: HttpResponse, *, on: bool) -> None:
    """Keep the choice in the browser for a year, or forget it."""
    if on:
        response.set_cookie(
            COOKIE,
            ON,
            max_age=SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(COOKIE, samesite="Lax")


def vary(response: HttpResponse) -> None:
    """Tell browsers and proxies that the page differs by the choice: a switch is seen at once."""
    patch_vary_headers(response, ["Cookie"])

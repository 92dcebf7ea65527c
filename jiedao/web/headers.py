"""What every answer says to the browser beside its content: which powers it has, what it may keep."""

from collections.abc import Callable
from functools import cached_property, wraps
from typing import Any

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponse]
# Powers of a browser that no page here asks for; reading aloud needs none.
UNUSED = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture",
    "encrypted-media", "geolocation", "gyroscope", "hid", "magnetometer", "microphone", "midi",
    "payment", "publickey-credentials-get", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
POLICY = ", ".join(f"{power}=()" for power in UNUSED)
# Pages behind a sign-in show persons' data: nothing of them stays on a shared computer.
INSIDE = ("/office/", "/admin/", "/api/")


class Headers:
    """Outermost, so that no answer goes out without them; what a view said itself stays."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", _who_may_show(request.path))
        response.headers.setdefault("X-Permitted-Cross-Domain-Policies", "none")
        if request.path.startswith(INSIDE):
            kept = response.headers.get("Cache-Control", "")
            if "no-store" not in kept and "public" not in kept:
                response.headers["Cache-Control"] = "private, no-store"
        return response


def not_kept(view: View) -> View:
    """A view of whose answer nothing stays in the browser: what somebody typed, the code of a receipt."""

    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        return response

    return answering


class ContentPolicy(CSPMiddleware):
    """django-csp's header: from where a page may load what. It is the same for all, hence put together once."""

    @cached_property
    def policy(self) -> str:
        return build_policy()

    def process_request(self, request: HttpRequest) -> None:
        """No page has a nonce: nothing stands inline."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        response.headers.setdefault(HEADER, self.policy)
        return response


def _who_may_show(path: str) -> str:
    """Our own pages only; but a photograph opened by itself has no origin and asks for the icon too."""
    is_icon = path.rpartition("/")[2].startswith("favicon.")
    return "cross-origin" if is_icon else "same-origin"

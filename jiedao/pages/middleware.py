"""Two gates around every page: who is not signed in, and what was refused."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import BadRequest
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from jiedao.lib.refusals import FORBIDDEN, Refusal, Refused
from jiedao.pages import answers
from jiedao.pages.context import STAFF
from jiedao.web import kept, stepup
from jiedao.web.constraints import sentence_for

NOT_ALLOWED = 405
UNCONFIRMED = Refusal(
    "stepup.unconfirmed",
    "这项操作要先确认是您本人，接口里不能办，请在网页上办理。",
    status=FORBIDDEN,
)


class LoginRequired(LoginRequiredMiddleware):
    """Everything needs a sign-in unless its view says otherwise; what was typed is carried through."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., Any],
        view_args: Any,
        view_kwargs: Any,
    ) -> HttpResponse | None:
        if request.path.startswith("/api/"):
            return None  # the API answers for itself, in its own format
        if not getattr(view_func, "login_required", True) and not request.path.startswith(STAFF):
            return None  # residents' pages never ask who it is: no session, and they can be cached
        if request.user.is_authenticated:
            # Now that it is known who asks, he is asked for himself: a page does so a hundred times.
            request.user = getattr(request.user, "_wrapped", request.user)
            return None
        return self.to_sign_in(request) if getattr(view_func, "login_required", True) else None

    def to_sign_in(self, request: HttpRequest) -> HttpResponse:
        """To the sign-in, with the way back and what was typed."""
        back = way_back(request)
        is_post = request.method == "POST"
        sign_in = f"{reverse('pages:sign_in')}?{urlencode({'next': back})}"
        if getattr(request, "htmx", None):
            return HttpResponseClientRedirect(sign_in)
        if is_post and not kept.is_kept(back):
            shown = kept.shown(request)
            if shown:  # nowhere to keep it: show it, to be copied
                return answers.interrupted(request, kept_text=shown, sign_in_url=sign_in)
        return HttpResponseRedirect(sign_in)


def way_back(request: HttpRequest) -> str:
    """Where an interrupted request is to be taken up again, with what was typed kept."""
    if request.method != "POST" and not getattr(request, "htmx", None):
        return request.get_full_path()
    # Not the address posted to, nor that of a fragment: the page it was sent from.
    back = kept.came_from(request) or request.path
    return kept.keep(request, back=back) if request.method == "POST" else back


class Refusals:
    """Turns a refusal into a page, an htmx fragment or JSON; the transaction has been rolled back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("地址里有数据库存不下的空字符。")
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > settings.REQUEST_MAX_BYTES:
            return answers.too_large(request)
        response = self.get_response(request)
        if response.status_code == NOT_ALLOWED and request.method in ("GET", "HEAD"):
            return answers.only_for_sending(request, response)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refused):
            return answers.refused(request, error.refusal)
        if isinstance(error, stepup.Unconfirmed):
            return self.to_confirm(request)
        if isinstance(error, IntegrityError):
            return answers.refused(request, Refusal("database.conflict", sentence_for(error)))
        return None

    def to_confirm(self, request: HttpRequest) -> HttpResponse:
        """To the page where the person confirms once more who is there, and back."""
        if answers.wants_json(request):
            return answers.as_json(UNCONFIRMED)
        confirm = f"{reverse('accounts:confirm')}?{urlencode({'next': way_back(request)})}"
        if getattr(request, "htmx", None):
            return HttpResponseClientRedirect(confirm)
        return HttpResponseRedirect(confirm)

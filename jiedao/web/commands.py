"""The kinds of view: a page only reads, a command writes in one transaction, or tries one act that is
one; `show` renders.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from jiedao.lib import snapshots
from jiedao.web import kept

View = Callable[..., HttpResponse]


def page(view: View) -> View:
    """A view that only reads: GET and HEAD, in a transaction that shows one moment of the records."""

    @wraps(view)
    def reading(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        response: HttpResponse
        with snapshots.reading():
            response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["HX-Request"])
        return response

    return reading


def command(view: View) -> View:
    """A view that writes: POST only, one transaction; a refusal rolls all of it back."""

    @wraps(view)
    def writing(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        with transaction.atomic():
            return view(request, *args, **kwargs)

    return writing


def form_page(view: View) -> View:
    """A view with a form: GET reads like a page, POST writes like a command."""
    return _sent_or_read(view, command(view))


def act_page(view: View) -> View:
    """A view with a form for one act: GET reads like a page, POST begins no transaction.

    The act is one by itself (`OfficeForm.attempt`), refused or done before its page is drawn: what it
    locked is free by then, and there is nothing else to undo.
    """
    return _sent_or_read(view, view)


def _sent_or_read(view: View, sent: View) -> View:
    reading = page(view)

    @wraps(view)
    def either(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        handling = sent if request.method == "POST" else reading
        return handling(request, *args, **kwargs)

    return either


def show(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    part: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render a whole page, or for htmx only the named partial of it."""
    if part and getattr(request, "htmx", None):
        template = f"{template}#{part}"
    kept.restore(request, context or {})
    return render(request, template, context or {}, status=status)

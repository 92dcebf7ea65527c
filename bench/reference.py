"""The reference request R: what any signed-in page of a plain Django site costs at the least.

A session, its user, one row found by its index, a small template; the middleware of a new Django
project and nothing of ours. Everything else is told as a multiple of it.
"""

from collections.abc import Callable
from pathlib import Path

from django.contrib.auth.decorators import login_required
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.template.backends.django import DjangoTemplates
from django.test.utils import override_settings
from django.urls import path

from jiedao.dossiers.models import Dossier

MIDDLEWARE = [
    "bench.reference.own_urls",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = DjangoTemplates(
    {
        "NAME": "reference",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
)


def own_urls(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """The reference has one address, which the portal does not know."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.urlconf = __name__
        return get_response(request)

    return answer


@login_required
def reference(request: HttpRequest, number: str) -> HttpResponse:
    """One row, one small page."""
    dossier = Dossier.objects.get(number=number)
    page = TEMPLATES.get_template("reference.html")
    return HttpResponse(page.render({"dossier": dossier}, request))


def application() -> WSGIHandler:
    """The plain site, beside the portal in the same process and on the same connection."""
    with override_settings(MIDDLEWARE=MIDDLEWARE):
        return WSGIHandler()


urlpatterns = [path("reference/<slug:number>/", reference)]

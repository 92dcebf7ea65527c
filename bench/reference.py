"""The reference request R: what any signed-in page of a plain Django site costs at the least.

A session, its user, one row found by its index, a small template; the middleware of a new Django
project and nothing of ours. Everything else is told as a multiple of it. The portal reads its sessions
and accounts at less cost than that (`lib.prepared`), so the reference reads them as Django does:
what makes the portal faster must not make its measure smaller.
"""

from collections.abc import Callable
from pathlib import Path

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.decorators import login_required
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.template.backends.django import DjangoTemplates
from django.test.utils import override_settings
from django.urls import path
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from jiedao.accounts.sessions import DeviceSession
from jiedao.dossiers.models import Dossier
from jiedao.people.models import User

MIDDLEWARE = [
    "bench.reference.own_urls",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "bench.reference.PlainAccounts",
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


class SessionStore(DatabaseStore):
    """Sessions as Django reads them, from the portal's table."""

    @classmethod
    def get_model_class(cls) -> type[DeviceSession]:
        return DeviceSession


class PlainAccounts(AuthenticationMiddleware):
    """The account of a session as Django's own backend reads it, with the same checks."""

    def process_request(self, request: HttpRequest) -> None:
        request.user = SimpleLazyObject(lambda: self.account_of(request))

    def account_of(self, request: HttpRequest) -> User | AnonymousUser:
        known = request.session.get(SESSION_KEY)
        user = ModelBackend().get_user(int(known)) if known else None
        told = request.session.get(HASH_SESSION_KEY, "")
        if user is None or not constant_time_compare(told, user.get_session_auth_hash()):
            return AnonymousUser()
        return user


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
    with override_settings(MIDDLEWARE=MIDDLEWARE, SESSION_ENGINE=__name__):
        return WSGIHandler()


urlpatterns = [path("reference/<slug:number>/", reference)]

"""What every template knows: the office, the navigation, who is signed in. Asked only when drawn."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.http import urlencode

from jiedao.access.selectors import holdings, line_of
from jiedao.accounts.sessions import idle_time
from jiedao.lib.addresses import address
from jiedao.notices.selectors import unread_words
from jiedao.pages.navigation import Navigation, navigation
from jiedao.web import elder

STAFF = ("/office/", "/admin/")


class Portal:
    """The frame of a page; a public page asks the database nothing through it."""

    office_name = settings.OFFICE_NAME
    phone = settings.OFFICE_PHONE

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def is_office(self) -> bool:
        """Whether this address is the office's own; all others are for residents."""
        return self._request.path.startswith(STAFF)

    @cached_property
    def frame(self) -> str:
        """The base of a page that may stand on either side: residents are not asked who they are."""
        return "base.html" if self.is_office else "public.html"

    @cached_property
    def elder(self) -> bool:
        """Whether the elder version (长辈版) is on."""
        return elder.is_on(self._request)

    @cached_property
    def elder_url(self) -> str:
        """The switch to the other version and back to this very page."""
        query = {"on": "0" if self.elder else "1", "back": self._request.get_full_path()}
        return f"{address('pages:elder')}?{urlencode(query)}"

    @cached_property
    def _user(self) -> Any:
        user = getattr(self._request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def user_line(self) -> str:
        return line_of(self._user) if self._user else ""

    @cached_property
    def nav(self) -> Navigation | None:
        return navigation(holdings(self._user), path=self._request.path) if self._user else None

    @cached_property
    def unread(self) -> str:
        return unread_words(self._user) if self._user else ""

    @cached_property
    def idle_minutes(self) -> int:
        """How long the sign-in lasts without work, for the page to warn in time."""
        return int(idle_time(self._request.session).total_seconds() // 60) if self._user else 0

    @cached_property
    def search_query(self) -> str:
        return str(self._request.GET.get("q", ""))[:40]


def portal(request: HttpRequest) -> dict[str, Any]:
    """The context processor."""
    frame = Portal(request)
    # Every page of the office carries the token; residents' pages are given one only on demand.
    return {"portal": frame} | ({"csrf_token": get_token(request)} if frame.is_office else {})

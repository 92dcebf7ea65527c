"""The outermost middleware: a residents' page that has not changed is not drawn again.

What is kept is the finished answer, in this process, under the mark of the public content, the day,
the address and 长辈版. Every request reads the mark first, one row by its place: what was withdrawn
or corrected is never shown from memory, whatever has become of the cache server. A page that reads a
table whose changes give no new mark is not kept at all.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from jiedao.lib import clock
from jiedao.publications.states import PublicationKind
from jiedao.web import elder

# A change of these gives a new mark (migrations 0006 and 0011).
WATCHED = {
    *("publications_publication", "publications_publicstate", "publications_objection"),
    "organisation_unit",
}
# Read along with them: what residents' pages show of a dossier is its number, and a board photo is
# never exchanged for another; neither changes.
UNCHANGING = {"dossiers_dossier", "attachments_attachment", "publications_contentmark"}
INSIDE = ("/office/", "/admin/", "/api/", "/static/")
MOST_BYTES, LARGEST = 8 * 1024 * 1024, 256 * 1024
READ_MARK = "SELECT mark FROM publications_contentmark LIMIT 1"
_TABLES = re.compile(r'\b(?:FROM|JOIN|INTO|UPDATE)\s+"?(\w+)', re.IGNORECASE)

Key = tuple[str, str, str, bool]


@dataclass(frozen=True)
class Kept:
    """A finished answer."""

    content: bytes
    headers: tuple[tuple[str, str], ...]

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The answer again, or the word that the asker has it already (304)."""
        content = b"" if request.method == "HEAD" else self.content
        response = HttpResponse(content, headers=dict(self.headers))
        found = get_conditional_response(request, etag=response.headers["ETag"], response=response)
        assert isinstance(found, HttpResponse)
        return found


class Shelf:
    """The answers of this process, the longest unasked thrown out first."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most, self._held = most, 0
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> Kept | None:
        with self._lock:
            kept = self._kept.get(key)
            if kept:
                self._kept.move_to_end(key)
            return kept

    def put(self, key: Key, kept: Kept) -> None:
        with self._lock:
            self._drop(key)
            self._kept[key] = kept
            self._held += len(kept.content)
            while self._held > self._most:
                self._drop(next(iter(self._kept)))

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self._held = 0

    def __len__(self) -> int:
        return len(self._kept)

    def _drop(self, key: Key) -> None:
        old = self._kept.pop(key, None)
        self._held -= len(old.content) if old else 0


SHELF = Shelf()


class PublicCache:
    """Answers residents from the shelf where nothing has changed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        address = address_of(request)
        mark = read_mark() if address else ""
        if not mark:
            return self.get_response(request)
        key = (mark, clock.today().isoformat(), address, elder.is_on(request))
        kept = SHELF.get(key)
        if kept:
            return kept.answer(request)
        with _tables_read() as tables:
            response = self.get_response(request)
        if request.method == "GET" and may_be_kept(response) and tables <= WATCHED | UNCHANGING:
            SHELF.put(key, Kept(response.content, tuple(response.headers.items())))
        return response


def address_of(request: HttpRequest) -> str:
    """The address of a page that may be kept; empty for every other.

    A question nobody but its asker has, or one that makes no sense, is answered and not kept: what
    can be kept is as much as there are units and kinds.
    """
    path, query = request.path_info, request.META.get("QUERY_STRING", "")
    if (
        not settings.KEEPS_PUBLIC_PAGES
        or request.method not in ("GET", "HEAD")
        or path.startswith(INSIDE)
        or "HTTP_HX_REQUEST" in request.META
    ):
        return ""
    if not query:
        return path
    asked = parse_qsl(query, keep_blank_values=True)
    is_plain = (
        len(dict(asked)) == len(asked)
        and urlencode(asked) == query
        and all(_makes_sense(name, said) for name, said in asked)
    )
    return f"{path}?{query}" if is_plain else ""


def _makes_sense(name: str, said: str) -> bool:
    if name == "kind":
        return said in PublicationKind.values
    # A unit that does not exist is answered with 404, which is not kept.
    return name == "unit" or (name == "all" and said == "1")


def may_be_kept(response: HttpResponse) -> bool:
    """Only what `caching.fresh` made for everybody, and nothing that carries a cookie."""
    return bool(
        response.status_code == 200
        and getattr(response, "is_for_everybody", False)
        and not response.cookies
        and not response.streaming
        and len(response.content) <= LARGEST
    )


def read_mark() -> str:
    """The mark of the public content as it is saved now; empty when the database cannot say."""
    # The question itself shows whether a kept connection still works.
    is_kept = connection.connection is not None
    vars(connections[DEFAULT_DB_ALIAS]).update(health_check_done=True)
    try:
        with connection.cursor() as cursor:
            cursor.execute(READ_MARK)
            row = cursor.fetchone()
    except DatabaseError:
        if is_kept and not connection.in_atomic_block:
            connection.close()
        return ""
    return str(row[0]) if row else ""


@contextmanager
def _tables_read() -> Iterator[set[str]]:
    """Which tables were read or written meanwhile, by this thread's connection."""
    tables: set[str] = set()

    def see(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        tables.update(_TABLES.findall(sql))
        return execute(sql, *rest)

    with connection.execute_wrapper(see):
        yield tables

"""What a resident asked of the board: the address of a public page, read without trusting it."""

import re
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from jiedao.lib import text
from jiedao.publications.states import PublicationKind

# A key of the database is at most this long; anything else in its place is no key.
_KEY = re.compile(r"[0-9]{1,18}", re.ASCII)
_CODE = re.compile(r"[0-9A-Za-z-]{1,24}", re.ASCII)


@dataclass(frozen=True)
class Asked:
    """What to show: of which unit, of which kind, with which words, from which row on."""

    unit: str = ""
    kind: str = ""
    words: str = ""
    older_than: int | None = None
    newer_than: int | None = None
    all: bool = False

    @property
    def is_list(self) -> bool:
        """Whether one list is wanted instead of the board with its sections."""
        return bool(self.all or self.kind or self.words or self.older_than or self.newer_than)

    @property
    def narrowed(self) -> bool:
        return bool(self.kind or self.words)

    @property
    def everything(self) -> str:
        """All publications of the same unit."""
        return self.url(kind="", words="", all=True)

    @property
    def start(self) -> str:
        """The board of the same unit, with its sections."""
        return self.url(kind="", words="", all=False)

    def url(self, **changed: Any) -> str:
        """The address of the same list with something changed."""
        wanted = replace(self, older_than=None, newer_than=None)
        wanted = replace(wanted, **changed)
        said = {
            "unit": wanted.unit,
            "kind": wanted.kind,
            "q": wanted.words,
            "all": "1" if wanted.all else "",
            "before": wanted.older_than,
            "after": wanted.newer_than,
        }
        query = urlencode({name: value for name, value in said.items() if value})
        board = reverse("publications:board")
        return f"{board}?{query}" if query else board


def read(query: QueryDict) -> Asked:
    """The question in an address; what makes no sense is as if it had not been asked."""
    kind = query.get("kind", "")
    code = query.get("unit", "")
    return Asked(
        # A code that cannot be one stays a code nobody has, so that the page can say so.
        unit=code if _CODE.fullmatch(code) else ("-" if code else ""),
        kind=kind if kind in PublicationKind.values else "",
        words=text.asked_words(query.get("q", "")),
        older_than=_key(query.get("before", "")),
        newer_than=_key(query.get("after", "")),
        all=query.get("all") == "1",
    )


def _key(typed: str) -> int | None:
    return int(typed) if _KEY.fullmatch(typed) else None

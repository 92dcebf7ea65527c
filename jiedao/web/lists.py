"""A list that is searched, narrowed, sorted and paged by its address: declared once by its page."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.http import QueryDict

from jiedao.lib import text

Row = TypeVar("Row", bound=Model)
Line = TypeVar("Line")
Choices = list[tuple[str, str]]
PAGE, COUNTED, MOST_EXPORTED = 20, 1000, 5000
EVERYTHING = ("", "全部")
_PAGE = re.compile(r"[1-9]\d{0,4}", re.ASCII)


@dataclass(frozen=True)
class Narrowing:
    """One choice that narrows a list: its name in the address, its label, what can be chosen."""

    name: str
    label: str
    choices: Choices


@dataclass(frozen=True)
class Listing:
    """What can be asked of a list. `sorts` are name → (label, order); the first is the usual one."""

    q_label: str
    sorts: Mapping[str, tuple[str, tuple[str, ...]]]
    narrowings: tuple[Narrowing, ...] = ()

    def read(self, query: QueryDict) -> Asked:
        """The question in an address; what makes no sense is as if it had not been asked."""
        chosen = {}
        for one in self.narrowings:
            value = query.get(one.name, "")
            if value in {str(code) for code, _ in one.choices}:
                chosen[one.name] = value
        sort, place = query.get("sort", ""), query.get("page", "")
        return Asked(
            listing=self,
            words=text.asked_words(query.get("q", "")),
            chosen=chosen,
            sort=sort if sort in self.sorts else next(iter(self.sorts)),
            page=int(place) if _PAGE.fullmatch(place) else 1,
        )


@dataclass(frozen=True)
class Asked:
    """What was asked of a list."""

    listing: Listing
    words: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    page: int = 1

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.chosen)

    @property
    def order(self) -> tuple[str, ...]:
        return self.listing.sorts[self.sort][1]

    def of(self, name: str) -> str:
        """What was chosen of one narrowing; empty when all are wanted."""
        return self.chosen.get(name, "")

    def query(self, *, page: int = 1) -> str:
        """The same question as an address has it, on a page."""
        usual = next(iter(self.listing.sorts))
        said: dict[str, Any] = {"q": self.words, **self.chosen}
        said |= {"sort": "" if self.sort == usual else self.sort, "page": page if page > 1 else ""}
        return urlencode({name: value for name, value in said.items() if value})

    def filter(self, action: str) -> dict[str, Any]:
        """What narrows the list, for components/_filter.html."""
        selects = [
            _select(one.name, one.label, [EVERYTHING, *one.choices], self.of(one.name))
            for one in self.listing.narrowings
            if len(one.choices) > 1
        ]
        if len(self.listing.sorts) > 1:
            sorts = [(code, label) for code, (label, _) in self.listing.sorts.items()]
            selects.append(_select("sort", "排序", sorts, self.sort))
        return {
            "action": action,
            "q": self.words,
            "q_label": self.listing.q_label,
            "selects": selects,
            "clear_url": action if self.is_narrowed else "",
        }


def _select(name: str, label: str, choices: Choices, chosen: str) -> dict[str, Any]:
    options = [
        {"value": value, "label": words, "selected": str(value) == chosen}
        for value, words in choices
    ]
    return {"name": name, "label": label, "options": options}


@dataclass(frozen=True)
class Listed(Generic[Line]):
    """One page of a list, for components/_listed.html: its lines, how many there are, what is beside."""

    rows: list[Line]
    words: str
    before_url: str
    after_url: str


def page_of(
    rows: QuerySet[Row], asked: Asked, line: Callable[[Row], Line], *, measure: str = "项"
) -> Listed[Line]:
    """One page of rows in the order asked for. Counted is up to a thousand, never more."""
    count = rows.order_by()[: COUNTED + 1].count()
    place = asked.page if count > COUNTED else min(asked.page, max(1, -(-count // PAGE)))
    found = list(rows.order_by(*asked.order)[(place - 1) * PAGE : place * PAGE + 1])
    return page_from(found, count, place, asked, line, measure=measure)


def page_from(
    found: list[Row],
    count: int,
    place: int,
    asked: Asked,
    line: Callable[[Row], Line],
    *,
    measure: str = "项",
) -> Listed[Line]:
    """A page that was read: `found` is its rows and one more where there are more."""
    many = count > COUNTED
    pages = "" if many else f"，共{-(-count // PAGE)}页"
    of = f"，第{place}页{pages}" if count > PAGE else ""
    said = f"共{COUNTED}多{measure}" if many else f"共{count}{measure}"
    return Listed(
        [line(row) for row in found[:PAGE]],
        f"{said}{of}。",
        f"?{asked.query(page=place - 1)}" if place > 1 else "",
        f"?{asked.query(page=place + 1)}" if len(found) > PAGE else "",
    )

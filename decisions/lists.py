"""Short lists with one way of being asked: narrowed, searched, sorted, paged by key."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.http import QueryDict

from jiedao.lib import text
from jiedao.organisation.models import Unit

PAGE, COUNTED = 20, 1000
SORTS = [("newest", "新登记的在前"), ("oldest", "先登记的在前")]
_CODE = re.compile(r"[0-9A-Za-z-]{1,24}", re.ASCII)
_KEY = re.compile(r"\d{1,18}", re.ASCII)

RowT = TypeVar("RowT", bound=Model)
Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Asked:
    """What was asked of a list; what makes no sense is as if it had not been asked."""

    words: str = ""
    state: str = ""
    unit: str = ""
    sort: str = "newest"
    older: int = 0
    newer: int = 0

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.state or self.unit)

    def query(self, **changed: Any) -> str:
        """The same question with something changed, as an address has it."""
        wanted = replace(self, **({"older": 0, "newer": 0} | changed))
        said = {
            "q": wanted.words,
            "state": wanted.state,
            "unit": wanted.unit,
            "sort": "" if wanted.sort == "newest" else wanted.sort,
            "older": wanted.older,
            "newer": wanted.newer,
        }
        return urlencode({name: value for name, value in said.items() if value})


def read(query: QueryDict, states: Choices) -> Asked:
    """The question in an address."""
    state, unit = query.get("state", ""), query.get("unit", "")
    sort = query.get("sort", "")
    return Asked(
        words=text.asked_words(query.get("q", "")),
        state=state if state in dict(states) else "",
        unit=unit if _CODE.fullmatch(unit) else "",
        sort=sort if sort in dict(SORTS) else "newest",
        older=_key(query.get("older", "")),
        newer=_key(query.get("newer", "")),
    )


def within(rows: QuerySet[RowT], asked: Asked, *, path: str) -> QuerySet[RowT]:
    """The rows of the unit that was asked for and of all beneath it."""
    if not asked.unit:
        return rows
    found = Unit.objects.filter(code=asked.unit).values_list("path", flat=True).first()
    return rows.filter(**{f"{path}__startswith": found}) if found else rows.none()


def sorted_by(rows: QuerySet[RowT], asked: Asked) -> QuerySet[RowT]:
    """All rows in the order that was asked for."""
    return rows.order_by("pk" if asked.sort == "oldest" else "-pk")


def page_of(rows: QuerySet[RowT], asked: Asked) -> tuple[list[RowT], dict[str, str]]:
    """One page by key, and its pager; counts no further than it says."""
    count = rows.order_by()[: COUNTED + 1].count()
    rising = asked.sort == "oldest"
    backwards = bool(asked.newer)
    key = asked.newer or asked.older
    upwards = rising != backwards
    found = rows.order_by("pk" if upwards else "-pk")
    if key:
        found = found.filter(**{"pk__gt" if upwards else "pk__lt": key})
    shown = list(found[: PAGE + 1])
    more, shown = len(shown) > PAGE, shown[:PAGE]
    if backwards:
        shown.reverse()
    has_newer = bool(shown) and (more if backwards else bool(asked.older))
    has_older = bool(shown) and (backwards or more)
    return shown, {
        "words": f"共{f'{COUNTED}+' if count > COUNTED else count}条。",
        "newer_url": f"?{asked.query(newer=shown[0].pk)}" if has_newer else "",
        "older_url": f"?{asked.query(older=shown[-1].pk)}" if has_older else "",
    }


def filter_of(
    asked: Asked, *, action: str, label: str, states: Choices, units: Choices
) -> dict[str, Any]:
    """What narrows the list, for components/_filter.html."""
    selects: list[tuple[str, str, Choices, str]] = [
        ("state", "状态", [("", "全部"), *states], asked.state),
        ("sort", "排序", SORTS, asked.sort),
    ]
    if len(units) > 1:
        everywhere = [("", "全部"), *units]
        selects.insert(1, ("unit", "单位", everywhere, asked.unit))
    return {
        "action": action,
        "q": asked.words,
        "q_label": label,
        "selects": [
            {
                "name": name,
                "label": title,
                "options": [
                    {"value": value, "label": words, "selected": value == chosen}
                    for value, words in options
                ],
            }
            for name, title, options, chosen in selects
        ],
        "clear_url": action if asked.is_narrowed else "",
    }


def _key(typed: str) -> int:
    return int(typed) if _KEY.fullmatch(typed) else 0

"""The ways on from a paper, as far as its reader may go them; the words stay as they are.

A paper says the same to everyone and is kept as it was handed in, whereas what lies behind its lines
is not for everyone: a worker reads how much his community spent, without opening the accounts.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from jiedao.access.selectors import visible_dossiers
from jiedao.indicators.selectors import opens
from jiedao.people.models import User
from jiedao.reporting.models import Paper
from jiedao.reporting.selectors.draft import Content, scope_of

LIMITS = ("overdue", "coming")


def for_reader(content: Content, paper: Paper, user: User) -> Content:
    """A content with those links only that its reader may follow; one statement for all of them."""
    known = _known({_number(line["url"]) for line in _lines(content)}, user)
    figures = content["figures"]
    if not opens(user, scope_of(paper).unit):
        figures = [line | {"url": ""} for line in figures]
    return content | {
        "figures": figures,
        "groups": [one | {"lines": _open(one["lines"], known)} for one in content["groups"]],
        "mentions": [
            one | {"evidence": _open(one["evidence"], known)} for one in content["mentions"]
        ],
        **{name: _open(content[name], known) for name in LIMITS},
    }


def _lines(content: Content) -> Iterator[Content]:
    """Every line that leads to a dossier."""
    for group in content["groups"]:
        yield from group["lines"]
    for one in content["mentions"]:
        yield from one["evidence"]
    for name in LIMITS:
        yield from content[name]


def _number(url: str) -> str:
    """Of which dossier an address is: the number it ends in."""
    return url.rstrip("/").rpartition("/")[2]


def _known(numbers: set[str], user: User) -> frozenset[str]:
    """Of these dossiers, those a person may open."""
    if not numbers:
        return frozenset()
    rows: Any = visible_dossiers(user).filter(number__in=sorted(numbers)).order_by()
    return frozenset(rows.values_list("number", flat=True))


def _open(lines: Iterable[Content], known: frozenset[str]) -> list[Content]:
    return [line if _number(line["url"]) in known else line | {"url": ""} for line in lines]

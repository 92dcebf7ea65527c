"""What figures come to, for goals and proofs: one statement, however many scopes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from jiedao.indicators import kept
from jiedao.indicators.figures import Daily, Scope, all_figures, kept_figures
from jiedao.indicators.selectors import in_words
from jiedao.organisation.models import Unit


@dataclass(frozen=True)
class Measure:
    """A figure of a unit from a day to a day, both within."""

    figure: str
    unit: Unit
    since: date
    last: date

    @property
    def scope(self) -> Scope:
        return Scope(self.unit, self.since, max(self.last, self.since) + timedelta(days=1))


def values(measures: Iterable[Measure]) -> dict[Measure, Decimal]:
    """What each comes to; one statement for all of them."""
    asked = list(dict.fromkeys(measures))
    scopes = list(dict.fromkeys(one.scope for one in asked))
    known = dict(zip(scopes, kept.values(*scopes), strict=True)) if scopes else {}
    return {one: known[one.scope].get(one.figure, Decimal(0)) for one in asked}


def choices() -> list[tuple[str, str]]:
    """The figures something can be measured by: those that grow day by day."""
    return sorted(
        ((figure.code, f"{figure.name}（{figure.measure}）") for figure in kept_figures()),
        key=lambda choice: choice[0],
    )


def name_of(code: str) -> str:
    """The name of a figure; a code that is no more shows as itself."""
    figure = all_figures().get(code)
    return figure.name if figure else code


def said(code: str, value: Decimal) -> str:
    """A value of a figure in words."""
    figure = all_figures().get(code)
    return in_words(figure, value) if isinstance(figure, Daily) else str(value)

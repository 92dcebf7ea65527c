"""指标: a figure is defined once, as a queryset; value, rows and breakdown derive from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Count as SqlCount
from django.db.models import QuerySet

from jiedao.organisation.models import Unit


@dataclass(frozen=True)
class Scope:
    """What a figure is counted over (统计口径): a unit and all beneath it, from a day until a day.

    `until` is outside: [since, until).
    """

    unit: Unit
    since: date
    until: date

    def __post_init__(self) -> None:
        if self.until <= self.since:
            raise ValueError("统计期间的结束日期要晚于开始日期，请重新选择。")


Rows = Callable[[Scope], "QuerySet[Any]"]
_FIGURES: dict[str, Count] = {}


def all_figures() -> dict[str, Count]:
    """Every figure by code."""
    return dict(_FIGURES)


@dataclass(frozen=True)
class Count:
    """How many things of a kind there are in a scope (计数指标).

    `report` is the blank of the work report it fills (F5); `unit_path` leads from a row to the path
    of its unit; `on` is the day a row counts on; `dossier` leads from a row to its dossier, whose page
    shows it.
    """

    code: str
    name: str
    definition: str
    of: Rows
    report: str = ""
    measure: str = "件"
    unit_path: str = "dossier__unit__path"
    on: str = ""
    dossier: str = "pk"

    def __post_init__(self) -> None:
        if self.code in _FIGURES:
            raise ImproperlyConfigured(f"指标“{self.code}”被声明了两次。")
        _FIGURES[self.code] = self

    def rows(self, scope: Scope) -> QuerySet[Any]:
        """The very rows that are counted."""
        return self.of(scope).filter(**{f"{self.unit_path}__startswith": scope.unit.path})

    def value(self, scope: Scope) -> int:
        """The figure itself."""
        return self.rows(scope).count()

    def by_unit(self, scope: Scope, units: list[Unit]) -> list[tuple[Unit, int]]:
        """The figure of each unit beneath the scope's, in office order; parts add up to the whole."""
        unit_id = self.unit_path.removesuffix("__path")
        counted = dict(
            self.rows(scope)
            .order_by()
            .values_list(f"{unit_id}__path")
            .annotate(number=SqlCount("pk"))
        )
        return [
            (unit, sum(number for path, number in counted.items() if path.startswith(unit.path)))
            for unit in units
        ]

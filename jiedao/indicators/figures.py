"""指标: a figure is defined once, as a queryset; value, rows, breakdown and trend derive from it.

Four kinds: how many in a period (`Count`), how many on a day (`AsOf`), how much in a period (`Sum`),
which part of a figure (`Share`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, ClassVar

from django.core.exceptions import ImproperlyConfigured
from django.db.models import DecimalField, QuerySet, Value
from django.db.models import Sum as SqlSum
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from jiedao.organisation.models import Unit

AMOUNT = DecimalField(max_digits=18, decimal_places=2)
ALL_TIME = (date(1900, 1, 1), date(2200, 1, 1))


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

    @property
    def last(self) -> date:
        """The last day of the period: what stands "as of" is counted on it."""
        return self.until - timedelta(days=1)

    @property
    def before(self) -> Scope:
        """The period before, equally long (上期); of whole months so many months."""
        first = self.since.day == 1 and self.until.day == 1
        months = (self.until.year - self.since.year) * 12 + self.until.month - self.since.month
        earlier = _months_earlier(self.since, months) if first else self.since - self._length
        return replace(self, since=earlier, until=self.since)

    @property
    def year_before(self) -> Scope:
        """The same days a year earlier (去年同期)."""
        return replace(self, since=_year_earlier(self.since), until=_year_earlier(self.until))

    @property
    def _length(self) -> timedelta:
        return self.until - self.since

    def within(self, day: date) -> bool:
        """Whether a day lies in the period."""
        return self.since <= day < self.until


def ever() -> Scope:
    """Everything there ever was, anywhere."""
    return Scope(Unit(path="/"), *ALL_TIME)


def _months_earlier(day: date, months: int) -> date:
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(years, month + 1, 1)


def _year_earlier(day: date) -> date:
    """29 February has its like on the 28th."""
    leap = day.month == 2 and day.day == 29
    return day.replace(year=day.year - 1, day=28 if leap else day.day)


Rows = Callable[[Scope], "QuerySet[Any]"]
OnADay = Callable[[date], "QuerySet[Any]"]
_FIGURES: dict[str, Figure] = {}


def all_figures() -> dict[str, Figure]:
    """Every figure by code."""
    return dict(_FIGURES)


def kept_figures() -> list[Daily]:
    """Those whose rows belong to days: their sums are kept."""
    return [figure for figure in _FIGURES.values() if isinstance(figure, Daily)]


@dataclass(frozen=True)
class Figure(ABC):
    """A number of the office (指标). `report` is the blank of the work report it fills (F5).

    `glance` names the one of the four systems it stands for at the head of the dashboard.
    """

    code: str
    name: str
    definition: str
    report: str = field(default="", kw_only=True)
    measure: str = field(default="件", kw_only=True)
    glance: str = field(default="", kw_only=True)

    kind: ClassVar[str] = ""
    arithmetic: ClassVar[str] = ""

    def __post_init__(self) -> None:
        if self.code in _FIGURES:
            raise ImproperlyConfigured(f"指标“{self.code}”被声明了两次。")
        _FIGURES[self.code] = self

    @abstractmethod
    def rows(self, scope: Scope) -> QuerySet[Any]:
        """The very rows that are counted."""

    @property
    @abstractmethod
    def to_dossier(self) -> str:
        """What leads from a row to its dossier, whose page shows it."""


@dataclass(frozen=True)
class Daily(Figure):
    """A figure whose rows each belong to a day of the period.

    `on` leads from a row to its day, `unit_path` to the path of its unit, `dossier` to its dossier,
    whose page shows it.
    """

    of: Rows
    on: str = field(kw_only=True)
    unit_path: str = field(default="dossier__unit__path", kw_only=True)
    dossier: str = field(default="pk", kw_only=True)

    @property
    def to_dossier(self) -> str:
        return self.dossier

    @property
    def amount(self) -> Combinable:
        """What one row adds."""
        return Value(Decimal(1), output_field=AMOUNT)

    def rows(self, scope: Scope) -> QuerySet[Any]:
        return self.of(scope).filter(**{f"{self.unit_path}__startswith": scope.unit.path})

    def value(self, scope: Scope) -> Decimal:
        """The figure itself, counted anew from the records."""
        found = self.rows(scope).order_by().aggregate(whole=SqlSum(self.amount))
        return Decimal(found["whole"] or 0)

    def parts(self, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
        """Of each row: figure, row, dossier, unit, path of the unit, day, amount."""
        unit = self.unit_path.removesuffix("__path")
        return rows.order_by().values_list(
            Value(self.code), "pk", self.dossier, unit, self.unit_path, self.on, self.amount
        )


@dataclass(frozen=True)
class Count(Daily):
    """How many things of a kind there are in a period (计数指标)."""

    kind: ClassVar[str] = "计数"
    arithmetic: ClassVar[str] = "期内符合定义的记录，一条计一次。"


@dataclass(frozen=True)
class Sum(Daily):
    """How much the things of a kind in a period come to (求和指标), in yuan."""

    adds: str = field(kw_only=True)
    measure: str = field(default="元", kw_only=True)

    kind: ClassVar[str] = "求和"
    arithmetic: ClassVar[str] = "期内符合定义的记录，金额逐条相加。"

    @property
    def amount(self) -> Combinable:
        return Cast(self.adds, AMOUNT)


@dataclass(frozen=True)
class AsOf(Figure):
    """How many there are on the last day of the period (时点指标)."""

    of: OnADay
    unit_path: str = field(default="dossier__unit__path", kw_only=True)
    dossier: str = field(default="pk", kw_only=True)

    kind: ClassVar[str] = "时点"
    arithmetic: ClassVar[str] = "期末那一天符合定义的记录，一条计一次。"

    @property
    def to_dossier(self) -> str:
        return self.dossier

    def rows(self, scope: Scope) -> QuerySet[Any]:
        return self.rows_on(scope.last, scope.unit.path)

    def rows_on(self, day: date, path: str) -> QuerySet[Any]:
        """The rows on a day, in the unit at a path and beneath it."""
        return self.of(day).filter(**{f"{self.unit_path}__startswith": path})

    def value(self, scope: Scope) -> Decimal:
        """The figure itself."""
        return Decimal(self.rows(scope).count())


@dataclass(frozen=True)
class Share(Figure):
    """Which part of a figure another one is (比率): `counts` is always a narrowing of `out_of`."""

    out_of: Daily
    counts: Daily
    measure: str = field(default="%", kw_only=True)

    @property
    def part_name(self) -> str:
        """What it is called where it stands as so many of so many (1/2), which is no rate."""
        return self.name.removesuffix("率")

    kind: ClassVar[str] = "比率"
    arithmetic: ClassVar[str] = "分子除以分母；分母为零时没有比率。"

    @property
    def to_dossier(self) -> str:
        return self.counts.to_dossier

    def rows(self, scope: Scope) -> QuerySet[Any]:
        """The rows of the numerator."""
        return self.counts.rows(scope)


def per_cent(part: Decimal, whole: Decimal) -> Decimal | None:
    """A share in per cent with one place; nothing out of nothing."""
    if not whole:
        return None
    return (100 * part / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)

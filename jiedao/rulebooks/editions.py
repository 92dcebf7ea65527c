"""Rulebooks: what the law sets, as dated numbers, each with the article it stands in."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, is_dataclass, replace
from datetime import date
from functools import cached_property, partial
from itertools import pairwise
from typing import Any, Protocol

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet

from jiedao.lib import numerals
from jiedao.lib.prepared import Records
from jiedao.lib.quotas import AtLeast, MoreThan
from jiedao.lib.refusals import Refusal, Refused

INTERNAL = "内部规定"
MORE, LESS, FIXED = "more", "less", "fixed"

_BOOKS: dict[str, "Rulebook"] = {}


class NoEdition(Refused, LookupError):
    """A day before the first edition of a rulebook: nothing can be judged by it."""


@dataclass(frozen=True)
class Rule:
    """One number of a rulebook with the article it stands in.

    `article="内部规定"` marks an office default that is no law. `law` names another statute than
    the edition's own. `stricter` says which way a street may go further on its own: higher shares
    and longer public periods are “more” (their default), shorter limits to act are “less”; what is
    the residents' own right is “fixed”, and so is a plain number without a direction.
    """

    value: Any
    article: str = ""
    name: str = ""
    law: str = ""
    stricter: str = ""

    def __post_init__(self) -> None:
        if isinstance(self.value, float):
            raise ImproperlyConfigured(f"规则“{self.name}”的值是浮点数，请改用整数或比例。")
        if self.stricter not in ("", MORE, LESS, FIXED):
            raise ImproperlyConfigured(f"规则“{self.name}”的从严方向只能是 more、less 或 fixed。")
        if isinstance(self.value, MoreThan | AtLeast) and self.stricter == LESS:
            raise ImproperlyConfigured(f"规则“{self.name}”是比例，只能往高处从严。")

    @property
    def direction(self) -> str:
        """Which way is stricter; empty when the street has no say."""
        if self.stricter == FIXED:
            return ""
        return self.stricter or (MORE if is_dataclass(self.value) else "")

    def accepts(self, value: Any) -> bool:
        """Whether `value` is at least as strict as this one; TypeError when not comparable."""
        if isinstance(self.value, MoreThan | AtLeast) and isinstance(value, MoreThan | AtLeast):
            return value.stricter_or_equal(self.value)
        if not self.direction or type(value) is not type(self.value):
            raise TypeError("这两个值不能比较宽严。")
        return bool(value >= self.value if self.direction == MORE else value <= self.value)


@dataclass(frozen=True)
class LocalValue:
    """A stricter value of the street's own (本地从严) and the document it rests on."""

    value: Any
    document: str


class Edition:
    """What the rules are from one day on (规则版本).

    Each value is an attribute: `edition.publication` is Days(15), `edition.article("publication")`
    is 第三十四条. A value given without a Rule has no article of its own. `articles` are those of
    the steps of a procedure where this edition has them elsewhere than the table of steps says.
    """

    def __init__(
        self,
        code: str,
        *,
        in_force: date,
        basis: str,
        articles: Mapping[str, str] | None = None,
        **values: Any,
    ) -> None:
        clashing = [key for key in values if key.startswith("_") or hasattr(Edition, key)]
        if clashing:
            raise ImproperlyConfigured(f"规则版本“{code}”不能用“{clashing[0]}”作规则名，请换一个。")
        self.code = code
        self.in_force = in_force
        self.basis = basis
        self._articles = dict(articles or {})
        self._rules = {
            key: value if isinstance(value, Rule) else Rule(value) for key, value in values.items()
        }
        self._read_local: Callable[[], Mapping[str, LocalValue]] = dict

    @cached_property
    def _local(self) -> Mapping[str, LocalValue]:
        return self._read_local()

    def __getattr__(self, key: str) -> Any:
        # Only reached for names that are no ordinary attributes; private ones must stay missing.
        if key.startswith("_") or key not in self._rules:
            raise AttributeError(f"规则版本里没有“{key}”这一项。")
        local = self._local.get(key)
        return local.value if local else self._rules[key].value

    def __iter__(self) -> Iterator[str]:
        return iter(self._rules)

    def __contains__(self, key: object) -> bool:
        return key in self._rules

    def __repr__(self) -> str:
        return f"<Edition {self.code}>"

    def __str__(self) -> str:
        return self.code

    def rule(self, key: str) -> Rule:
        """The law's own number with its article, whatever the street says."""
        if key not in self._rules:
            raise LookupError(f"规则版本“{self.code}”里没有“{key}”这一项。")
        return self._rules[key]

    def name(self, key: str) -> str:
        """The Chinese name of a number, for the handbook and for refusals."""
        return self.rule(key).name or key

    def article(self, key: str) -> str:
        """The article a number stands in: 第二十九条, or 内部规定."""
        return self.rule(key).article

    def article_of_step(self, code: str) -> str:
        """The article a step of a procedure rests on in this edition; “” when the table says it."""
        return self._articles.get(code, "")

    def is_law(self, key: str) -> bool:
        """Whether a number is set by a statute, and is not an office default."""
        rule = self.rule(key)
        return bool(rule.article or rule.law) and rule.article != INTERNAL

    def is_local(self, key: str) -> bool:
        """Whether the street's own stricter number applies here."""
        return key in self._local

    def source(self, key: str) -> str:
        """Where the applied number stands: statute and article, 内部规定, or the local document."""
        rule = self.rule(key)
        if key in self._local:
            return self._local[key].document
        if rule.article == INTERNAL:
            return INTERNAL
        return f"{rule.law or self.basis}{rule.article}"

    def with_local(self, read: Callable[[], Mapping[str, LocalValue]]) -> "Edition":
        """This edition with the street's stricter numbers in place of the law's.

        They are read when the first number is asked for: most steps rest on none.
        """
        edition = copy(self)
        vars(edition).pop("_local", None)
        edition._read_local = read
        return edition


class UnitLike(Protocol):
    """What a rulebook must know of a unit: itself and everything above it."""

    @property
    def ancestor_ids(self) -> tuple[int, ...]: ...


class LocalRuleLike(Protocol):
    """One local rule as the table `LocalRule` holds it."""

    @property
    def book(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def in_force(self) -> date: ...
    @property
    def until(self) -> date | None: ...
    @property
    def unit_id(self) -> Any: ...
    @property
    def document_words(self) -> str: ...
    def value_for(self, law: Rule) -> Any: ...


@Records
def _stored(*, book: str, units: tuple[int, ...]) -> QuerySet[Any]:
    # By name: declarations of rules are imported before the tables are.
    rules = apps.get_model("rulebooks", "LocalRule")._default_manager
    return rules.filter(book=book, unit_id__in=units)


class Rulebook:
    """The rules of one subject (规则集) in dated editions; a step is judged by its own day's."""

    def __init__(self, code: str, name: str, editions: tuple[Edition, ...]) -> None:
        days = [edition.in_force for edition in editions]
        if not days or any(day <= before for before, day in pairwise(days)):
            raise ImproperlyConfigured(
                f"规则集“{name}”至少要有一个版本，并按施行日期从早到晚排列，同一天不能有两个。"
            )
        if code in _BOOKS:
            raise ImproperlyConfigured(f"规则集“{code}”被声明了两次，请改用另一个代码。")
        self.code = code
        self.name = name
        self.editions = editions
        _BOOKS[code] = self

    def __repr__(self) -> str:
        return f"<Rulebook {self.code}>"

    def on(
        self,
        day: date,
        unit: UnitLike | None = None,
        *,
        local: Iterable[LocalRuleLike] | None = None,
    ) -> Edition:
        """The edition in force on `day`; with a unit, the stricter local numbers applied.

        One query reads the local rules of the unit and of all above it, once a number is asked for;
        `local` spares it when the caller has them already (`selectors.local_rules`).
        """
        edition = self._edition(day)
        if unit is None:
            return edition
        return edition.with_local(partial(self._local_of, edition, day, unit, local))

    def _local_of(
        self,
        edition: Edition,
        day: date,
        unit: UnitLike,
        local: Iterable[LocalRuleLike] | None,
    ) -> dict[str, LocalValue]:
        """The stricter numbers that apply in a unit on a day."""
        above = unit.ancestor_ids
        if local is None:
            local = _stored(book=self.code, units=tuple(above))
        applying = [
            rule
            for rule in local
            if rule.book == self.code
            and rule.unit_id in above
            and rule.in_force <= day
            and (rule.until is None or day < rule.until)
        ]
        return _strictest(edition, applying)

    def _edition(self, day: date) -> Edition:
        for edition in reversed(self.editions):
            if edition.in_force <= day:
                return edition
        first = numerals.long_day(self.editions[0].in_force)
        raise NoEdition(
            Refusal(
                "rules.no_edition",
                f"{numerals.long_day(day)}早于“{self.name}”最早的规则版本（{first}起施行），"
                "没有规则可以适用。请核对日期；更早的事项请作历史补录。",
            )
        )


def _strictest(edition: Edition, rules: list[LocalRuleLike]) -> dict[str, LocalValue]:
    chosen: dict[str, LocalValue] = {}
    for rule in sorted(rules, key=lambda rule: rule.in_force):
        if rule.key not in edition:
            continue
        law = edition.rule(rule.key)
        standing = chosen[rule.key].value if rule.key in chosen else law.value
        try:
            value = rule.value_for(law)
            stricter = value != standing and replace(law, value=standing).accepts(value)
        except (TypeError, ValueError):
            # Since it was set the law has put this number differently: the law is what counts.
            continue
        if stricter:
            chosen[rule.key] = LocalValue(value, rule.document_words)
    return chosen


def find(code: str) -> Rulebook:
    """The rulebook of that code; LookupError when there is none."""
    if code not in _BOOKS:
        raise LookupError(f"没有代码为“{code}”的规则集。")
    return _BOOKS[code]


def all_books() -> list[Rulebook]:
    """Every rulebook, for the handbook."""
    return [_BOOKS[code] for code in sorted(_BOOKS)]

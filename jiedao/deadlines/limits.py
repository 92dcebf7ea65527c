"""Limits as an app declares them: a name, the rule that sets the span, and whose desk it lies on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet

from jiedao.dossiers.models import Dossier
from jiedao.people.models import User
from jiedao.workdays.spans import WorkingDays

_LIMITS: dict[str, Limit] = {}
# Of the dossier, in a query, and a day: a name in the only column of its first row, or no row.
Named = Callable[[QuerySet[Dossier], date], QuerySet[Dossier, Any]]


@dataclass(frozen=True)
class Rung:
    """Who else is told when a limit has been late for some working days (逐级提醒).

    `kind` is the kind of the notice, once for each limit; `told` says who, of the limit's dossier.
    """

    kind: str
    after: Callable[[date], WorkingDays]
    told: Callable[[Dossier], list[User]]


@dataclass(frozen=True)
class Limit:
    """A declared limit (期限): `rule` is the key of a span in the app's rulebook.

    Without a rule the day is chosen by the person who opens it (计划完成日期). `desk` says whose
    desk it lies on where that is not everyone with the duty, `also` who is reminded besides: the
    person a decision was given to (责任人); `named` is his name, for the lists of what is late.
    `rungs` are who else is told when it is late.
    """

    code: str
    name: str
    duty: str
    rule: str = ""
    also: Callable[[Dossier], Iterable[User]] | None = None
    desk: Callable[[Dossier], list[User]] | None = None
    named: Named | None = None
    rungs: tuple[Rung, ...] = ()

    def __post_init__(self) -> None:
        if self.code in _LIMITS:
            raise ImproperlyConfigured(f"期限代码“{self.code}”被声明了两次。")
        _LIMITS[self.code] = self


def all_limits() -> dict[str, Limit]:
    """Every declared limit by code."""
    return dict(_LIMITS)

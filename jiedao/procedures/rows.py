"""The rows of a procedure (环节): what a step is, why it may be refused, what it is offered as."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from django.core.exceptions import ImproperlyConfigured

from jiedao.deadlines.limits import Limit
from jiedao.dossiers.models import Dossier
from jiedao.lib.refusals import Refusal
from jiedao.people.models import User

INTERNAL = "内部规定"
ANYONE = "anyone"  # a step residents take themselves, without an account


class Record(Protocol):
    """What a procedure moves: a row with a dossier and a state."""

    pk: Any
    state: str
    dossier: Dossier
    as_of: int | None

    def forget(self) -> None:
        """Drop what was read of related rows before the lock was held."""


@dataclass(frozen=True)
class Reason:
    """Why a condition is not met: the sentence, the sum, the article, and when it becomes possible."""

    sentence: str
    arithmetic: str = ""
    basis: str = ""
    hint: str = ""


Condition = Callable[[Any, date], Reason | str | None]
Named = Callable[[Any, User], bool]


@dataclass(frozen=True)
class Step:
    """One row of the table (环节).

    Several targets are for a step whose outcome the record decides (恢复办理 leads back to where
    the record stood); the action says which one it is. A step that stands `aside` may be needed at
    any point (中止、终止): the handbook names it and draws no arrow for it. Besides the holders of
    the duty, whoever the record itself names (`named`) may take it: who submitted it, who was made
    responsible; the handbook says who by its docstring. One that only adds a line to the ledger, on
    conditions that look at the record's own columns, may be judged `as_read`: without locking first.
    What is collected over days and entered afterwards (入户收到的意见) may be of any day `since` one that
    the record says, whatever else was entered meanwhile; every other step not before the last.
    """

    code: str
    name: str
    source: tuple[str, ...]
    target: str | tuple[str, ...] | None
    duty: str
    basis: str
    hint: str = ""
    needs: tuple[Condition, ...] = ()
    opens: tuple[Limit, ...] = ()
    closes: tuple[Limit, ...] = ()
    milestone: bool = False
    aside: bool = False
    named: Named | None = None
    as_read: bool = False
    since: Callable[[Any], date | None] | None = None

    def __post_init__(self) -> None:
        if self.as_read and (self.target or self.opens or self.closes):
            raise ImproperlyConfigured(f"环节“{self.name}”不止记一笔台账，要先锁住案卷再判断。")
        if not self.basis:
            raise ImproperlyConfigured(f"环节“{self.name}”没有写依据；没有法条的写“内部规定”。")

    @property
    def targets(self) -> tuple[str, ...]:
        """Every state the step may lead to; none for an act within a state."""
        if self.target is None:
            return ()
        return (self.target,) if isinstance(self.target, str) else self.target

    def within(self, states: frozenset[str]) -> Step:
        """The row as a procedure with these states has it: rows are shared between procedures."""
        source = tuple(state for state in self.source if state in states)
        if not source:
            raise ImproperlyConfigured(f"环节“{self.name}”在这个程序里走不到。")
        if not isinstance(self.target, tuple):
            return replace(self, source=source)
        return replace(
            self, source=source, target=tuple(state for state in self.target if state in states)
        )


@dataclass(frozen=True)
class Offer:
    """A step as the page of a record shows it: the step, and why it is refused, if it is."""

    step: Step
    refusal: Refusal | None

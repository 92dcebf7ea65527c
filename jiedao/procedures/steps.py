"""程序: the declared table of lawful steps, and the one place that takes them.

A step that moves has a target; an act within a state has none. Every row says who (duty), from
where (source), on what conditions (needs), under which article (basis), and which limits it opens
and closes. The page asks `offers`, the button shows the refusal, `take` asks again under the lock; one
declared `as_read` is first judged without it, and its line proves that nothing was done meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.models import TextChoices

from jiedao.access.duties import name_of
from jiedao.access.selectors import Holdings, holdings
from jiedao.deadlines import actions as deadlines
from jiedao.dossiers import actions as dossiers
from jiedao.ledger import actions as ledger
from jiedao.ledger import acts
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import CONFLICT, FORBIDDEN, Refusal, Refused
from jiedao.people.models import User
from jiedao.procedures.refusing import recused, wrong_day
from jiedao.procedures.rows import ANYONE, INTERNAL, Offer, Reason, Record, Step
from jiedao.rulebooks.editions import Edition, Rulebook, all_books

_PROCEDURES: dict[str, Procedure] = {}


def all_procedures() -> dict[str, Procedure]:
    """Every declared procedure by code, for the handbook and the house tests."""
    return dict(_PROCEDURES)


@lru_cache(maxsize=512)
def rules_of(act: str, edition: str) -> str:
    """The rules an act in the ledger was judged by, by their name; “” where it rests on no statute."""
    kind, _, code = act.rpartition(".")
    procedures = [one for one in _PROCEDURES.values() if one.acts == kind]
    if procedures:
        # Of sisters with the same step the ledger does not say which: what one does by 内部规定 is unnamed.
        named = [name for one in procedures if (name := one.rules_of(code, edition)) is not None]
        return named[0] if all(named) and named else ""
    # Outside a procedure (换届) the package's own book says which.
    own = [one for book in all_books() if book.code == kind for one in book.editions]
    return next((one.basis for one in own if one.code == edition), "")


@dataclass(frozen=True)
class Procedure:
    """A procedure (程序): its states, its steps, and the rulebook it is judged by.

    `states` may name more states than this procedure has; `reachable` are its own. Procedures of
    one kind of record (one per legal regime) share their rows and, by `acts`, the names under which
    the ledger and the refusals know them. `why_stopped` tells, in a state in which everything rests
    (中止) or is over (终止), the reason why: it is then the sentence of every refusal.
    """

    code: str
    name: str
    states: type[TextChoices]
    initial: str
    finals: tuple[str, ...]
    rules: Rulebook
    steps: tuple[Step, ...]
    acts: str = ""
    why_stopped: Callable[[Any], Reason | None] | None = None
    by_code: dict[str, Step] = field(default_factory=dict, init=False, repr=False)
    reachable: frozenset[str] = field(default=frozenset(), init=False, repr=False)

    def __post_init__(self) -> None:
        if self.code in _PROCEDURES:
            raise ImproperlyConfigured(f"程序“{self.code}”被声明了两次。")
        set_once = object.__setattr__
        set_once(self, "acts", self.acts or self.code)
        set_once(self, "reachable", self._reached())
        set_once(self, "steps", tuple(step.within(self.reachable) for step in self.steps))
        for step in self.steps:
            if step.code in self.by_code:
                raise ImproperlyConfigured(f"程序“{self.name}”里环节“{step.code}”出现了两次。")
            self.by_code[step.code] = step
            acts.declare(f"{self.acts}.{step.code}", step.name)
        _PROCEDURES[self.code] = self

    def _reached(self) -> frozenset[str]:
        reached, before = {str(self.initial)}, 0
        while len(reached) > before:
            before = len(reached)
            for step in self.steps:
                # What only leads back (恢复办理) opens no state of its own.
                if isinstance(step.target, str) and reached & set(step.source):
                    reached.add(str(step.target))
        return frozenset(reached)

    def _elsewhere(self, code: str) -> Step:
        """A step of another procedure of the same kind of record; LookupError when there is none."""
        for other in _PROCEDURES.values():
            if other.acts == self.acts and code in other.by_code:
                return other.by_code[code]
        raise LookupError(f"程序“{self.name}”没有环节“{code}”。")

    def named(self, code: str) -> Step:
        """The row of that code, this procedure's own or a sister's: for its name and duty."""
        return self.by_code.get(code) or self._elsewhere(code)

    def edition(self, record: Record, on: date) -> Edition:
        """The edition in force for this record's unit on a day."""
        return self.rules.on(on, record.dossier.unit)

    def basis_of(self, step: Step, on: date) -> str:
        """The article a step rests on, by the edition of its day (依据)."""
        return self.rules.on(on).article_of_step(step.code) or step.basis

    def rules_of(self, code: str, edition: str) -> str | None:
        """The rules a step was judged by, by their name; “” where it rests on none (内部规定).

        None where it cannot have been this procedure's step.
        """
        step = self.by_code.get(code)
        known = next((one for one in self.rules.editions if one.code == edition), None)
        if step is None or known is None:
            return None
        article = known.article_of_step(code) or step.basis
        return "" if article == INTERNAL else known.basis

    def transitions(self) -> set[tuple[str, str]]:
        """Every lawful change of state, for the database's own guard."""
        return {
            (str(source), str(target))
            for step in self.steps
            for target in step.targets
            for source in step.source
            if source != target
        }

    def open_steps(self, record: Record, *, by: User) -> list[Step]:
        """Steps open by state and duty alone; asks the database nothing (for lists)."""
        held = holdings(by)
        return [
            step
            for step in self.steps
            if record.state in step.source and self._is_for(record, step, by, held)
        ]

    def is_open(self, record: Record, code: str, *, by: User) -> bool:
        """Whether a step is open by state and duty alone, for a link beside a row."""
        return any(step.code == code for step in self.open_steps(record, by=by))

    def offers(self, record: Record, *, by: User) -> list[Offer]:
        """What this person could do now, each with the reason when it is refused."""
        steps = self.open_steps(record, by=by)
        if not steps:
            return []
        today = clock.today()
        aside = recused(record, by, as_read=True)
        return [Offer(step, aside or self._unmet(record, step, today)) for step in steps]

    def why_not(
        self, record: Record, code: str, *, by: User, on: date | None = None
    ) -> Refusal | None:
        """The one answer to "may this person take this step now?": None, or the reason."""
        step, on = self.named(code), on or clock.today()
        return (
            self.why_closed(record, code, by=by, on=on)
            or wrong_day(record, step, on)
            or self._unmet(record, step, on)
        )

    def why_closed(
        self, record: Record, code: str, *, by: User, on: date | None = None
    ) -> Refusal | None:
        """Why nothing this person may hand in can take the step: duty, recusal, regime, state.

        For whoever is asked for particulars: what hangs on them (the day, the numbers) is judged
        once they are known.
        """
        step = self.named(code)
        return (
            self._without_duty(record, step, by)
            or recused(record, by)
            or self._not_in_this_one(step)
            or self._wrong_state(record, step, on or clock.today())
        )

    def demand(self, record: Record, code: str, *, by: User, on: date) -> None:
        """Raise the table's own refusal first, before an action looks at its particulars."""
        dossiers.hold(record.dossier)
        record.forget()
        refusal = self.why_not(record, code, by=by, on=on)
        if refusal:
            raise Refused(self.with_who_was_first(record, refusal))

    @property
    def milestones(self) -> list[Step]:
        """The steps drawn in the line of steps at the head of a record's page."""
        return [step for step in self.steps if step.milestone]

    @transaction.atomic(savepoint=False)  # part of an action, which is undone as a whole
    def take(
        self,
        record: Record,
        code: str,
        *,
        by: User,
        words: str,
        on: date | None = None,
        data: dict[str, Any] | None = None,
        starts: dict[str, date] | None = None,
        due: dict[str, date] | None = None,
        sets: dict[str, Any] | None = None,
        target: str = "",
    ) -> Edition:
        """Take a step: lock, check everything again, set the state, limits and ledger.

        A limit runs from the day of the step; `starts` names those that run from another day, `due`
        those whose last day was chosen.
        `sets` are the record's columns that belong to the step, written in the same statement as
        the state, so that the database's constraints see both. `target` says which of several
        targets it is. Raises Refused, and nothing has
        happened. Returns the edition the step was judged by.
        """
        step = self.named(code)
        on = on or clock.today()
        line: dict[str, Any] = {
            "act": f"{self.acts}.{code}",
            "by": by,
            "words": words,
            "data": data,
        }
        if step.as_read and not sets:
            edition = self._entered_as_read(record, code, line, by=by, on=on)
            if edition:
                return edition
        dossiers.hold_record(record)
        record.forget()
        refusal = self.why_not(record, code, by=by, on=on)
        if refusal:
            raise Refused(self.with_who_was_first(record, refusal))
        dossier, edition = record.dossier, self.edition(record, on)
        self._set(record, step, sets or {}, target)
        self._mark(record, step, on)
        for limit in step.closes:
            deadlines.close(dossier, limit.code, by=by, on=on)
        if step.targets and dossier.closed_on:
            deadlines.close_all(dossier, by=by, on=on)
        for limit in step.opens:
            deadlines.open_limit(
                dossier,
                limit,
                start=(starts or {}).get(limit.code, on),
                edition=edition,
                due_on=(due or {}).get(limit.code),
            )
        ledger.record(dossier, **line, occurred_on=on, edition=edition.code)
        return edition

    def _entered_as_read(
        self, record: Record, code: str, line: dict[str, Any], *, by: User, on: date
    ) -> Edition | None:
        """The line of a step that only adds one, where the record is as it was read.

        It holds the dossier, and is written only if nothing was entered since: then what was judged is
        what is. None where something was, or where it is refused: the lock is taken and all judged anew.
        """
        if not dossiers.is_as_read(record) or record.state not in self.named(code).source:
            return None
        record.forget()
        if self.why_not(record, code, by=by, on=on):
            return None
        edition = self.edition(record, on)
        dossier = record.dossier
        if not ledger.record(dossier, **line, occurred_on=on, edition=edition.code, as_read=True):
            return None
        record.as_of = None
        self._mark(record, self.named(code), on)
        return edition

    def _mark(self, record: Record, step: Step, on: date) -> None:
        dossiers.mark(
            record.dossier,
            on=max(on, record.dossier.last_act_on),  # entered afterwards, it was not the last
            state_label=self.states(record.state).label,
            # What is done in a final state (封卷) closes nothing again.
            is_closed=bool(step.targets) and record.state in self.finals,
        )

    def _set(self, record: Record, step: Step, sets: dict[str, Any], target: str) -> None:
        columns = dict(sets)
        if step.targets:
            (columns["state"],) = [
                state for state in step.targets if not target or state == target
            ]  # one of several must be named, and be one of them
        if not columns:
            return
        table: Any = type(record)
        rows = table._base_manager.filter(pk=record.pk, state=record.state)
        if rows.update(**columns) != 1:
            raise Refused(
                Refusal("procedure.moved", "这件事刚刚被别人办理过，请刷新页面核对后再办。")
            )
        for name, value in columns.items():
            setattr(record, name, value)

    def _is_for(self, record: Record, step: Step, by: User, held: Holdings) -> bool:
        """Whether a step is a person's: by the duty, or because the record names him."""
        by_duty = held.covers(step.duty, record.dossier.unit)
        return by_duty or (step.named is not None and step.named(record, by))

    def _without_duty(self, record: Record, step: Step, by: User) -> Refusal | None:
        if step.duty == ANYONE or self._is_for(record, step, by, holdings(by)):
            return None
        return Refusal(
            "procedure.no_duty",
            f"“{step.name}”要由负责“{name_of(step.duty)}”的人办理，您在{record.dossier.unit}没有这项职责。",
            status=FORBIDDEN,
        )

    def _not_in_this_one(self, step: Step) -> Refusal | None:
        if step.code in self.by_code:
            return None
        return Refusal(
            "procedure.not_in_this_one",
            f"这件事按“{self.name}”办理，没有“{step.name}”这个环节。",
            hint="请按本页“办到哪一步”列出的环节办理。",
            status=CONFLICT,
        )

    def _wrong_state(self, record: Record, step: Step, on: date) -> Refusal | None:
        if record.state in step.source:
            return None
        stopped = self.why_stopped(record) if self.why_stopped else None
        if stopped:
            return Refusal(
                "procedure.wrong_state",
                stopped.sentence,
                stopped.arithmetic,
                stopped.basis or self.basis_of(step, on),
                stopped.hint,
                CONFLICT,
            )
        now = self.states(record.state).label
        wanted = "或".join(f"“{self.states(state).label}”" for state in step.source)
        return Refusal(
            "procedure.wrong_state",
            f"现在是“{now}”，“{step.name}”只能在{wanted}时办理，不能跳过前面的环节。",
            basis=self.basis_of(step, on),
            status=CONFLICT,
        )

    def _unmet(self, record: Record, step: Step, on: date) -> Refusal | None:
        for need in step.needs:
            reason = need(record, on)
            if reason is None:
                continue
            if isinstance(reason, str):
                reason = Reason(reason)
            return Refusal(
                f"{self.acts}.{need.__name__}",
                reason.sentence,
                reason.arithmetic,
                reason.basis or self.basis_of(step, on),
                reason.hint,
            )
        return None

    def with_who_was_first(self, record: Record, refusal: Refusal) -> Refusal:
        """A refused step that another has taken meanwhile says who took it and when (谁先办的)."""
        if refusal.code != "procedure.wrong_state":
            return refusal
        last = timeline(record.dossier, limit=1)
        if not last:
            return refusal
        line = last[0]
        return Refusal(
            refusal.code,
            refusal.reason,
            basis=refusal.basis,
            hint=f"{refusal.hint}最近一次办理：{line.by}于{long_day(line.on)}办理了“{line.act}”。",
            status=refusal.status,
        )

"""Entries of a table (导入): each through the action it has by hand, all of them or none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from jiedao.dossiers import actions as dossiers
from jiedao.dossiers.models import Dossier
from jiedao.funds.conditions import deciding, keeping
from jiedao.funds.importing import RowFault
from jiedao.funds.models import MoneyEntry
from jiedao.lib.refusals import Refusal, Refused, unless
from jiedao.party_committee.selectors.decisions import passed_decision
from jiedao.people.models import User
from jiedao.web.constraints import sentence_for

Key = tuple[date, Decimal, str]
FORM = "form"


@dataclass(frozen=True)
class Entry:
    """One line of a table, as the action takes it."""

    line: int
    given: dict[str, Any]

    @property
    def key(self) -> Key:
        """What makes it the same entry as another one: its day, its sum and its voucher."""
        return self.given["on"], self.given["amount"], self.given["voucher"]

    def fault(self, errors: dict[str, list[str]]) -> RowFault:
        return RowFault(self.line, self.given["voucher"], errors)


@dataclass(frozen=True)
class Target:
    """Where the entries of a table go: the dossier, and the action that enters one of them."""

    dossier: Dossier
    kind: type[MoneyEntry]
    enter: Callable[..., MoneyEntry]


@dataclass(frozen=True)
class Reading:
    """What becomes of a table: what is entered, what was before, what cannot be.

    `again` are lines of `fresh` that were entered before and taken back: they are entered anew.
    """

    fresh: list[Entry] = field(default_factory=list)
    known: list[Entry] = field(default_factory=list)
    again: list[int] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)


def look_at(target: Target, entries: Sequence[Entry], *, by: User) -> Reading:
    """What would become of a table (核对): everything is entered as by hand, and then taken back whole."""
    unless(keeping.why_not(target.dossier, by=by))
    with transaction.atomic():
        _hold_all(target, entries)
        reading = _enter_all(target, entries)
        transaction.set_rollback(True)
    return reading


@transaction.atomic
def take_over(target: Target, entries: Sequence[Entry], *, by: User) -> Reading:
    """Enter a table whole (导入); one line that cannot be entered and nothing is."""
    unless(keeping.why_not(target.dossier, by=by))
    _hold_all(target, entries)
    reading = _enter_all(target, entries)
    if reading.faults:
        first = reading.faults[0]
        raise Refused(
            Refusal(
                "funds.faults",
                f"有{len(reading.faults)}行不能登记，一笔也没有登记。第{first.line}行：{first.sentence}",
                field="file",
            ),
            {
                f"rows.{fault.line}.{box}": said
                for fault in reading.faults
                for box, said in fault.errors.items()
            },
        )
    return reading


def _hold_all(target: Target, entries: Sequence[Entry]) -> None:
    """Lock every dossier the table needs before its first line, each kind in the order of its keys.

    A payment locks its project, then its budget, then its decision. Two tables that rest on the same
    two decisions in opposite order would wait for each other, line by line.
    """
    dossiers.hold(target.dossier)
    lines = [line for entry in entries if (line := entry.given.get("line"))]
    numbers = {deciding.as_numbered(entry.given.get("decision_number", "")) for entry in entries}
    decisions = [
        found.dossier for number in numbers if number and (found := passed_decision(number))
    ]
    budgets = Dossier.objects.filter(pk__in={line.budget_id for line in lines})
    for group in (list(budgets), decisions):
        for dossier in sorted(group, key=lambda one: one.pk):
            if dossier.pk != target.dossier.pk:
                dossiers.hold(dossier)


def _enter_all(target: Target, entries: Sequence[Entry]) -> Reading:
    """In the order of their days, as they were made: a sum that grows large does so at its last part."""
    rows: Any = target.kind._default_manager.filter(dossier=target.dossier)
    standing = _keys(rows.standing())
    taken_back = _keys(rows.taken_back())
    reading, lines = Reading(), dict[Key, int]()
    for entry in sorted(entries, key=lambda one: (one.given["on"], one.line)):
        twin = lines.setdefault(entry.key, entry.line)
        if twin != entry.line:
            said = f"和第{twin}行的日期、金额、凭证号相同；一张凭证上有几笔同样金额的，请在凭证号后面加上序号。"
            reading.faults.append(entry.fault({"voucher": [said]}))
        elif entry.key in standing:
            reading.known.append(entry)
        elif fault := _fault(target, entry):
            reading.faults.append(fault)
        else:
            reading.fresh.append(entry)
            if entry.key in taken_back:
                reading.again.append(entry.line)
    for listed in (reading.fresh, reading.known, reading.faults):
        listed.sort(key=lambda one: one.line)
    return reading


def _keys(rows: Any) -> set[Key]:
    return set(rows.values_list("on", "amount", "voucher"))


def _fault(target: Target, entry: Entry) -> RowFault | None:
    """Enter one of them; why not, as it would have stood in the form."""
    try:
        with transaction.atomic():
            target.enter(**entry.given)
    except Refused as refused:
        refusal = refused.refusal
        return entry.fault({refusal.field or FORM: [refusal.in_full]})
    except IntegrityError as error:
        return entry.fault({FORM: [sentence_for(error)]})
    return None

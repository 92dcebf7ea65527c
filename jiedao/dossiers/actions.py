"""Opening, holding and labelling dossiers."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol

from django.db import connection, transaction
from django.db.models import QuerySet

from jiedao.dossiers.models import Dossier, DossierRecord, SearchText, Secrecy
from jiedao.ledger import actions as ledger
from jiedao.ledger import acts
from jiedao.lib import clock
from jiedao.lib.numerals import long_day
from jiedao.lib.prepared import Question, answer, read_again
from jiedao.lib.refusals import refuse
from jiedao.organisation.models import Unit
from jiedao.people.models import User

OPENED = acts.declare("dossier.open", "立卷")
BEGIN_THERE = "请在接手的单位登记。"
# The lock a row that names the unit takes anyway; closing a unit (单位撤销) waits for it.
STANDING = "SELECT closed_on FROM organisation_unit WHERE id = %(unit)s FOR KEY SHARE"


def next_number(kind: str, *, unit: Unit, year: int) -> int:
    """Give out the next number of a kind in a unit and year (取号); safe when two ask at once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO dossiers_counter (kind, unit_id, year, last) VALUES (%s, %s, %s, 1)"
            " ON CONFLICT ON CONSTRAINT one_counter_per_year"
            " DO UPDATE SET last = dossiers_counter.last + 1 RETURNING last",
            [kind, unit.pk, year],
        )
        (number,) = cursor.fetchone()
    return int(number)


def number_of(kind: str, *, unit: Unit, year: int) -> str:
    """A number with the unit in it, e.g. JC2026-001003-0042; of a department HB2026-105001K01-0007."""
    code, _, own = unit.code.partition("-")  # what the office numbers itself stands behind a hyphen
    place = f"{code[-6:]}{own.replace('-', '')}"
    return f"{kind}{year}-{place}-{next_number(kind, unit=unit, year=year):04d}"


@transaction.atomic
def open_dossier(
    *,
    kind: str,
    prefix: str,
    title: str,
    unit: Unit,
    by: User,
    opened_on: date,
    state_label: str,
    secrecy: str = Secrecy.INTERNAL,
    is_of_before: bool = False,
) -> Dossier:
    """Open a dossier with its own number (立卷) and enter it in its ledger.

    Nothing is begun in a unit that is closed, whoever asks; what `is_of_before` is entered
    afterwards for a time in which the unit stood.
    """
    if not is_of_before:
        demand_standing(unit)
    dossier = Dossier.objects.create(
        number=number_of(prefix, unit=unit, year=opened_on.year),
        kind=kind,
        title=title,
        unit=unit,
        secrecy=secrecy,
        state_label=state_label,
        opened_on=opened_on,
        opened_at=clock.now(),
        opened_by=by,
        last_act_on=opened_on,
    )
    ledger.record(
        dossier, act=OPENED, by=by, words=f"{by}登记《{title}》，{unit}。", occurred_on=opened_on
    )
    return dossier


def demand_standing(unit: Unit, *, what: str = "登记新的事项", hint: str = BEGIN_THERE) -> None:
    """Refuse what would lie in a closed unit, where nobody is left; who closes it waits for us.

    It locks the unit: dossiers the act needs are held before.
    """
    ((closed_on,),) = answer(STANDING, {"unit": unit.pk})
    if closed_on:
        raise refuse(
            "dossier.unit_closed",
            f"“{unit}”已于{long_day(closed_on)}撤销，不能再{what}。",
            hint=hint,
        )


# Columns others may have changed meanwhile.
CHANGING = (
    *("state_label", "last_act_on", "closed_on", "ledger_seq", "ledger_head", "title"),
    "unit_id",  # handed over: who may act is judged by where it is now
)


@Question
def _held(*, pk: int) -> QuerySet[Any, Any]:
    rows = Dossier.objects.filter(pk=pk).select_for_update(no_key=True)
    return rows.values_list(*CHANGING)


def hold(dossier: Dossier) -> Dossier:
    """Lock the dossier's row until the transaction ends; every write on it calls this first.

    Reads again what others may have changed meanwhile.
    """
    (held,) = _held(pk=dossier.pk)
    for field, value in zip(CHANGING, held, strict=True):
        setattr(dossier, field, value)
    return dossier


def hold_all(dossiers: Iterable[int]) -> None:
    """Lock several dossiers by their keys, in the order of the keys, as every act that needs several."""
    rows = Dossier.objects.filter(pk__in=list(dossiers)).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))


class Held(Protocol):
    """A record of a dossier, and the moment it was read."""

    dossier: Dossier
    as_of: int | None


def is_as_read(record: Held) -> bool:
    """Whether a record and its dossier were read together, and nothing was done with these copies since.

    What others have done meanwhile only the ledger can tell.
    """
    return record.as_of is not None and record.as_of == record.dossier.ledger_seq


def hold_record(record: Held) -> None:
    """Lock a record's dossier, and read the record again: another may have done something meanwhile.

    Not where the ledger says that nobody has: whatever changes a record is entered there. Only the
    first time, since what an act has done itself stands in the ledger at its end.
    """
    as_of, record.as_of = record.as_of, None
    dossier = hold(record.dossier)
    if as_of != dossier.ledger_seq:
        read_again(record)
    record.dossier = dossier


def mark(dossier: Dossier, *, on: date, state_label: str, is_closed: bool) -> None:
    """Write on the cover when it was last acted on, how far it is, and that it is closed (结案)."""
    now = {"last_act_on": on, "state_label": state_label}
    if is_closed:
        now["closed_on"] = on
    if all(getattr(dossier, name) == value for name, value in now.items()):
        return
    for name, value in now.items():
        setattr(dossier, name, value)
    dossier.save(update_fields=list(now))


def hand_over(dossier: Dossier, unit: Unit) -> None:
    """A dossier becomes another unit's (移交): its people see it from now on; the caller holds it.

    The limits go with it by their foreign key; the number it was opened under stays.
    """
    dossier.unit = unit
    dossier.save(update_fields=["unit"])
    SearchText.objects.filter(dossier=dossier).update(unit=unit)


def reopen(dossier: Dossier) -> None:
    """Something is left to do after all about what was closed (重新办理); the caller holds the dossier."""
    dossier.closed_on = None
    dossier.save(update_fields=["closed_on"])


@transaction.atomic
def make_findable(record: DossierRecord, *parts: Any) -> None:
    """Let a dossier be found by these words (更新检索文本); never pass a resident's number."""
    dossier = record.dossier
    text = "\n".join(str(part) for part in (dossier.number, dossier.title, dossier.unit, *parts))
    SearchText.objects.update_or_create(
        dossier=dossier, defaults={"unit_id": dossier.unit_id, "text": text}
    )

"""What every act on an activity leaves behind: the cover, the limits that run, a line in the ledger."""

from datetime import date
from typing import Any

from jiedao.activities.deadlines import MAKE_UP, SOLVE
from jiedao.activities.models import Activity
from jiedao.activities.rules import RULES
from jiedao.deadlines import actions as deadlines
from jiedao.dossiers import actions as dossiers
from jiedao.dossiers.models import DossierRecord
from jiedao.ledger import actions as ledger
from jiedao.lib import clock, masking, text
from jiedao.lib.refusals import refuse
from jiedao.people.models import User


def settle(activity: Activity, *, by: User, on: date) -> None:
    """Say on the cover what is left to do after it was held, let its limits run, close what is done."""
    dossier = activity.dossier
    owing = activity.roster.owing().count()
    unsolved = activity.problems.filter(solved_on__isnull=True)
    next_due = unsolved.order_by("due_on").values_list("due_on", flat=True).first()
    left = [f"还有{owing}人要补学"] if owing else []
    if next_due:
        left.append(f"还有{unsolved.count()}个问题没解决")
        if dossier.closed_on:
            dossiers.reopen(dossier)
        edition = RULES.on(activity.held_on, dossier.unit)
        start = min(clock.today(), next_due)
        deadlines.open_limit(dossier, SOLVE, start=start, edition=edition, due_on=next_due)
    else:
        deadlines.close(dossier, SOLVE.code, by=by, on=on)
    if not owing:
        deadlines.close(dossier, MAKE_UP.code, by=by, on=on)
    label = "，".join(("已召开", *left))
    dossiers.mark(dossier, on=max(on, dossier.last_act_on), state_label=label, is_closed=not left)


def note(
    record: DossierRecord, act: str, *, by: User, on: date, words: str, data: dict[str, Any]
) -> None:
    """One line in the ledger of a record."""
    ledger.record(record.dossier, act=act, by=by, words=words, occurred_on=on, data=data)


def cleaned(field: str, words: str) -> str:
    """The words without what hides in them; what nobody types on purpose is refused."""
    try:
        return text.clean(words)
    except ValueError as fault:
        raise refuse("activity.unseen", str(fault), field=field) from fault


def said(field: str, words: str, missing: str, *, lines: bool = False) -> str:
    """Something typed, made clean; refused when there is nothing, or a person's number in it."""
    clean = cleaned(field, words)
    if not lines:
        clean = clean.replace("\n", " ").strip()
    if missing and not clean:
        raise refuse("activity.missing", missing, field=field)
    masking.demand_none("activity", **{field: clean})
    return clean

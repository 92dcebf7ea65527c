"""What can be entered as history (补录): only what was paid before the office kept its money here."""

from datetime import date, timedelta

from jiedao.dossiers.models import Dossier
from jiedao.funds.kinds import BUDGET, PROJECT, SUPPORT, WAGES
from jiedao.lib import clock
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import Refusal
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel

KINDS = [kind.code for kind in (PROJECT, BUDGET, WAGES, SUPPORT)]


def first_day(unit: Unit) -> date:
    """On which day the street of a unit began to keep its money here.

    The moment is the portal's own and cannot be typed: nobody can move it to pass by a decision.
    """
    above = Unit.objects.filter(pk__in=unit.ancestor_ids, level=UnitLevel.STREET)
    street = above.first() or unit
    rows = Dossier.objects.filter(kind__in=KINDS, unit__path__startswith=street.path)
    opened = rows.order_by("opened_at").values_list("opened_at", flat=True).first()
    return clock.day_of(opened) if opened else clock.today()


def in_words(unit: Unit) -> str:
    """Up to which day a payment can be entered as history, for the form."""
    last = first_day(unit) - timedelta(days=1)
    return (
        f"只在补录用平台登记经费以前（{long_day(last)}以前，含当天）的支出时填写，写明为什么补录、"
        "照哪里的账；补录的不要求党工委决定的编号，逐笔标明“补录”，该先研究的仍列入核对。平常的支出空着。"
    )


def not_before(unit: Unit, on: date) -> Refusal | None:
    """Why a payment is no history: the office kept its money here when it was made."""
    first = first_day(unit)
    if on < first:
        return None
    return Refusal(
        "funds.not_history",
        f"{long_day(on)}不能补录：{long_day(first)}起已经在平台登记经费，那天以后的支出照平常登记。",
        hint="大额的、分几笔付的，先有党工委决定。",
        field="on",
    )

"""What money can be entered: what was received covers what is paid, on every day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet

from jiedao.dossiers.models import Dossier
from jiedao.funds.models import MoneyEntry, Payment, Receipt
from jiedao.lib.numerals import long_day, money
from jiedao.lib.refusals import Refusal

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Balance:
    """What had come in and gone out by the end of a day."""

    day: date
    received: Decimal
    paid: Decimal

    @property
    def left(self) -> Decimal:
        return self.received - self.paid

    @property
    def words(self) -> str:
        sums = f"到账{money(self.received)} − 支出{money(self.paid)} ＝ {money(self.left)}"
        return f"到{long_day(self.day)}止，{sums}"


def balance(dossier: Dossier, *, since: date) -> Balance:
    """The lowest balance of any day from this one on: what was paid later must stay covered too."""
    came = Receipt.objects.filter(dossier=dossier).values_list("on", "amount")
    # What a line of the budget bears is paid out of nothing that came in for the project.
    went = Payment.objects.filter(dossier=dossier, line=None).values_list("on", "amount")
    moved = [*((day, amount, NOTHING) for day, amount in came)]
    moved += ((day, NOTHING, amount) for day, amount in went)
    received = sum((amount for day, amount, _ in moved if day <= since), NOTHING)
    paid = sum((amount for day, _, amount in moved if day <= since), NOTHING)
    lowest = Balance(since, received, paid)
    later = sorted(one for one in moved if one[0] > since)
    for day, entries in groupby(later, key=itemgetter(0)):
        for _, amount, spent in entries:
            received, paid = received + amount, paid + spent
        lowest = min(lowest, Balance(day, received, paid), key=lambda one: one.left)
    return lowest


def not_covered(dossier: Dossier, *, on: date, amount: Decimal) -> Refusal | None:
    """Why a sum cannot have been paid on a day: money that has not come cannot be spent."""
    lowest = balance(dossier, since=on)
    if amount <= lowest.left:
        return None
    return Refusal(
        "funds.not_covered",
        f"这笔支出{money(amount)}，能付的只有{money(lowest.left)}，超出{money(amount - lowest.left)}；"
        "没有到账的钱付不出去。",
        arithmetic=lowest.words,
        hint="钱已经到账的，请先登记到账；金额或者日期填错了的，请改正。",
        field="amount",
    )


def needed_by_payments(receipt: Receipt) -> Refusal | None:
    """Why a receipt cannot be taken back: something was paid out of it."""
    lowest = balance(receipt.dossier, since=receipt.on)
    if receipt.amount <= lowest.left:
        return None
    return Refusal(
        "funds.spent",
        f"这笔到账{money(receipt.amount)}，已经付出去{money(receipt.amount - lowest.left)}，不能冲销。",
        arithmetic=lowest.words,
        hint="请先冲销登记错了的支出，或者先登记正确的到账，再冲销这一笔。",
    )


def corrected_already(entry: MoneyEntry) -> Refusal | None:
    """Why an entry cannot be taken back: it is itself a counter-entry, or has one."""
    if entry.is_standing:
        return None
    return Refusal(
        "funds.corrected",
        f"{long_day(entry.on)}的这笔{money(abs(entry.amount))}已经冲销，不能再冲销一次。",
        hint="冲销以后要登记正确的，请另外登记一笔。",
    )


def entered_before(
    entries: QuerySet[Any], *, on: date, amount: Decimal, voucher: str
) -> Refusal | None:
    """Why the same voucher is not entered twice: two people may have it on the desk."""
    known = entries.filter(on=on, amount=amount, voucher=voucher)
    first = known.filter(corrects=None, corrected_by=None).select_related("entered_by").first()
    if first is None:
        return None
    return Refusal(
        "funds.known",
        f"凭证{voucher}（{long_day(on)}，{money(amount)}）已经由{first.entered_by}登记过，没有重复登记。",
        hint="一张凭证上有几笔同样金额的，请在凭证号后面加上序号。",
        field="voucher",
    )

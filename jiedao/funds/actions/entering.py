"""What every entry of money goes through: the gates of its day and voucher, the cover, the ledger."""

from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import QuerySet

from jiedao.dossiers import actions as dossiers
from jiedao.dossiers.models import Dossier
from jiedao.funds.conditions import keeping, money
from jiedao.funds.models import MoneyEntry
from jiedao.ledger import actions as ledger
from jiedao.lib import clock, masking, text
from jiedao.lib.refusals import refuse, unless
from jiedao.people.models import User

Kind = TypeVar("Kind", bound=MoneyEntry)
FEN = Decimal("0.01")


def enter(
    kind: type[Kind],
    dossier: Dossier,
    *,
    by: User,
    on: date,
    amount: Decimal,
    voucher: str,
    what: str,
    **more: Any,
) -> Kind:
    """One more sum; the caller holds the dossier and has asked whether it is covered."""
    unless(keeping.not_yet(on, field="on", what=f"{what}日期"))
    sound(amount)
    voucher = said(voucher, field="voucher", empty="请照凭证填写凭证号。")
    masking.demand_none("funds", voucher=voucher)
    unless(money.entered_before(_known(kind, dossier), on=on, amount=amount, voucher=voucher))
    entry = kind(
        dossier=dossier,
        on=on,
        amount=amount,
        voucher=voucher,
        entered_at=clock.now(),
        entered_by=by,
        **more,
    )
    entry.save(force_insert=True)
    return entry


def _known(kind: type[Any], dossier: Dossier) -> QuerySet[Any]:
    return kind._default_manager.filter(dossier=dossier)


def take_back(entry: Kind, *, by: User, reason: str, **same: Any) -> Kind:
    """The counter-entry of a wrong one (冲销): its day, its sum below zero; the caller holds the dossier."""
    unless(money.corrected_already(entry))
    reason = said(reason, field="reason", empty="请写明为什么冲销。")
    masking.demand_none("funds", reason=reason)
    counter = type(entry)(
        dossier=entry.dossier,
        on=entry.on,
        amount=-entry.amount,
        voucher=entry.voucher,
        corrects=entry,
        reason=reason,
        entered_at=clock.now(),
        entered_by=by,
        **same,
    )
    counter.save(force_insert=True)
    return counter


def sound(amount: Decimal) -> None:
    """Refuse what is no sum of money: a sum is above zero and ends at the fen."""
    if amount <= 0:
        raise refuse("funds.amount", "金额要大于零，登记错了的用冲销。", field="amount")
    if amount != amount.quantize(FEN):
        raise refuse("funds.amount", "金额最多写到分，请核对小数点。", field="amount")


def said(words: str, *, field: str, empty: str) -> str:
    """What was written, on one line; refused when it is nothing."""
    bare = text.clean(words).replace("\n", " ").strip()
    if not bare:
        raise refuse(f"funds.{field}", empty, field=field)
    return bare


def note(
    dossier: Dossier,
    act: str,
    *,
    by: User,
    on: date,
    label: str,
    words: str,
    data: dict[str, Any],
    is_closed: bool = False,
) -> None:
    """Write the act on the cover and into the ledger."""
    dossiers.mark(dossier, on=clock.today(), state_label=label, is_closed=is_closed)
    ledger.record(dossier, act=act, by=by, words=words, occurred_on=on, data=data)

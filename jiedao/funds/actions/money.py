"""Money received and paid, and what was entered wrongly taken back."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from jiedao.dossiers import actions as dossiers
from jiedao.dossiers.models import Dossier
from jiedao.funds.actions.entering import enter, note, said, take_back
from jiedao.funds.conditions import backfilling, budgets, deciding, keeping, money
from jiedao.funds.models import Budget, BudgetLine, Payment, Project, Receipt
from jiedao.funds.rules import RULES
from jiedao.funds.states import Source
from jiedao.ledger import acts
from jiedao.lib import masking, numerals, text
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import Refused, unless
from jiedao.organisation.models import Unit
from jiedao.party_committee.selectors.decisions import passed_decision
from jiedao.people.models import User

RECEIVED = acts.declare("funds.receive", "登记到账")
PAID = acts.declare("funds.pay", "登记支出")
BACKFILLED = acts.declare("funds.backfill", "补录支出")
RECEIPT_CORRECTED = acts.declare("funds.correct_receipt", "冲销到账")
PAYMENT_CORRECTED = acts.declare("funds.correct_payment", "冲销支出")


@transaction.atomic
def receive(
    project: Project,
    *,
    by: User,
    on: date,
    amount: Decimal,
    source: str,
    payer: str,
    voucher: str,
) -> Receipt:
    """Money came in for a project (登记到账)."""
    dossiers.hold_record(project)
    dossier = project.dossier
    unless(keeping.why_not(dossier, by=by))
    payer = said(payer, field="payer", empty="请写明谁拨付或者捐助的。")
    masking.demand_none("funds", payer=payer)
    receipt = enter(
        Receipt,
        dossier,
        by=by,
        on=on,
        amount=amount,
        voucher=voucher,
        what="到账",
        source=source,
        payer=payer,
    )
    words = (
        f"{by}登记{long_day(on)}到账{numerals.money(amount)}，{Source(source).label}，{payer}，"
        f"凭证{receipt.voucher}。"
    )
    _note(dossier, RECEIVED, receipt, by=by, words=words)
    return receipt


@transaction.atomic
def pay(
    project: Project,
    *,
    by: User,
    on: date,
    amount: Decimal,
    purpose: str,
    voucher: str,
    payee: str = "",
    line: BudgetLine | None = None,
    decision_number: str = "",
    backfill_reason: str = "",
) -> Payment:
    """Money was paid for a project (登记支出): out of what had come in, or from a line of the budget.

    With a reason it is history (补录): paid before the office kept its money here.
    """
    dossiers.hold_record(project)
    dossier = project.dossier
    unless(keeping.why_not(dossier, by=by))
    given: dict[str, Any] = {"on": on, "amount": amount, "purpose": purpose, "voucher": voucher}
    given |= {"payee": payee, "decision_number": decision_number}
    given |= {"backfill_reason": backfill_reason}
    if line is None:
        unless(keeping.not_yet(on, field="on", what="支出日期"))
        unless(money.not_covered(dossier, on=on, amount=amount))
        return _paid(dossier, by=by, **given)
    _held_line(line)
    unless(budgets.not_of(line, dossier.unit))
    return _from_line(dossier, line, by=by, **given)


@transaction.atomic
def spend(
    line: BudgetLine,
    *,
    by: User,
    on: date,
    amount: Decimal,
    purpose: str,
    voucher: str,
    payee: str = "",
    decision_number: str = "",
    backfill_reason: str = "",
) -> Payment:
    """Money was paid from a line of the budget, for no project (登记预算支出)."""
    budget = _held_line(line)
    unless(keeping.why_not(budget.dossier, by=by))
    return _from_line(
        budget.dossier,
        line,
        by=by,
        on=on,
        amount=amount,
        purpose=purpose,
        voucher=voucher,
        payee=payee,
        decision_number=decision_number,
        backfill_reason=backfill_reason,
    )


@transaction.atomic
def correct_receipt(receipt: Receipt, *, by: User, reason: str) -> Receipt:
    """A receipt entered wrongly is taken back (冲销到账); what is right is entered anew."""
    dossiers.hold(receipt.dossier)
    unless(keeping.why_not(receipt.dossier, by=by))
    # Another may have taken it back meanwhile.
    receipt = Receipt.objects.select_related("dossier__unit").get(pk=receipt.pk)
    unless(money.corrected_already(receipt))
    unless(money.needed_by_payments(receipt))
    counter = take_back(receipt, by=by, reason=reason, source=receipt.source, payer=receipt.payer)
    words = _taken_back(counter, "到账", by)
    _note(receipt.dossier, RECEIPT_CORRECTED, counter, by=by, words=words)
    return counter


@transaction.atomic
def correct_payment(payment: Payment, *, by: User, reason: str) -> Payment:
    """A payment entered wrongly is taken back (冲销支出); what is right is entered anew."""
    dossiers.hold(payment.dossier)
    unless(keeping.why_not(payment.dossier, by=by))
    payment = Payment.objects.select_related("dossier__unit", "line__budget").get(pk=payment.pk)
    if payment.line:
        unless(budgets.settled(_held_line(payment.line)))
    counter = take_back(
        payment,
        by=by,
        reason=reason,
        purpose=payment.purpose,
        payee=payment.payee,
        line=payment.line,
        is_large=payment.is_large,
        is_split=payment.is_split,
        decision=payment.decision,
        backfill_reason=payment.backfill_reason,
    )
    words = _taken_back(counter, "支出", by)
    _note(payment.dossier, PAYMENT_CORRECTED, counter, by=by, words=words)
    return counter


def _held_line(line: BudgetLine) -> Budget:
    """The budget of a line, locked: what is left of the line is reckoned by one at a time.

    A project's dossier is always locked before a budget's, so that no two wait for each other.
    """
    budget = Budget.objects.select_related("dossier__unit").get(pk=line.budget_id)
    dossiers.hold_record(budget)
    line.budget = budget
    return budget


def _from_line(
    dossier: Dossier, line: BudgetLine, *, by: User, on: date, amount: Decimal, **given: Any
) -> Payment:
    unless(budgets.settled(line.budget))
    unless(keeping.not_yet(on, field="on", what="支出日期"))
    unless(budgets.wrong_year(line, on))
    unless(budgets.over_spent(line, amount))
    return _paid(dossier, by=by, on=on, amount=amount, line=line, **given)


def _paid(
    dossier: Dossier,
    *,
    by: User,
    on: date,
    amount: Decimal,
    purpose: str,
    voucher: str,
    payee: str,
    decision_number: str,
    backfill_reason: str,
    line: BudgetLine | None = None,
) -> Payment:
    purpose = said(purpose, field="purpose", empty="请写明钱用在什么上。")
    payee = "".join(text.clean(payee).split())
    backfill_reason = text.clean(backfill_reason).replace("\n", " ").strip()
    masking.demand_none("funds", purpose=purpose, payee=payee, backfill_reason=backfill_reason)
    judged = _judged(
        dossier,
        line,
        on=on,
        amount=amount,
        payee=payee,
        number=decision_number,
        is_backfilled=bool(backfill_reason),
    )
    payment = enter(
        Payment,
        dossier,
        by=by,
        on=on,
        amount=amount,
        voucher=voucher,
        what="支出",
        purpose=purpose,
        payee=payee,
        line=line,
        backfill_reason=backfill_reason,
        **judged,
    )
    act = BACKFILLED if backfill_reason else PAID
    _note(dossier, act, payment, by=by, words=_paid_in_words(payment, by))
    return payment


def _paid_in_words(payment: Payment, by: User) -> str:
    borne = f"由{payment.line}列支，" if payment.line else ""
    borne += f"依据党工委决定{payment.decision.number}，" if payment.decision else ""
    why = payment.backfill_reason
    return (
        f"{by}{'补录' if why else '登记'}{long_day(payment.on)}支出{numerals.money(payment.amount)}，"
        f"用于{payment.purpose}，{f'付给{payment.payee}，' if payment.payee else ''}{borne}"
        f"凭证{payment.voucher}。{f'补录原因：{text.sentence(why)}' if why else ''}"
    )


def _judged(
    dossier: Dossier,
    line: BudgetLine | None,
    *,
    on: date,
    amount: Decimal,
    payee: str,
    number: str,
    is_backfilled: bool,
) -> dict[str, Any]:
    """Whether a payment is large or part of a large one, and the decision it rests on.

    History may rest on none, since nobody could have entered one; it is judged all the same, so
    that what should have been decided first shows in the figures.
    """
    edition = RULES.on(on, dossier.unit)
    number = deciding.as_numbered(number)
    split = deciding.together(dossier, line, payee=payee, on=on, amount=amount, edition=edition)
    if is_backfilled:
        unless(backfilling.not_before(dossier.unit, on))
    elif not number:
        unless(deciding.undecided_together(split, edition))
        unless(deciding.without_decision(amount, edition))
    return {
        "is_large": deciding.is_large(amount, edition),
        "is_split": split is not None,
        "decision": _decided(dossier.unit, on=on, amount=amount, number=number) if number else None,
    }


def _decided(unit: Unit, *, on: date, amount: Decimal, number: str) -> Dossier:
    """The decision a payment rests on, locked: what was paid on it is reckoned by one at a time."""
    decision = passed_decision(number)
    if decision is None:
        raise Refused(deciding.no_decision(number))
    dossiers.hold(decision.dossier)
    unless(deciding.not_borne_out(decision, unit, on=on, amount=amount))
    return decision.dossier


def _note(dossier: Dossier, act: str, entry: Receipt | Payment, *, by: User, words: str) -> None:
    note(
        dossier,
        act,
        by=by,
        on=entry.on,
        label=dossier.state_label,
        words=words,
        data={"amount": str(entry.amount), "voucher": entry.voucher},
    )


def _taken_back(counter: Receipt | Payment, what: str, by: User) -> str:
    return (
        f"{by}冲销{long_day(counter.on)}的{what}{numerals.money(-counter.amount)}，"
        f"凭证{counter.voucher}。原因：{text.sentence(counter.reason)}"
    )

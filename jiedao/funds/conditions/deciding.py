"""Large payments rest on a decision of the party committee (大额支出须经党工委集体研究)."""

from datetime import date
from decimal import Decimal

from django.db.models import Sum

from jiedao.funds.models import Payment
from jiedao.funds.rules import RULES
from jiedao.lib.numerals import long_day, money
from jiedao.lib.refusals import Refusal
from jiedao.organisation.models import Unit
from jiedao.party_committee.selectors.decisions import Decision
from jiedao.rulebooks.editions import Edition

KEY, NOTHING = "large_payment", Decimal(0)


def is_large(amount: Decimal, edition: Edition) -> bool:
    """Whether a sum is large: the threshold itself already is."""
    return amount >= _threshold(edition)


def _threshold(edition: Edition) -> Decimal:
    return Decimal(getattr(edition, KEY))


def in_words(unit: Unit, day: date) -> str:
    """From which sum on a decision is needed, for the form."""
    return f"{money(_threshold(RULES.on(day, unit)))}以上（含）的支出先经党工委研究，填决定的编号。"


def without_decision(amount: Decimal, edition: Edition) -> Refusal | None:
    """Why a large sum is not paid while nobody names the decision it rests on."""
    if not is_large(amount, edition):
        return None
    threshold = _threshold(edition)
    return Refusal(
        "funds.undecided",
        f"这笔支出{money(amount)}，达到大额支出标准{money(threshold)}，要先经党工委集体研究。",
        arithmetic=f"{money(amount)} ≥ {money(threshold)}",
        basis=edition.source(KEY),
        hint="请先申报党工委议题；通过以后，在这里填写那项决定的编号（YT开头）。",
        field="decision_number",
    )


def no_decision(number: str) -> Refusal:
    """Why a number leads to no decision that lets money be paid."""
    return Refusal(
        "funds.no_decision",
        f"“{number}”不是党工委已经通过的项目安排或者资金使用决定，请核对编号。",
        hint="还没有研究的，请先申报议题；没有通过或者暂缓的，不能支出。",
        field="decision_number",
    )


def not_borne_out(decision: Decision, unit: Unit, *, on: date, amount: Decimal) -> Refusal | None:
    """Why a decision does not bear a payment: another street's, later than it, or for less."""
    number = decision.dossier.number
    if not unit.path.startswith(decision.dossier.unit.path):
        return no_decision(number)
    if decision.decided_on > on:
        return Refusal(
            "funds.decided_later",
            f"党工委{long_day(decision.decided_on)}才作出决定{number}，"
            f"{long_day(on)}不能依据它支出，请核对日期和编号。",
            field="decision_number",
        )
    if decision.amount is None:
        return None
    rows = Payment.objects.filter(decision=decision.dossier)
    paid = rows.aggregate(whole=Sum("amount"))["whole"] or NOTHING
    if paid + amount <= decision.amount:
        return None
    return Refusal(
        "funds.beyond_decision",
        f"决定{number}同意{money(decision.amount)}，依据它已经支出{money(paid)}，"
        f"这笔{money(amount)}超出{money(paid + amount - decision.amount)}。",
        arithmetic=f"{money(paid)} ＋ {money(amount)} ＞ {money(decision.amount)}",
        hint="要增加的，请再提请党工委研究。",
        field="amount",
    )

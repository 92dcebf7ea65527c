"""Large payments rest on a decision of the party committee (大额支出须经党工委集体研究)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Sum

from jiedao.dossiers.models import Dossier
from jiedao.funds.kinds import BUDGET
from jiedao.funds.models import BudgetLine, Payment
from jiedao.funds.rules import RULES
from jiedao.lib import text
from jiedao.lib.numerals import long_day, money
from jiedao.lib.refusals import Refusal
from jiedao.organisation.models import Unit
from jiedao.party_committee.selectors.decisions import Decision
from jiedao.rulebooks.editions import Edition

KEY, NOTHING = "large_payment", Decimal(0)
DECIDE_FIRST = "请先申报党工委议题；通过以后，填写那项决定的编号（YT开头）。"


def as_numbered(typed: str) -> str:
    """The number of a decision as it is kept: half-width, in capitals."""
    return text.half_width(text.clean(typed)).strip().upper()


def is_large(amount: Decimal, edition: Edition) -> bool:
    """Whether a sum is large: the threshold itself already is."""
    return amount >= _threshold(edition)


def _threshold(edition: Edition) -> Decimal:
    return Decimal(getattr(edition, KEY))


def in_words(unit: Unit, day: date) -> str:
    """From which sum on a decision is needed, for the form."""
    edition = RULES.on(day, unit)
    return (
        f"{money(_threshold(edition))}以上（含）的支出先经党工委研究，填决定的编号；"
        f"{edition.split_window}天内分几笔付给同一个收款人的，合计算作一笔。"
    )


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
        hint=DECIDE_FIRST,
        field="decision_number",
    )


@dataclass(frozen=True)
class Together:
    """Payments to one payee within the window which, with the one to be made, come to a large sum."""

    payee: str
    days: int
    earlier: tuple[tuple[date, Decimal], ...]
    amount: Decimal

    @property
    def whole(self) -> Decimal:
        return sum((amount for _, amount in self.earlier), self.amount)

    @property
    def arithmetic(self) -> str:
        """2026年4月1日2万元 ＋ 2026年4月20日2万元 ＋ 这笔2万元 ＝ 6万元."""
        parts = [f"{long_day(day)}{money(amount)}" for day, amount in self.earlier]
        return f"{' ＋ '.join((*parts, f'这笔{money(self.amount)}'))} ＝ {money(self.whole)}"


def together(
    dossier: Dossier,
    line: BudgetLine | None,
    *,
    payee: str,
    on: date,
    amount: Decimal,
    edition: Edition,
) -> Together | None:
    """The payments with which a sum that is not large comes to a large one (化整为零); None without.

    Whoever leaves the payee out is taken to pay the same one. What rests on a decision, or is large
    by itself, was judged by itself.
    """
    days = int(edition.split_window)
    if is_large(amount, edition):
        return None
    reach = timedelta(days=days - 1)
    rows = Payment.objects.standing().filter(
        dossier=dossier, is_large=False, decision=None, on__range=(on - reach, on + reach)
    )
    if dossier.kind == BUDGET.code:
        rows = rows.filter(line=line)
    if payee:
        rows = rows.filter(payee__in=("", payee))
    near = list(rows.order_by("on", "pk").values_list("on", "amount"))
    # Every window that holds the day of this payment begins with one of them.
    begins = {day for day, _ in near if day <= on} | {on}
    found = [
        Together(
            payee,
            days,
            tuple(one for one in near if first <= one[0] <= first + reach),
            amount,
        )
        for first in begins
    ]
    most = max(found, key=lambda one: one.whole)
    return most if most.earlier and is_large(most.whole, edition) else None


def undecided_together(found: Together | None, edition: Edition) -> Refusal | None:
    """Why a sum split among several payments is not paid while nobody names the decision it rests on."""
    if found is None:
        return None
    threshold = _threshold(edition)
    whose = found.payee or "同一个收款人（没有写收款人的按同一个算）"
    return Refusal(
        "funds.split",
        f"{found.days}天内付给{whose}的{len(found.earlier) + 1}笔合计{money(found.whole)}，"
        f"达到大额支出标准{money(threshold)}，要先经党工委集体研究。",
        arithmetic=f"{found.arithmetic} ≥ {money(threshold)}",
        basis=edition.source(KEY),
        hint=DECIDE_FIRST,
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

"""Wages of a community's staff: the standard and what was paid, month by month, as sums."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from jiedao.deadlines import actions as deadlines
from jiedao.deadlines.selectors import open_limits
from jiedao.dossiers import actions as dossiers
from jiedao.funds.actions.entering import enter, note, said, sound, take_back
from jiedao.funds.conditions import keeping, money
from jiedao.funds.conditions import wages as conditions
from jiedao.funds.deadlines import PAY_WAGES
from jiedao.funds.kinds import WAGES
from jiedao.funds.models import WagePayment, Wages, WageStandard
from jiedao.funds.rules import RULES
from jiedao.funds.selectors import months
from jiedao.ledger import acts
from jiedao.lib import clock, masking, numerals, text
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import refuse, unless
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User

OPENED = acts.declare("funds.open_wages", "登记年度工资")
STANDARD_SET = acts.declare("funds.set_standard", "登记应发标准")
PAID = acts.declare("funds.pay_wages", "登记工资发放")
CORRECTED = acts.declare("funds.correct_wages", "冲销工资发放")
COMMUNITIES = (UnitLevel.COMMUNITY, UnitLevel.VILLAGE)
FIRST_YEAR = 2000


@transaction.atomic
def open_wages(
    community: Unit, *, by: User, year: int, amount: Decimal, heads: int, document: str
) -> Wages:
    """Begin a year of a community's wages with what is to be paid each month (登记年度工资)."""
    unless(keeping.why_not_keep(community, by=by, levels=COMMUNITIES))
    unless(conditions.known(community, year))
    if not FIRST_YEAR <= year <= clock.today().year + 1:
        raise refuse("funds.year", f"{year}年不对，只能登记到明年，请核对。", field="year")
    dossier = dossiers.open_dossier(
        kind=WAGES.code,
        prefix=WAGES.prefix,
        title=f"{community}{year}年人员工资",
        unit=community,
        by=by,
        opened_on=clock.today(),
        state_label="",
    )
    wages = Wages.objects.create(dossier=dossier, community=community, year=year)
    words = _standard(wages, by=by, month=1, amount=amount, heads=heads, document=document)
    _noted(wages, OPENED, by=by, on=clock.today(), words=f"{by}登记{year}年工资，{words}")
    dossiers.make_findable(wages, f"{year}年", "工资")
    return wages


@transaction.atomic
def set_standard(
    wages: Wages, *, by: User, month: int, amount: Decimal, heads: int, document: str
) -> Wages:
    """What is to be paid each month is another sum from a month on (登记应发标准)."""
    dossiers.hold_record(wages)
    unless(keeping.why_not(wages.dossier, by=by))
    words = _standard(wages, by=by, month=month, amount=amount, heads=heads, document=document)
    _noted(wages, STANDARD_SET, by=by, on=clock.today(), words=f"{by}登记应发标准，{words}")
    return wages


@transaction.atomic
def pay_wages(
    wages: Wages, *, by: User, month: int, on: date, amount: Decimal, voucher: str
) -> WagePayment:
    """Wages of a month were paid (登记工资发放), as one sum."""
    dossiers.hold_record(wages)
    unless(keeping.why_not(wages.dossier, by=by))
    unless(conditions.no_month(month))
    before = months.read(wages, today=clock.today())[month - 1]
    unless(conditions.far_more(before, amount))
    payment = enter(
        WagePayment,
        wages.dossier,
        by=by,
        on=on,
        amount=amount,
        voucher=voucher,
        what="发放",
        month=month,
    )
    words = (
        f"{by}登记{long_day(on)}发放{month}月工资{numerals.money(amount)}，凭证{payment.voucher}。"
    )
    _noted(wages, PAID, by=by, on=on, words=words)
    return payment


@transaction.atomic
def correct_wages(payment: WagePayment, *, by: User, reason: str) -> WagePayment:
    """A payment entered wrongly is taken back (冲销工资发放); what is right is entered anew."""
    wages = Wages.objects.select_related("dossier__unit").get(pk=payment.dossier_id)
    dossiers.hold_record(wages)
    unless(keeping.why_not(wages.dossier, by=by))
    payment = WagePayment.objects.select_related("dossier").get(pk=payment.pk)
    unless(money.corrected_already(payment))
    counter = take_back(payment, by=by, reason=reason, month=payment.month)
    words = (
        f"{by}冲销{long_day(counter.on)}发放的{counter.month}月工资"
        f"{numerals.money(-counter.amount)}，凭证{counter.voucher}。原因：{text.sentence(counter.reason)}"
    )
    _noted(wages, CORRECTED, by=by, on=counter.on, words=words)
    return counter


def _standard(
    wages: Wages, *, by: User, month: int, amount: Decimal, heads: int, document: str
) -> str:
    """One more standard, in words."""
    unless(conditions.no_month(month))
    sound(amount)
    if heads < 1:
        raise refuse("funds.heads", "人数要大于零。", field="heads")
    document = said(document, field="document", empty="请写明按哪份文件的标准。")
    masking.demand_none("funds", document=document)
    WageStandard.objects.create(
        wages=wages,
        month=month,
        amount=amount,
        heads=heads,
        document=document,
        entered_at=clock.now(),
        entered_by=by,
    )
    return f"{month}月起{heads}人，每月应发{numerals.money(amount)}（{document}）。"


def _noted(wages: Wages, act: str, *, by: User, on: date, words: str) -> None:
    """Into the ledger, and the limit to the first month that is not paid in full.

    When all twelve are, the dossier is closed; a month that turns out not to be opens it again.
    """
    dossier, today = wages.dossier, clock.today()
    edition = RULES.on(today, dossier.unit)
    year = months.read(wages, today=today)
    unpaid = next((month for month in year if not month.is_full), None)
    running = {limit.due_on for limit in open_limits(dossier, today=today)}
    if running - ({unpaid.due_on} if unpaid else set()):
        # It was another month's: met, or a month before it turned out not to be paid.
        deadlines.close(dossier, PAY_WAGES.code, by=by, on=today)
    if unpaid and dossier.closed_on:
        dossiers.reopen(dossier)
    label = f"{unpaid.number}月待发" if unpaid else "全年足额"
    note(dossier, act, by=by, on=on, label=label, words=words, data={}, is_closed=unpaid is None)
    if unpaid:
        deadlines.open_limit(
            dossier,
            PAY_WAGES,
            start=date(wages.year, unpaid.number, 1),
            edition=edition,
            due_on=unpaid.due_on,
            explanation=f"{wages.year}年{unpaid.number}月的工资不晚于次月{edition.wages_day}日发放。",
        )

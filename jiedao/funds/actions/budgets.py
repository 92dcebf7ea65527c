"""The budget of a year: set, adjusted and settled."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction

from jiedao.dossiers import actions as dossiers
from jiedao.funds.actions.entering import FEN, note, said
from jiedao.funds.conditions import budgets, keeping
from jiedao.funds.kinds import BUDGET
from jiedao.funds.models import Budget, BudgetAdjustment, BudgetLine
from jiedao.funds.states import LineKind
from jiedao.ledger import acts
from jiedao.lib import clock, masking, numerals, text
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import refuse, unless
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User

OPENED = acts.declare("funds.open_budget", "登记年度预算")
ADJUSTED = acts.declare("funds.adjust", "调整预算")
SETTLED = acts.declare("funds.settle", "年终结账")
RUNNING, CLOSED = "执行中", "已结账"
FIRST_YEAR = 2000


@transaction.atomic
def open_budget(street: Unit, *, by: User, year: int, planned: Mapping[str, Decimal]) -> Budget:
    """Enter what a street has set aside for its communities in a year (登记年度预算), line by line."""
    unless(keeping.why_not_keep(street, by=by, levels=(UnitLevel.STREET,)))
    unless(budgets.known(street, year))
    if not FIRST_YEAR <= year <= clock.today().year + 1:
        raise refuse("funds.year", f"{year}年不对，只能登记到明年的预算，请核对。", field="year")
    sums = {kind: planned.get(kind) or Decimal(0) for kind in LineKind}
    for kind, amount in sums.items():
        if amount < 0 or amount != amount.quantize(FEN):
            raise refuse("funds.amount", "金额不能是负数，最多写到分。", field=str(kind))
    whole = sum(sums.values(), Decimal(0))
    if not whole:
        raise refuse("funds.amount", "各科目都是零，请照批复的预算填写。", field=LineKind.STAFF)
    dossier = dossiers.open_dossier(
        kind=BUDGET.code,
        prefix=BUDGET.prefix,
        title=f"{street}{year}年社区经费预算",
        unit=street,
        by=by,
        opened_on=clock.today(),
        state_label="",
    )
    budget = Budget.objects.create(dossier=dossier, street=street, year=year)
    lines = [BudgetLine(budget=budget, kind=kind, planned=sum_) for kind, sum_ in sums.items()]
    BudgetLine.objects.bulk_create(lines)
    told = "，".join(f"{line.get_kind_display()}{numerals.money(line.planned)}" for line in lines)
    note(
        dossier,
        OPENED,
        by=by,
        on=clock.today(),
        label=RUNNING,
        words=f"{by}登记{year}年预算，合计{numerals.money(whole)}：{told}。",
        data={str(kind): str(amount) for kind, amount in sums.items()},
    )
    dossiers.make_findable(budget, f"{year}年", "预算")
    return budget


@transaction.atomic
def adjust(
    line: BudgetLine, *, by: User, on: date, amount: Decimal, reason: str
) -> BudgetAdjustment:
    """Add to a line, or take from it (调整预算); below zero is taken."""
    budget = Budget.objects.select_related("dossier__unit").get(pk=line.budget_id)
    dossiers.hold_record(budget)
    line.budget = budget
    unless(budgets.why_not_change(budget, by=by))
    unless(keeping.not_yet(on, field="on", what="调整日期"))
    unless(budgets.wrong_year(line, on))
    if not amount or amount != amount.quantize(FEN):
        raise refuse("funds.amount", "调整的金额不能是零，最多写到分。", field="amount")
    reason = said(reason, field="reason", empty="请写明为什么调整，依据哪份文件。")
    masking.demand_none("funds", reason=reason)
    unless(budgets.cut_too_deep(line, amount))
    made = BudgetAdjustment.objects.create(
        line=line, on=on, amount=amount, reason=reason, entered_at=clock.now(), entered_by=by
    )
    way = "增加" if amount > 0 else "减少"
    note(
        budget.dossier,
        ADJUSTED,
        by=by,
        on=on,
        label=RUNNING,
        words=f"{by}登记{long_day(on)}{line.get_kind_display()}{way}{numerals.money(abs(amount))}。"
        f"原因：{text.sentence(reason)}",
        data={"line": line.kind, "amount": str(amount)},
    )
    return made


@transaction.atomic
def settle(budget: Budget, *, by: User) -> Budget:
    """The year is over and its accounts are closed (年终结账)."""
    dossiers.hold_record(budget)
    unless(budgets.why_not_settle(budget, by=by))
    budget.settled_on = clock.today()
    budget.save(update_fields=["settled_on"])
    note(
        budget.dossier,
        SETTLED,
        by=by,
        on=clock.today(),
        label=CLOSED,
        words=f"{by}登记{budget.year}年预算结账，以后不再列支、调整。",
        data={"year": budget.year},
        is_closed=True,
    )
    return budget

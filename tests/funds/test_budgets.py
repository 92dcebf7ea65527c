"""The budget of a year: set, adjusted, spent from, compared with the year before, settled."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiedao.funds import actions
from jiedao.funds.models import Budget, BudgetLine, Payment, Project
from jiedao.funds.selectors.budgets import spendings_of, steady, year_lines
from jiedao.funds.selectors.projects import account_of, rows_of
from jiedao.funds.states import LineKind
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock
from jiedao.people.models import User
from tests.conftest import TODAY, Office
from tests.funds.conftest import PAYMENT, budgeted, line_of, paid, received, refusal_of
from tests.funds.test_journey import send
from tests.support import statements

Browser = Callable[[User], Client]
SPENT: dict[str, Any] = PAYMENT | {"purpose": "办公用品"}


@pytest.fixture
def budget(office: Office, officer: User) -> Budget:
    return budgeted(office.street, officer)


def test_a_budget_has_every_line_and_is_entered_once(
    office: Office, budget: Budget, officer: User
) -> None:
    assert budget.dossier.number.startswith("YS2026-105001-")
    assert BudgetLine.objects.filter(budget=budget).count() == len(LineKind)
    assert timeline(budget.dossier)[0].words == (
        f"{officer}登记2026年预算，合计112万元：社区人员经费80万元，工作经费20万元，"
        "场所建设费用10万元，专项经费0元，党建经费2万元。"
    )
    again = refusal_of(budgeted, office.street, officer)
    assert (again.field, budget.dossier.number in again.reason) == ("year", True)
    assert refusal_of(budgeted, office.a, officer).field == "unit"
    assert refusal_of(budgeted, office.street, officer, year=2028).field == "year"
    nothing = refusal_of(budgeted, office.street, officer, year=2025, planned={})
    assert "各科目都是零" in nothing.reason


def test_a_line_bears_what_it_has_and_no_more(budget: Budget, officer: User) -> None:
    line = line_of(budget, "party")
    actions.spend(line, by=officer, **(SPENT | {"amount": Decimal(19_000)}))
    refusal = refusal_of(
        actions.spend, line, by=officer, **(SPENT | {"amount": Decimal(1_001), "voucher": "2"})
    )
    assert refusal.reason == "2026年党建经费只剩1,000元，这笔1,001元超出1元。"
    assert refusal.arithmetic == "预算2万元 − 已支出1.9万元 ＝ 1,000元"
    assert "请先在预算里登记调整" in refusal.hint
    actions.adjust(
        line,
        by=officer,
        on=date(2026, 6, 1),
        amount=Decimal(1),
        reason="区里追加，金财预〔2026〕31号",
    )
    actions.spend(line, by=officer, **(SPENT | {"amount": Decimal(1_001), "voucher": "2"}))
    late = refusal_of(actions.spend, line, by=officer, **(SPENT | {"on": date(2025, 12, 31)}))
    assert "2025年12月31日不在2026年里" in late.reason


def test_a_line_is_cut_no_deeper_than_what_is_left(budget: Budget, officer: User) -> None:
    line = line_of(budget, "party")
    actions.spend(line, by=officer, **SPENT | {"amount": Decimal(5_000)})
    cut: dict[str, Any] = {"by": officer, "on": TODAY, "reason": "压减"}
    refusal = refusal_of(actions.adjust, line, amount=Decimal(-15_001), **cut)
    assert "只剩1.5万元，不能减少1.5001万元" in refusal.reason
    actions.adjust(line, amount=Decimal(-15_000), **cut)
    (party,) = [one for one in year_lines(budget) if one.sums.line.kind == "party"]
    assert (party.sums.now, party.sums.left, party.sums.per_cent) == (5_000, 0, 100)
    assert refusal_of(actions.adjust, line, amount=Decimal(0), **cut).field == "amount"


def test_a_projects_payment_may_be_borne_by_the_budget(
    budget: Budget, project: Project, officer: User
) -> None:
    received(project, officer, amount=Decimal(10_000))
    line = line_of(budget, "premises")
    paid(project, officer, line=line)
    (row,) = rows_of([project], TODAY)
    assert (row.paid, row.from_budget, row.left) == (30_000, 30_000, 10_000)
    account = account_of(project)
    assert [(one.left, one.borne) for one in account] == [
        (10_000, ""),
        (10_000, "2026年场所建设费用"),
    ]
    (spending,) = spendings_of(budget, may_keep=True)
    assert (spending.project_name, spending.correct_url) == (str(project), "")
    assert refusal_of(
        paid, project, officer, line=line, amount=Decimal(70_001), voucher="2"
    ).code == ("funds.over_budget")
    actions.correct_payment(Payment.objects.get(), by=officer, reason="记错")
    paid(project, officer, line=line, amount=Decimal(49_000), voucher="3")


def test_a_street_bears_nothing_of_anothers(
    office: Office, project: Project, budget: Budget, officer: User
) -> None:
    line = line_of(budget, "premises")
    Budget.objects.filter(pk=budget.pk).update(street=office.b)
    assert refusal_of(paid, project, officer, line=line).field == "line"


def test_growth_is_derived_from_two_years(office: Office, budget: Budget, officer: User) -> None:
    claim = steady(year_lines(budget))
    assert (claim.holds, claim.word) == (None, "没有可比的")
    budgeted(
        office.street,
        officer,
        year=2025,
        planned={"operating": Decimal(180_000), "party": Decimal(20_000)},
    )
    claim = steady(year_lines(budget))
    assert (claim.holds, claim.why) == (True, "工作经费比上年增加2万元；党建经费和上年持平。")
    actions.adjust(
        line_of(budget, "party"), by=officer, on=TODAY, amount=Decimal(-1), reason="压减"
    )
    claim = steady(year_lines(budget))
    assert claim.holds is False
    assert claim.why.endswith("党建经费比上年减少1元。")


def test_a_settled_year_stays_as_it_is(office: Office, officer: User) -> None:
    budget = budgeted(office.street, officer, year=2025)
    line = line_of(budget, "party")
    with clock.moved_to(date(2025, 12, 31)):
        assert "还没有过完" in refusal_of(actions.settle, budget, by=officer).reason
    spent = actions.spend(
        line, by=officer, **SPENT | {"on": date(2025, 5, 1), "amount": Decimal(1)}
    )
    actions.settle(budget, by=officer)
    assert (budget.settled_on, budget.dossier.closed_on) == (TODAY, TODAY)
    for refusal in (
        refusal_of(actions.settle, budget, by=officer),
        refusal_of(actions.spend, line, by=officer, **SPENT | {"on": date(2025, 5, 1)}),
        refusal_of(actions.correct_payment, spent, by=officer, reason="错"),
        refusal_of(
            actions.adjust, line, by=officer, on=date(2025, 5, 1), amount=Decimal(1), reason="追加"
        ),
    ):
        assert refusal.code == "funds.settled"


def test_the_year_through_the_pages(
    office: Office, officer: User, branch_secretary: User, client_of: Browser
) -> None:
    client, shown = client_of(officer), reverse("funds:budget_list")
    assert "还没有登记年度预算。" in client.get(shown).text
    page = send(
        client,
        reverse("funds:open_budget"),
        unit=office.street.pk,
        year="2026",
        staff="80万元",
        operating="200,000",
        party="2万",
    )
    budget = Budget.objects.get()
    url = budget.get_absolute_url()
    assert f"已登记，编号{budget.dossier.number}。" in page.text
    line = line_of(budget, "operating").pk
    page = send(
        client,
        f"{url}adjust/",
        line=line,
        way="less",
        amount="5000",
        on="2026-03-01",
        reason="压减一般性支出",
    )
    assert "已登记调整。" in page.text
    assert "19.5万元" in page.text
    spent = {
        "on": "2026-04-01",
        "purpose": "三季度水电费",
        "payee": "供电公司",
        "voucher": "付-9",
        "line": line,
    }
    refused = client.post(f"{url}spend/", spent | {"amount": "195001"})
    assert refused.status_code == 409
    assert "超出1元" in refused.text
    page = send(client, f"{url}spend/", amount="48750", **spent)
    assert "已登记支出。" in page.text
    assert "25.0%" in page.text
    spent_wrongly = Payment.objects.get().pk
    correct = reverse("funds:correct_spending", args=[budget.dossier.number, spent_wrongly])
    assert correct in page.text
    page = send(client, correct, reason="重复登记")
    assert "已冲销支出4.875万元。" in page.text
    assert client.get(f"{url}settle/").status_code == 409
    assert "101.5万元" in client.get(shown).text
    # What the street has is the street's business.
    assert client_of(branch_secretary).get(url).status_code == 404
    for sheet in (f"{url}export/", reverse("funds:export_budgets")):
        assert client.get(sheet).content[:2] == b"PK"


def test_a_budget_page_costs_no_more_for_many_payments(
    budget: Budget, officer: User, client_of: Browser
) -> None:
    client, url = client_of(officer), budget.get_absolute_url()
    line = line_of(budget, "operating")

    def enter(serial: int) -> None:
        given = SPENT | {"amount": Decimal(10)}
        wrong = actions.spend(line, by=officer, **given | {"voucher": f"付-{serial}"})
        actions.correct_payment(wrong, by=officer, reason="错")
        actions.spend(line, by=officer, **given | {"voucher": f"付-{serial}b"})
        actions.adjust(line, by=officer, on=TODAY, amount=Decimal(1), reason="追加")

    enter(1)
    client.get(url)
    few = statements(lambda: client.get(url))
    for serial in range(2, 8):
        enter(serial)
    assert statements(lambda: client.get(url)) == few <= 16

"""Wages as sums: in full or not, in time or not, and the limit that turns red by itself."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiedao.deadlines import actions as deadlines
from jiedao.deadlines.models import Deadline
from jiedao.deadlines.selectors import open_limits
from jiedao.funds import actions
from jiedao.funds.models import WagePayment, Wages
from jiedao.funds.selectors.budgets import year_lines
from jiedao.funds.selectors.months import (
    IN_FULL,
    IN_FULL_LATE,
    MISSING,
    NOT_DUE,
    SHORT,
    claim,
    read,
)
from jiedao.ledger.selectors import broken_chains, timeline
from jiedao.lib import clock
from jiedao.notices.models import Notice
from jiedao.people.models import User
from jiedao.rulebooks import actions as rulebooks
from tests.conftest import TODAY, Office
from tests.funds.conftest import budgeted, refusal_of, salaried, wages_paid
from tests.funds.test_journey import send
from tests.support import statements

Browser = Callable[[User], Client]


@pytest.fixture
def wages(office: Office, officer: User) -> Wages:
    """Community A in 2026: 4万元 a month."""
    return salaried(office.a, officer)


def words_of(wages: Wages, today: date = TODAY) -> list[str]:
    return [month.word for month in read(wages, today=today)]


def test_a_month_is_full_when_all_of_the_standard_is_paid(wages: Wages, officer: User) -> None:
    wages_paid(wages, officer, month=1, amount=Decimal(39_999))
    assert words_of(wages)[:2] == [SHORT, MISSING]
    wages_paid(wages, officer, month=1, amount=Decimal(1), on=date(2026, 2, 15), voucher="补")
    wages_paid(wages, officer, month=2, on=date(2026, 3, 16))
    assert words_of(wages) == [
        IN_FULL, IN_FULL_LATE, *[MISSING] * 7, MISSING, NOT_DUE, NOT_DUE,
    ]  # fmt: skip
    # The last day itself is not too late: what is due on 15 November is missing from the 16th on.
    assert words_of(wages, date(2026, 11, 15))[9] == NOT_DUE
    assert timeline(wages.dossier)[0].words == (
        f"{officer}登记2026年3月16日发放2月工资4万元，凭证资-2。"
    )
    assert not list(broken_chains())


def test_the_claim_names_the_months_that_fail(wages: Wages, officer: User) -> None:
    for month in range(1, 10):
        wages_paid(wages, officer, month=month)
    said = claim([("", read(wages, today=TODAY))])
    assert (said.holds, said.word) == (False, "不属实")
    assert said.why == "没有足额的：10月差4万元。"
    wages_paid(wages, officer, month=10, on=date(2026, 11, 20))
    said = claim([("", read(wages, today=TODAY))])
    assert (said.holds, said.why) == (True, "足额但是迟发的：10月。")
    with clock.moved_to(date(2026, 1, 20)):
        assert claim([("", read(wages, today=date(2026, 1, 1)))]).holds is True
    empty = salaried(wages.community.parent.children.exclude(pk=wages.community_id).get(), officer)
    assert claim([("", read(empty, today=date(2026, 2, 15)))]).holds is None


def test_a_counter_entry_makes_a_month_short_again(wages: Wages, officer: User) -> None:
    wrong = wages_paid(wages, officer, month=1)
    assert words_of(wages)[0] == IN_FULL
    actions.correct_wages(wrong, by=officer, reason="发放退回")
    assert words_of(wages)[0] == MISSING
    assert refusal_of(actions.correct_wages, wrong, by=officer, reason="再来").code == (
        "funds.corrected"
    )


def test_the_standard_changes_from_a_month_on(wages: Wages, officer: User) -> None:
    new: dict[str, Any] = {"by": officer, "heads": 9, "document": "金政办〔2026〕2号"}
    actions.set_standard(wages, month=7, amount=Decimal(45_000), **new)
    months = read(wages, today=TODAY)
    assert [months[place].standard for place in (5, 6, 11)] == [40_000, 45_000, 45_000]
    actions.set_standard(wages, month=7, amount=Decimal(44_000), **new)
    assert read(wages, today=TODAY)[6].standard == 44_000


def test_the_limit_is_the_first_month_that_is_not_full(wages: Wages, officer: User) -> None:
    def limit() -> tuple[str, date]:
        (one,) = open_limits(wages.dossier, today=TODAY)
        return one.left, one.due_on

    assert limit() == ("逾期281天", date(2026, 2, 15))
    (shown,) = open_limits(wages.dossier, today=TODAY)
    assert shown.explanation == "2026年1月的工资不晚于次月15日发放。"
    assert shown.basis == "内部规定"
    first = wages_paid(wages, officer, month=1)
    assert limit()[1] == date(2026, 3, 15)
    assert Deadline.objects.get(due_on=date(2026, 2, 15)).closed_on == TODAY
    for month in range(2, 11):
        wages_paid(wages, officer, month=month)
    assert limit() == ("还剩22天", date(2026, 12, 15))
    actions.correct_wages(first, by=officer, reason="退回")
    assert limit()[1] == date(2026, 2, 15)


def test_who_keeps_the_money_is_reminded(wages: Wages, officer: User) -> None:
    deadlines.sweep(day=TODAY)
    notice = Notice.objects.get(user=officer)
    assert notice.words.startswith("体育社区2026年人员工资：足额发放社区人员工资，已经逾期")


def test_a_year_paid_in_full_is_closed_and_opened_again(office: Office, officer: User) -> None:
    wages = salaried(office.a, officer, year=2025)
    for month in range(1, 13):
        last = wages_paid(wages, officer, month=month, on=date(2025, month, 28))
    assert (wages.dossier.closed_on, wages.dossier.state_label) == (TODAY, "全年足额")
    assert open_limits(wages.dossier, today=TODAY) == []
    actions.correct_wages(last, by=officer, reason="退回")
    wages.dossier.refresh_from_db()
    assert (wages.dossier.closed_on, wages.dossier.state_label) == (None, "12月待发")
    assert open_limits(wages.dossier, today=TODAY)[0].due_on == date(2026, 1, 15)


def test_a_stricter_street_pays_earlier(
    office: Office, wages: Wages, officer: User, lead_official: User
) -> None:
    wages_paid(wages, officer, month=1, on=date(2026, 2, 11))
    rulebooks.set_local_rule(
        office.street,
        book="funds",
        key="wages_day",
        value=10,
        in_force=date(2026, 1, 1),
        document="社区工资发放办法",
        document_on=date(2025, 12, 20),
        by=lead_official,
    )
    assert words_of(wages)[0] == IN_FULL_LATE


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"month": 13}, "month", "13不是月份"),
        ({"amount": Decimal(400_000)}, "amount", "超过应发的两倍"),
        ({"on": date(2026, 12, 1)}, "on", "还没有到"),
        ({"amount": Decimal(0)}, "amount", "要大于零"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    wages: Wages, officer: User, given: dict[str, Any], field: str, said: str
) -> None:
    refusal = refusal_of(wages_paid, wages, officer, **({"month": 1} | given))
    assert refusal.field == field
    assert said in refusal.reason


def test_a_year_is_opened_once_for_a_community(
    office: Office, wages: Wages, officer: User, branch_secretary: User
) -> None:
    again = refusal_of(salaried, office.a, officer)
    assert again.field == "unit"
    assert wages.dossier.number in again.reason
    assert refusal_of(salaried, office.street, officer).field == "unit"
    assert refusal_of(salaried, office.a, branch_secretary, year=2025).status == 403
    personal = refusal_of(salaried, office.b, officer, document="工资表 13812341234")
    assert personal.field == "document"


def test_wages_are_spent_from_the_staff_line_of_the_year_they_were_paid_in(
    office: Office, wages: Wages, officer: User
) -> None:
    budget = budgeted(office.street, officer)
    last = salaried(office.b, officer, year=2025)
    wages_paid(last, officer, month=12, on=date(2026, 1, 12))
    wages_paid(last, officer, month=11, on=date(2025, 12, 12))
    wages_paid(wages, officer, month=1)
    (staff,) = [one for one in year_lines(budget) if one.sums.line.kind == "staff"]
    assert staff.sums.spent == 80_000


def test_a_year_of_wages_through_the_pages(
    office: Office,
    officer: User,
    branch_secretary: User,
    zheng_other: User,
    client_of: Browser,
) -> None:
    client, shown = client_of(officer), reverse("funds:wages_list")
    assert "还没有登记社区人员工资。" in client.get(shown).text
    page = send(
        client,
        reverse("funds:open_wages"),
        unit=office.a.pk,
        year="2026",
        heads="8",
        amount="4万元",
        document="金政办〔2025〕18号",
    )
    wages = Wages.objects.get()
    url = wages.get_absolute_url()
    assert page.redirect_chain == [(url, 302)]
    assert "逾期281天" in page.text
    form = client.get(f"{url}pay/")
    assert 'value="40000.00"' in form.text
    page = send(client, f"{url}pay/", month="1", on="2026-02-13", amount="40,000", voucher="资-1")
    assert "已登记1月工资4万元。" in page.text
    page = send(
        client,
        f"{url}standard/",
        month="2",
        heads="9",
        amount="4.5万元",
        document="金政办〔2026〕2号",
    )
    assert "已登记应发标准。" in page.text
    payment = WagePayment.objects.get()
    correct = reverse("funds:correct_wages", args=[wages.dossier.number, payment.pk])
    assert correct in page.text
    listed = client.get(f"{shown}?year=2026&q=体育").text
    for words in ("足额", "未发", "未到期", "不属实", "体育社区2026年2月差4.5万元"):
        assert words in listed
    assert "没有符合的社区和年度。" in client.get(f"{shown}?q=科技").text
    assert "已冲销4万元。" in send(client, correct, reason="退回").text
    # The community sees its own, the neighbour none of it.
    assert client_of(branch_secretary).get(url).status_code == 200
    assert client_of(zheng_other).get(url).status_code == 404
    assert client_of(zheng_other).get(shown).context["listed"].rows == []
    for sheet in (f"{url}export/", reverse("funds:export_wages")):
        assert client.get(sheet).content[:2] == b"PK"


def test_many_communities_cost_no_more(
    office: Office, wages: Wages, officer: User, client_of: Browser
) -> None:
    client, shown = client_of(officer), reverse("funds:wages_list")
    client.get(shown)
    few = statements(lambda: client.get(shown))
    for year in range(2005, 2026):
        wages_paid(salaried(office.b, officer, year=year), officer, month=1)
    assert statements(lambda: client.get(shown)) == few <= 14

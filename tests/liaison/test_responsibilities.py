"""The list of responsibilities: how each stands is read from its proof, and follows it at once."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from jiedao.indicators import actions as sums
from jiedao.ledger.selectors import broken_chains, timeline
from jiedao.liaison.actions import groups
from jiedao.liaison.actions import responsibilities as actions
from jiedao.liaison.models import Assignment, Responsibility, WorkGroup
from jiedao.liaison.selectors.responsibilities import row_of
from jiedao.liaison.states import Fulfilment
from jiedao.lib import clock
from jiedao.people.models import User
from tests.conftest import TODAY, Office
from tests.liaison.conftest import SINCE, assigned, listed, visited
from tests.liaison.test_groups import refusal_of
from tests.support import statements

Browser = Callable[[User], Client]
LIST = reverse("responsibilities:responsibility_list")
DAY = timedelta(days=1)
DONE, OPEN, LATE = Fulfilment.DONE, Fulfilment.OPEN, Fulfilment.LATE


def stands(record: Responsibility, day: date) -> Fulfilment:
    fresh = Responsibility.objects.select_related("dossier__unit", "proof_dossier")
    return row_of(fresh.get(pk=record.pk), today=day).fulfilment


def test_a_figure_proves_it_when_it_comes_to_enough_in_the_period(
    office: Office, assignment: Assignment, officer: User
) -> None:
    record = listed(office.a, officer)
    assert stands(record, SINCE - DAY) == OPEN
    assert stands(record, date(2026, 10, 31)) == OPEN
    assert stands(record, date(2026, 11, 1)) == LATE
    visited(assignment, officer, date(2026, 10, 5))
    visited(assignment, officer, date(2026, 11, 2))  # after the period
    assert stands(record, TODAY) == LATE
    visited(assignment, officer, date(2026, 10, 20))
    assert stands(record, date(2026, 10, 19)) == OPEN
    assert stands(record, date(2026, 10, 20)) == DONE
    assert stands(record, TODAY) == DONE
    row = row_of(record, today=TODAY)
    assert row.why == "“分包社区走访”要不少于2，现在2次。"
    assert stands(listed(office.b, officer), TODAY) == LATE  # visits of another community


def test_a_dossier_proves_it_when_it_is_closed(
    office: Office, group: WorkGroup, officer: User
) -> None:
    record = listed(
        office.street, officer, proof="dossier", dossier=group.dossier.number.lower(),
        since=date(2026, 3, 2), due_on=date(2026, 6, 30), figure="liaison.visits", least=9,
    )  # fmt: skip
    assert (record.figure, record.least) == ("", None)  # only what was chosen is kept
    assert (stands(record, date(2026, 6, 30)), stands(record, date(2026, 7, 1))) == (OPEN, LATE)
    with clock.moved_to(date(2026, 7, 10)):
        groups.dissolve(group, by=officer, until=date(2026, 7, 10), reason="任务完成")
    assert stands(record, TODAY) == DONE
    fresh = Responsibility.objects.select_related("dossier__unit", "proof_dossier")
    why = row_of(fresh.get(), today=TODAY).why
    assert why.endswith("已于2026年7月10日办结，比时限晚10天。")


def test_limits_prove_it_when_all_of_the_period_were_met(
    office: Office, officer: User, lead_official: User
) -> None:
    record = listed(
        office.street, officer, proof="limit", limit="liaison.visit", due_on=date(2026, 11, 10)
    )
    assert stands(record, TODAY) == OPEN  # there was none
    assignment = assigned(office.a, officer, lead_official)
    assert stands(record, SINCE + 31 * DAY) == OPEN
    assert stands(record, SINCE + 32 * DAY) == LATE
    visited(assignment, officer, SINCE + 30 * DAY)  # the next is due after the period
    assert stands(record, SINCE + 32 * DAY) == DONE
    second = assigned(office.b, officer, lead_official)
    visited(second, officer, SINCE + 33 * DAY)
    assert stands(record, TODAY) == LATE  # met too late


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"due_on": SINCE - DAY}, "due_on", "不能早于开始的日期"),
        ({"figure": ""}, "figure", "请选择用哪个指标"),
        ({"figure": "liaison.trials"}, "figure", "请从列表里选择"),
        ({"least": None}, "least", "不少于多少"),
        ({"proof": "dossier"}, "dossier", "请填写案卷的编号"),
        ({"proof": "dossier", "dossier": "XZ2020-1"}, "dossier", "没有编号是XZ2020-1的案卷"),
        ({"proof": "limit", "limit": "nothing"}, "limit", "请从列表里选择期限"),
        ({"standard": " "}, "standard", "请写做到什么标准"),
        ({"title": "找13812341234"}, "title", "138"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    office: Office, officer: User, given: dict[str, Any], field: str, said: str
) -> None:
    refusal = refusal_of(listed, office.a, officer, **given)
    assert refusal.field == field
    assert said in refusal.reason
    assert not Responsibility.objects.exists()


def test_only_who_keeps_the_list_puts_on_and_takes_off(
    office: Office, officer: User, li_secretary: User, branch_secretary: User
) -> None:
    for person in (li_secretary, branch_secretary):
        assert refusal_of(listed, office.a, person).status == 403
    record = listed(office.a, officer)
    assert refusal_of(actions.withdraw, record, by=branch_secretary, reason="x").status == 403
    actions.withdraw(record, by=officer, reason="分工调整")
    assert "从责任清单撤下。原因：分工调整。" in timeline(record.dossier)[0].words
    assert refusal_of(actions.withdraw, record, by=officer, reason="再撤").status == 409
    assert not list(broken_chains())


def test_the_list_and_the_page_follow_one_record(
    office: Office,
    officer: User,
    lead_official: User,
    branch_secretary: User,
    client_of: Browser,
) -> None:
    client, today = client_of(officer), clock.today()
    assert "责任清单上还没有事项。" in client.get(LIST).text
    assignment = assigned(office.a, officer, lead_official, today - 5 * DAY)
    form = {
        "unit": office.a.pk,
        "post": "社区书记",
        "title": "配合分包领导走访",
        "standard": "每次走访有人陪同。",
        "basis": "班子成员分包社区制度",
        "since": (today - 10 * DAY).isoformat(),
        "due_on": (today - DAY).isoformat(),
        "proof": "figure",
        "figure": "liaison.visits",
        "least": "1",
    }
    blank = client.post(reverse("responsibilities:register"), {"title": "配合走访"})
    assert blank.status_code == 422
    assert "请选择靠什么证明。" in blank.text
    assert 'value="配合走访"' in blank.text
    page = client.post(reverse("responsibilities:register"), form, follow=True)
    record = Responsibility.objects.get()
    assert page.redirect_chain == [(record.get_absolute_url(), 302)]
    assert "体育社区社区书记" in page.text
    home = reverse("liaison:home")
    assert "逾期1项" in client.get(home).text

    def found(fulfilment: str) -> int:
        return len(client.get(f"{LIST}?fulfilment={fulfilment}").context["listed"].rows)

    assert (found("late"), found("done"), found("open")) == (1, 0, 0)
    assert "逾期" in client.get(LIST).text
    visited(assignment, officer, today - 2 * DAY)  # one record changes
    assert (found("late"), found("done"), found("open")) == (0, 1, 0)
    assert "已落实" in client.get(record.get_absolute_url()).text
    assert "逾期1项" not in client.get(home).text
    sheet = client.get(f"{reverse('responsibilities:export')}?fulfilment=done")
    rows = list(load_workbook(io.BytesIO(sheet.content)).active.values)
    assert [row[9] for row in rows if row[0] == record.dossier.number] == ["已落实"]

    own = client_of(branch_secretary)
    assert "配合分包领导走访" in own.get(LIST).text
    assert own.get(f"{record.get_absolute_url()}withdraw/").status_code == 403
    withdraw = f"{record.get_absolute_url()}withdraw/"
    page = client.post(withdraw, {"reason": "分工调整"}, follow=True)
    assert "已从责任清单撤下。原因：分工调整" in page.text
    assert (found("done"), found("withdrawn")) == (0, 1)
    assert client.get(withdraw).status_code == 409


def test_a_list_of_many_costs_no_more(
    office: Office, group: WorkGroup, officer: User, client_of: Browser
) -> None:
    def three() -> None:
        listed(office.a, officer)
        listed(office.a, officer, proof="dossier", dossier=group.dossier.number)
        listed(office.a, officer, proof="limit", limit="liaison.visit")

    three()
    sums.settle()
    client = client_of(officer)
    client.get(LIST)
    few = statements(lambda: client.get(LIST))
    for _ in range(7):
        three()
    sums.settle()
    assert statements(lambda: client.get(LIST)) == few <= 14
    assert "共24项，第1页，共2页。" in client.get(LIST).text
    late = statements(lambda: client.get(f"{LIST}?fulfilment=late"))
    assert late <= few + 3


@pytest.mark.parametrize(
    "words",
    [
        "update liaison_responsibility set due_on = '2030-01-01'",
        "update liaison_responsibility set least = 1",
        "delete from liaison_responsibility",
    ],
)
def test_the_database_keeps_what_was_entered(office: Office, officer: User, words: str) -> None:
    listed(office.a, officer)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(words)

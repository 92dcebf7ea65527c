"""Money by a program: entered once by the pages' actions, refused in their words, wages only as sums."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jiedao.funds.models import Payment, Receipt
from jiedao.lib import clock
from jiedao.people.models import User
from tests.api.machines import opened as system_opened
from tests.api.machines import program, token_for
from tests.conftest import Office
from tests.funds.conftest import (
    budgeted,
    line_of,
    opened,
    received,
    salaried,
    sent_down,
    wages_paid,
)

Browser = Callable[[User], Client]
URL = "/api/v1/funds/"
RECEIPT: dict[str, Any] = {
    "on": "2026-03-02", "amount": "300000", "source": "budget", "payer": "区民政局",
    "voucher": "记-7",
}  # fmt: skip


def sent(client: Client, path: str, data: dict[str, Any], **headers: str) -> Any:
    return client.post(f"{URL}{path}", data, content_type="application/json", headers=headers)


def test_a_project_is_opened_paid_for_and_put_right(
    office: Office, officer: User, client_of: Browser
) -> None:
    client = client_of(officer)
    given = {
        "unit": "410105001003", "title": "日间照料中心", "kind": "day_care", "place": "1号院",
        "planned": "86.5万元",
    }  # fmt: skip
    made = sent(client, "projects/", given)
    assert made.status_code == 201, made.text
    path = f"projects/{made.json()['number']}/"
    assert made.json()["planned"] == "865000.00"
    assert sent(client, f"{path}begin/", {"begun_on": "2026-03-01"}).json()["begun_on"]
    for _ in range(2):
        body = sent(client, f"{path}receive/", RECEIPT, **{"Idempotency-Key": "1"}).json()
    assert (body["received"], len(body["account"])) == ("300000.00", 1)
    again = sent(client, f"{path}receive/", RECEIPT)
    assert (again.status_code, again.json()["code"]) == (409, "funds.known")
    paying = {
        "on": "2026-03-05",
        "amount": "1000",
        "purpose": "设计费",
        "payee": "市设计院",
        "voucher": "记-8",
    }
    body = sent(client, f"{path}pay/", paying).json()
    entry = body["account"][1]["entry"]
    assert body["left"] == "299000.00"
    undone = sent(client, f"{path}payments/{entry}/correct/", {"reason": "金额写错"})
    assert (undone.status_code, undone.json()["paid"]) == (200, "0.00")
    twice = sent(client, f"{path}payments/{entry}/correct/", {"reason": "金额写错"})
    assert (twice.status_code, twice.json()["code"]) == (409, "funds.corrected")
    assert sent(client, f"{path}payments/999999/correct/", {"reason": "x"}).status_code == 404
    unknown = sent(client, f"{path}name-publication/", {"number": "GS2026-001003-9999"})
    assert (unknown.status_code, set(unknown.json()["errors"])) == (409, {"number"})


def test_a_budget_is_spent_by_its_lines_and_settled_when_over(
    office: Office, officer: User, client_of: Browser
) -> None:
    client, today = client_of(officer), clock.today()
    given = {"unit": "410105001", "year": today.year, "operating": "50000", "party": 3000}
    made = sent(client, "budgets/", given)
    assert made.status_code == 201, made.text
    path, lines = f"budgets/{made.json()['number']}/", made.json()["lines"]
    line = next(one["line"] for one in lines if one["kind"] == "operating")
    given = {
        "line": line, "on": today.isoformat(), "amount": 2000, "purpose": "办公用品", "payee": "文具店",
        "voucher": "记-3",
    }  # fmt: skip
    spent = sent(client, f"{path}spend/", given)
    assert (spent.status_code, spent.json()["left"]) == (200, "51000.00")
    change = {
        "line": line, "way": "less", "amount": 1000, "on": today.isoformat(), "reason": "压减",
    }  # fmt: skip
    assert sent(client, f"{path}adjust/", change).json()["now"] == "52000.00"
    entry = spent.json()["spendings"][0]["entry"]
    undone = sent(client, f"{path}spendings/{entry}/correct/", {"reason": "重复"})
    assert undone.json()["spent"] == "0.00"
    early = sent(client, f"{path}settle/", {})
    assert early.status_code == 409
    (settle,) = [one for one in undone.json()["offers"] if one["code"] == "settle"]
    assert (settle["allowed"], settle["reason"]) == (False, early.json()["reason"])


def test_wages_and_what_was_sent_down(office: Office, officer: User, client_of: Browser) -> None:
    client, today = client_of(officer), clock.today()
    given = {
        "unit": "410105001003", "year": today.year, "heads": 5, "amount": "20000",
        "document": "金政办〔2025〕18号",
    }  # fmt: skip
    made = sent(client, "wages/", given)
    assert made.status_code == 201, made.text
    paying = {"month": 1, "on": today.isoformat(), "amount": "20000", "voucher": "记-5"}
    body = sent(client, f"wages/{made.json()['number']}/pay-wages/", paying).json()
    assert body["months"][0]["paid"] == "20000.00"
    assert not {"name", "person", "names"} & set(body["payments"][0])
    given = {
        "unit": "410105001003", "kind": "goods", "title": "一体机", "quantity": "1套",
        "since": "2026-03-02",
    }  # fmt: skip
    number = sent(client, "supports/", given).json()["number"]
    ended = sent(
        client, f"supports/{number}/end-support/", {"until": "2026-05-01", "reason": "撤回"}
    )
    assert (ended.status_code, ended.json()["standing"]) == (200, "已结束")


@pytest.mark.parametrize(
    ("wrong", "status", "field"),
    [
        ({"amount": "零"}, 400, "amount"),
        ({"amount": [1]}, 400, "amount"),
        ({"on": "2199-01-01"}, 409, "on"),
        ({"source": "bank"}, 400, "source"),
        ({"voucher": None}, 400, "voucher"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    office: Office, officer: User, client_of: Browser,
    wrong: dict[str, Any], status: int, field: str,
) -> None:  # fmt: skip
    project = opened(office.a, officer)
    answer = sent(
        client_of(officer), f"projects/{project.dossier.number}/receive/", RECEIPT | wrong
    )
    assert answer.status_code == status, answer.text
    assert field in answer.json()["errors"]
    assert not Receipt.objects.exists()


def test_who_may_only_look_is_told_so_and_others_see_nothing(
    office: Office, officer: User, zhao_chair: User, zheng_other: User, client_of: Browser
) -> None:
    project = opened(office.a, officer)
    path = f"projects/{project.dossier.number}/"
    refused = sent(client_of(zhao_chair), f"{path}receive/", {})
    assert (refused.status_code, refused.json()["code"]) == (403, "funds.no_duty")
    assert client_of(zhao_chair).get(f"{URL}{path}").json()["offers"] == []
    assert sent(client_of(zheng_other), f"{path}receive/", RECEIPT).status_code == 404
    assert client_of(zheng_other).get(f"{URL}projects/").json()["results"] == []


def test_the_accounts_enter_what_they_are_granted_and_nothing_else(
    office: Office, officer: User, security_admin: User
) -> None:
    project = opened(office.a, officer)
    system = system_opened(
        security_admin, office.street, username="caiwu", name="财务系统", role="accounts",
        act_codes=["projects.receive"],
    )  # fmt: skip
    duties = ("office_see_funds", "office_keep_funds")
    client = program(token_for(system, security_admin, *duties))
    path = f"{URL}projects/{project.dossier.number}/"
    assert client.post(f"{path}receive/", RECEIPT, format="json").status_code == 200
    refused = client.post(f"{path}pay/", {}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (403, "api.not_granted")
    finish = client.post(f"{path}finish/", {}, format="json")
    assert (finish.status_code, finish.json()["code"]) == (403, "api.machine_reads")
    assert not Payment.objects.exists()


@pytest.mark.parametrize("kind", ["projects", "budgets", "wages", "supports"])
def test_the_lists_cost_the_same_for_two_and_twenty(
    office: Office, officer: User, client_of: Browser, kind: str
) -> None:
    client, year = client_of(officer), clock.today().year

    def filled(first: int, last: int) -> None:
        for number in range(first, last):
            if kind == "projects":
                project = opened(office.a, officer, title=f"项目{number}")
                received(project, officer, voucher=f"记-{number}")
            elif kind == "budgets":
                line_of(budgeted(office.street, officer, year=year - number), "operating")
            elif kind == "wages":
                wages = salaried(office.a, officer, year=year - number)
                wages_paid(wages, officer, month=1, voucher=f"记-{number}")
            else:
                sent_down(office.a, officer, title=f"设备{number}")

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(f"{URL}{kind}/").status_code == 200
        return len(seen)

    filled(1, 3)
    asked()
    few = asked()
    filled(3, 21)
    assert asked() == few
    assert len(client.get(f"{URL}{kind}/?unit=410105001").json()["results"]) == 20

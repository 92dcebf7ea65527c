"""A whole table by a program: the same importer as the page, all rows or none, each fault at its row."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.test import Client

from jiedao.funds.models import Payment, Project, Receipt
from jiedao.people.models import User
from tests.api.machines import opened as system_opened
from tests.api.machines import program, token_for
from tests.conftest import Office
from tests.funds.conftest import budgeted, line_of, received
from tests.funds.test_importing import FIRM, OLD

Browser = Callable[[User], Client]
URL = "/api/v1/funds/"


def receipt(day: str, voucher: str, amount: Any = "1000", **other: Any) -> dict[str, Any]:
    given = {"on": day, "amount": amount, "source": "budget", "payer": "区财政局"}
    return given | {"voucher": voucher} | other


def payment(day: str, voucher: str, amount: Any, **other: Any) -> dict[str, Any]:
    return {
        "on": day, "amount": amount, "purpose": "工程款", "payee": FIRM, "voucher": voucher,
    } | other  # fmt: skip


def sent(client: Client, path: str, rows: Any, **other: Any) -> Any:
    return client.post(f"{URL}{path}", {"rows": rows} | other, content_type="application/json")


def test_receipts_come_in_whole_and_what_was_known_is_told(
    project: Project, officer: User, client_of: Browser
) -> None:
    received(project, officer)
    client, path = client_of(officer), f"projects/{project.dossier.number}/import-receipts/"
    known = receipt("2026-03-02", "收-0312", "200000", source="superior", payer="区民政局")
    rows = [receipt("2026-03-05", "收-1"), known, receipt("2026-03-06", "收-2", "86.5万元")]
    answer = sent(client, path, rows)
    assert answer.json() == {"number": project.dossier.number, "entered": 2, "known": [2]}
    assert sent(client, path, rows).json()["entered"] == 0
    assert Receipt.objects.count() == 3


def test_a_word_that_is_not_known_is_told_at_its_row_counted_from_one(
    project: Project, officer: User, client_of: Browser
) -> None:
    path = f"projects/{project.dossier.number}/import-receipts/"
    rows = [receipt("2026-03-05", "收-1"), receipt("2026-03-06", "收-2", payor="区财政局")]
    answer = sent(client_of(officer), path, rows)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["rows.2.payor"])
    assert answer.json()["reason"].startswith("“rows.2”里没有“payor”这一项，没有办理。可以写：on、")
    assert not Receipt.objects.exists()


def test_every_fault_is_said_at_its_row_and_nothing_is_entered(
    project: Project, officer: User, client_of: Browser
) -> None:
    received(project, officer)
    client, path = client_of(officer), f"projects/{project.dossier.number}/import-payments/"
    parts = [payment("2026-05-06", "1", 30_000), payment("2026-05-16", "2", 30_000)]
    split = sent(client, path, parts)
    assert (split.status_code, split.json()["code"]) == (409, "funds.faults")
    assert set(split.json()["errors"]) == {"rows.2.decision_number"}
    (said,) = split.json()["errors"]["rows.2.decision_number"]
    assert said.startswith(f"30天内付给{FIRM}的2笔合计6万元")
    assert "2026年5月6日3万元 ＋ 这笔3万元 ＝ 6万元 ≥ 5万元" in said
    wrong = sent(
        client, path,
        [*parts, payment("2026-05-17", "3", "零"), "付-4", payment("2026-05-17", "5", 10, purpose=None)],
    )  # fmt: skip
    assert wrong.status_code == 400
    assert set(wrong.json()["errors"]) == {
        "rows.2.decision_number", "rows.3.amount", "rows.4.form", "rows.5.purpose",
    }  # fmt: skip
    for rows in (None, [], "x", {"0": 1}, [payment("2026-05-17", "3", 1)] * 501):
        refused = sent(client, path, rows)
        assert (refused.status_code, set(refused.json()["errors"])) == (400, {"rows"})
    assert not Payment.objects.exists()


def test_history_needs_its_reason_and_a_budget_its_lines(
    office: Office, project: Project, officer: User, client_of: Browser
) -> None:
    received(project, officer)
    received(project, officer, on=date(2024, 1, 8), voucher="收-旧")
    client, path = client_of(officer), f"projects/{project.dossier.number}/import-payments/"
    old = [payment("2024-05-06", "1", 60_000)]
    assert sent(client, path, old).status_code == 409
    assert sent(client, path, old, backfill_reason=OLD).json()["entered"] == 1
    (entry,) = [
        one for one in client.get(f"{URL}projects/{project.dossier.number}/").json()["account"]
        if one["went"]
    ]  # fmt: skip
    assert entry["backfill_reason"] == OLD
    budget = budgeted(office.street, officer)
    path = f"budgets/{budget.dossier.number}/import-spendings/"
    row = payment("2026-05-06", "9", 100)
    missing = sent(client, path, [row])
    assert set(missing.json()["errors"]) == {"rows.1.line"}
    line = line_of(budget, "operating")
    assert sent(client, path, [row | {"line": line.pk}]).json()["entered"] == 1
    assert Payment.objects.get(line=line).amount == 100


def test_the_accounts_bring_in_what_they_are_granted(
    office: Office, project: Project, officer: User, zhao_chair: User, security_admin: User,
    client_of: Browser,
) -> None:  # fmt: skip
    number = project.dossier.number
    system = system_opened(
        security_admin, office.street, username="caiwu", name="财务系统", role="accounts",
        act_codes=["projects.import_receipts"],
    )  # fmt: skip
    duties = ("office_see_funds", "office_keep_funds")
    client = program(token_for(system, security_admin, *duties))
    rows = {"rows": [receipt("2026-03-05", "收-1")]}
    url = f"{URL}projects/{number}/"
    assert client.post(f"{url}import-receipts/", rows, format="json").json()["entered"] == 1
    refused = client.post(f"{url}import-payments/", rows, format="json")
    assert (refused.status_code, refused.json()["code"]) == (403, "api.not_granted")
    reader = sent(client_of(zhao_chair), f"projects/{number}/import-receipts/", [])
    assert (reader.status_code, reader.json()["code"]) == (403, "funds.no_duty")

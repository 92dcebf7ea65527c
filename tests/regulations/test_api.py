"""Regulations by a program: registered, revised and repealed by the same actions, in the same words."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jiedao.people.models import User
from jiedao.regulations.models import Regulation
from tests.api.machines import opened, program, token_for
from tests.attachments.files import PDF, upload
from tests.conftest import Office
from tests.regulations.conftest import issued

Browser = Callable[[User], Client]
URL = "/api/v1/regulations/"


def typed(**other: Any) -> dict[str, Any]:
    return {
        "unit": "410105001", "title": "社区矛盾纠纷排查制度", "area": "disputes",
        "document_number": "经八办[2026]12号", "issued_on": "2026-03-02",
        "in_force_from": "2026-03-02", "summary": "网格每周排查一次。",
        "file": upload("制度.pdf", PDF),
    } | other  # fmt: skip


def test_a_program_registers_revises_and_repeals(
    office: Office, officer: User, client_of: Browser
) -> None:
    client = client_of(officer)
    for _ in range(2):
        answer = client.post(URL, typed(), headers={"Idempotency-Key": "1"})
        assert answer.status_code == 201, answer.text
    old = client.get(answer["Location"]).json()
    assert (old["document_number"], old["standing"]) == ("经八办〔2026〕12号", "现行")
    assert [one["code"] for one in old["offers"] if one["allowed"]] == ["revise", "repeal"]

    newer = typed(
        document_number="经八办〔2026〕30号", issued_on="2026-05-22", in_force_from="2026-06-01",
        file=upload("修订.pdf", PDF + b"%"),
    )  # fmt: skip
    # Whose it is and what it is about follow from the one it replaces.
    del newer["unit"], newer["area"]
    made = client.post(f"{URL}{old['number']}/revise/", newer)
    assert made.status_code == 201, made.text
    assert made.json()["replaces"]["number"] == old["number"]
    assert made["Location"].endswith(f"{made.json()['number']}/")
    replaced = client.get(f"{URL}{old['number']}/").json()
    assert (replaced["standing"], replaced["last_day"]) == ("已被替代", "2026-05-31")
    assert not any(one["allowed"] for one in replaced["offers"])

    gone = client.post(
        f"{URL}{made.json()['number']}/repeal/",
        {"until": "2026-07-01", "reason": "按经八办〔2026〕40号废止"},
        content_type="application/json",
    )
    assert (gone.status_code, gone.json()["standing"]) == (200, "已废止")
    again = client.post(
        f"{URL}{made.json()['number']}/repeal/", {}, content_type="application/json"
    )
    assert (again.status_code, again.json()["code"]) == (409, "regulation.repealed")
    assert Regulation.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "status", "field", "said"),
    [
        ({"unit": "1"}, 400, "unit", "请从列表里选择您负责的街道。"),
        ({"title": ""}, 400, "title", "请写制度的名称，照文件标题填写。"),
        ({"issued_on": "2199-01-01"}, 409, "issued_on", ""),
        ({"in_force_from": "2026-01-01"}, 409, "in_force_from", ""),
        ({"file": ""}, 400, "file", "请选择制度文本的文件；只有纸质的，请扫描或者拍照。"),
    ],
)
def test_what_is_wrong_is_said_as_on_the_page(
    office: Office, officer: User, client_of: Browser,
    wrong: dict[str, Any], status: int, field: str, said: str,
) -> None:  # fmt: skip
    answer = client_of(officer).post(URL, typed(**wrong))
    assert answer.status_code == status, answer.text
    assert field in answer.json()["errors"]
    assert not said or answer.json()["errors"][field][0] == said
    assert not Regulation.objects.exists()


def test_only_a_granted_system_with_the_duty_registers(
    office: Office, security_admin: User, sun_worker: User, client_of: Browser
) -> None:
    assert client_of(sun_worker).post(URL, typed()).status_code == 403
    papers = opened(
        security_admin, office.street, username="oa", name="公文系统", role="papers", act_codes=[],
    )  # fmt: skip
    duties = ("office_see_regulations", "office_keep_regulations")
    system = program(token_for(papers, security_admin, *duties))
    assert system.post(URL, typed()).status_code == 403
    papers.acts = ["regulations.register"]
    papers.save(update_fields=["acts"])
    made = system.post(URL, typed())
    assert made.status_code == 201, made.text
    number = made.json()["number"]
    repeal = {"until": "2026-07-01", "reason": "废止"}
    refused = system.post(f"{URL}{number}/repeal/", repeal, format="json")
    assert (refused.status_code, refused.json()["code"]) == (403, "api.machine_reads")


def test_the_list_narrows_pages_and_costs_the_same(
    office: Office, officer: User, client_of: Browser
) -> None:
    client = client_of(officer)

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(URL).status_code == 200
        return len(seen)

    for number in range(2):
        issued(office.street, officer, document_number=f"经八办〔2026〕{number + 1}号")
    asked()
    few = asked()
    for number in range(2, 20):
        issued(office.street, officer, document_number=f"经八办〔2026〕{number + 1}号")
    assert asked() == few
    assert len(client.get(f"{URL}?area=disputes&standing=in_force").json()["results"]) == 20
    assert client.get(f"{URL}?area=services").json()["results"] == []
    assert len(client.get(f"{URL}?q=排查").json()["results"]) == 20
    assert client.get(f"{URL}?standing=nothing").status_code == 400

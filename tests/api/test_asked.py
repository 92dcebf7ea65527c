"""A word in an address that is not known is refused: nothing is left out in silence."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jiedao.people.models import User
from tests.conftest import Office

Browser = Callable[[User], Client]


def told(client: Client, path: str, status: int) -> dict[str, Any]:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == status, answer.content.decode()
    if status >= 400:
        assert answer["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    return body


def test_the_figures_say_what_may_be_asked(
    office: Office, officer: User, client_of: Browser
) -> None:
    client = client_of(officer)
    for path in ("figures/?report=F5", "figures/decisions.carried_out/?report=F5"):
        body = told(client, path, 400)
        assert body["code"] == "api.unknown_word"
        assert body["reason"] == "这里没有“report”这个查询项，没有查询。可以写：unit、from、to。"
        assert body["errors"] == {"report": [body["reason"]]}
    assert client.get("/api/v1/figures/?unit=410105001&from=2026-01-01").status_code == 200


@pytest.mark.parametrize("code", ["no.such", "F5", "没有"])
def test_a_figure_there_is_not_is_told_by_its_code(
    office: Office, officer: User, client_of: Browser, code: str
) -> None:
    body = told(client_of(officer), f"figures/{code}/", 404)
    assert body["reason"] == f"没有代码为“{code}”的指标，请核对。"
    assert "/api/v1/figures/" in body["hint"]


@pytest.mark.parametrize(
    ("path", "known"),
    [
        ("decisions/", "before"),
        ("publications/", "unit、kind、before"),
        ("superior-documents/", "level、course、unit、before"),
        ("liaison/groups/", "area、standing、q、unit、before"),
        ("liaison/groups/people/", ""),
        ("regulations/", "q、unit"),
        ("reports/", "before"),
        ("funds/projects/", "q、unit"),
        ("appraisal/years/", "q"),
        ("activities/", "unit"),
    ],
)
def test_every_list_refuses_what_it_does_not_know(
    office: Office, officer: User, client_of: Browser, path: str, known: str
) -> None:
    client = client_of(officer)
    assert client.get(f"/api/v1/{path}").status_code == 200
    body = told(client, f"{path}?nonsense=1", 400)
    assert "没有“nonsense”这个查询项" in body["reason"]
    for word in filter(None, known.split("、")):
        assert word in body["reason"]


def test_who_may_not_ask_is_told_that_first(office: Office) -> None:
    assert Client().get("/api/v1/figures/?report=F5").status_code == 401

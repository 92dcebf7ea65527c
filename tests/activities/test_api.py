"""The same act on the API: registered at once, shown as the page shows it, refused in the same words."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jiedao.activities.indicators import HEARINGS
from jiedao.activities.models import Activity
from jiedao.indicators.figures import Scope
from jiedao.indicators.selectors import told
from jiedao.people.models import User
from tests.activities.conftest import DAY, person, received, registered
from tests.conftest import Office

Browser = Callable[[User], Client]
URL = "/api/v1/activities/"


def typed(**other: Any) -> dict[str, Any]:
    return {
        "unit": "410105001", "kind": "hearing", "title": "听取汇报", "systems": ["decisions"],
        "held_on": DAY.isoformat(), "begins": "09:00", "place": "三楼", "chair": "李明远",
        "summary": "听了进度。",
    } | other  # fmt: skip


def test_a_hearing_is_registered_once_and_counts(
    office: Office, officer: User, li_secretary: User, zhao_chair: User, client_of: Browser
) -> None:
    client = client_of(officer)
    people = client.get(f"{URL}people/?unit=410105001").json()
    keys = {one["name"]: one["person"] for one in people}
    assert keys["赵丽华"] == person(zhao_chair)
    sent = typed(
        listens=[keys["李明远"]], speaks=[keys["赵丽华"]], attends=[keys["罗卫东"]],
        absent=[keys["罗卫东"]], guests=["马教授 党校"],
    )  # fmt: skip
    for _ in range(2):
        answer = client.post(
            URL, sent, content_type="application/json", headers={"Idempotency-Key": "1"}
        )
        assert answer.status_code == 201
    activity = Activity.objects.get()
    body = client.get(answer["Location"]).json()
    assert body["number"] == activity.dossier.number
    assert (body["expected"], body["present"], body["guests"]) == (3, 2, 1)
    assert [one["part"] for one in body["roster"]] == ["listens", "speaks", "attends", "attends"]
    scope = Scope(office.street, DAY.replace(month=1), DAY.replace(month=12))
    (figure,) = told([HEARINGS], scope)
    assert figure.value == 1


@pytest.mark.parametrize(
    ("wrong", "status", "field"),
    [
        ({"unit": "1"}, 400, "unit"),
        ({"visits": [1]}, 400, "visits"),
        ({"kind": "visit", "communities": ["x"]}, 400, "communities"),
        ({"held_on": "2199-01-01"}, 409, ""),
        ({"chair": "李\u0008明"}, 409, ""),
        ({"unit": "410105001006", "kind": "study"}, 409, ""),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    office: Office, officer: User, li_secretary: User, client_of: Browser,
    wrong: dict[str, Any], status: int, field: str,
) -> None:  # fmt: skip
    sent = typed(listens=[person(li_secretary)], speaks=[person(officer)]) | wrong
    if wrong.get("kind") == "study":
        sent |= {"listens": [], "speaks": [], "attends": [person(li_secretary)]}
    answer = client_of(officer).post(URL, sent, content_type="application/json")
    assert answer.status_code == status, answer.text
    assert not field or field in answer.json()["errors"]
    assert not Activity.objects.exists()


def test_the_api_shows_no_more_than_the_pages(
    office: Office, officer: User, branch_secretary: User, zheng_other: User, client_of: Browser
) -> None:
    of_a = registered(office.a, branch_secretary, attends=[branch_secretary])
    paper = received(office.street, officer)
    client = client_of(zheng_other)
    assert client.get(URL).json()["results"] == []
    assert client.get(f"{URL}{of_a.dossier.number}/").status_code == 404
    (line,) = client.get("/api/v1/superior-documents/?course=late").json()["results"]
    assert line["number"] == paper.dossier.number
    detail = client.get(f"/api/v1/superior-documents/{paper.dossier.number}/").json()
    assert (detail["learners"], detail["relayed_to"]) == ([], [])
    (line,) = client_of(officer).get(f"{URL}?kind=study&unit=410105001003").json()["results"]
    assert line["standing"] == "已召开"
    assert client_of(officer).get(f"{URL}?kind=nothing").status_code == 400
    assert client.post(URL, typed(), content_type="application/json").status_code == 403

"""The same act on the API: registered at once, shown as the page shows it, refused in the same words."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jiedao.activities.indicators import HEARINGS
from jiedao.activities.models import Activity, SuperiorDocument
from jiedao.indicators.figures import Scope
from jiedao.indicators.selectors import told
from jiedao.people.models import User
from tests.activities.conftest import DAY, PAPER, person, received, registered
from tests.attachments.files import PDF, upload
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


def test_who_registers_nothing_is_told_so_before_what_is_wrong(
    office: Office, system_admin: User, client_of: Browser
) -> None:
    client = client_of(system_admin)
    for url in (URL, f"{URL}plan/"):
        answer = client.post(url, {"nonsense": 1}, content_type="application/json")
        assert (answer.status_code, answer.json()["code"]) == (403, "access.no_duty")
        assert "不能登记会议活动" in answer.json()["reason"]


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


PAPERS = "/api/v1/superior-documents/"
JSON = "application/json"


def test_a_paper_is_received_studied_and_handed_down_by_a_program(
    office: Office, officer: User, lead_official: User, client_of: Browser
) -> None:
    client = client_of(officer)
    sent = PAPER | {"unit": office.street.code, "responsible": officer.pk}
    key = {"Idempotency-Key": "1"}
    for _ in range(2):
        given = sent | {"file": upload("文件.pdf", PDF)}
        made = client.post(PAPERS, given, headers=key)
        assert made.status_code == 201, made.text
    paper = SuperiorDocument.objects.get()
    url = made["Location"]
    assert made.json()["responsible"] == officer.name
    codes = [one["code"] for one in made.json()["offers"]]
    assert codes == ["study", "relay", "put_in_charge", "attach"]

    study = registered(office.street, officer, attends=[officer])
    answer = client.post(f"{url}study/", {"activity": study.dossier.number}, content_type=JSON)
    assert answer.status_code == 200, answer.text
    assert [one["name"] for one in answer.json()["learners"]] == [officer.name]
    handed = {"units": [office.a.code], "on": DAY.isoformat(), "way": "meeting"}
    answer = client.post(f"{url}relay/", handed, content_type=JSON)
    assert [one["unit"] for one in answer.json()["relayed_to"]] == [office.a.code]
    again = client.post(f"{url}relay/", handed, content_type=JSON)
    assert (again.status_code, list(again.json()["errors"])) == (400, ["units"])
    named = client.post(
        f"{url}put-in-charge/", {"responsible": lead_official.pk}, content_type=JSON
    )
    assert named.json()["responsible"] == lead_official.name
    assert paper.in_charge.count() == 2


def test_who_is_named_for_a_paper_is_refused_in_the_words_of_the_page(
    office: Office, officer: User, li_secretary: User, zheng_other: User, client_of: Browser
) -> None:
    paper = received(office.street, officer)
    url = f"{PAPERS}{paper.dossier.number}/put-in-charge/"

    def named(by: User, **sent: Any) -> Any:
        return client_of(by).post(url, sent, content_type=JSON)

    assert named(zheng_other, responsible=officer.pk).status_code == 403
    answer = named(officer, responsible=li_secretary.pk)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["responsible"])
    (_, choice) = answer.json()["errors"]["responsible"]
    assert f"{officer.pk}（{officer.name}" in choice
    answer = named(officer, responsible=officer.pk)
    assert (answer.status_code, answer.json()["code"]) == (409, "superior.in_charge")
    assert answer.json()["reason"] == f"现在就是{officer.name}负责，没有变更，不用登记。"
    answer = named(officer)
    assert answer.json()["errors"]["responsible"][0] == "请选择由谁负责。"
    answer = named(officer, responsble=officer.pk)
    assert list(answer.json()["errors"]) == ["responsble"]
    assert paper.in_charge.count() == 1

"""小组、试点、分包、责任清单 by a program: the pages' actions, forms and reasons."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jiedao.liaison.models import Assignment, Pilot, Trial, WorkGroup
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from tests.conftest import Office
from tests.liaison.conftest import SINCE, assigned, designated, established, listed, tried

Browser = Callable[[User], Client]
URL = "/api/v1/liaison/"


def sent(client: Client, path: str, status: int = 200, **data: Any) -> Any:
    answer = client.post(f"{URL}{path}", data, content_type="application/json")
    assert answer.status_code == status, answer.text
    return answer.json()


def test_a_group_is_established_changed_and_dissolved(
    office: Office, officer: User, lead_official: User, room: Unit, tang: User, client_of: Browser
) -> None:
    client = client_of(officer)
    keys = {
        one["name"].split("（")[0]: one["person"]
        for one in client.get(f"{URL}groups/people/").json()
    }
    group = sent(
        client, "groups/", 201, unit="410105001", area="decisions", title="专项工作小组",
        document_number="经八办[2026]5号", established_on="2026-03-02", lead=keys["何志远"],
        department=room.code, responsible=keys["唐玉梅"], members=[keys["唐玉梅"]],
    )  # fmt: skip
    path = f"groups/{group['number']}/"
    assert (group["lead"], group["members"], group["standing"]) == ("何志远", 1, "在运行")
    body = sent(client, f"{path}add-members/", users=[keys["罗卫东"]], since="2026-04-01", post="")
    entry = next(one["entry"] for one in body["people"] if one["name"] == "罗卫东")
    body = sent(client, f"{path}members/{entry}/remove/", until="2026-05-01", reason="工作调动")
    assert body["members"] == 1
    gone = sent(client, f"{path}members/{entry}/remove/", 409, until="2026-05-01", reason="x")
    assert "没有重复登记" in gone["reason"] or "已经" in gone["reason"]
    body = sent(
        client, f"{path}change/", begins_on="2026-06-01", lead=keys["罗卫东"],
        department="410105001", responsible=keys["罗卫东"],
    )  # fmt: skip
    assert [one["lead"] for one in body["charges"]] == ["罗卫东", "何志远"]
    body = sent(client, f"{path}take-part/", user=keys["唐玉梅"], since="2026-06-01")
    part = body["participations"][0]["entry"]
    body = sent(client, f"{path}participations/{part}/stop/", until="2026-07-01")
    assert body["participations"][0]["last_day"] == "2026-06-30"
    body = sent(client, f"{path}dissolve/", until="2026-08-01", reason="机构调整")
    assert body["standing"] == "已撤销"
    assert not any(one["allowed"] for one in body["offers"])
    again = sent(client, f"{path}dissolve/", 409)
    assert again["reason"] == body["offers"][0]["reason"]
    assert WorkGroup.objects.count() == 1


def test_a_pilot_is_tried_by_stages(
    office: Office, officer: User, zhao_chair: User, client_of: Browser
) -> None:
    client = client_of(officer)
    pilot = sent(
        client, "pilots/", 201, unit="410105001", title="试点示范街道", office_name="经八路街道",
        level="province", document_number="", designated_on="2026-04-10",
    )  # fmt: skip
    begun = {
        "community": "410105001003", "first": "decisions", "second": "disputes",
        "responsible": zhao_chair.pk, "goal": "都按程序办。", "started_on": "2026-05-01",
        "rules": "2026-05-31", "methods": "2026-08-31", "papers": "2026-10-31",
        "summary": "2026-11-30", "due_on": "2026-12-10",
    }  # fmt: skip
    trial = sent(client, f"pilots/{pilot['number']}/begin/", 201, **begun)
    twice = sent(client, f"pilots/{pilot['number']}/begin/", 400, **begun)
    said = ["请从列表里选择。", "可以写：410105001006（科技社区）。"]
    assert twice["errors"] == {"community": said}
    of_chair, path = client_of(zhao_chair), f"trials/{trial['number']}/"
    early = sent(of_chair, f"{path}finish/", 409)
    assert early["code"].startswith("pilot.")
    body = sent(of_chair, f"{path}stages/methods/move/", due_on="2026-09-10", reason="雨季")
    assert body["stages"][1]["due_on"] == "2026-09-10"
    for stage in ("rules", "methods", "papers", "summary"):
        sent(of_chair, f"{path}stages/{stage}/finish/", done_on="2026-11-20")
    sent(of_chair, f"{path}stages/nothing/finish/", 404)
    body = sent(of_chair, f"{path}finish/", done_on="2026-11-21", summary="做法可行。")
    assert body["standing"] == "已完成"
    whole = client.get(f"{URL}pilots/{pilot['number']}/").json()
    assert [one["number"] for one in whole["trials"]] == [trial["number"]]
    assert (Pilot.objects.count(), Trial.objects.count()) == (1, 1)


def test_an_official_visits_his_community(
    office: Office, officer: User, lead_official: User, client_of: Browser
) -> None:
    client = client_of(officer)
    made = sent(
        client, "assignments/", 201, community="410105001003", leader=lead_official.pk,
        since=SINCE.isoformat(),
    )  # fmt: skip
    path = f"assignments/{made['number']}/"
    visiting = {"day": "2026-10-08", "kind": "guide", "done": "看了台账。"}
    body = sent(client_of(lead_official), f"{path}visit/", **visiting)
    assert (body["visits"], body["last_visit_on"]) == (1, "2026-10-08")
    entry = body["made"][0]["entry"]
    body = sent(client, f"{path}visits/{entry}/withdraw/", reason="日期错了")
    assert (body["visits"], body["made"][0]["withdrawn"]) == (0, "日期错了")
    body = sent(client, f"{path}end/", until="2026-11-01", reason="分工调整")
    assert body["standing"] == "已结束"
    closed = sent(client, f"{path}visit/", 409)
    assert closed["code"] == "assignment.ended"


def test_who_is_no_leading_official_is_refused_with_who_is(
    office: Office, officer: User, zhao_chair: User, lead_official: User, client_of: Browser
) -> None:
    told = sent(
        client_of(officer), "assignments/", 400, community="410105001003", leader=zhao_chair.pk,
        since=SINCE.isoformat(),
    )  # fmt: skip
    said = "".join(told["errors"]["leader"])
    assert f"{lead_official.pk}（何志远（经八路街道分管领导））" in said
    assert "赵丽华" not in said


def test_a_responsibility_is_listed_and_withdrawn(
    office: Office, officer: User, zhao_chair: User, client_of: Browser
) -> None:
    client = client_of(officer)
    made = sent(
        client, "responsibilities/", 201, unit="410105001003", title="走访", standard="每月",
        basis="制度", since="2026-10-01", due_on="2026-10-31", proof="figure",
        figure="liaison.visits", least=2,
    )  # fmt: skip
    assert made["why"]
    path = f"responsibilities/{made['number']}/withdraw/"
    sent(client_of(zhao_chair), path, 403)
    assert sent(client, path, reason="分工调整")["standing"] == "已撤下"


def test_others_see_nothing_and_the_wrong_is_said(
    office: Office, officer: User, zheng_other: User, lead_official: User, client_of: Browser
) -> None:
    of_a = assigned(office.a, officer, lead_official)
    other = client_of(zheng_other)
    assert other.get(f"{URL}assignments/").json()["results"] == []
    assert other.get(f"{URL}assignments/{of_a.dossier.number}/").status_code == 404
    assert other.get(f"{URL}groups/people/").status_code == 403
    wrong = sent(
        client_of(officer), f"assignments/{of_a.dossier.number}/visit/", 400, kind="x", day=[1]
    )
    assert set(wrong["errors"]) == {"day"}
    assert sent(other, "assignments/", 403)["code"] == "access.no_duty"


@pytest.mark.parametrize("kind", ["groups", "pilots", "trials", "assignments", "responsibilities"])
def test_the_lists_cost_the_same_for_two_and_twenty(
    office: Office, officer: User, lead_official: User, client_of: Browser, kind: str
) -> None:
    client = client_of(officer)
    pilots: list[Pilot] = []

    def more(first: int, last: int) -> None:
        for number in range(first, last):
            day = date(2026, 3, 1 + number)
            if kind == "groups":
                before = WorkGroup.objects.order_by("-pk").first()
                if before:
                    from_client = sent(
                        client, f"groups/{before.dossier.number}/dissolve/",
                        until=day.isoformat(), reason="调整",
                    )  # fmt: skip
                    assert from_client["number"]
                established(
                    office.street,
                    officer,
                    established_on=day,
                    title=f"小组{number}",
                    document_number="",
                )
            elif kind == "assignments":
                for before in Assignment.objects.filter(until=None):
                    sent(
                        client,
                        f"assignments/{before.dossier.number}/end/",
                        until=day.isoformat(),
                        reason="调整",
                    )
                assigned(office.a, officer, lead_official, since=day)
            elif kind == "responsibilities":
                listed(office.a, officer, title=f"事项{number}")
            else:
                pilots.append(
                    designated(
                        office.street,
                        officer,
                        title=f"试点{number}",
                        document_number=f"豫组〔2026〕{number + 1}号",
                    )
                )
                if kind == "trials":
                    tried(pilots[-1], officer, office.a)

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(f"{URL}{kind}/").status_code == 200
        return len(seen)

    more(0, 2)
    asked()
    few = asked()
    more(2, 20)
    assert asked() == few
    assert len(client.get(f"{URL}{kind}/?unit=410105001").json()["results"]) == 20

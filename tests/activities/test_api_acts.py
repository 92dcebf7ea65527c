"""What is done about an activity, by a program: planned, held, made up, a problem found and solved."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client

from jiedao.activities.models import Activity
from jiedao.lib import clock
from jiedao.people.models import User
from tests.activities.conftest import DAY, person, planned, registered
from tests.attachments.files import PDF, upload
from tests.conftest import Office

Browser = Callable[[User], Client]
URL = "/api/v1/activities/"
JSON = "application/json"


def post(client: Client, path: str, said: Any = None, key: str = "") -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(f"{URL}{path}/", said or {}, content_type=JSON, headers=headers)


def test_an_activity_is_planned_held_and_made_up(
    office: Office, officer: User, lead_official: User, client_of: Browser
) -> None:
    client, day = client_of(officer), clock.today() - timedelta(days=1)
    plan = {
        "unit": office.street.code, "kind": "study", "title": "学习文件", "held_on": day.isoformat(),
        "begins": "09:00", "place": "三楼", "attends": [person(officer), person(lead_official)],
    }  # fmt: skip
    late = post(client, "plan", plan | {"absent": []})
    assert (late.status_code, list(late.json()["errors"])) == (400, ["absent"])
    for _ in range(2):
        made = post(client, "plan", plan, key="1")
        assert made.status_code == 201, made.text
    activity = Activity.objects.get()
    number, roster = activity.dossier.number, made.json()["roster"]
    came = {one["name"]: one["key"] for one in roster}
    held = {
        "held_on": day.isoformat(), "begins": "09:00", "place": "三楼", "chair": "何志远",
        "summary": "逐条学习。", "present": [came[officer.name]], "guests": "马教授 党校",
    }  # fmt: skip
    wrong = post(client, f"{number}/hold", held | {"present": [0]})
    assert (wrong.status_code, list(wrong.json()["errors"])) == (400, ["present"])
    done = post(client, f"{number}/hold", held).json()
    assert (done["present"], done["guests"], done["owing"]) == (1, 1, 1)
    again = post(client, f"{number}/hold", held)
    assert (again.status_code, again.json()["code"]) == (409, "activity.held")
    made_up = {"on": clock.today().isoformat(), "how": "自学原文"}
    owing = came[lead_official.name]
    done = post(client, f"{number}/roster/{owing}/make-up", made_up).json()
    assert done["owing"] == 0
    again = post(client, f"{number}/roster/{owing}/make-up", made_up)
    assert (again.status_code, again.json()["code"]) == (409, "activity.made_up")


def test_one_that_was_called_off_is_held_no_more(
    office: Office, officer: User, lead_official: User, client_of: Browser
) -> None:
    activity = planned(office.street, officer, attends=[lead_official])
    client, number = client_of(officer), activity.dossier.number
    offers = {one["code"]: one["allowed"] for one in client.get(f"{URL}{number}/").json()["offers"]}
    assert offers == {"hold": True, "cancel": True, "find_problem": False, "attach": True}
    missing = post(client, f"{number}/cancel")
    assert missing.json()["errors"]["reason"] == ["请写明为什么取消。"]
    assert post(client, f"{number}/cancel", {"reason": "会议室停电"}).status_code == 200
    closed = post(client, f"{number}/hold")
    assert (closed.status_code, closed.json()["code"]) == (409, "activity.cancelled")


def test_a_problem_is_found_on_a_visit_and_solved_by_whose_it_is(
    office: Office, officer: User, lead_official: User, zhao_chair: User, zheng_other: User,
    client_of: Browser,
) -> None:  # fmt: skip
    visit = registered(
        office.street, officer, kind="visit", visits=[lead_official], communities=[office.a]
    )
    client, number = client_of(officer), visit.dossier.number
    found = {
        "words": "台账缺页", "measure": "补齐", "unit": office.a.code, "whose": "赵丽华",
        "due_on": (DAY + timedelta(days=9)).isoformat(),
    }  # fmt: skip
    assert post(client_of(zheng_other), f"{number}/find-problem", found).status_code == 403
    wrong = post(client, f"{number}/find-problem", found | {"unit": "410105"})
    assert (wrong.status_code, list(wrong.json()["errors"])) == (400, ["unit"])
    (problem,) = post(client, f"{number}/find-problem", found, key="1").json()["problems"]
    assert (problem["words"], problem["unit"], problem["solved_on"]) == (
        "台账缺页",
        office.a.code,
        None,
    )
    solved = {"on": clock.today().isoformat(), "how": "已补齐"}
    path = f"{number}/problems/{problem['key']}/solve"
    assert post(client_of(zheng_other), path, solved).status_code == 403
    (problem,) = post(client_of(zhao_chair), path, solved).json()["problems"]
    assert problem["solved_how"] == "已补齐"
    assert post(client, path, solved).json()["code"] == "activity.solved"
    assert post(client, f"{number}/problems/999/solve", solved).status_code == 404


def test_a_photograph_is_attached(office: Office, officer: User, client_of: Browser) -> None:
    activity = registered(office.street, officer, attends=[officer])
    client, url = client_of(officer), f"{URL}{activity.dossier.number}/attach/"
    wrong = client.post(url, {"kind": "plan", "file": upload("签到表.pdf", PDF)})
    assert (wrong.status_code, list(wrong.json()["errors"])) == (400, ["kind"])
    assert "signin_sheet（" in wrong.json()["errors"]["kind"][-1]
    done = client.post(url, {"kind": "signin_sheet", "file": upload("签到表.pdf", PDF)})
    assert done.status_code == 200, done.text
    assert activity.dossier.attachments.count() == 1

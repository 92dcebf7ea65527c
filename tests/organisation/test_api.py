"""Units by a program: the tree as the pages show it, kept by the same acts, closed with what hangs on it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jiedao.ledger.models import Entry
from jiedao.lib import clock
from jiedao.organisation import actions, selectors, ties
from jiedao.organisation.models import Unit
from jiedao.people.models import Kinship, User
from tests.conftest import Office
from tests.organisation.test_closing import emptied, open_matter
from tests.support import statements

Browser = Callable[[User], Client]
URL = "/api/v1/units/"
JSON = "application/json"


def post(client: Client, unit: Unit, act: str, said: Any = None, key: str = "") -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    url = f"{URL}{unit.code}/{act}/"
    return client.post(url, said or {}, content_type=JSON, headers=headers)


def test_the_tree_is_read_and_narrowed(
    office: Office, sun_worker: User, client_of: Browser
) -> None:
    client = client_of(sun_worker)
    found = client.get(f"{URL}?level=community&unit={office.street.code}").json()["results"]
    assert {one["code"] for one in found} == {office.a.code, office.b.code}
    (one,) = client.get(f"{URL}?q=体育").json()["results"]
    assert (one["short_name"], one["parent_code"]) == ("体育社区", office.street.code)
    unit = client.get(f"{URL}{office.a.code}/").json()
    assert (unit["closed_on"], unit["offers"]) == (None, [])
    assert client.get(f"{URL}nothing/").status_code == 404


def test_what_hangs_on_a_unit_is_told_before_it_is_closed(
    office: Office, system_admin: User, zhao_chair: User, client_of: Browser
) -> None:
    dossier = open_matter(office.a, zhao_chair)
    client, today = client_of(system_admin), clock.today().isoformat()
    hanging = client.get(f"{URL}{office.a.code}/hanging/").json()
    assert [(one["name"], one["count"], one["ends"]) for one in hanging] == [
        ("在任人员", 1, False),
        ("没有办结的重大事项", 1, False),
    ]
    assert hanging[0]["rows"] == ["赵丽华（社区主任）"]
    assert hanging[1]["rows"] == [f"{dossier.number}（征求意见）"]
    closed = post(client, office.a, "close-unit", {"closed_on": today})
    assert (closed.status_code, closed.json()["code"]) == (409, "organisation.ties")
    assert "还有在任人员1人、没有办结的重大事项1件" in closed.json()["reason"]
    assert "请安全管理员先给他们办理离任" in closed.json()["hint"]
    (offer,) = [
        one
        for one in client.get(f"{URL}{office.a.code}/").json()["offers"]
        if one["code"] == "close_unit"
    ]
    # The offer asks only what is cheap to know; the whole is told by `hanging` and by the act.
    assert (offer["allowed"], offer["reason"]) == (True, "")
    unit = client.get(f"{URL}{office.street.code}/").json()
    (offer,) = [one for one in unit["offers"] if one["code"] == "close_unit"]
    assert not offer["allowed"]
    assert "请先撤销它们" in offer["reason"]
    # What is missing is asked for only where it could be done.
    assert post(client, office.a, "close-unit").status_code == 409


def test_reading_a_unit_does_not_ask_everybody_what_hangs_on_it(
    office: Office, system_admin: User, client_of: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(unit: Unit) -> None:
        raise AssertionError("what hangs on it was asked for")

    monkeypatch.setattr(ties, "of", asked)
    assert client_of(system_admin).get(f"{URL}{office.a.code}/").status_code == 200


def test_two_programs_do_not_undo_each_other(office: Office, system_admin: User) -> None:
    """Both read the unit; each writes only the column it was given."""
    mine, theirs = (Unit.objects.get(pk=office.a.pk) for _ in range(2))
    actions.describe_unit(mine, phone="0371-65950001", by=system_admin)
    actions.describe_unit(theirs, hours="8:30至18:00", by=system_admin)
    now = Unit.objects.get(pk=office.a.pk)
    assert (now.phone, now.hours) == ("0371-65950001", "8:30至18:00")


def test_a_unit_is_closed_once_nothing_hangs_on_it(
    office: Office, system_admin: User, client_of: Browser
) -> None:
    emptied(office.b)
    client, today = client_of(system_admin), clock.today().isoformat()
    assert client.get(f"{URL}{office.b.code}/hanging/").json() == []
    late = post(client, office.b, "close-unit", {"closed_on": "2099-01-01"})
    assert (late.status_code, list(late.json()["errors"])) == (409, ["closed_on"])
    for _ in range(2):
        done = post(client, office.b, "close-unit", {"closed_on": today}, key="1")
        assert (done.status_code, done.json()["closed_on"]) == (200, today)
    assert Entry.objects.filter(act="organisation.close_unit").count() == 1
    again = post(client, office.b, "close-unit", {"closed_on": today})
    assert (again.status_code, again.json()["code"]) == (409, "organisation.closed")


def test_who_does_not_keep_the_tree_is_told_so_before_what_is_missing(
    office: Office, zhao_chair: User, client_of: Browser
) -> None:
    client = client_of(zhao_chair)
    for act, what in (
        ("close-unit", "撤销单位"),
        ("rename-unit", "更改单位名称"),
        ("add-unit", "增设单位"),
        ("describe-unit", "更新单位的联系方式"),
        ("count-heads", "登记人口底数"),
    ):
        answer = post(client, office.a, act)
        assert answer.status_code == 403
        assert f"职责，不能{what}。" in answer.json()["reason"]
    assert client.get(f"{URL}{office.a.code}/hanging/").status_code == 403


def test_a_unit_is_added_named_described_and_counted(
    office: Office, system_admin: User, client_of: Browser
) -> None:
    client = client_of(system_admin)
    wrong = post(client, office.a, "add-unit", {"level": "street", "name": "某街道"})
    assert (wrong.status_code, list(wrong.json()["errors"])) == (400, ["level"])
    assert wrong.json()["errors"]["level"][-1] == "可以写：estate（小区）；grid（网格）。"
    made = post(client, office.a, "add-unit", {"level": "grid", "name": "第五网格"}, key="1")
    assert made.status_code == 201, made.text
    grid = Unit.objects.get(code=made.json()["code"])
    assert made["Location"].endswith(f"/units/{grid.code}/")
    assert post(client, grid, "rename-unit", {"name": "东院网格"}).json()["name"] == "东院网格"
    post(client, office.a, "describe-unit", {"phone": "0371-65950001", "hours": "8:30至18:00"})
    told = post(client, office.a, "describe-unit", {"phone": "0371-65950002"}).json()
    assert (told["phone"], told["hours"]) == ("0371-65950002", "8:30至18:00")
    lines = Entry.objects.filter(act="organisation.describe_unit").order_by("pk")
    assert [one.words for one in lines] == [
        "体育社区的联系电话、办公时间已更新。",
        "体育社区的联系电话已更新。",
    ]
    none = post(client, office.a, "describe-unit", {})
    assert (none.status_code, none.json()["code"]) == (409, "organisation.nothing_given")
    heads = {
        "counted_on": clock.today().isoformat(),
        "adults": 10,
        "households": 20,
        "source": "台账",
    }
    turned = post(client, office.a, "count-heads", heads)
    assert (turned.status_code, list(turned.json()["errors"])) == (409, ["adults"])
    told = post(client, office.a, "count-heads", heads | {"adults": 30}).json()
    assert told["head_counts"][0] == heads | {"adults": 30}


def test_the_list_costs_the_same_for_few_and_for_many(
    office: Office, system_admin: User, client_of: Browser
) -> None:
    client = client_of(system_admin)
    client.get(URL)
    few = statements(lambda: client.get(URL))
    for number in range(12):
        post(client, office.a, "add-unit", {"level": "grid", "name": f"第{number + 50}网格"})
    assert statements(lambda: client.get(URL)) == few


def test_a_body_is_established_filled_and_left_and_elected_anew(
    office: Office, system_admin: User, zhao_chair: User, client_of: Browser
) -> None:
    client, five = client_of(system_admin), "王芳 主任\n李建国 副主任\n张伟\n刘洋\n陈静"
    given = {
        "kind": "committee", "number": 7, "begins_on": "2026-03-01", "ends_on": "2031-02-28",
        "roster": five,
    }  # fmt: skip
    assert post(client_of(zhao_chair), office.a, "establish-body", given).status_code == 403
    street = post(client, office.street, "establish-body", given)
    assert (street.status_code, street.json()["code"]) == (409, "organisation.level")
    short = post(client, office.a, "establish-body", given | {"roster": "王芳 主任"})
    assert (short.status_code, list(short.json()["errors"])) == (409, ["roster"])
    (body,) = post(client, office.a, "establish-body", given, key="1").json()["bodies"]
    assert (body["name"], body["number"], len(body["seats"])) == ("体育社区居民委员会", 7, 5)
    assert body["last_day"] == "2031-02-28"

    more = {"person": "赵敏", "position": "member", "joined_on": "2026-06-01"}
    fill = f"terms/{body['term']}/fill-seat"
    wrong = post(client, office.a, fill, more | {"position": "representative"})
    assert (wrong.status_code, list(wrong.json()["errors"])) == (400, ["position"])
    (body,) = post(client, office.a, fill, more).json()["bodies"]
    assert "赵敏" in [seat["name"] for seat in body["seats"]]
    seat = next(one["key"] for one in body["seats"] if one["name"] == "赵敏")
    left = {"left_on": "2026-07-01", "reason": "调离"}
    assert post(client, office.b, f"seats/{seat}/leave", left).status_code == 404
    (body,) = post(client, office.a, f"seats/{seat}/leave", left).json()["bodies"]
    assert "赵敏" not in [one["name"] for one in body["seats"]]
    again = post(client, office.a, f"seats/{seat}/leave", left)
    assert (again.status_code, again.json()["code"]) == (409, "organisation.left")

    begin = f"bodies/{body['key']}/begin-term"
    now = {"number": 8, "begins_on": "2030-01-01", "ends_on": "2034-12-31", "roster": five}
    overlapping = post(client, office.a, begin, now)
    assert (overlapping.status_code, list(overlapping.json()["errors"])) == (409, ["begins_on"])
    assert post(client_of(zhao_chair), office.a, begin, now).status_code == 403


def test_near_relatives_are_registered_by_their_keys(
    office: Office, system_admin: User, client_of: Browser
) -> None:
    client = client_of(system_admin)
    given = {
        "kind": "committee", "number": 7, "begins_on": "2026-03-01", "ends_on": "2031-02-28",
        "roster": "王芳 主任\n李建国 副主任\n张伟\n刘洋\n陈静",
    }  # fmt: skip
    post(client, office.a, "establish-body", given)
    one, other, *_ = selectors.people_of(office.a)
    same = {"one": one.pk, "other": one.pk, "relation": "兄弟"}
    answer = post(client, office.a, "register-kinship", same)
    assert (answer.status_code, list(answer.json()["errors"])) == (409, ["other"])
    answer = post(client, office.a, "register-kinship", same | {"other": other.pk})
    assert answer.status_code == 200
    assert Kinship.objects.get().relation == "兄弟"

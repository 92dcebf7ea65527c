"""What a program enters for a resident: read back to him, with a receipt, by the gate of the page."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from decisions import demo
from decisions.demo.walk import Walk
from decisions.models import Complaint
from jiedao.lib import clock
from jiedao.people.models import User
from jiedao.publications.models import Objection
from tests.conftest import Office
from tests.decisions.complaining import AFFAIR, TEXT
from tests.decisions.conftest import START
from tests.decisions.programs import api, at

URL = "/api/v1/complaints/"
UNREAD = "请先把登记的内容念给居民核对，核对无误再提交，这一项写true。"


def typed(office: Office, **other: Any) -> dict[str, Any]:
    return {
        "community": office.a.code, "wrong": "late", "affair": AFFAIR, "text": TEXT,
        "way": "window", "said_on": START.isoformat(), "name": "吴居民", "phone": "13803715521",
        "read_back": True,
    } | other  # fmt: skip


def enter(user: User, sent: dict[str, Any], key: str = "") -> Any:
    with clock.moved_to(START):
        headers = {"Idempotency-Key": key} if key else {}
        return api(user).post(URL, sent, format="json", headers=headers)


def test_a_report_is_entered_once_and_found_by_its_receipt(
    office: Office, sun_worker: User, officer: User
) -> None:
    answer, again = (enter(sun_worker, typed(office), key="1") for _ in range(2))
    assert (answer.status_code, again.status_code) == (201, 201)
    record = Complaint.objects.get()
    assert answer.json() == {
        "number": record.dossier.number, "subject": AFFAIR, "unit": office.a.code,
        "unit_name": office.a.short_name, "said_on": START.isoformat(),
    }  # fmt: skip
    assert "Receipt-Code" not in again, "the portal keeps a digest of the code only"
    page = Client().post(reverse("receipts:look_up"), {"code": answer["Receipt-Code"]})
    assert AFFAIR in page.text
    assert (record.name, record.way, record.dossier.unit) == ("吴居民", "window", office.street)
    # Who entered it does not see how the street goes on; the street does.
    where = f"{URL}{record.dossier.number}/"
    assert api(sun_worker).get(where).status_code == 404
    assert api(officer).get(where).json()["text"] == TEXT


def test_what_is_wrong_with_a_report_is_said_at_its_place(
    office: Office, sun_worker: User, zheng_other: User, officer: User
) -> None:
    for wrong, field in (
        ({"read_back": False}, "read_back"),
        ({"community": office.b.code}, "community"),
        ({"matter": "JC2026-001003-0001"}, "matter"),
        ({"way": "web"}, "way"),
        ({"text": "打13803715521"}, "text"),
        ({"affair": ""}, "affair"),
        ({"speaker": "吴居民"}, "speaker"),
    ):
        answer = enter(sun_worker, typed(office, **wrong))
        assert (answer.status_code, list(answer.json()["errors"])) == (400, [field]), wrong
    told = enter(sun_worker, typed(office, read_back=False)).json()
    assert told["errors"]["read_back"] == [UNREAD]
    future = enter(sun_worker, typed(office, said_on="2099-01-01"))
    assert (future.status_code, list(future.json()["errors"])) == (409, ["said_on"])
    assert not Complaint.objects.exists()


def test_who_enters_nothing_is_told_so_before_what_is_missing(
    office: Office, li_secretary: User
) -> None:
    answer = enter(li_secretary, {})
    assert (answer.status_code, answer.json()["code"]) == (403, "complaint.no_duty")


def test_an_objection_is_entered_only_when_it_was_read_back(
    walk: Callable[..., Walk], sun_worker: User
) -> None:
    journey = walk()
    on = demo.to_posted(journey, START)
    matter = journey.fresh()
    said = {"way": "phone", "text": "第二条的金额不对。", "name": "吴居民", "phone": "13803715521"}
    with clock.moved_to(on):
        client, where = api(sun_worker), at(matter, "enter-objection")
        unread = client.post(where, said, format="json")
        assert (unread.status_code, list(unread.json()["errors"])) == (400, ["read_back"])
        unread = client.post(where, said | {"read_back": False}, format="json")
        assert unread.json()["errors"] == {"read_back": [UNREAD]}
        wrong = client.post(where, said | {"read_back": True, "phone": "1"}, format="json")
        assert list(wrong.json()["errors"]) == ["phone"]
        done = client.post(where, said | {"read_back": True}, format="json")
    assert done.status_code == 200, done.json()
    assert done["Receipt-Code"]
    assert Objection.objects.get().name == "吴居民"

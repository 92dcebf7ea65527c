"""长辈版: one cookie, one link, back to the same page, and no way out of the portal through it."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import Office
from tests.support import statements

SWITCH = "/elder/"


def body_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_resident_switches_to_the_elder_version_and_back(office: Office) -> None:
    resident = Client()
    address = f"/board/?unit={office.a.code}&all=1"
    plain = body_of(resident, address)
    assert "elder" not in plain.split("<body", 1)[1].split(">", 1)[0]
    assert "长辈版</a>" in plain

    there = resident.get(SWITCH, {"on": "1", "back": address})
    assert there.status_code == 302
    assert there["Location"] == address
    assert "no-store" in there["Cache-Control"]
    assert {name: each.value for name, each in resident.cookies.items()} == {"elder": "1"}
    large = body_of(resident, address)
    assert 'class="public elder"' in large
    assert "返回普通版</a>" in large

    resident.get(SWITCH, {"on": "0", "back": address})
    assert 'class="public"' in body_of(resident, address)


def test_the_link_on_a_page_leads_back_to_that_very_page(office: Office) -> None:
    resident = Client()
    page = body_of(resident, f"/board/?unit={office.a.code}")
    assert f"/elder/?on=1&amp;back=%2Fboard%2F%3Funit%3D{office.a.code}" in page


def test_without_a_word_the_switch_goes_to_the_other_version() -> None:
    resident = Client()
    resident.get(SWITCH)
    assert resident.cookies["elder"].value == "1"
    resident.get(SWITCH)
    assert resident.cookies["elder"].value == ""


def test_the_switch_goes_back_to_where_the_reader_came_from() -> None:
    went = Client().get(SWITCH, {"on": "1"}, headers={"referer": "http://testserver/board/?all=1"})
    assert went["Location"] == "/board/?all=1"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example/",
        "javascript:alert(1)",
        "board/",
        "/elder/?on=1",
        "/" + "a" * 3000,
        "",
    ],
)
def test_the_switch_never_leads_out_of_the_portal(elsewhere: str) -> None:
    assert Client().get(SWITCH, {"on": "1", "back": elsewhere})["Location"] == "/"


def test_only_the_word_of_the_cookie_counts(office: Office) -> None:
    resident = Client()
    resident.cookies["elder"] = '"><script>'
    assert 'class="public"' in body_of(resident, "/board/")


def test_the_switch_asks_the_database_nothing(db: None) -> None:
    assert statements(lambda: Client().get(SWITCH, {"on": "1"})) == 0


@pytest.mark.parametrize("address", ["/", "/board/", "/consultations/", "/handbook/residents/"])
def test_each_version_is_kept_apart(address: str, office: Office) -> None:
    plain, large = Client(), Client()
    large.cookies["elder"] = "1"
    one, other = plain.get(address), large.get(address)
    for answer in (one, other):
        assert "Cookie" in answer["Vary"]
        assert "Set-Cookie" not in answer.headers
        assert answer["Cache-Control"].startswith(("public", "max-age"))
    if "ETag" in one:
        assert one["ETag"] != other["ETag"]
        crossed = large.get(address, headers={"if-none-match": one["ETag"]})
        assert crossed.status_code == 200


def test_a_page_that_is_not_there_is_told_in_the_residents_own_frame(office: Office) -> None:
    resident = Client()
    resident.cookies["elder"] = "1"
    answer = resident.get("/nowhere/")
    said = answer.content.decode()
    assert answer.status_code == 404
    assert 'class="public elder"' in said
    assert "回到我的待办" not in said
    assert reverse("pages:desk") in body_of(Client(), "/board/")

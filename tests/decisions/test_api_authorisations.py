"""What residents' meetings authorise on the API: entered, read and ended as on the page."""

from typing import Any

import pytest

from decisions import actions
from decisions.models import Authorisation
from jiedao.lib import clock
from jiedao.people.models import User
from tests.conftest import Office
from tests.decisions.conftest import START
from tests.decisions.programs import api
from tests.decisions.test_standing import DAY, GIVEN

ALL = "/api/v1/authorisations/"


@pytest.fixture(autouse=True)
def _today() -> Any:
    with clock.moved_to(START):
        yield


def typed(**other: Any) -> dict[str, Any]:
    return {
        "unit": "410105001003", "kinds": ["annual_report"], "met_on": START.isoformat(),
        "document": GIVEN["document"], "starts_on": START.isoformat(),
    } | other  # fmt: skip


def post(user: User, address: str, said: dict[str, Any], status: int) -> dict[str, Any]:
    answer = api(user).post(address, said, format="json")
    assert answer.status_code == status, answer.content.decode()
    told: dict[str, Any] = answer.json()
    return told


def test_one_is_entered_read_and_ended(office: Office, zhao_chair: User) -> None:
    made = post(zhao_chair, ALL, typed(document_number="体居决〔2026〕1号"), 201)
    assert made["document"] == f"《{GIVEN['document']}》（体居决〔2026〕1号）"
    assert (made["unit"], made["standing"], made["until"]) == ("410105001003", "有效", None)
    assert [offer["code"] for offer in made["offers"]] == ["end_authorisation"]
    assert [row["key"] for row in api(zhao_chair).get(ALL).json()["results"]] == [made["key"]]

    end = f"{ALL}{made['key']}/end-authorisation/"
    ended = post(zhao_chair, end, {"on": START.isoformat(), "reason": "居民会议收回。"}, 200)
    assert (ended["until"], ended["end_reason"]) == (START.isoformat(), "居民会议收回。")
    (offer,) = ended["offers"]
    assert (offer["allowed"], offer["reason"]) == (False, "这项授权已经停止，不用再登记。")
    again = post(zhao_chair, end, {"on": START.isoformat(), "reason": "再停一次。"}, 409)
    assert again["code"] == "authorisation.ended"

    with clock.moved_to(START + DAY):
        for state, found in (("running", 0), ("over", 1)):
            listed = api(zhao_chair).get(ALL, {"state": state}).json()["results"]
            assert len(listed) == found, state


def test_what_is_wrong_is_told_at_its_place(office: Office, zhao_chair: User) -> None:
    told = post(zhao_chair, ALL, typed(kinds=["welfare"], document=""), 400)
    assert set(told["errors"]) == {"kinds", "document"}
    early = post(zhao_chair, ALL, typed(starts_on=(START - DAY).isoformat()), 409)
    assert early["code"] == "authorisation.before_meeting"
    assert not Authorisation.objects.exists()


def test_who_may_not_is_told_so_and_who_may_not_know_finds_nothing(
    office: Office, zhao_chair: User, zhou_grid: User, sun_worker: User, zheng_other: User
) -> None:
    row = actions.authorise(office.a, by=zhao_chair, **GIVEN)
    assert post(zhou_grid, ALL, {}, 403)["code"] == "authorisation.no_duty"
    elsewhere = post(zheng_other, ALL, typed(), 400)
    assert set(elsewhere["errors"]) == {"unit"}  # another community's is not among his
    end = f"{ALL}{row.pk}/end-authorisation/"
    assert post(sun_worker, end, {}, 403)["code"] == "authorisation.no_duty"
    post(zheng_other, end, {}, 404)
    assert api(zheng_other).get(f"{ALL}{row.pk}/").status_code == 404
    for unknown in ("0", "99999999999999999999", "JC2026"):
        assert api(zhao_chair).get(f"{ALL}{unknown}/").status_code == 404


def test_a_word_of_the_resolution_and_a_unit_narrow_the_list(
    office: Office, zhao_chair: User
) -> None:
    actions.authorise(office.a, by=zhao_chair, **GIVEN)
    for asked, found in (
        ({"q": "授权"}, 1),
        ({"q": "停车"}, 0),
        ({"unit": "410105001"}, 1),
    ):
        assert len(api(zhao_chair).get(ALL, asked).json()["results"]) == found, asked

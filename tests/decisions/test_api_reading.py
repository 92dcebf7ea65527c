"""What programs read of matters: lists by key, where a matter stands, what belongs to it."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from decisions import actions, demo
from decisions.api.shown import RowOutput
from decisions.demo import Posts, Walk
from decisions.procedures import MATTER
from jiedao.lib import clock
from jiedao.people.models import User
from tests.api.machines import opened, program, token_for
from tests.conftest import Office
from tests.decisions.conftest import START
from tests.decisions.programs import ALL, MOTION, WELL_FORMED, api, at, beginning
from tests.support import statements


@pytest.fixture
def begun(
    office: Office, branch_secretary: User, zhao_chair: User, sun_worker: User
) -> Callable[..., Walk]:
    """Begin a matter that will not come as far as a meeting: nobody need be seated."""
    return beginning(office, Posts(branch_secretary, zhao_chair, sun_worker))


def test_the_list_shows_the_newest_matter_first(
    begun: Callable[..., Walk], zhao_chair: User
) -> None:
    first, second = begun().matter, begun(demo.LIGHTS).matter
    shown = api(zhao_chair).get(ALL).json()
    assert [row["number"] for row in shown["results"]] == [
        second.dossier.number,
        first.dossier.number,
    ]
    assert shown["next"] is None
    assert shown["results"][0]["state_name"] == "动议"
    assert shown["results"][0]["url"] == at(second)


def test_a_row_of_the_list_says_what_the_matter_itself_says(
    begun: Callable[..., Walk], zhao_chair: User
) -> None:
    begun().consult(START)
    client = api(zhao_chair)
    (row,) = client.get(ALL).json()["results"]
    assert set(row) == set(RowOutput().fields)
    whole = client.get(row["url"]).json()
    assert row == {name: whole[name] for name in row}


def test_the_list_is_narrowed_by_state_unit_and_words(
    begun: Callable[..., Walk], zhao_chair: User
) -> None:
    asked, lights = begun(), begun(demo.LIGHTS)
    asked.consult(START)
    client = api(zhao_chair)

    def found(**query: str) -> list[str]:
        return [row["number"] for row in client.get(ALL, query).json()["results"]]

    assert found(state="consulting") == [asked.matter.dossier.number]
    assert found(q="照明") == [lights.matter.dossier.number]
    assert len(found(unit="410105001")) == 2
    assert found(unit="410105001006") == []
    unknown = client.get(ALL, {"state": "finished"})
    assert unknown.status_code == 400
    assert "没有“finished”这一项" in unknown.json()["errors"]["state"][0]


def test_the_list_pages_by_key_and_costs_the_same_for_2_and_200_matters(
    office: Office, begun: Callable[..., Walk], sun_worker: User, zhao_chair: User
) -> None:
    begun()
    begun(demo.LIGHTS)
    client = api(zhao_chair)
    client.get(ALL)
    few = statements(lambda: client.get(ALL))
    motion = {name: value for name, value in MOTION.items() if name not in ("unit", "budget")}
    with clock.moved_to(START):
        for number in range(198):
            title = f"第{number}件"
            actions.draft(office.a, by=sun_worker, on=START, **(motion | {"title": title}))
    assert statements(lambda: client.get(ALL)) == few
    seen, page = [], ALL
    while page:
        shown = client.get(page).json()
        seen += [row["number"] for row in shown["results"]]
        page = shown["next"]
    assert len(seen) == len(set(seen)) == 200


def test_a_matter_shows_where_it_stands_and_what_can_be_done(
    walk: Callable[..., Walk], zhao_chair: User
) -> None:
    journey = walk()
    on = demo.to_summed_up(journey, START)
    with clock.moved_to(on):
        matter = journey.fresh()
        shown = api(zhao_chair).get(at(matter)).json()
        offers = MATTER.offers(journey.fresh(), by=zhao_chair)
    assert shown["title"] == "3号院增设电动自行车充电棚"
    assert shown["consulted_on"] == "2026-03-03"
    assert shown["opinions"]["total"] == 11
    assert shown["opinions"]["unanswered"] == 0
    assert [line["status"] for line in shown["milestones"][:3]] == ["done", "next", "later"]
    assert [offer["code"] for offer in shown["offers"]] == [offer.step.code for offer in offers]
    for line, offer in zip(shown["offers"], offers, strict=True):
        assert line["allowed"] == (offer.refusal is None)
        assert line["url"] == at(matter, line["code"])
        assert (line["refusal"] or {}).get("reason") == (offer.refusal and offer.refusal.reason)
    assert any(not line["allowed"] for line in shown["offers"])


def test_a_matter_of_another_community_is_not_found(
    begun: Callable[..., Walk], zheng_other: User
) -> None:
    matter, client = begun().matter, api(zheng_other)
    for part in ("", "opinions", "meetings", "publications", "timeline", "people"):
        answer = client.get(at(matter, part))
        assert answer.status_code == 404, part
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["reason"] == "没有找到，或者不在您能查看的范围内。"


def test_no_step_of_another_communitys_matter_is_found(
    begun: Callable[..., Walk], zheng_other: User
) -> None:
    matter, client = begun().matter, api(zheng_other)
    for code, said in WELL_FORMED.items():
        assert client.post(at(matter, code), said, format="json").status_code == 404, code


def test_who_has_not_signed_in_reads_nothing(begun: Callable[..., Walk]) -> None:
    matter = begun().matter
    assert APIClient().get(ALL).status_code in (401, 403)
    assert APIClient().get(at(matter)).status_code in (401, 403)
    assert APIClient().post(at(matter, "archive"), {}, format="json").status_code in (401, 403)


def test_opinions_are_listed_with_what_became_of_them(
    begun: Callable[..., Walk], zhao_chair: User
) -> None:
    journey = begun()
    journey.consult(START).say(START, demo.OPINIONS).answer_all(START)
    journey.say(START, [("", "再加两个插座。")])
    client, here = api(zhao_chair), f"{at(journey.matter)}opinions/"
    rows = client.get(here).json()["results"]
    assert [row["number"] for row in rows] == [9, 8, 7, 6, 5, 4, 3, 2, 1]
    assert rows[0]["uptake"] == rows[0]["answered_by"] == ""
    assert rows[1]["answered_by"] == "赵丽华"
    unanswered = client.get(here, {"uptake": "none"}).json()["results"]
    assert [row["text"] for row in unanswered] == ["再加两个插座。"]
    assert client.get(here, {"channel": "phone"}).json()["results"] == []
    assert client.get(here, {"uptake": "maybe"}).status_code == 400


def test_meetings_show_who_came_the_votes_and_the_sums(
    walk: Callable[..., Walk], zhao_chair: User
) -> None:
    journey = walk()
    demo.to_resolved(journey, START)
    client, here = api(zhao_chair), f"{at(journey.matter)}meetings/"
    held = client.get(here).json()[0]
    assert (held["kind"], held["status"]) == ("representatives", "held")
    assert held["expected"] - held["present"] == 9
    assert held["ballot"]["against"] == 3
    assert [line["is_met"] for line in held["sums"]] == [True, True]
    assert "第二十九条" in held["sums"][0]["basis"]
    assert held["roster"] == []


def test_publications_and_the_timeline_are_read(
    walk: Callable[..., Walk], zhao_chair: User
) -> None:
    journey = walk()
    on = demo.to_posted(journey, START)
    client = api(zhao_chair)
    with clock.moved_to(on):
        (notice,) = client.get(f"{at(journey.matter)}publications/").json()
    assert notice["kind"] == "resolution"
    assert notice["clock"] == "还剩15天"
    lines = client.get(f"{at(journey.matter)}timeline/").json()
    assert lines["results"][-1]["act"] == "立卷"
    assert lines["next"] is None


def test_the_timeline_pages_to_its_first_line(begun: Callable[..., Walk], zhao_chair: User) -> None:
    journey = begun().consult(START)
    for number in range(60):
        journey.say(START, [("", f"意见{number}")])
    client = api(zhao_chair)
    seen, page = [], f"{at(journey.matter)}timeline/"
    while page:
        shown = client.get(page).json()
        seen += [line["seq"] for line in shown["results"]]
        page = shown["next"]
    assert seen == list(range(seen[0], 0, -1))
    assert len(seen) > 60


def test_a_machine_reads_and_takes_no_step(
    office: Office, begun: Callable[..., Walk], security_admin: User
) -> None:
    district = opened(security_admin, office.district, role="exchange", act_codes=[])
    token = token_for(district, security_admin, "decisions_view")
    matter, client = begun().matter, program(token)
    assert client.get(ALL).json()["results"][0]["number"] == matter.dossier.number
    assert client.get(at(matter)).json()["offers"] == []
    for address, said in [
        (ALL, MOTION),
        *((at(matter, code), WELL_FORMED[code]) for code in WELL_FORMED),
    ]:
        answer = client.post(address, said, format="json")
        assert answer.status_code == 403
        assert answer.json()["code"] in ("api.machine_reads", "api.not_granted")

"""The party committee by a program: a topic from submission to feedback, in the words of its pages."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jiedao.lib import clock
from jiedao.people.models import User
from tests.conftest import Office
from tests.party_committee.conftest import DAY, MEETING_DAY, MONDAY, Committee

Browser = Callable[[User], Client]
TOPICS, MEETINGS = "/api/v1/party-committee/topics/", "/api/v1/party-committee/meetings/"
MEMBERS = "/api/v1/party-committee/members/"


def posted(client: Client, url: str, on: date, **data: Any) -> Any:
    with clock.moved_to(on):
        answer = client.post(url, data, content_type="application/json")
    assert answer.status_code in (200, 201), answer.text
    return answer.json()


def test_a_topic_goes_from_submission_to_feedback(
    office: Office, committee: Committee, client_of: Browser
) -> None:
    clerk, lead = client_of(committee.clerk), client_of(committee.lead)
    secretary, organiser = client_of(committee.secretary), client_of(committee.organiser)
    topic = posted(
        clerk, TOPICS, MONDAY, department=committee.room.code, title="日间照料中心改造经费",
        category="money", proposal="拟安排改造经费。", amount="8.6万元",
    )  # fmt: skip
    url = f"{TOPICS}{topic['number']}/"
    assert (topic["amount"], topic["state"], topic["votings"]) == ("86000.00", "submitted", [])
    posted(lead, f"{url}review/", MONDAY, opinion="同意")
    meeting = posted(
        organiser, MEETINGS, MONDAY, unit="410105001", held_on=MEETING_DAY.isoformat(),
        place="三楼会议室",
    )  # fmt: skip
    posted(secretary, f"{url}put-on-agenda/", MONDAY, meeting=meeting["number"])
    papers = (MEETING_DAY - 3 * DAY).isoformat()
    posted(organiser, f"{url}hand-out/", MEETING_DAY - 3 * DAY, papers_on=papers)
    there = f"{MEETINGS}{meeting['number']}/"
    roster = organiser.get(there).json()["roster"]
    here = [one["person"] for one in roster]
    held = posted(organiser, f"{there}sign-in/", MEETING_DAY, present=here, chair=here[0])
    assert all(one["present"] for one in held["roster"])
    counted = posted(
        organiser, f"{url}count-votes/", MEETING_DAY, in_favour=7, against=0, abstain=0,
        speeches=f"{roster[1]['name']}：同意。\n{roster[0]['name']}：同意。",
    )  # fmt: skip
    (voting,) = counted["votings"]
    assert (voting["in_favour"], [one["is_met"] for one in voting["sums"]]) == (7, [True, True])
    posted(organiser, f"{url}resolve/", MEETING_DAY, decision="同意安排8.6万元。")
    owners = organiser.get(f"{url}owners/").json()
    owner = next(one["owner"] for one in owners if one["name"] == "许桂英")
    due = (MEETING_DAY + 9 * DAY).isoformat()
    posted(organiser, f"{url}assign/", MEETING_DAY, owner=owner, due_on=due)
    posted(clerk, f"{url}report-progress/", MEETING_DAY + DAY, words="已进场。")
    posted(clerk, f"{url}report-done/", MEETING_DAY + 2 * DAY, words="已完工。")
    done = posted(organiser, f"{url}accept/", MEETING_DAY + 3 * DAY, feedback="已按决定落实。")
    assert (done["state"], done["feedback"]) == ("closed", "已完工。\n验收：已按决定落实。")
    assert [one["said"] for one in done["progress"]] == ["已进场。"]
    minutes = posted(
        organiser, f"{there}issue-minutes/", MEETING_DAY + 3 * DAY,
        minutes_number="经八党纪[2026]1号", minutes_on=MEETING_DAY.isoformat(),
    )  # fmt: skip
    assert minutes["minutes_number"] == "经八党纪〔2026〕1号"


def test_what_is_not_open_is_refused_as_on_the_page(
    committee: Committee, sun_worker: User, client_of: Browser
) -> None:
    topic = committee.submitted()
    url = f"{TOPICS}{topic.dossier.number}/"
    secretary = client_of(committee.secretary)
    early = secretary.post(f"{url}put-on-agenda/", {}, content_type="application/json")
    assert (early.status_code, early.json()["basis"] != "") == (409, True)
    other = client_of(committee.clerk).post(f"{url}review/", {}, content_type="application/json")
    assert other.status_code == 403
    lead = client_of(committee.lead)
    empty = lead.post(f"{url}review/", {}, content_type="application/json")
    assert empty.json()["errors"] == {"opinion": ["请写明审核意见，例如：同意提请研究。"]}
    offered = {one["code"] for one in lead.get(url).json()["offers"]}
    assert {"review", "send_back"} <= offered
    unseeing = client_of(sun_worker)
    assert unseeing.get(TOPICS).status_code == 403
    assert unseeing.get(url).status_code == 404


def test_who_submitted_reads_the_decision_and_not_the_votes(
    committee: Committee, client_of: Browser
) -> None:
    topic = committee.passed()
    url = f"{TOPICS}{topic.dossier.number}/"
    of_clerk = client_of(committee.clerk).get(url).json()
    assert (of_clerk["decision"], of_clerk["votings"]) == ("同意安排改造经费8.6万元。", [])
    (voting,) = client_of(committee.secretary).get(url).json()["votings"]
    assert [one["person"] for one in voting["speeches"]][-1] == "李明远"


def test_the_roster_is_kept_with_its_days(
    office: Office, committee: Committee, zheng_other: User, client_of: Browser
) -> None:
    client = client_of(committee.organiser)
    before = client.get(MEMBERS).json()["results"]
    assert {one["name"] for one in before} >= {"吕红梅", "孙正平"}
    leaver = next(one for one in before if one["position"] == "member")
    ended = posted(client, f"{MEMBERS}{leaver['entry']}/end/", MONDAY, ends_on=MONDAY.isoformat())
    assert (ended["ends_on"], ended["is_member"]) == (MONDAY.isoformat(), False)
    twice = client.post(
        f"{MEMBERS}{leaver['entry']}/end/",
        {"ends_on": "2026-11-02"},
        content_type="application/json",
    )
    assert (twice.status_code, twice.json()["code"]) == (409, "party_member.ended")
    given = {"unit": "410105001", "position": "member", "starts_on": MONDAY.isoformat()}
    candidate = next(
        one for one in client.get(f"{MEMBERS}candidates/").json() if one["name"] == "许桂英"
    )
    made = posted(client, MEMBERS, MONDAY, person=candidate["person"], **given)
    assert (made["name"], made["starts_on"], made["ends_on"]) == ("许桂英", "2026-11-02", None)
    assert client.get(f"{MEMBERS}{made['entry']}/").json()["unit_name"] == "经八路街道"
    with clock.moved_to(MONDAY):
        names = [one["name"] for one in client.get(f"{MEMBERS}?standing=now").json()["results"]]
        gone = client.get(f"{MEMBERS}?standing=before&unit=410105001").json()["results"]
    assert names[0] == "许桂英"
    assert leaver["name"] not in names
    assert [one["name"] for one in gone] == [leaver["name"]]
    wrong = client.post(
        MEMBERS, given | {"name": "某人", "position": "x"}, content_type="application/json"
    )
    assert (wrong.status_code, set(wrong.json()["errors"])) == (400, {"position"})
    # The secretary reads it and keeps it not; who is not of the street does not know of it.
    reader = client_of(committee.secretary)
    assert reader.get(f"{MEMBERS}{made['entry']}/").status_code == 200
    refused = reader.post(MEMBERS, given, content_type="application/json")
    assert refused.status_code == 403
    assert client_of(zheng_other).get(f"{MEMBERS}{made['entry']}/").status_code == 404


def test_the_lists_cost_the_same_for_two_and_twenty(
    committee: Committee, client_of: Browser
) -> None:
    client = client_of(committee.secretary)

    def asked(url: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    def more(first: int, last: int) -> None:
        for number in range(first, last):
            committee.submitted(title=f"议题{number}")
            committee.meeting(MEETING_DAY + number * DAY)

    more(0, 2)
    few = [(asked(url), asked(url))[1] for url in (TOPICS, MEETINGS)]
    more(2, 20)
    assert [asked(url) for url in (TOPICS, MEETINGS)] == few
    assert len(client.get(f"{TOPICS}?category=money&state=submitted").json()["results"]) == 20

"""The API of 一征三议两公开: the same actions and the same sentences as on the pages."""

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from rest_framework.test import APIClient

from decisions import actions, demo
from decisions.api import inputs
from decisions.api.matters import MatterViewSet
from decisions.demo import Posts, Walk
from decisions.models import Matter, Opinion
from decisions.procedures import MATTER
from jiedao.access import actions as access
from jiedao.lib import clock
from jiedao.meetings.states import MeetingKind
from jiedao.people import actions as people
from jiedao.people.models import User, UserKind
from tests.conftest import PASSWORD, Office
from tests.decisions.conftest import START
from tests.support import photo, statements

ALL = "/api/v1/decisions/"
MOTION: dict[str, Any] = {
    "unit": "410105001003",
    "kind": "welfare",
    "title": "3号院增设电动自行车充电棚",
    "origin": "committee",
    "proposer": "社区居民委员会",
    "summary": "选址、数量、收费标准，请居民提意见。",
    "plan": "在3号院东墙内建充电棚1座，充电位40个。",
    "budget": "96000.00",
    "funding": "社区公益事业经费",
}
SAID = {"channel": "door", "lines": [{"speaker": "王阿姨", "text": "赞成，早点建。"}]}
# One well-formed request for every step, so that only the procedure can refuse it.
WELL_FORMED: dict[str, dict[str, Any]] = {
    "revise": {name: value for name, value in MOTION.items() if name != "unit"},
    "consult": {"until": "2099-01-01"},
    "add_channel": {"kind": "forum", "place": "二楼会议室"},
    "add_opinions": SAID,
    "sum_up": {"summary": "多数赞成。"},
    "call_meeting": {"kind": "party", "held_at": "2099-01-01T09:00:00+08:00", "place": "二楼"},
    "cancel_meeting": {"reason": "会议室停电。"},
    "sign_in": {"present": []},
    "count_votes": {
        "method": "hands", "in_favour": 5, "against": 1, "abstain": 1, "invalid": 0,
        "resolution": "同意。", "minutes": "逐一发言后表决。",
        "chair_name": "赵丽华", "recorder_name": "孙红霞",
    },
    "fail_meeting": {"minutes": "等候三十分钟，人数仍不足。"},
    "propose": {"plan": "建充电棚1座。"},
    "deliberate": {"plan": "建充电棚1座。"},
    "resolve": {"text": "建充电棚1座，充电位40个。"},
    "reject": {},
    "publish_resolution": {"responsible": "居委会委员 王秀兰", "finish_by": "2099-01-01"},
    "implement": {"responsible": "居委会委员 王秀兰", "finish_by": "2099-01-01"},
    "report_progress": {"words": "棚架已立起。", "spent": "30000"},
    "accept_work": {"acceptance": "共同验收，合格。", "spent": "93000"},
    "survey": {"channel": "paper", "asked": 120, "satisfied": 97, "fair": 11, "unsatisfied": 4},
    "publish_result": {"result": "建成充电棚1座，充电位40个。"},
    "archive": {},
}  # fmt: skip


@pytest.fixture(autouse=True)
def _vault(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "attachments"


def api(user: User) -> APIClient:
    """A program in which a person is signed in."""
    client = APIClient()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def at(matter: Matter, code: str = "") -> str:
    """The address of a matter, or of one of its steps."""
    step = f"{code.replace('_', '-')}/" if code else ""
    return f"{ALL}{matter.dossier.number}/{step}"


def take(client: APIClient, matter: Matter, code: str, on: date, **said: Any) -> dict[str, Any]:
    """Take a step on a day, as a program does; the matter as it stands afterwards."""
    with clock.moved_to(on):
        answer = client.post(at(matter, code), said, format="json")
    assert answer.status_code == 200, answer.content.decode()
    shown: dict[str, Any] = answer.json()
    return shown


# --- reading --------------------------------------------------------------------------------------


def test_the_list_shows_the_newest_matter_first(
    walk: Callable[..., Walk], zhao_chair: User
) -> None:
    first, second = walk().matter, walk(demo.LIGHTS).matter
    shown = api(zhao_chair).get(ALL).json()
    assert [row["number"] for row in shown["results"]] == [
        second.dossier.number,
        first.dossier.number,
    ]
    assert shown["next"] is None
    assert shown["results"][0]["state_name"] == "动议"
    assert shown["results"][0]["url"] == at(second)


def test_the_list_is_narrowed_by_state_unit_and_words(
    walk: Callable[..., Walk], zhao_chair: User
) -> None:
    asked, lights = walk(), walk(demo.LIGHTS)
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
    office: Office, walk: Callable[..., Walk], sun_worker: User, zhao_chair: User
) -> None:
    walk()
    walk(demo.LIGHTS)
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


@pytest.mark.parametrize("part", ["", "opinions", "meetings", "publications", "timeline", "people"])
def test_a_matter_of_another_community_is_not_found(
    part: str, walk: Callable[..., Walk], zheng_other: User
) -> None:
    answer = api(zheng_other).get(at(walk().matter, part))
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["reason"] == "没有找到，或者不在您能查看的范围内。"


@pytest.mark.parametrize("code", WELL_FORMED)
def test_no_step_of_another_communitys_matter_is_found(
    code: str, walk: Callable[..., Walk], zheng_other: User
) -> None:
    answer = api(zheng_other).post(at(walk().matter, code), WELL_FORMED[code], format="json")
    assert answer.status_code == 404


def test_who_has_not_signed_in_reads_nothing(walk: Callable[..., Walk]) -> None:
    matter = walk().matter
    assert APIClient().get(ALL).status_code in (401, 403)
    assert APIClient().get(at(matter)).status_code in (401, 403)
    assert APIClient().post(at(matter, "archive"), {}, format="json").status_code in (401, 403)


def test_opinions_are_listed_with_what_became_of_them(
    walk: Callable[..., Walk], zhao_chair: User
) -> None:
    journey = walk()
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


def test_the_timeline_pages_to_its_first_line(walk: Callable[..., Walk], zhao_chair: User) -> None:
    journey = walk().consult(START)
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


# --- doing ----------------------------------------------------------------------------------------


def test_every_step_has_an_address_of_its_name() -> None:
    extra = {each.url_path.replace("-", "_") for each in MatterViewSet.get_extra_actions()}
    assert extra == {step.code for step in MATTER.steps} - {"say_opinion"}


def test_a_worker_registers_a_motion(posts: Any, sun_worker: User) -> None:
    answer = api(sun_worker).post(ALL, MOTION, format="json")
    assert answer.status_code == 201
    assert answer["Location"] == f"{ALL}{answer.json()['number']}/"
    matter = Matter.objects.get(dossier__number=answer.json()["number"])
    assert (matter.state, str(matter.budget)) == ("draft", "96000.00")


def test_a_motion_for_another_community_is_refused(posts: Any, zheng_other: User) -> None:
    answer = api(zheng_other).post(ALL, MOTION, format="json")
    assert answer.status_code == 403
    assert answer.json()["code"] == "matter.no_duty"
    assert not Matter.objects.exists()


def test_what_belongs_to_the_owners_is_refused_at_its_field(posts: Any, sun_worker: User) -> None:
    answer = api(sun_worker).post(ALL, MOTION | {"touches_common_parts": True}, format="json")
    assert answer.status_code == 409
    assert answer.json()["basis"] == "《民法典》第二百七十八条"
    assert list(answer.json()["errors"]) == ["touches_common_parts"]


def test_a_motion_is_asked_for_what_is_missing(posts: Any, sun_worker: User) -> None:
    given = MOTION | {"title": "", "kind": "road", "unit": "999", "budget": "-1"}
    del given["plan"]
    answer = api(sun_worker).post(ALL, given, format="json")
    assert answer.status_code == 400
    assert set(answer.json()["errors"]) == {"title", "kind", "unit", "budget", "plan"}


def test_public_words_with_a_telephone_number_are_refused_as_on_the_form(
    posts: Any, sun_worker: User
) -> None:
    given = MOTION | {"summary": "有事请打13803710000。"}
    answer = api(sun_worker).post(ALL, given, format="json")
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["summary"]


def walked_to_failed_meeting(journey: Walk) -> date:
    on = demo.to_deliberated(journey, START)
    vote = on + timedelta(days=5)
    journey.fail(on, MeetingKind.REPRESENTATIVES, vote, absent=30)
    return vote


def walked_to_consulting(journey: Walk) -> date:
    journey.consult(START).say(START, demo.OPINIONS)
    return START


SITUATIONS: dict[str, Callable[[Walk], date]] = {
    "draft": lambda journey: START,
    "consulting": walked_to_consulting,
    "summed up": lambda journey: demo.to_summed_up(journey, START),
    "failed meeting": walked_to_failed_meeting,
    "resolved": lambda journey: demo.to_resolved(journey, START),
    "posted": lambda journey: demo.to_posted(journey, START),
    "implementing": lambda journey: demo.to_implementing(journey, START),
}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_api_refuses_with_the_sentence_of_the_procedure(
    situation: str, walk: Callable[..., Walk], zhao_chair: User, wang_supervisor: User
) -> None:
    journey = walk()
    on = SITUATIONS[situation](journey)
    state, refused = journey.fresh().state, 0
    for user in (zhao_chair, wang_supervisor):
        client = api(user)
        for code, said in WELL_FORMED.items():
            with clock.moved_to(on):
                refusal = MATTER.why_not(journey.fresh(), code, by=user)
                if refusal is None or code in ("call_meeting", "implement"):
                    continue
                answer = client.post(at(journey.matter, code), said, format="json")
            told = answer.json()
            assert answer.status_code == refusal.status, code
            assert answer["Content-Type"] == "application/problem+json"
            assert (told["code"], told["reason"]) == (refusal.code, refusal.reason)
            assert (told["arithmetic"], told["basis"]) == (refusal.arithmetic, refusal.basis)
            refused += 1
    assert refused > len(WELL_FORMED)
    assert journey.fresh().state == state


def test_the_api_says_what_the_page_says(
    walk: Callable[..., Walk], zhao_chair: User, client_of: Callable[[User], Client]
) -> None:
    journey = walk()
    on = walked_to_failed_meeting(journey)
    with clock.moved_to(on):
        told = api(zhao_chair).post(
            at(journey.matter, "resolve"), {"text": "建棚。"}, format="json"
        )
        page = client_of(zhao_chair).get(f"{journey.matter.get_absolute_url()}resolve/")
    assert told.status_code == page.status_code == 409
    assert told.json()["reason"] in page.content.decode()


def test_who_withdrew_takes_no_step_and_says_why(
    walk: Callable[..., Walk], zhao_chair: User, branch_secretary: User
) -> None:
    matter = walk().matter
    people_here = api(branch_secretary).get(f"{at(matter)}people/").json()["results"]
    assert zhao_chair.person_id in {person["id"] for person in people_here}
    given = {"person": zhao_chair.person_id, "scope": "act", "reason": "亲属是承包方。"}
    take(api(branch_secretary), matter, "recuse", START, **given)
    with clock.moved_to(START):
        answer = api(zhao_chair).post(at(matter, "consult"), {"until": "2026-03-20"}, format="json")
    assert answer.status_code == 403
    assert answer.json()["code"] == "procedure.recused"


def test_who_shuts_himself_out_is_shown_nothing_more(
    walk: Callable[..., Walk], zhao_chair: User
) -> None:
    matter, client = walk().matter, api(zhao_chair)
    given = {"person": zhao_chair.person_id, "scope": "see", "reason": "亲属是承包方。"}
    with clock.moved_to(START):
        assert client.post(at(matter, "recuse"), given, format="json").status_code == 204
        assert client.get(at(matter)).status_code == 404


def test_somebody_from_elsewhere_cannot_be_entered_as_withdrawn(
    walk: Callable[..., Walk], zhao_chair: User, zheng_other: User
) -> None:
    given = {"person": zheng_other.person_id, "scope": "act", "reason": "无关。"}
    answer = api(zhao_chair).post(at(walk().matter, "recuse"), given, format="json")
    assert answer.status_code == 400
    assert answer.json()["errors"] == {"person": ["请从本社区的组成人员里选择。"]}


def test_a_machine_reads_and_takes_no_step(
    office: Office, walk: Callable[..., Walk], machine: User
) -> None:
    matter, client = walk().matter, api(machine)
    assert client.get(ALL).json()["results"][0]["number"] == matter.dossier.number
    assert client.get(at(matter)).json()["offers"] == []
    for address, said in [
        (ALL, MOTION),
        *((at(matter, code), WELL_FORMED[code]) for code in WELL_FORMED),
    ]:
        answer = client.post(address, said, format="json")
        assert answer.status_code == 403
        assert answer.json()["code"] == "api.machine_reads"


@pytest.fixture
def machine(office: Office) -> User:
    """区平台数据对接: another system, with the role made for it."""
    from_district = people.open_account(
        username="duijie", name="区平台数据对接", password=PASSWORD, kind=UserKind.MACHINE
    )
    access.appoint(
        from_district,
        role="exchange",
        unit=office.district,
        by=people.system(),
        starts_on=date(2020, 1, 1),
    )
    return from_district


# --- once -----------------------------------------------------------------------------------------

KEY = {"Idempotency-Key": "2026-03-02/17"}


@pytest.fixture
def consulting(walk: Callable[..., Walk]) -> Matter:
    """A matter on which residents are being asked."""
    return walk().consult(START).fresh()


def enter(client: APIClient, matter: Matter, said: dict[str, Any] = SAID) -> Any:
    """Enter what residents said, under the same key each time."""
    with clock.moved_to(START):
        return client.post(at(matter, "add_opinions"), said, format="json", headers=KEY)


def test_the_same_key_enters_an_opinion_once(consulting: Matter, zhou_grid: User) -> None:
    client = api(zhou_grid)
    first, again = enter(client, consulting), enter(client, consulting)
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert again["Idempotency-Replayed"] == "true"
    assert Opinion.objects.count() == 1


def test_a_key_serves_one_request_of_one_person(
    consulting: Matter, zhou_grid: User, sun_worker: User
) -> None:
    enter(api(zhou_grid), consulting)
    other = enter(api(zhou_grid), consulting, SAID | {"channel": "phone"})
    assert (other.status_code, other.json()["code"]) == (409, "api.key_used")
    assert enter(api(sun_worker), consulting).status_code == 200
    assert Opinion.objects.count() == 2


def test_a_refused_request_is_judged_anew_under_its_key(
    walk: Callable[..., Walk], zhao_chair: User
) -> None:
    matter, client = walk().matter, api(zhao_chair)
    for until, status in (("2026-03-04", 409), ("2026-03-20", 200)):
        with clock.moved_to(START):
            answer = client.post(
                at(matter, "consult"), {"until": until}, format="json", headers=KEY
            )
        assert answer.status_code == status, answer.json()


def test_a_motion_sent_twice_gets_one_number(posts: Any, sun_worker: User) -> None:
    client = api(sun_worker)
    first, again = (client.post(ALL, MOTION, format="json", headers=KEY) for _ in range(2))
    assert first.json() == again.json()
    assert first["Location"] == again["Location"]
    assert Matter.objects.count() == 1


def test_a_photograph_sent_twice_is_kept_once(walk: Callable[..., Walk], zhao_chair: User) -> None:
    journey = walk()
    on = demo.to_resolved(journey, START)
    journey.publish_resolution(on, finish_by=on + timedelta(days=60))
    with clock.moved_to(on):
        for _ in range(2):
            answer = api(zhao_chair).post(
                at(journey.matter, "post_notice"),
                {"photo": photo(), "place": "社区居务公开栏"},
                format="multipart",
                headers=KEY,
            )
            assert answer.status_code == 200, answer.json()
    assert journey.fresh().dossier.attachments.count() == 1


# --- the whole way --------------------------------------------------------------------------------


class Program:
    """A program that carries one matter along, as three people sign in to it."""

    def __init__(self, posts: Posts) -> None:
        self.secretary, self.chair = api(posts.secretary), api(posts.chair)
        self.worker, self.on = api(posts.worker), START
        with clock.moved_to(START):
            answer = self.worker.post(ALL, MOTION, format="json")
        self.matter = Matter.objects.get(dossier__number=answer.json()["number"])

    def step(self, client: APIClient, code: str, **said: Any) -> dict[str, Any]:
        return take(client, self.matter, code, self.on, **(WELL_FORMED.get(code, {}) | said))

    def upload(self, code: str, name: str, **said: Any) -> None:
        with clock.moved_to(self.on):
            answer = self.worker.post(at(self.matter, code), said, format="multipart")
        assert answer.status_code == 200, (name, answer.content.decode())

    def meet(self, kind: str) -> None:
        """Call a meeting for a week on, tick all who came, enter a clear vote."""
        held = self.on + timedelta(days=7)
        self.step(self.chair, "call_meeting", kind=kind, held_at=f"{held}T09:30:00+08:00")
        self.on = held
        with clock.moved_to(held):
            meeting = self.chair.get(f"{at(self.matter)}meetings/").json()[0]
        self.step(self.worker, "sign_in", present=[entry["id"] for entry in meeting["roster"]])
        votes = {"in_favour": len(meeting["roster"]) - 1, "against": 1, "abstain": 0}
        self.step(self.worker, "count_votes", **votes)

    def hang(self) -> None:
        """The paper on the board, and after its time down again."""
        self.upload("post_notice", "张贴", photo=photo(f"{self.on}.jpg"), place="社区居务公开栏")
        self.on += timedelta(days=16)
        self.upload("take_down_notice", "揭下", photo=photo(f"{self.on}.jpg"))


def test_a_matter_goes_its_whole_way_through_the_api(
    posts: Posts, zhou_grid: User, zhao_chair: User
) -> None:
    program = Program(posts)
    chair, worker = program.chair, program.worker
    program.step(worker, "revise", title="3号院充电棚")
    program.step(chair, "consult", until="2026-03-09")
    program.step(worker, "add_channel")
    program.step(api(zhou_grid), "add_opinions")
    program.step(chair, "answer_opinion", opinion=1, uptake="adopted", reason="已经写进方案。")
    program.on = date(2026, 3, 10)
    program.step(chair, "sum_up")
    program.meet("party")
    program.step(program.secretary, "propose")
    program.meet("joint")
    program.step(chair, "deliberate")
    program.meet("representatives")
    program.step(chair, "resolve")
    program.step(chair, "publish_resolution", finish_by="2026-09-01")
    program.hang()
    program.step(chair, "implement", finish_by="2026-09-01")
    program.step(worker, "report_progress")
    program.step(chair, "accept_work")
    program.step(worker, "survey")
    program.step(chair, "publish_result")
    program.hang()
    for kind in ("party", "joint", "representatives"):
        scan = {"file": photo(f"{kind}.jpg"), "kind": "signin_sheet", "step": kind}
        program.upload("attach", kind, **scan)
    shown = program.step(chair, "archive")
    assert shown["state"] == "archived"
    assert {line["status"] for line in shown["milestones"]} == {"done"}
    assert shown["satisfaction"]["answered"] == 112
    assert shown["spent_so_far"] == "30000.00"


def test_a_failed_vote_and_a_cancelled_meeting_go_through_the_api(
    walk: Callable[..., Walk], zhao_chair: User
) -> None:
    journey, client = walk(), api(zhao_chair)
    on = demo.to_deliberated(journey, START)
    called = {"kind": "representatives", "held_at": "2026-03-30T09:30:00+08:00", "place": "二楼"}
    take(client, journey.matter, "call_meeting", on, **called)
    take(client, journey.matter, "cancel_meeting", on, reason="会议室停电。")
    journey.hold(on, MeetingKind.REPRESENTATIVES, date(2026, 3, 30), absent=9, against=40)
    shown = take(client, journey.matter, "reject", date(2026, 3, 30))
    assert shown["state"] == "rejected"


# --- the schema -----------------------------------------------------------------------------------


def test_the_schema_is_valid_and_without_warnings() -> None:
    written = StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=written)
    assert "/api/v1/decisions/{number}/resolve/" in written.getvalue()


def test_every_field_a_program_sends_is_explained() -> None:
    for name, given in vars(inputs).items():
        if isinstance(given, type) and issubclass(given, inputs.StepInput):
            for field in given().fields.values():
                assert field.help_text, (name, field.field_name)

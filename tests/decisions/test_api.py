"""Steps through the API: the same actions and the same sentences as on the pages."""

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from rest_framework.test import APIClient

from decisions import demo, procedures
from decisions.api import inputs
from decisions.api.matters import MatterViewSet
from decisions.demo import Posts, Walk
from decisions.models import Matter
from decisions.procedures import MATTER
from decisions.states import SupervisedStep
from jiedao.lib import clock
from jiedao.meetings.states import MeetingKind
from jiedao.people.models import User
from jiedao.procedures.rows import ANYONE
from tests.conftest import Office
from tests.decisions.conftest import START
from tests.decisions.programs import ALL, MOTION, WELL_FORMED, api, at, take
from tests.support import photo


def test_every_step_has_an_address_of_its_name() -> None:
    extra = {each.url_path.replace("-", "_") for each in MatterViewSet.get_extra_actions()}
    assert extra == {step.code for step in procedures.STEPS.values() if step.duty != ANYONE}


def test_a_worker_registers_a_motion(office: Office, sun_worker: User) -> None:
    answer = api(sun_worker).post(ALL, MOTION, format="json")
    assert answer.status_code == 201
    assert answer["Location"] == f"{ALL}{answer.json()['number']}/"
    matter = Matter.objects.get(dossier__number=answer.json()["number"])
    assert (matter.state, str(matter.budget)) == ("draft", "96000.00")


def test_a_motion_for_another_community_is_refused(office: Office, zheng_other: User) -> None:
    answer = api(zheng_other).post(ALL, MOTION, format="json")
    assert answer.status_code == 403
    assert answer.json()["code"] == "matter.no_duty"
    assert not Matter.objects.exists()


def test_what_belongs_to_the_owners_is_refused_at_its_field(
    office: Office, sun_worker: User
) -> None:
    answer = api(sun_worker).post(ALL, MOTION | {"touches_common_parts": True}, format="json")
    assert answer.status_code == 409
    assert answer.json()["basis"] == "《民法典》第二百七十八条"
    assert list(answer.json()["errors"]) == ["touches_common_parts"]


def test_a_motion_is_asked_for_what_is_missing(office: Office, sun_worker: User) -> None:
    given = MOTION | {"title": "", "kind": "road", "unit": "999", "budget": "-1"}
    del given["plan"]
    answer = api(sun_worker).post(ALL, given, format="json")
    assert answer.status_code == 400
    assert set(answer.json()["errors"]) == {"title", "kind", "unit", "budget", "plan"}


def test_public_words_with_a_telephone_number_are_refused_as_on_the_form(
    office: Office, sun_worker: User
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
    seen, page = set(), f"{at(matter)}people/"
    while page:
        shown = api(branch_secretary).get(page).json()
        seen |= {person["id"] for person in shown["results"]}
        page = shown["next"]
    assert zhao_chair.person_id in seen
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
    for each in SupervisedStep.values:
        assert posts.supervisor
        signer = posts.supervisor.person_id
        supervisor = api(posts.supervisor)
        program.step(supervisor, "supervise", step=each, verdict="agree", signer=signer)
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
    journey.hold(on, MeetingKind.REPRESENTATIVES, date(2026, 3, 30), absent=3, against=30)
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

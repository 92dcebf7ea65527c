"""What a program is told first: not to be seen, not his to do, not open here, and only then what is missing."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from decisions import actions, demo, procedures
from decisions.demo import Walk
from decisions.demo.regimes import LOW_INCOME, RegimeWalk
from decisions.models import Matter
from decisions.procedures import MATTER
from decisions.states import MatterState
from jiedao.access.states import RecusalScope
from jiedao.lib import clock
from jiedao.people.models import User
from jiedao.procedures.rows import ANYONE
from tests.conftest import Office
from tests.decisions.conftest import OF_ONE, START
from tests.decisions.programs import WELL_FORMED, api, at

Begin = Callable[..., Walk]


def told(client: APIClient, matter: Matter, code: str, said: dict[str, Any] | None = None) -> Any:
    """The answer to a request for a step, by default one that brings nothing at all."""
    with clock.moved_to(START):
        return client.post(at(matter, code), said or {}, format="json")


def test_who_may_not_know_the_matter_is_not_told_whether_the_step_is_open(
    walk: Begin, zheng_other: User
) -> None:
    matter = walk().matter
    for code in ("revise", "resolve", "begin_review"):
        assert told(api(zheng_other), matter, code).status_code == 404


def test_who_has_not_the_duty_is_told_that_before_state_and_fields(
    walk: Begin, zhou_grid: User
) -> None:
    matter = walk().matter
    for code in ("consult", "resolve", "begin_review"):
        answer = told(api(zhou_grid), matter, code)
        assert (answer.status_code, answer.json()["code"]) == (403, "procedure.no_duty"), code


def test_who_withdrew_is_told_that_before_state_and_fields(
    walk: Begin, branch_secretary: User, zhao_chair: User
) -> None:
    matter, person = walk().matter, zhao_chair.person
    with clock.moved_to(START):
        actions.recuse(
            matter,
            by=branch_secretary,
            on=START,
            person=person,
            scope=RecusalScope.ACT,
            reason="亲属是承包方。",
        )
    for code in ("consult", "resolve"):
        answer = told(api(zhao_chair), matter, code)
        assert (answer.status_code, answer.json()["code"]) == (403, "procedure.recused"), code


def test_a_step_of_another_regime_is_refused_before_anything_is_asked(
    office: Office, posts: demo.Posts, zhao_chair: User
) -> None:
    matter = RegimeWalk(office.a, posts, LOW_INCOME, START).matter
    answer = told(api(zhao_chair), matter, "resolve")
    assert (answer.status_code, answer.json()["code"]) == (409, "procedure.not_in_this_one")
    assert "仅评议事项" in answer.json()["reason"]
    assert answer.json()["errors"] == {}


def test_no_closed_step_asks_for_anything_and_each_says_what_its_page_says(
    walk: Begin, zhao_chair: User, client_of: Callable[[User], Client]
) -> None:
    matter, program, browser = walk().matter, api(zhao_chair), client_of(zhao_chair)
    closed = 0
    for code, step in procedures.STEPS.items():
        with clock.moved_to(START):
            refusal = MATTER.why_closed(matter, code, by=zhao_chair)
        if refusal is None or step.duty == ANYONE:
            continue
        answer = told(program, matter, code)
        assert (answer.status_code, answer.json()["code"]) == (refusal.status, refusal.code), code
        if code in OF_ONE:
            continue  # its page is about one thing of many, and there is none
        with clock.moved_to(START):
            page = browser.get(reverse(f"decisions:{code}", args=[matter.dossier.number]))
        assert page.status_code == refusal.status, code
        for words in (answer.json()["reason"], answer.json()["hint"]):
            assert words in unescape(page.text), code
        closed += 1
    assert closed > 30


def test_a_step_somebody_has_just_taken_says_who_was_first(
    walk: Begin, zhao_chair: User, branch_secretary: User
) -> None:
    journey = walk().consult(START)
    answer = told(api(branch_secretary), journey.matter, "withdraw")
    assert answer.status_code == 409
    assert "最近一次办理：孙红霞于2026年3月2日办理了“登记征求方式”" in answer.json()["hint"]


def test_a_closed_step_takes_in_no_file(walk: Begin, sun_worker: User) -> None:
    matter = walk().matter
    file = SimpleUploadedFile("不是照片.exe", b"MZ", content_type="image/jpeg")
    with clock.moved_to(START):
        answer = api(sun_worker).post(
            at(matter, "post_notice"), {"photo": file}, format="multipart"
        )
    assert (answer.status_code, answer.json()["code"]) == (409, "procedure.wrong_state")


@pytest.mark.parametrize(
    ("code", "missing"), [("consult", ["until"]), ("withdraw", ["reason"]), ("attach", ["file"])]
)
def test_an_open_step_asks_for_what_is_missing(
    walk: Begin, zhao_chair: User, code: str, missing: list[str]
) -> None:
    journey = walk()
    with clock.moved_to(START):
        kind = "multipart" if code == "attach" else "json"
        answer = api(zhao_chair).post(at(journey.matter, code), {}, format=kind)
    assert answer.status_code == 400
    assert set(missing) <= set(answer.json()["errors"])
    assert journey.fresh().state == MatterState.DRAFT


def test_what_hangs_on_the_day_is_judged_by_the_day_that_is_sent(
    walk: Begin, zhao_chair: User
) -> None:
    journey, program = walk(), api(zhao_chair)
    on = demo.to_summed_up(journey, START)
    said = {"kind": "party", "held_at": f"{on + timedelta(days=7)}T09:00:00+08:00", "place": "二楼"}
    with clock.moved_to(on + timedelta(days=1)):
        wrong = {
            "procedure.future": on + timedelta(days=2),
            "procedure.before_last": on - timedelta(days=1),
        }
        for code, day in wrong.items():
            answer = program.post(
                at(journey.matter, "call_meeting"), said | {"on": day}, format="json"
            )
            assert (answer.status_code, answer.json()["code"]) == (409, code)
            assert list(answer.json()["errors"]) == ["on"]
        right = program.post(at(journey.matter, "call_meeting"), said | {"on": on}, format="json")
    assert right.status_code == 200


def test_what_hangs_on_a_condition_is_judged_once_the_fields_are_there(
    walk: Begin, zhao_chair: User
) -> None:
    matter = walk().consult(START).matter  # nobody has said anything yet, and days are left
    missing = told(api(zhao_chair), matter, "sum_up")
    assert (missing.status_code, list(missing.json()["errors"])) == (400, ["summary"])
    whole = told(api(zhao_chair), matter, "sum_up", WELL_FORMED["sum_up"])
    assert whole.status_code == 409
    assert whole.json()["code"].startswith("matter.")

"""Votes by a show of hands on the page: held against who came, and what came of them told."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client

from decisions import demo
from decisions.demo.walk import Walk
from decisions.selectors import facts
from jiedao.lib import clock
from jiedao.meetings.states import MeetingKind
from jiedao.people.models import User
from tests.decisions.conftest import START
from tests.decisions.test_forms import send
from tests.decisions.test_pages import body, url

Signed = Callable[[User], Client]
Begin = Callable[..., Walk]
HANDS: dict[str, Any] = {
    "method": "hands", "in_favour": 0, "against": 0, "abstain": 0, "invalid": 0,
    "resolution": "同意。", "minutes": "记录。", "chair_name": "陈建国", "recorder_name": "孙红霞",
}  # fmt: skip


def test_hands_are_held_against_who_is_there_and_what_came_of_them_is_told(
    walk: Begin, sun_worker: User, client_of: Signed
) -> None:
    journey = walk()
    held = demo.to_summed_up(journey, START) + timedelta(days=2)
    journey.call(held - timedelta(days=2), MeetingKind.PARTY, held_on=held).sign(held, absent=1)
    client, address = client_of(sun_worker), url(journey.matter, "count_votes")
    with clock.moved_to(held):
        came = facts(journey.fresh()).attendance(journey.matter.dossier.meetings.get()).voters
        many = send(client, address, held, **HANDS | {"in_favour": came + 1})
        few = send(client, address, held, **HANDS | {"in_favour": came - 1})
        assert (many.status_code, few.status_code) == (409, 409)
        for answer, said in ((many, f"比实到的{came}人多1票"), (few, "少1票")):
            assert set(answer.context["form"].errors) == {"in_favour"}
            assert said in body(answer)
        assert f"请在“发出票数”里填{came - 1}确认" in body(few)
        for_ = came // 2
        lost = send(client, address, held, **HANDS | {"in_favour": for_, "abstain": came - for_})
        shown = body(client.get(lost["Location"]))
    assert "表决结果已登记，不能再改。表决没有通过：" in shown
    assert "note-warning" in shown.split("表决结果已登记")[0].rsplit("<p", 1)[1]
    assert f"赞成{for_}票，应到{came + 1}人，未过半数" in shown
    assert "请修改方案，再召集一次社区党组织会议。" in shown


def test_a_vote_that_was_won_says_so_with_the_sum_and_the_next_step(
    walk: Begin, sun_worker: User, client_of: Signed
) -> None:
    journey = walk()
    on = demo.to_deliberated(journey, START)
    held = on + timedelta(days=6)
    journey.call(on, MeetingKind.REPRESENTATIVES, held_on=held).sign(held, absent=5)
    client, address = client_of(sun_worker), url(journey.matter, "count_votes")
    with clock.moved_to(held):
        done = send(client, address, held, **HANDS | {"in_favour": 30, "issued": 30})
        shown = body(client.get(done["Location"]))
    assert "表决通过：赞成30票，到会40人，需过半数：" in shown
    assert "请接着办理“决议通过”。" in shown


def test_a_resolution_that_was_lost_is_entered_as_lost(
    walk: Begin, sun_worker: User, client_of: Signed
) -> None:
    journey = walk()
    on = demo.to_deliberated(journey, START)
    held = on + timedelta(days=6)
    journey.call(on, MeetingKind.REPRESENTATIVES, held_on=held).sign(held, absent=5)
    client, address = client_of(sun_worker), url(journey.matter, "count_votes")
    with clock.moved_to(held):
        done = send(client, address, held, **HANDS | {"in_favour": 20, "against": 20})
        shown = body(client.get(done["Location"]))
    assert "表决没有通过：赞成20票，到会40人，未过半数（需21票）。" in shown
    assert "请登记“未获通过”，再修改方案，由党组织重新提议。" in shown

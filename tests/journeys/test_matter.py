"""A matter from motion to archive as people live it: forms, refusals, and what residents see."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command

from decisions.models import Matter
from decisions.states import MatterState
from tests.conftest import Office
from tests.journeys.matter import PLAN, Journey, day


@pytest.fixture
def journey(office: Office, posts: Any, zheng_other: Any) -> Journey:
    return Journey(office)


def test_a_matter_from_motion_to_archive(journey: Journey) -> None:
    journey.draft()
    journey.consult()
    journey.sum_up()
    journey.propose()
    journey.deliberate()
    journey.resolve()
    first = journey.publish(
        "publish_resolution", (3, 26), responsible="居委会主任 赵丽华", finish_by="2026-05-30"
    )
    assert "实到36人；赞成30票" in first.full_text
    journey.carry_out()
    second = journey.publish("publish_result", (5, 10), result="建成充电棚1座，充电位40个。")
    assert "发出100份，收回93份" in second.full_text
    journey.archive()
    journey.count_it()
    said = io.StringIO()
    call_command("verify", stdout=said)
    assert "全部相符" in said.getvalue()


def test_a_vote_that_does_not_pass_is_proposed_again_with_a_revised_plan(journey: Journey) -> None:
    for phase in (journey.draft, journey.consult, journey.sum_up, journey.propose):
        phase()
    journey.deliberate()
    lose(journey)
    win(journey)


def lose(journey: Journey) -> None:
    """The representatives say no; only 未获通过 can be entered."""
    with day(3, 16):
        journey.call("2026-03-20T09:30", kind="representatives")
    with day(3, 20):
        journey.sign(40)
        journey.count(20, 18, 2)
        lost = "赞成20票，到会40人，未过半数（需21票）"
        journey.refused(journey.chair, "resolve", lost)
        assert lost in journey.page(journey.chair)
        journey.do(journey.chair, "reject")
        assert journey.state() == MatterState.REJECTED
        journey.board("未获通过", "修改后可以重新提议")
        journey.refused(journey.secretary, "propose", "还没有召集党组织会议")


def win(journey: Journey) -> None:
    """A revised plan goes the whole way again, each meeting held anew."""
    revised = f"{PLAN}位置改到西墙。"
    with day(3, 20):
        journey.call("2026-03-23T09:30")
    with day(3, 23):
        journey.sign(7)
        journey.count(7, 0)
        journey.do(journey.secretary, "propose", plan=revised)
        journey.refused(journey.chair, "deliberate", "还没有召集两委联席会议")
        journey.call("2026-03-25T09:30")
    with day(3, 25):
        journey.sign(99)
        journey.count(11, 0)
        journey.do(journey.chair, "deliberate", plan=revised)
        journey.refused(journey.chair, "resolve", "还没有召集居民代表会议或居民会议")
        journey.call("2026-03-28T09:30", kind="representatives")
    with day(3, 28):
        journey.sign(40)
        journey.count(21, 19)
        done = journey.do(journey.chair, "resolve", text=revised)
        assert "赞成21票，反对19票" in done
    matter = Matter.objects.get(dossier__number=journey.number)
    assert matter.resolution_text == revised
    rounds = matter.dossier.meetings.filter(kind="representatives").values_list("round", flat=True)
    assert sorted(rounds) == [1, 2]


OPEN: tuple[Callable[[Journey], None], ...] = (Journey.draft, Journey.consult)


def test_a_form_sent_twice_is_carried_out_once(journey: Journey) -> None:
    for phase in OPEN:
        phase(journey)
    with day(3, 5):
        form = journey.worker.open(journey.url("add_opinions"))
        for _ in range(2):
            done = journey.worker.send(form, channel="phone", lines="早点动工")
            assert done.status == 200
        assert "没有重复登记" in done
    assert Matter.objects.get().opinions.filter(channel="phone").count() == 1

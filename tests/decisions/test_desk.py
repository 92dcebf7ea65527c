"""What a matter puts on whose desk."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.urls import reverse

from decisions import demo
from decisions.demo.walk import Walk
from decisions.desk import BEFORE_SUMMED_UP, UNANSWERED, UNSUMMED, WHY
from decisions.states import ChannelKind, MatterState
from jiedao.lib import clock
from jiedao.lib.numerals import short_day
from jiedao.meetings.states import MeetingKind
from jiedao.people.models import User
from tests.decisions.conftest import START
from tests.support import statements


def desk(client: Client) -> str:
    return client.get(reverse("pages:desk")).content.decode()


def test_a_late_publication_is_red_for_the_chair_and_seen_by_the_secretary(
    walk: Callable[..., Walk],
    zhao_chair: User,
    li_secretary: User,
    zheng_other: User,
    client_of: Callable[[User], Client],
) -> None:
    journey = walk()
    resolved_on = demo.to_resolved(journey, START)
    title = journey.story.title
    with clock.moved_to(resolved_on + timedelta(days=20)):
        assert "已经逾期" in desk(client_of(zhao_chair))
        seen = desk(client_of(li_secretary))
        assert "辖区里逾期的" in seen
        assert title in seen
        assert "由负责“公开决议和结果”的人办" in seen
        assert title not in desk(client_of(zheng_other))


def test_a_failed_meeting_waits_for_who_calls_the_next(
    walk: Callable[..., Walk],
    sun_worker: User,
    wang_supervisor: User,
    client_of: Callable[[User], Client],
) -> None:
    journey = walk()
    on = demo.to_deliberated(journey, START)
    with clock.moved_to(on):
        waiting = desk(client_of(sun_worker))
        assert WHY[MatterState.DELIBERATED] in waiting
        assert journey.story.title in waiting
        assert WHY[MatterState.DELIBERATED] not in desk(client_of(wang_supervisor))


def test_a_running_consultation_waits_for_nobody(
    walk: Callable[..., Walk], zhao_chair: User, client_of: Callable[[User], Client]
) -> None:
    walk().consult(START)
    with clock.moved_to(START + timedelta(days=1)):
        assert "等您办理" not in desk(client_of(zhao_chair))
    with clock.moved_to(START + timedelta(days=9)):
        assert "征求意见已经截止" in desk(client_of(zhao_chair))


def test_a_consultation_that_is_over_says_what_is_next_in_fact(
    walk: Callable[..., Walk], zhao_chair: User, client_of: Callable[[User], Client]
) -> None:
    journey = walk().consult(START).say(START, demo.OPINIONS)
    journey.say(START, demo.OPINIONS[:1], channel=ChannelKind.PHONE)
    over = START + timedelta(days=9)
    chair = client_of(zhao_chair)

    def told() -> tuple[list[str], int]:
        page = desk(chair)
        said = [*BEFORE_SUMMED_UP.values(), WHY[MatterState.CONSULTING]]
        return [words for words in said if words in page], statements(lambda: desk(chair))

    with clock.moved_to(over):
        unanswered, cost = told()
        assert unanswered == [BEFORE_SUMMED_UP[UNANSWERED]]
        journey.answer_all(over)
        assert told() == ([BEFORE_SUMMED_UP[UNSUMMED]], cost)
        journey.sum_up(over)
        assert told() == (["意见已经汇总，请召集党组织会议提议。"], cost)


def test_a_meeting_that_was_called_is_not_asked_for_again(
    walk: Callable[..., Walk], sun_worker: User, client_of: Callable[[User], Client]
) -> None:
    journey = walk()
    on = demo.to_deliberated(journey, START)
    held = on + timedelta(days=6)
    journey.call(on, MeetingKind.REPRESENTATIVES, held_on=held)
    said = f"{short_day(held)}的居民代表会议"
    with clock.moved_to(on):
        shown = desk(client_of(sun_worker))
    assert f"{said}已经通知，开会以后登记签到和表决。" in shown
    assert WHY[MatterState.DELIBERATED] not in shown
    journey.sign(held).count(held)
    with clock.moved_to(held):
        assert f"{said}已经登记表决，请照表决结果办下一步。" in desk(client_of(sun_worker))


def test_a_meeting_of_the_step_before_says_nothing_about_the_next(
    walk: Callable[..., Walk], sun_worker: User, client_of: Callable[[User], Client]
) -> None:
    journey = walk()
    on = demo.to_summed_up(journey, START)
    held = on + timedelta(days=2)
    journey.fail(on, MeetingKind.PARTY, held, absent=4)
    with clock.moved_to(held):
        assert "社区党组织会议流会，请重新召集。" in desk(client_of(sun_worker))
    again = held + timedelta(days=2)
    journey.hold(held, MeetingKind.PARTY, again, absent=1).propose(again)
    with clock.moved_to(again):
        assert WHY[MatterState.PROPOSED] in desk(client_of(sun_worker))

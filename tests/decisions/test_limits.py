"""Limits open and close with their steps; a reminder is told once, whatever happened in between."""

from collections.abc import Callable
from datetime import timedelta

from decisions import demo
from decisions.demo.stories import CHARGING
from decisions.demo.walk import Walk
from decisions.rules import RULES
from jiedao.deadlines import actions as deadlines
from jiedao.deadlines.models import Deadline
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock
from jiedao.notices.models import Notice
from jiedao.people.models import User
from tests.decisions.conftest import START

Begin = Callable[..., Walk]
ONE_DAY = timedelta(days=1)


def test_a_limit_opens_and_closes_with_its_steps_and_says_how_it_was_counted(walk: Begin) -> None:
    journey = walk().consult(START)
    (limit,) = Deadline.objects.open()
    assert (limit.code, limit.begins_on) == ("decisions.sum_up", START + 7 * ONE_DAY)
    assert "5个工作日" in limit.explanation
    assert limit.basis == "内部规定"
    journey.say(START, demo.OPINIONS[:1])
    on = START + 8 * ONE_DAY
    journey.answer_all(on).sum_up(on)
    limit.refresh_from_db()
    assert limit.closed_on == on
    assert limit.closed_by == journey.posts.chair
    assert not Deadline.objects.open().exists()


def test_every_limit_of_the_way_is_closed_in_the_end(walk: Begin) -> None:
    journey = walk()
    demo.to_archived(journey, START)
    limits = Deadline.objects.filter(dossier=journey.matter.dossier).order_by("id")
    assert [limit.code.partition(".")[2] for limit in limits] == [
        "sum_up",
        "publish_resolution",
        "post_notice",
        "take_down_notice",
        "finish_work",
        "publish_result",
        "post_notice",
        "take_down_notice",
    ]
    for limit in limits:
        assert limit.closed_on
        assert limit.explanation
        assert limit.begins_on <= limit.due_on


def test_the_limit_to_publish_counts_working_days(walk: Begin) -> None:
    journey = walk()
    vote = demo.to_resolved(journey, START)
    limit = Deadline.objects.open().get(code="decisions.publish_resolution")
    assert limit.begins_on == vote
    assert "3个工作日" in limit.explanation
    assert limit.due_on >= vote + 3 * ONE_DAY
    assert RULES.on(vote).source("publish_within") == limit.basis


def words(user: User) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("id").values_list("words", flat=True))


def test_a_sweep_run_twice_tells_once(walk: Begin, zhao_chair: User, wang_supervisor: User) -> None:
    walk().consult(START)
    due = Deadline.objects.get().due_on
    with clock.moved_to(due):
        told = deadlines.sweep(day=due)
        assert told == 3  # chair, secretary and worker convene; nobody above is troubled
        assert deadlines.sweep(day=due) == 0
    assert words(zhao_chair) == [f"{CHARGING.title}：汇总居民意见，今天到期（{due:%Y-%m-%d}）。"]
    assert words(wang_supervisor) == []


def test_before_at_and_after_the_day_one_reminder_each(walk: Begin, zhao_chair: User) -> None:
    walk().consult(START)
    due = Deadline.objects.get().due_on
    for days in range(-4, 10):
        for _ in range(2):
            day = due + days * ONE_DAY
            with clock.moved_to(day):
                deadlines.sweep(day=day)
    said = words(zhao_chair)
    assert len(said) == 3
    for piece, line in zip(("天到期", "今天到期", "已经逾期1天"), said, strict=True):
        assert piece in line


def test_a_week_of_downtime_is_caught_up_without_repeating(walk: Begin, zhao_chair: User) -> None:
    for _ in range(3):
        walk().consult(START)
    due = Deadline.objects.earliest("due_on").due_on
    with clock.moved_to(due):
        deadlines.sweep(day=due)
    after = due + 7 * ONE_DAY
    with clock.moved_to(after):
        assert deadlines.sweep(day=after, batch=2) == 3 * 3  # more limits than one batch holds
        assert deadlines.sweep(day=after, batch=2) == 0
    said = words(zhao_chair)
    assert len(said) == 6
    assert sum("已经逾期7天" in line for line in said) == 3


def test_a_limit_met_meanwhile_is_not_reminded_of(walk: Begin) -> None:
    journey = walk().consult(START).say(START, demo.OPINIONS[:1])
    on = START + 8 * ONE_DAY
    journey.answer_all(on).sum_up(on)
    later = on + 30 * ONE_DAY
    with clock.moved_to(later):
        assert deadlines.sweep(day=later) == 0
    assert timeline(journey.fresh().dossier, limit=1)[0].act == "汇总意见"

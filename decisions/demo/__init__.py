"""一征三议两公开 in the demo office: matters in several states, walked there by the real actions."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from decisions import actions
from decisions.demo import objecting, regimes, systems
from decisions.demo.besides import besides
from decisions.demo.came_back import scan_forms
from decisions.demo.complaining import complain
from decisions.demo.regimes import RegimeWalk
from decisions.demo.stories import (
    ANSWERED,
    BENCHES,
    CHARGING,
    CONCERNS,
    COVENANT,
    DANCING,
    DAY_CARE,
    FLOOD,
    GARDEN,
    GIST,
    LATE_HOURS,
    LIGHTS,
    OBJECTIONS,
    OLD_ESTATE,
    OPINIONS,
    PLACE,
    PLAN,
    RACK,
    REPLY,
    ROADSIDE,
    SCHOOL,
    SHELTER,
    SHELTER_MOVED,
    SIGNS,
    Story,
)
from decisions.demo.walk import Posts, Walk
from decisions.duties import Duty
from decisions.states import ChannelKind, SupervisedStep
from jiedao.access.desks import nearest_holders
from jiedao.demo import scenes
from jiedao.demo.cast import A, B
from jiedao.demo.scenes import Stage
from jiedao.meetings.states import MeetingKind
from jiedao.organisation.models import Unit
from jiedao.publications.objecting import Finding


def to_summed_up(walk: Walk, start: date) -> date:
    """From motion to the summed-up consultation; the day after."""
    walk.consult(start + timedelta(days=1)).say(start + timedelta(days=3), OPINIONS)
    walk.say(start + timedelta(days=4), OPINIONS[:3], channel=ChannelKind.PHONE)
    on = start + timedelta(days=9)
    walk.answer_all(on).sum_up(on)
    return on


def to_deliberated(walk: Walk, start: date) -> date:
    """On to the two committees' agreement."""
    on = to_summed_up(walk, start)
    party, joint = on + timedelta(days=2), on + timedelta(days=5)
    walk.hold(on, MeetingKind.PARTY, party, absent=1).propose(party)
    walk.hold(party, MeetingKind.JOINT, joint, absent=1).deliberate(joint)
    return joint


def to_resolved(walk: Walk, start: date) -> date:
    """On to the vote of the representatives' meeting, passed."""
    on = to_deliberated(walk, start)
    vote = on + timedelta(days=5)
    walk.hold(on, MeetingKind.REPRESENTATIVES, vote, absent=9, against=3).resolve(vote)
    return vote


def to_posted(walk: Walk, start: date) -> date:
    """On to the resolution hanging on the board; the day it was put up."""
    on = to_resolved(walk, start) + timedelta(days=1)
    walk.publish_resolution(on, finish_by=on + timedelta(days=90)).post(on)
    return on


def to_implementing(walk: Walk, start: date) -> date:
    """On to the beginning of the work."""
    on = to_posted(walk, start) + timedelta(days=16)
    walk.take_down(on).implement(on, finish_by=on + timedelta(days=60))
    return on


def to_result_posted(walk: Walk, start: date) -> date:
    """On to the result hanging on the board."""
    on = to_implementing(walk, start)
    walk.progress(on + timedelta(days=5), "材料进场，开始施工。", spent=walk.story.budget * 4 // 10)
    done = on + timedelta(days=12)
    walk.progress(done, "施工完成，清理现场。", spent=walk.story.budget * 5 // 10)
    walk.accept(done).survey(done)
    result = done + timedelta(days=2)
    walk.publish_result(result).post(result)
    return result


def to_ready(walk: Walk, start: date) -> date:
    """Everything is done and on file; the archivist may close it."""
    on = to_result_posted(walk, start) + timedelta(days=16)
    walk.take_down(on).scan_sheets(on).supervise(on)
    return on


def to_archived(walk: Walk, start: date) -> date:
    """All the way to the archive."""
    on = to_ready(walk, start)
    walk.archive(on)
    return on


def _objected(told: Walk, ago: Callable[[int], date]) -> None:
    """An objection taken to the street, which orders the notice to be put right."""
    officer = next(iter(nearest_holders(Duty.INVESTIGATE, told.matter.dossier.unit)))
    told.object_to(ago(5), OBJECTIONS[2])
    told.take_up(ago(5), 1).reply(ago(4), 1, "责任人以公示为准。")
    told.escalate(ago(4), 1, "公示上的责任人已经调走，打电话没人接。")
    with told.at(ago(3)) as matter:
        actions.decide_objection(
            matter,
            by=officer,
            on=ago(3),
            objection=matter.dossier.objections.get(number=1),
            finding=Finding.ORDERED,
            decision="经核实，公示的责任人已调整，应当更正。",
            correct_by=told.fresh().dossier.last_act_on + timedelta(days=5),
        )
    old = str(told.posts.chair)
    told.correct(ago(2), f"责任人：{old}", f"责任人：{told.posts.worker}", reason="责任人已调整。")
    told.post(ago(2))


def to_sealed(walk: Walk, start: date) -> date:
    """On to the sealed casefile."""
    on = to_archived(walk, start)
    walk.seal(on)
    return on


def _posts(stage: Stage, side: str) -> Posts:
    return Posts(
        *(
            stage.people[f"{side}-{post}"]
            for post in ("shuji", "zhuren", "shegong", "jiandu", "dangan")
        )
    )


def scene(stage: Stage) -> None:
    """Matters in the states an office would show on an ordinary day."""
    a, b = stage.units[A], stage.units[B]
    tiyu, keji = _posts(stage, "tiyu"), _posts(stage, "keji")

    def ago(days: int) -> date:
        return stage.today - timedelta(days=days)

    def walk(unit: Unit, posts: Posts, story: Story, days: int) -> Walk:
        return Walk(unit, posts, story, ago(days))

    go: list[tuple[Callable[..., Any], Unit, Posts, Story, int]] = [
        (to_sealed, a, tiyu, ROADSIDE, 100),
        (to_ready, a, tiyu, GARDEN, 84),
        (to_result_posted, a, tiyu, OLD_ESTATE, 62),
        (to_posted, a, tiyu, DAY_CARE, 28),
        (to_implementing, a, tiyu, LIGHTS, 52),
        (to_resolved, b, keji, SCHOOL, 28),
        (to_posted, b, keji, OLD_ESTATE, 33),
        (to_implementing, b, keji, LIGHTS, 48),
    ]
    for carry, unit, posts, story, days in go:
        told = walk(unit, posts, story, days)
        carry(told, ago(days))
        if told.story is OLD_ESTATE and unit is a:
            # One with concerns that were answered, others where the opinion is still missing.
            told.supervise(ago(10), but=SupervisedStep.CONSULT, text=CONCERNS)
            told.answer_supervision(ago(9), ANSWERED)
        elif told.story is DAY_CARE:
            told.supervise(ago(1), but=SupervisedStep.PUBLISH_RESOLUTION, text=PLACE)
            told.object_to(ago(1), OBJECTIONS[0])
            told.take_up(ago(1), 1).reply(ago(1), 1, REPLY, gist=GIST)
            told.object_to(ago(1), OBJECTIONS[1], name="吴居民", phone="13803710000")
        elif told.story is OLD_ESTATE:
            _objected(told, ago)

    hours = walk(a, tiyu, LATE_HOURS, 26)
    on = to_deliberated(hours, ago(26))
    hours.fail(on, MeetingKind.REPRESENTATIVES, on + timedelta(days=4), absent=22)

    dancing = walk(a, tiyu, DANCING, 30)
    on = to_deliberated(dancing, ago(30))
    vote = on + timedelta(days=4)
    dancing.hold(on, MeetingKind.REPRESENTATIVES, vote, absent=5, against=34).reject(vote)

    _other_regimes(stage, a, tiyu, ago)
    _put_right(stage, b, keji, ago)

    charging = walk(a, tiyu, CHARGING, 5).consult(ago(3))
    charging.say(ago(2), OPINIONS).say(ago(1), OPINIONS[2:5], channel=ChannelKind.PHONE)
    objecting.spoken_for(charging, ago(1))
    systems.hand_in(charging, systems.connect(stage), ago(1))
    objecting.against(lambda story, days: walk(b, keji, story, days), to_posted, ago)
    scan_forms(charging, ago(1))
    garden = walk(b, keji, GARDEN, 14)
    to_summed_up(garden, ago(14))
    walk(a, tiyu, PLAN, 1)

    rack = walk(a, tiyu, RACK, 24)
    on = to_summed_up(rack, ago(24))
    rack.suspend(
        on + timedelta(days=2), "消防部门正在核实地下室能否存放物品，等书面答复。", until=ago(-20)
    )
    benches = walk(a, tiyu, BENCHES, 25)
    on = to_deliberated(benches, ago(25))
    benches.send_to_street(on + timedelta(days=1))
    shelter = walk(b, keji, SHELTER, 55)
    on = to_posted(shelter, ago(55))
    shelter.change(
        on + timedelta(days=6), SHELTER_MOVED, "南门内侧地下管线密集，不能开挖。", site=True
    )
    flood = walk(a, tiyu, FLOOD, 12)
    flood.act_first(ago(11), acted_on=ago(12))
    flood.hold(ago(9), MeetingKind.PARTY, ago(7), absent=1).propose(ago(7))
    revoked = walk(b, keji, SHELTER, 70)
    on = to_posted(revoked, ago(70))
    revoked.revoke(on + timedelta(days=20))
    besides(stage)
    complain(stage)
    covenant = walk(a, tiyu, COVENANT, 24)
    to_deliberated(covenant, ago(24))
    signs = walk(b, keji, SIGNS, 20)
    signs.consult(ago(19)).terminate(ago(10), "改由区里统一更换，社区不再单独办理。")
    walk(b, keji, SIGNS, 22).take_back(ago(21), "与另一件动议重复登记。")


def _other_regimes(stage: Stage, a: Unit, tiyu: Posts, ago: Callable[[int], date]) -> None:
    """Advice concluded and on the board, a vote of owners, a covenant filed with the street."""
    street = stage.people["fenguan"]

    def walk(story: Story, days: int) -> RegimeWalk:
        return RegimeWalk(a, tiyu, story, ago(days))

    regimes.to_concluded(walk(regimes.HARDSHIP, 40), ago(40))
    regimes.to_review_posted(walk(regimes.LOW_INCOME, 9), ago(9))
    lift = walk(regimes.LIFT, 32)
    voted = regimes.to_owners_resolved(lift, ago(32))
    lift.publish_resolution(voted, finish_by=voted + timedelta(days=120)).post(voted)
    lost = walk(regimes.PARKING, 45)
    counted = regimes.to_owners_voting(lost, ago(45))
    lost.count_owner_vote(counted, agree=12, against=5, absent=7).reject_by_owners(counted)
    covenant = walk(regimes.COVENANT, 60)
    filed = regimes.to_filing(covenant, ago(60), came=684)
    covenant.accept_filing(filed + timedelta(days=4), street)


def _put_right(stage: Stage, b: Unit, keji: Posts, ago: Callable[[int], date]) -> None:
    """A covenant the street has sent back to be put right."""
    covenant = RegimeWalk(b, keji, regimes.COVENANT, ago(47))
    filed = regimes.to_filing(covenant, ago(47), came=690)
    covenant.order_correction(filed + timedelta(days=3), stage.people["fenguan"])


scenes.declare("decisions", scene)

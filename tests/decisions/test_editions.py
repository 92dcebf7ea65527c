"""Every step is judged by the law of its own day, and by the office's own stricter rules."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from decisions import actions, demo
from decisions.demo.stories import CHARGING
from decisions.demo.walk import Posts, Walk
from decisions.models import Matter
from decisions.procedures import MATTER
from decisions.rules import RULES
from decisions.views.milestones import milestones_of
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock
from jiedao.lib.quotas import AtLeast, MoreThan
from jiedao.lib.refusals import Refusal, Refused
from jiedao.meetings.states import MeetingKind
from jiedao.people.models import User
from jiedao.publications.models import Publication
from jiedao.rulebooks.actions import WeakerThanLaw, end_local_rule, set_local_rule
from jiedao.workdays.spans import Days
from tests.conftest import Office
from tests.decisions.conftest import seat_bodies

OLD, NEW = date(2025, 11, 24), date(2025, 12, 8)  # the vote falls on 28 December, 11 January
EXPECTED = 45
LAW = "《城市居民委员会组织法》（2025年修订）"
LAW_BEFORE = "《城市居民委员会组织法》（2018年修正）"
BEFORE, SINCE = "《城市居民委员会组织法》（2018年修正）", "《城市居民委员会组织法》（2025年修订）"
Begin = Callable[..., Walk]


def to_vote(journey: Walk, start: date, *, came: int) -> date:
    """Call the representatives for a day and tick those who came; nothing is counted yet."""
    on = demo.to_deliberated(journey, start)
    vote = on + timedelta(days=19)
    journey.call(on, MeetingKind.REPRESENTATIVES, held_on=vote)
    journey.sign(vote, absent=EXPECTED - came)
    return vote


def why_not(journey: Walk, code: str, on: date, by: User) -> Refusal | None:
    with clock.moved_to(on):
        return MATTER.why_not(journey.fresh(), code, by=by)


def local_rule(unit: Any, by: User, key: str, value: Any, in_force: date) -> Any:
    with clock.moved_to(in_force):
        return set_local_rule(
            unit,
            book=RULES.code,
            key=key,
            value=value,
            in_force=in_force,
            document="经八路街道居民代表会议规程",
            document_number="经八办〔2026〕3号",
            document_on=in_force,
            by=by,
        )


# --- the day of the meeting decides ---------------------------------------------------------------


@pytest.mark.parametrize(("came", "enough"), [(22, False), (23, True), (29, True), (30, True)])
def test_a_december_meeting_needs_more_than_half(
    came: int, enough: bool, walk: Begin, zhao_chair: User
) -> None:
    journey = walk(CHARGING, OLD)
    vote = to_vote(journey, OLD, came=came)
    assert vote.year == 2025
    refusal = why_not(journey, "count_votes", vote, zhao_chair)
    assert (refusal is None) == enough
    if refusal:
        assert refusal.reason == "到会22人，应到45人，未过半数（需23人）"
        assert refusal.basis == f"{BEFORE}第十条"


@pytest.mark.parametrize(("came", "enough"), [(23, False), (29, False), (30, True)])
def test_a_january_meeting_needs_two_thirds(
    came: int, enough: bool, walk: Begin, zhao_chair: User
) -> None:
    journey = walk(CHARGING, NEW)
    vote = to_vote(journey, NEW, came=came)
    assert vote.year == 2026
    refusal = why_not(journey, "count_votes", vote, zhao_chair)
    assert (refusal is None) == enough
    if refusal:
        assert refusal.reason == f"到会{came}人，应到45人，未达到三分之二以上（需30人）"
        assert refusal.basis == f"{SINCE}第二十九条"


def test_a_december_meeting_entered_in_january_stays_under_the_law_of_december(
    walk: Begin, zhao_chair: User
) -> None:
    journey = walk(CHARGING, OLD)
    held = to_vote(journey, OLD, came=25)
    later = date(2026, 1, 5)
    journey.count(later, against=0, abstain=0).resolve(later)
    meeting = journey.fresh().resolution_meeting
    assert meeting
    assert meeting.held_on == held
    assert [line["basis"] for line in meeting.judged] == [f"{BEFORE}第十条"] * 2
    assert [line.edition for line in timeline(journey.matter.dossier, limit=1)] == [LAW]


def test_the_ledger_names_the_edition_of_each_step(walk: Begin) -> None:
    journey = walk(CHARGING, NEW)
    vote = to_vote(journey, NEW, came=36)
    journey.count(vote).resolve(vote)
    by_day = {
        (line.on >= date(2026, 1, 1), line.edition)
        for line in timeline(journey.matter.dossier, limit=None)
        if line.edition
    }
    assert by_day == {(False, LAW_BEFORE), (True, LAW)}
    last = journey.matter.dossier.entries.latest("seq")
    assert json.loads(last.body)["edition"] == "2026-01-01"  # inside what is hashed


@pytest.mark.parametrize(
    ("start", "days", "basis"),
    [(OLD, 7, "内部规定"), (NEW, 15, f"{SINCE}第三十四条")],
)
def test_a_resolution_hangs_as_long_as_the_law_of_its_day_asks(
    start: date, days: int, basis: str, walk: Begin, zhao_chair: User
) -> None:
    journey = walk(CHARGING, start)
    vote = to_vote(journey, start, came=36)
    journey.count(vote).resolve(vote)
    journey.publish_resolution(vote, finish_by=vote + timedelta(days=60)).post(vote)
    notice = Publication.objects.get()
    assert (notice.min_days, notice.basis) == (days, basis)
    assert notice.ends_on == vote + timedelta(days=days)
    assert notice.edition == RULES.on(vote).code
    # The law that came meanwhile does not lengthen what hangs already.
    too_early = why_not(journey, "take_down_notice", notice.ends_on, zhao_chair)
    assert too_early
    assert "24:00满" in too_early.reason
    journey.take_down(notice.ends_on + timedelta(days=1))


# --- what the community sets for itself -----------------------------------------------------------


def test_a_stricter_local_rule_raises_the_bar_and_is_cited(
    walk: Begin, office: Office, zhao_chair: User, lead_official: User
) -> None:
    local_rule(office.a, lead_official, "representatives_for", AtLeast(2, 3), date(2026, 1, 5))
    journey = walk(CHARGING, NEW)
    vote = to_vote(journey, NEW, came=36)
    journey.count(vote, against=13, abstain=0)  # 23 of 36: a majority, not two thirds
    refusal = why_not(journey, "resolve", vote, zhao_chair)
    assert refusal
    assert refusal.reason == "赞成23票，到会36人，未达到三分之二以上（需24票）"
    assert refusal.basis == "《经八路街道居民代表会议规程》（经八办〔2026〕3号）"
    assert why_not(journey, "reject", vote, zhao_chair) is None


def test_it_holds_for_that_community_only(
    office: Office,
    posts: Posts,
    zheng_other: User,
    zhao_chair: User,
    lead_official: User,
    sun_worker: User,
) -> None:
    local_rule(office.a, lead_official, "representatives_for", AtLeast(2, 3), date(2026, 1, 5))
    seat_bodies(office.b, zheng_other, sun_worker, zhao_chair)
    journey = Walk(office.b, Posts(zheng_other, zheng_other, zheng_other), CHARGING, NEW)
    vote = to_vote(journey, NEW, came=36)
    journey.count(vote, against=13, abstain=0)
    assert why_not(journey, "resolve", vote, zheng_other) is None


def test_the_rule_of_a_street_reaches_every_community_from_its_day_until_it_ends(
    office: Office, lead_official: User
) -> None:
    rule = local_rule(office.street, lead_official, "publication", Days(20), date(2026, 3, 1))
    end_local_rule(rule, on=date(2026, 6, 1), by=lead_official)
    for unit in (office.a, office.b):
        days = [
            RULES.on(on, unit).publication.n
            for on in (date(2026, 2, 28), date(2026, 3, 1), date(2026, 5, 31), date(2026, 6, 1))
        ]
        assert days == [15, 20, 20, 15]


def test_a_local_rule_of_today_does_not_undo_the_vote_of_yesterday(
    walk: Begin, office: Office, zhao_chair: User, lead_official: User
) -> None:
    journey = walk(CHARGING, NEW)
    vote = to_vote(journey, NEW, came=36)
    journey.count(vote, against=13, abstain=0)
    local_rule(
        office.a, lead_official, "representatives_for", AtLeast(2, 3), vote + timedelta(days=1)
    )
    assert why_not(journey, "resolve", vote + timedelta(days=1), zhao_chair) is None


@pytest.mark.parametrize(
    ("key", "weaker"),
    [
        ("representatives_present", MoreThan(1, 2)),
        ("representatives_for", AtLeast(1, 2)),
        ("publication", Days(14)),
        ("residents_notice", Days(9)),
        ("channels", 1),
    ],
)
def test_less_than_the_law_asks_is_refused(
    key: str, weaker: Any, office: Office, lead_official: User
) -> None:
    with pytest.raises(WeakerThanLaw) as refused:
        local_rule(office.a, lead_official, key, weaker, date(2026, 3, 1))
    assert "只能规定得更严" in refused.value.refusal.reason
    assert refused.value.refusal.basis == RULES.on(date(2026, 3, 1)).source(key)
    assert not RULES.on(date(2026, 4, 1), office.a).is_local(key)


def test_a_longer_consultation_set_by_the_street_is_asked_for_by_its_document(
    walk: Begin, office: Office, lead_official: User, zhao_chair: User
) -> None:
    on = date(2026, 3, 10)
    local_rule(office.street, lead_official, "consultation", Days(10), date(2026, 3, 1))
    matter: Matter = walk(CHARGING, on).matter
    with clock.moved_to(on), pytest.raises(Refused) as refused:
        actions.consult(matter, by=zhao_chair, on=on, until=on + timedelta(days=9))
    refusal = refused.value.refusal
    assert refusal.reason == "征求意见不少于10日，3月10日开始，最早到2026年3月20日截止。"
    assert "经八办〔2026〕3号" in refusal.basis
    assert refusal.field == "until"


def test_each_milestone_shows_the_article_of_the_edition_of_its_own_day(
    walk: Begin, zhao_chair: User
) -> None:
    # Consulted on in December 2025, voted on in January 2026.
    journey = walk(on=NEW)
    vote = to_vote(journey, NEW, came=41)
    journey.count(vote).resolve(vote)
    with clock.moved_to(vote):
        shown = {line.name: line for line in milestones_of(journey.fresh())}
    assert (shown["征求意见"].basis, shown["征求意见"].note) == ("内部规定", "适用1990-01-01版")
    assert shown["党组织提议"].basis == "内部规定"
    assert shown["决议通过"].basis == "第二十七条、第二十九条、第三十条"
    assert shown["决议通过"].note == "适用2026-01-01版"

"""Other regimes: advice never becomes a decision, owners decide by area and heads, covenants are filed."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from decisions import actions, procedures
from decisions.demo import regimes
from decisions.demo.regimes import COVENANT, HOUSEHOLDS, LIFT, LOW_INCOME, PARKING, RegimeWalk
from decisions.demo.stories import CHARGING, Story
from decisions.demo.walk import Posts
from decisions.forms.advisory import read_household
from decisions.forms.owners import read_sheet
from decisions.owning import agreement, current_vote, participation
from decisions.selectors import facts
from decisions.states import MatterState, Origin
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.meetings.states import MeetingKind
from jiedao.organisation.models import HeadCount
from jiedao.people.models import User
from jiedao.publications.models import PublicState
from tests.conftest import Office
from tests.decisions.conftest import START

Begin = Callable[..., RegimeWalk]
LAW = "《城市居民委员会组织法》（2025年修订）"


@pytest.fixture
def begin(office: Office, posts: Posts) -> Begin:
    def walking(story: Story = LOW_INCOME, on: date = START) -> RegimeWalk:
        return RegimeWalk(office.a, posts, story, on)

    return walking


def refusal(walk: RegimeWalk, code: str, on: date, by: User) -> Any:
    with clock.moved_to(on):
        matter = walk.fresh()
        return procedures.of(matter).why_not(matter, code, by=by)


# --- advice ---------------------------------------------------------------------------------------


def test_an_advisory_matter_ends_in_a_state_of_its_own(begin: Begin) -> None:
    walk = begin()
    regimes.to_concluded(walk, START)
    matter = walk.fresh()
    assert matter.state == MatterState.CONCLUDED
    assert matter.dossier.closed_on == matter.concluded_on
    assert matter.resolved_on is None
    state = PublicState.objects.get(dossier=matter.dossier)
    assert not state.is_open
    assert "是否批准由民政部门依法决定" in state.line


@pytest.mark.parametrize("code", ["consult", "propose", "deliberate", "resolve", "implement"])
def test_an_advisory_matter_never_becomes_resolved(
    begin: Begin, branch_secretary: User, zhao_chair: User, code: str
) -> None:
    walk = begin()
    on = regimes.to_reviewed(walk, START)
    by = branch_secretary if code == "propose" else zhao_chair
    refused = refusal(walk, code, on, by)
    assert (refused.code, refused.status) == ("procedure.not_in_this_one", 409)
    assert "仅评议事项" in refused.reason
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update decisions_matter set state = 'resolved'")


def test_a_normal_matter_is_never_concluded_by_review(begin: Begin, zhao_chair: User) -> None:
    walk = begin(CHARGING)
    refused = refusal(walk, "begin_review", START, zhao_chair)
    assert refused.code == "procedure.not_in_this_one"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update decisions_matter set state = 'reviewing'")


def test_without_a_list_there_is_nothing_to_review(begin: Begin, zhao_chair: User) -> None:
    refused = refusal(begin(), "begin_review", START, zhao_chair)
    assert "还没有登记评议对象" in refused.reason


def test_the_list_may_be_put_right_until_the_review_begins(
    begin: Begin, sun_worker: User, zhao_chair: User
) -> None:
    walk = begin()
    walk.list_households(START)
    with clock.moved_to(START):
        actions.list_applicants(walk.fresh(), by=sun_worker, on=START, lines=HOUSEHOLDS[:2])
    matter = walk.fresh()
    assert [one.name for one in matter.applicants.standing()] == ["张建国", "李秀兰"]
    assert matter.applicants.count() == len(HOUSEHOLDS) + 2
    walk.begin_review(START)
    refused = refusal(walk, "list_applicants", START, sun_worker)
    assert refused.code == "procedure.wrong_state"


@pytest.mark.parametrize("name", ["张建国13812345678", "410102199001010012"])
def test_the_list_holds_no_numbers(begin: Begin, sun_worker: User, name: str) -> None:
    walk = begin()
    with clock.moved_to(START), pytest.raises(Refused, match="只写户主姓名"):
        actions.list_applicants(walk.fresh(), by=sun_worker, on=START, lines=[(name, 2, None)])


def test_names_of_households_stand_in_no_ledger_line(begin: Begin) -> None:
    walk = begin()
    regimes.to_concluded(walk, START)
    words = "\n".join(line.words for line in timeline(walk.fresh().dossier, limit=100))
    assert "无异议4户，建议复核1户" in words
    for name, _, _ in HOUSEHOLDS:
        assert name not in words


def test_a_review_without_its_quorum_is_refused_with_the_head_count(
    begin: Begin, zhao_chair: User
) -> None:
    walk = begin()
    on = regimes.to_reviewing(walk, START)
    held = on + timedelta(days=4)
    walk.call(on, MeetingKind.REVIEW, held_on=held).sign(held, absent=30)
    refused = refusal(walk, "review", held, zhao_chair)
    assert "到会15人，应到45人，未过半数（需23人）" in refused.reason
    assert refused.basis == "内部规定"


def test_the_notice_names_households_until_the_period_is_over(begin: Begin, client: Client) -> None:
    walk = begin()
    posted = regimes.to_review_posted(walk, START)
    publication = walk.fresh().dossier.publications.get()
    assert publication.min_days == 7
    assert publication.full_digest != publication.redacted_digest
    address = reverse("publications:publication", args=[publication.number])
    with clock.moved_to(posted + timedelta(days=7)):
        shown = client.get(address).content.decode()
        assert "张建国，保障2人，拟每月补助860元；评议无异议" in shown
        assert "是否批准由民政部门依法决定" in shown
    with clock.moved_to(posted + timedelta(days=8)):
        shown = client.get(address).content.decode()
        assert "张建国" not in shown
        assert "张*国，保障2人；评议无异议" in shown
        assert "860" not in shown


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("张建国 2 860", ("张建国", 2, Decimal(860))),
        ("李秀兰\t1人\t630.50元", ("李秀兰", 1, Decimal("630.50"))),
        ("王保平，３", ("王保平", 3, None)),
    ],
)
def test_a_household_is_read_however_it_is_pasted(line: str, read: Any) -> None:
    assert read_household(line) == read


@pytest.mark.parametrize("line", ["张建国", "张建国 两 860", "张建国 2 -5", "张 2 3 4", "李 0 1"])
def test_a_line_that_is_no_household_is_told_in_a_sentence(line: str) -> None:
    with pytest.raises(ValueError, match="。"):
        read_household(line)


# --- owners ---------------------------------------------------------------------------------------


def test_owners_decide_by_area_and_by_heads(begin: Begin) -> None:
    walk = begin(LIFT)
    regimes.to_owners_resolved(walk, START)
    matter = walk.fresh()
    assert matter.state == MatterState.RESOLVED
    assert matter.resolution_meeting is None
    vote = current_vote(matter)
    assert vote
    assert (vote.present_heads, vote.present_area) == (21, Decimal("1942.50"))
    assert all(tally.is_met for tally in (*participation(vote), *agreement(matter, vote)))


def test_three_quarters_are_asked_where_the_building_is_changed(
    begin: Begin, zhao_chair: User
) -> None:
    walk = begin(LIFT)
    on = regimes.to_owners_voting(walk, START)
    walk.count_owner_vote(on, agree=15, against=6, absent=3)  # 15 of 21, three quarters are 16
    refused = refusal(walk, "resolve_by_owners", on, zhao_chair)
    assert "同意的人数15人，参与表决的人数21人，未达到四分之三以上" in refused.reason
    assert "需16人" in refused.reason
    assert refused.basis == "《民法典》第二百七十八条"
    walk.reject_by_owners(on)
    assert walk.fresh().state == MatterState.REJECTED


def test_two_thirds_must_take_part(begin: Begin, zhao_chair: User) -> None:
    walk = begin(PARKING)
    on = regimes.to_owners_voting(walk, START)
    walk.count_owner_vote(on, agree=15, against=0, absent=9)  # 15 of 24, two thirds are 16
    refused = refusal(walk, "resolve_by_owners", on, zhao_chair)
    assert "参与表决的人数15人，总人数24人，未达到三分之二以上" in refused.reason


def test_a_vote_that_passed_cannot_be_entered_as_lost(begin: Begin, zhao_chair: User) -> None:
    walk = begin(LIFT)
    on = regimes.to_owners_voting(walk, START)
    walk.count_owner_vote(on)
    assert "不能登记为未通过" in refusal(walk, "reject_by_owners", on, zhao_chair).reason


def test_no_representatives_meeting_decides_for_the_owners(begin: Begin, zhao_chair: User) -> None:
    walk = begin(LIFT)
    on = regimes.to_owners_voting(walk, START)
    assert refusal(walk, "resolve", on, zhao_chair).code == "procedure.not_in_this_one"


def test_the_vote_is_not_counted_before_it_is_over(begin: Begin, sun_worker: User) -> None:
    walk = begin(LIFT)
    on = regimes.to_owners_voting(walk, START)
    early = on - timedelta(days=1)
    assert "还没有结束" in refusal(walk, "count_owner_vote", early, sun_worker).reason


def test_more_owners_than_there_are_is_refused(begin: Begin, sun_worker: User) -> None:
    walk = begin(LIFT)
    on = regimes.to_owners_voting(walk, START)
    given = regimes.sheet(agree=25, against=0, absent=0)
    with clock.moved_to(on), pytest.raises(Refused, match="还多"):
        actions.count_owner_vote(
            walk.fresh(), by=sun_worker, on=on, count=read_sheet(given), sheet=given
        )


def test_common_parts_are_sent_to_the_owners_regime(office: Office, sun_worker: User) -> None:
    def draft(kind: str) -> Any:
        return actions.draft(
            office.a,
            by=sun_worker,
            on=clock.today(),
            kind=kind,
            title="院内空地改停车位",
            origin=Origin.COMMITTEE,
            proposer="社区居民委员会",
            summary="改停车位",
            plan="硬化划线",
            touches_common_parts=True,
        )

    with pytest.raises(Refused, match="业主共同决定"):
        draft("hot_issue")
    assert draft("common_parts").procedure == procedures.OWNERS.code


def csv(*lines: str) -> SimpleUploadedFile:
    text = "\n".join(("业主编号,专有部分面积,意见", *lines))
    return SimpleUploadedFile("表.csv", text.encode())


def test_an_owner_of_several_flats_is_one_head() -> None:
    count = read_sheet(csv("1,80.5,同意", "1,40,同意", "2,99.25,反对", "3,70,弃权", "4,70,未参加"))
    assert (count.for_area, count.for_heads) == (Decimal("120.5"), 1)
    assert (count.against_area, count.against_heads) == (Decimal("99.25"), 1)
    assert (count.abstain_area, count.abstain_heads) == (Decimal(70), 1)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("1,80,同意", "1,40,反对"), "一个业主只能有一种意见"),
        (("1,80,赞成",), "请写同意、反对、弃权、未参加之一"),
        (("1,八十,同意",), "不是数字"),
        (("1,-5,同意",), "要大于零"),
        (("1,nan,同意",), "要大于零"),
        ((",80,同意",), "没有写业主编号"),
    ],
)
def test_a_faulty_sheet_is_told_line_by_line(lines: tuple[str, ...], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_sheet(csv(*lines))


def test_the_owners_resolution_says_how_it_was_reached(begin: Begin) -> None:
    walk = begin(LIFT)
    on = regimes.to_owners_resolved(walk, START)
    walk.publish_resolution(on, finish_by=on + timedelta(days=60))
    text = walk.fresh().dossier.publications.get().full_text
    assert "已由业主按专有部分面积和人数共同表决通过" in text
    assert re.search("同意的面积[^同]?1,757.50平方米，参与表决的面积", text), text


def test_an_owners_matter_goes_on_to_the_archive(begin: Begin) -> None:
    walk = begin(LIFT)
    on = regimes.to_owners_resolved(walk, START)
    walk.publish_resolution(on, finish_by=on + timedelta(days=60)).post(on)
    on += timedelta(days=16)
    walk.take_down(on).implement(on, finish_by=on + timedelta(days=30))
    walk.progress(on, "设备安装完成。", spent=400000)
    walk.accept(on).survey(on).publish_result(on).post(on)
    on += timedelta(days=16)
    walk.take_down(on)
    walk.scan(on, MeetingKind.PARTY)
    walk.supervise(on).archive(on)
    assert walk.fresh().state == MatterState.ARCHIVED


# --- filing ---------------------------------------------------------------------------------------


def test_a_covenant_is_filed_with_the_street_and_archived(
    begin: Begin, hundred_households: HeadCount, lead_official: User, zhao_chair: User
) -> None:
    walk = begin(COVENANT)
    on = regimes.to_filing(walk, START)
    assert refusal(walk, "accept_filing", on, zhao_chair).status == 403
    walk.accept_filing(on + timedelta(days=3), lead_official)
    on += timedelta(days=3)
    walk.scan(on, MeetingKind.PARTY, MeetingKind.JOINT, MeetingKind.RESIDENTS)
    walk.supervise(on).archive(on)
    matter = walk.fresh()
    assert matter.state == MatterState.ARCHIVED
    assert matter.implementing_on is None
    assert matter.filing_accepted_on


def test_an_unlawful_covenant_is_ordered_to_be_put_right_and_decided_anew(
    begin: Begin, hundred_households: HeadCount, lead_official: User, branch_secretary: User
) -> None:
    walk = begin(COVENANT)
    on = regimes.to_filing(walk, START) + timedelta(days=2)
    first = walk.fresh().resolved_on
    walk.order_correction(on, lead_official)
    matter = walk.fresh()
    assert matter.state == MatterState.RETURNED
    assert "《行政处罚法》第十六条" in timeline(matter.dossier, limit=1)[0].words
    assert facts(matter).awaited() is None
    refused = refusal(walk, "propose", on, branch_secretary)
    assert "还没有召集党组织会议" in refused.reason
    down = regimes.pass_text(walk, on, came=70)
    walk.submit_filing(down).accept_filing(down, lead_official)
    matter = walk.fresh()
    assert matter.state == MatterState.FILED
    assert first
    assert matter.resolved_on
    assert matter.resolved_on > first


def test_a_covenant_is_not_carried_out_like_works(
    begin: Begin, hundred_households: HeadCount, zhao_chair: User
) -> None:
    walk = begin(COVENANT)
    on = regimes.to_filing(walk, START)
    assert refusal(walk, "implement", on, zhao_chair).code == "procedure.not_in_this_one"


# --- pages ----------------------------------------------------------------------------------------


def test_the_page_of_every_regime_shows_its_own_milestones(
    begin: Begin, hundred_households: HeadCount, zhao_chair: User, client_of: Any
) -> None:
    walks = {
        LOW_INCOME: (regimes.to_review_posted, ("开始评议", "评议公示", "张建国")),
        LIFT: (regimes.to_owners_resolved, ("业主表决通过", "参与表决的面积")),
        COVENANT: (regimes.to_filing, ("报送备案", "备案")),
    }
    for story, (carry, said) in walks.items():
        walk = begin(story)
        on = carry(walk, START)
        with clock.moved_to(on):
            response = client_of(zhao_chair).get(walk.fresh().get_absolute_url())
        assert response.status_code == 200
        for words in said:
            assert words in response.content.decode(), (story.title, words)

"""Papers that only some matters have: owner vote, review, filing, and the answer to an objection."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from decisions import actions, demo
from decisions.demo import regimes
from decisions.demo.regimes import COVENANT, HOUSEHOLDS, LIFT, LOW_INCOME, RegimeWalk
from decisions.demo.stories import OBJECTIONS, REPLY, Story
from decisions.demo.walk import Posts, Walk
from decisions.documents import SHELF, casefile
from decisions.models import Matter
from decisions.states import MatterState
from jiedao.documents import render, selectors
from jiedao.lib import clock
from jiedao.people.models import User
from jiedao.publications.objecting import Finding
from tests.conftest import Office
from tests.decisions.conftest import START
from tests.documents.paper import docx_words, pdf_pages, pdf_words

REGIME_PAPERS = ("owner_notice", "owner_sheet", "owner_result", "review_sheet", "filing_report",
                 "filing_answer", "objection_answer")  # fmt: skip


@pytest.fixture
def begin(office: Office, posts: Posts) -> Callable[[Story], RegimeWalk]:
    return lambda story: RegimeWalk(office.a, posts, story, START)


def papers_of(matter: Matter, *codes: str) -> dict[tuple[str, str], str]:
    """Every paper of these kinds, drawn both ways: its words by code and label."""
    found = {}
    for kind in SHELF.documents:
        for about in kind.subjects(matter) if kind.code in codes else ():
            document = kind.build(about)
            pdf = render.drawn(document, "pdf")
            assert set(pdf_pages(pdf)) <= {(210, 297), (297, 210)}
            words = pdf_words(pdf)
            assert docx_words(render.drawn(document, "docx"))[:12] in words
            found[kind.code, about.label] = words
    return found


def test_owners_are_told_sign_and_read_every_sum(begin: Callable[[Story], RegimeWalk]) -> None:
    walk = begin(LIFT)
    on = regimes.to_owners_voting(walk, START)
    codes = ("owner_notice", "owner_sheet", "owner_result")
    asked = papers_of(walk.fresh(), *codes)
    assert {code for code, _ in asked} == {"owner_notice", "owner_sheet"}
    notice = asked["owner_notice", "第1次业主表决"]
    assert "参与表决的面积和人数都要三分之二以上" in notice
    assert "四分之三以上" in notice
    assert "24人" in notice
    sheet = asked["owner_sheet", "第1次业主表决"]
    assert "业主编号" in sheet
    assert "不写房号和电话" in sheet
    walk.count_owner_vote(on).resolve_by_owners(on)
    result = papers_of(walk.fresh(), "owner_result")["owner_result", "第1次业主表决"]
    for words in ("表决通过", "1,757.50", "民法典", "达到", "计票人"):
        assert words in result
    assert "未达到" not in result


def test_a_lost_vote_says_so_and_has_no_decision(begin: Callable[[Story], RegimeWalk]) -> None:
    walk = begin(LIFT)
    on = regimes.to_owners_voting(walk, START)
    walk.count_owner_vote(on, agree=12, against=5, absent=7).reject_by_owners(on)
    (result,) = papers_of(walk.fresh(), "owner_result").values()
    assert "表决未通过" in result
    assert "决定内容" not in result


def test_the_review_sheet_is_filled_by_hand_and_then_by_the_record(
    begin: Callable[[Story], RegimeWalk],
) -> None:
    walk = begin(LOW_INCOME)
    assert not papers_of(walk.fresh(), "review_sheet")
    regimes.to_reviewing(walk, START)
    (blank,) = papers_of(walk.fresh(), "review_sheet").values()
    assert blank.count("□建议复核") == len(HOUSEHOLDS)
    assert "不得张贴" in blank
    other = begin(regimes.HARDSHIP)
    regimes.to_reviewed(other, START)
    (said,) = papers_of(other.fresh(), "review_sheet").values()
    assert "□" not in said
    assert "有代表反映家庭收入有变化" in said


def test_an_objection_to_a_published_review_can_be_taken_down_on_paper(
    begin: Callable[[Story], RegimeWalk],
) -> None:
    walk = begin(LOW_INCOME)
    on = regimes.to_reviewed(walk, START)
    assert not papers_of(walk.fresh(), "objection_form")
    walk.publish_review(on)
    (form,) = papers_of(walk.fresh(), "objection_form").values()
    assert "□民主评议公示" in form


def test_staff_open_a_photo_with_names_from_the_dossier_once_residents_see_it_no_more(
    begin: Callable[[Story], RegimeWalk], sun_worker: User, client_of: Callable[[User], Client]
) -> None:
    walk = begin(LOW_INCOME)
    on = regimes.to_concluded(walk, START)
    notice = walk.fresh().dossier.publications.get()
    with clock.moved_to(on):
        worker = client_of(sun_worker)
        page = worker.get(walk.fresh().get_absolute_url()).content.decode()
        public = reverse("publications:photo_posted", args=[notice.number])
        assert public not in page
        found = re.search(r'href="([^"]+)">张贴照片<', page)
        assert found
        opened = worker.get(found[1])
        assert opened.status_code == 200
        opened.close()


@pytest.mark.usefixtures("hundred_households")
def test_a_covenant_goes_to_the_street_with_a_letter_and_comes_back_with_one(
    begin: Callable[[Story], RegimeWalk],
    lead_official: User,
    client_of: Callable[[User], Client],
) -> None:
    walk = begin(COVENANT)
    on = regimes.to_filing(walk, START)
    letter = papers_of(walk.fresh(), "filing_report", "filing_answer")
    assert {code for code, _ in letter} == {"filing_report"}
    (report,) = letter.values()
    assert "第三十一条报请备案" in report
    assert "遛狗牵绳" in report
    walk.order_correction(on + timedelta(days=2), lead_official)
    assert walk.fresh().state == MatterState.RETURNED
    (order,) = papers_of(walk.fresh(), "filing_answer").values()
    assert "责令改正通知书" in order
    # What was published of the first text lies in the file, though the residents decide anew.
    assert any("决议公示" in part.title for part in casefile.parts(walk.fresh()))
    with clock.moved_to(on + timedelta(days=2)):
        page = client_of(lead_official).get(walk.fresh().get_absolute_url()).content.decode()
    assert walk.fresh().dossier.publications.get().document_number in page
    assert "不能设定罚款" in order
    assert "2026年4月" in order


@pytest.mark.usefixtures("hundred_households")
def test_a_filed_covenant_has_its_receipt_in_the_casefile(
    begin: Callable[[Story], RegimeWalk], lead_official: User
) -> None:
    walk = begin(COVENANT)
    walk.accept_filing(regimes.to_filing(walk, START) + timedelta(days=2), lead_official)
    (answer,) = papers_of(walk.fresh(), "filing_answer").values()
    assert "备案回执" in answer
    assert "予以备案" in answer
    titles = [part.title for part in casefile.parts(walk.fresh())]
    receipt = titles.index("备案回执")
    assert titles[receipt - 1].endswith("备案的报告")


def test_an_objection_is_answered_on_paper_by_the_committee_and_by_the_street(
    walk: Callable[..., Walk], officer: User
) -> None:
    told = walk()
    on = demo.to_posted(told, START) + timedelta(days=1)
    told.object_to(on, OBJECTIONS[0], name="吴居民", phone="13803710000")
    assert not papers_of(told.fresh(), "objection_answer")
    told.take_up(on, 1).reply(on, 1, REPLY)
    (answer,) = papers_of(told.fresh(), "objection_answer").values()
    for words in ("吴居民：", "一、您的异议", "二、答复", "第三十五条", "街道办事处调查核实"):
        assert words in answer
    assert "1380371" not in answer
    told.escalate(on, 1, "答复没有说明为什么选在这里。")
    with told.at(on) as matter:
        actions.decide_objection(
            matter,
            by=officer,
            on=on,
            objection=matter.dossier.objections.get(number=1),
            finding=Finding.ORDERED,
            decision="公示没有写明选址的理由，应当更正。",
            correct_by=on + timedelta(days=3),
        )
    both = papers_of(told.fresh(), "objection_answer")
    street = both["objection_answer", "异议第1号（街道）"]
    assert "责令依法公布" in street
    assert "更正并重新公布" in street
    assert "二、答复" not in street
    parts = [part.title for part in casefile.parts(told.fresh())]
    assert [title for title in parts if "异议" in title] == [
        "异议第1号的答复",
        "异议第1号（街道）的答复",
    ]


def test_an_answer_does_not_stand_among_the_papers_of_a_meeting(
    walk: Callable[..., Walk],
) -> None:
    told = walk()
    on = demo.to_posted(told, START) + timedelta(days=1)
    told.object_to(on, OBJECTIONS[0])
    told.take_up(on, 1).reply(on, 1, REPLY)
    matter = told.fresh()
    for meeting in matter.dossier.meetings.all():
        names = [row.name for row in selectors.printables_about(matter.dossier, str(meeting.pk))]
        assert names
        assert "异议答复" not in names

"""What becomes of a notice somebody objects to, as people live it at their browsers."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from decisions import demo
from decisions.demo.stories import CHARGING
from decisions.demo.walk import Posts, Walk
from jiedao.people.models import User
from jiedao.publications.models import Publication
from tests.conftest import Office
from tests.decisions.conftest import START
from tests.journeys.browser import Browser, Page
from tests.journeys.case import DAY, Case
from tests.support import photo


class Posted(Case):
    """A matter of community A whose resolution hangs on the board, and the people around it."""

    def __init__(self, office: Office, posts: Posts) -> None:
        super().__init__(Walk(office.a, posts, CHARGING, START))
        demo.to_posted(self.told, START)
        self.notice = Publication.objects.get()
        assert self.notice.posted_on
        self.up: date = self.notice.posted_on

    def at(self, days: int) -> Any:
        return self.on(self.up + days * DAY)

    def done(self, page: Page, *said: str) -> Page:
        assert page.status == 200, page.words[:1500]
        return self.reads(page, *said)


@pytest.fixture
def posted(office: Office, posts: Posts, officer: User) -> Posted:
    return Posted(office, posts)


def test_an_objection_goes_to_the_street_and_the_matter_goes_on(
    posted: Posted, sign_in: Callable[..., list[Browser]]
) -> None:
    chair, worker, street = sign_in(posted.up, "zhao", "sun", "luo")
    door = reverse("consultations:say_objection", args=[posted.notice.number])
    with posted.at(1):
        assert door in posted.paper(posted.notice).html
        thanks = posted.resident.fill(door, text="公示的责任人已经调走了。")
        found = re.search(r'class="slip-code">([^<]+)<', posted.done(thanks, "第1号").html)
        assert found
        code = found[1]
        assert "sessionid" not in posted.resident.client.cookies
        assert "受理异议" in worker.open(reverse("pages:desk"))
        one = posted.done(worker.open(posted.url("objection_page", 1)), "受理异议", "匿名")
        assert "已经调走" in one
        taken = worker.fill(posted.url("acknowledge_objection", 1), answerer="committee")
        posted.done(taken, "异议已受理", "居委会")
    with posted.at(2):
        answered = chair.fill(
            posted.url("answer_objection", 1), answer="责任人没有变化。", gist="责任人没有变化。"
        )
        posted.done(answered, "异议已答复")
        posted.done(posted.paper(posted.notice), "收到异议1件，已答复1件", "答复：责任人没有变化。")
    respond = reverse("consultations:respond_objection", args=[posted.notice.number])
    with posted.at(3):
        sent = posted.resident.fill(respond, code=code, accepts="no", reason="打电话没有这个人。")
        posted.done(sent, "已经交街道办事处调查核实")
    with posted.at(16):
        worker.fill(posted.url("take_down_notice"), photo=photo("end.jpg"))
        refused = chair.open(posted.url("implement"))
        assert refused.status == 409
        assert "第1号（街道调查核实）" in refused
        assert "调查核实异议" in street.open(reverse("pages:desk"))
        decided = street.fill(
            posted.url("decide_objection", 1),
            finding="ordered",
            decision="经核实，责任人已经调整。",
            correct_by=str(posted.up + 20 * DAY),
        )
        posted.done(decided, "异议成立，责令依法公布")
        assert "按街道要求更正公示" in chair.open(posted.url("matter_page"))
    with posted.at(17):
        posted.publish(
            chair,
            "correct_notice",
            wrong_0="责任人：赵丽华",
            right_0="责任人：孙红霞",
            reason="责任人已经调整。",
        )
        again = Publication.objects.get(role="correction")
        posted.done(posted.paper(posted.notice), "这份公示已更正，以更正公示为准")
        worker.fill(posted.url("post_notice"), photo=photo("again.jpg"))
        posted.done(posted.paper(again), "还剩15天", "责任人：孙红霞")
    with posted.at(33):
        worker.fill(posted.url("take_down_notice"), photo=photo("down.jpg"))
        begun = chair.fill(
            posted.url("implement"),
            responsible="居委会委员 孙红霞",
            finish_by=str(posted.up + 90 * DAY),
        )
        posted.done(begun, "已开始实施")


def test_a_notice_that_should_not_hang_is_withdrawn_and_published_anew(
    posted: Posted, sign_in: Callable[..., list[Browser]]
) -> None:
    chair, worker = sign_in(posted.up, "zhao", "sun")
    with posted.at(2):
        posted.publish(chair, "withdraw_notice", reason="公示前没有核对预算，核对后重新公示。")
        gone = posted.done(posted.paper(posted.notice), "这份公示已撤回，不再作为依据")
        assert "充电位40个" not in gone
        posted.done(worker.fill(posted.url("post_notice"), photo=photo("withdrawn.jpg")))
        posted.publish(
            chair,
            "publish_resolution",
            responsible="居委会主任 赵丽华",
            finish_by=str(posted.up + 60 * DAY),
        )
        anew = Publication.objects.order_by("-id")[0]
        assert "充电位40个" in posted.paper(anew)
        posted.done(worker.fill(posted.url("post_notice"), photo=photo("anew.jpg")))
    board = reverse("publications:board")
    with posted.at(3):
        posted.done(posted.resident.open(f"{board}?all=1"), "已撤回", "撤回公示")


def test_a_paper_torn_off_hangs_again_for_its_whole_time(
    posted: Posted, sign_in: Callable[..., list[Browser]]
) -> None:
    (worker,) = sign_in(posted.up, "sun")
    with posted.at(8):
        page = worker.fill(
            posted.url("repost_notice"),
            broken_on=str(posted.up + 7 * DAY),
            reason="被雨淋坏",
            photo=photo("rain.jpg"),
        )
        posted.done(page, "公示期从次日重新起算")
        posted.done(posted.paper(posted.notice), "还剩15天", "重新张贴")
    with posted.at(16):
        refused = worker.open(posted.url("take_down_notice"))
        assert refused.status == 409
        assert "公示要满15日" in refused


def test_so_many_objecting_together_bring_the_matter_back_to_the_vote(
    posted: Posted, sign_in: Callable[..., list[Browser]]
) -> None:
    chair, worker = sign_in(posted.up, "zhao", "sun")
    with posted.at(2):
        page = worker.open(posted.url("enter_joint_objection"))
        posted.done(page, "居民代表共40，五分之一以上是8")
        ids = page.sheet("signers").boxes["signers"].choices[:8]
        few = worker.send(page, base="representatives", signers=ids[:1], text="选址不合适。")
        assert "联名至少2人" in few
        done = worker.send(page, base="representatives", signers=ids, text="选址不合适。")
        posted.done(done, "请把回执交给居民", "第1号异议")
        one = worker.open(posted.url("objection_page", 1))
        posted.done(one, "居民代表8，总数40，达到法定比例，应当召集会议")
        posted.done(chair.open(posted.url("matter_page")), "因联名异议召集会议")
    with posted.at(16):
        worker.fill(posted.url("take_down_notice"), photo=photo("end.jpg"))
        refused = chair.open(posted.url("implement"))
        assert refused.status == 409
        posted.reads(refused, "联名提出，达到五分之一以上，应当召集会议", "第二十八条")
        posted.publish(chair, "withdraw_notice", reason="居民代表联名提出异议，依法重新表决。")
        refused = chair.open(posted.url("publish_resolution"))
        assert refused.status == 409
        assert chair.open(posted.url("revote")).status == 409
        worker.fill(posted.url("post_notice"), photo=photo("withdrawn.jpg"))
        back = chair.fill(posted.url("revote"))
        posted.done(back, "已回到会议表决")
    on = posted.up + 16 * DAY
    posted.told.hold(on, "representatives", on + 5 * DAY).resolve(on + 5 * DAY)
    with posted.at(22):
        assert chair.open(posted.url("publish_resolution")).status == 200
        posted.done(chair.open(posted.url("objection_page", 1)), "召集会议重新表决")

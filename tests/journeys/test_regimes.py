"""Matters under another law, in the browser: owners vote, households are reviewed, a covenant is filed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from decisions.demo import regimes
from decisions.demo.regimes import COVENANT, LIFT, LOW_INCOME, RegimeWalk, sheet
from decisions.demo.stories import Story
from decisions.models import Matter
from decisions.states import MatterState
from jiedao.people.models import User
from tests.conftest import Office
from tests.decisions.conftest import START
from tests.journeys.browser import Browser
from tests.journeys.case import DAY, Case
from tests.support import photo

Begin = Callable[[Story], RegimeWalk]
SignIn = Callable[..., list[Browser]]
LIST = "张建国 2 860\n李秀兰 1 630\n王保平 3"


@pytest.fixture
def begin(office: Office, posts: Any) -> Begin:
    return lambda story: RegimeWalk(office.a, posts, story, START)


def test_owners_vote_by_area_and_by_heads(begin: Begin, sign_in: SignIn) -> None:
    told = begin(LIFT)
    on = regimes.to_owners_proposed(told, START)
    case = Case(told)
    chair, worker = sign_in(on, "zhao", "sun")
    with case.on(on):
        case.refused(chair, "deliberate", "没有", "这个环节")
        case.refused(worker, "count_owner_vote", "只能在“业主表决”时办理")
        case.do(
            chair,
            "begin_owner_vote",
            until=str(on + 7 * DAY),
            place="书面表决，居委会设投票箱",
            total_area="2,220.00",
            total_heads="24",
        )
        case.public("业主正在表决")
        case.reads(case.page(chair), "业主表决公告", "业主表决签名表")
    with case.on(on + 7 * DAY):
        case.refused(worker, "count_owner_vote", "还没有结束，不能计票")
    with case.on(on + 8 * DAY):
        wrong = worker.fill(
            case.url("count_owner_vote"), sheet=sheet(agree=30, against=0, absent=0)
        )
        assert wrong.status == 409
        case.reads(wrong, "比登记的业主总数（24人、2,220.00平方米）还多")
        counted = case.do(worker, "count_owner_vote", sheet=sheet(agree=19, against=2, absent=3))
        case.reads(counted, "同意的面积1,757.50平方米", "参与表决的面积 × 3 ÷ 4")
        case.refused(chair, "reject_by_owners", "都已达到法定比例")
        case.do(chair, "resolve_by_owners")
        assert case.state() == MatterState.RESOLVED
        notice = case.publish(
            chair,
            "publish_resolution",
            responsible="居委会主任 赵丽华",
            finish_by=str(on + 120 * DAY),
        )
        case.reads(case.paper(notice), "业主", "1,757.50", "待张贴")
        case.post(worker, "lift")
        case.public("正在公示", LIFT.title)


def test_a_vote_of_too_few_owners_can_only_be_lost(begin: Begin, sign_in: SignIn) -> None:
    told = begin(LIFT)
    on = regimes.to_owners_voting(told, START)
    case = Case(told)
    chair, worker = sign_in(on, "zhao", "sun")
    with case.on(on):
        case.do(worker, "count_owner_vote", sheet=sheet(agree=12, against=5, absent=7))
        case.refused(chair, "resolve_by_owners", "四分之三以上", "《民法典》第二百七十八条")
        case.do(chair, "reject_by_owners")
        assert case.state() == MatterState.REJECTED
        case.public("没有通过")


def test_households_are_reviewed_and_the_authority_decides(
    office: Office, posts: Any, sign_in: SignIn
) -> None:
    told = RegimeWalk(office.a, posts, LOW_INCOME, START)
    case = Case(told)
    chair, worker = sign_in(START, "zhao", "sun")
    with case.on(START):
        case.refused(chair, "consult", "这件事按", "没有")
        wrong = worker.fill(case.url("list_applicants"), lines="张建国13812345678 2 860")
        assert wrong.status == 409
        case.reads(wrong, "只写户主姓名")
        assert wrong.sheet("lines").boxes["lines"].values == ["张建国13812345678 2 860"]
        case.do(worker, "list_applicants", lines=LIST)
        case.do(chair, "begin_review")
        case.do(chair, "call_meeting", held_at="2026-03-06T09:30", place="二楼会议室")
    held = date(2026, 3, 6)
    with case.on(held):
        form = worker.open(case.url("sign_in"))
        ticked = form.sheet("present").boxes["present"].choices[:30]
        case.reads(worker.send(form, present=ticked), "实到")
    told.count(held)
    with case.on(held):
        case.do(
            chair,
            "review",
            summary="逐户介绍情况，居民代表提问并发表意见。",
            doubt_3="有代表反映家庭收入有变化，建议入户核实。",
        )
        notice = case.publish(chair, "publish_review")
        case.post(worker, "review")
        case.reads(case.paper(notice), "张建国", "建议复核", "由民政部门依法决定")
        case.refused(chair, "resolve", "没有")
    with case.on(held + 7 * DAY):
        case.refused(worker, "take_down_notice", "24:00满")
    with case.on(held + 8 * DAY):
        case.take_down(worker, "down")
        case.do(worker, "attach", file=photo("signed.jpg"), kind="signin_sheet", step="review")
        case.do(chair, "conclude")
        assert case.state() == MatterState.CONCLUDED
        gone = case.paper(notice)
        assert "张建国" not in gone
        case.reads(gone, "张*国")
        case.public("最近办成的", "是否批准由民政部门依法决定")


@pytest.mark.usefixtures("hundred_households")
def test_a_covenant_is_put_right_and_filed(
    begin: Begin, sign_in: SignIn, lead_official: User
) -> None:
    told = begin(COVENANT)
    on = regimes.to_passed(told, START)
    case = Case(told)
    chair, street = sign_in(on, "zhao", "he")
    with case.on(on):
        assert chair.open(case.url("accept_filing")).status in (403, 409)
        case.do(chair, "submit_filing")
        case.public("已经报街道办事处备案")
        case.reads(street.open(reverse("pages:desk")), "备案")
        case.do(
            street,
            "order_correction",
            provision="第三条写了“罚款五十元”，居民公约不能设定罚款，请删去。",
            law="《行政处罚法》第十六条",
        )
        assert case.state() == MatterState.RETURNED
        case.public("责令改正")
        case.refused(chair, "submit_filing", "责令改正")
    again = regimes.pass_text(told, on)
    with case.on(again):
        case.do(chair, "submit_filing")
        case.do(street, "accept_filing", opinion="内容合法，予以备案。")
        assert case.state() == MatterState.FILED
        case.public("已经备案")
    assert Matter.objects.get().filing_accepted_on == again

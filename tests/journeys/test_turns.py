"""The ways beside the straight one, in the browser: acting first, changing, undoing, asking jointly."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from decisions import demo
from decisions.demo.stories import CHARGING, FLOOD, SHELTER, SHELTER_MOVED
from decisions.demo.walk import Walk
from decisions.historic import COLUMNS, EXAMPLE
from decisions.models import HistoricMatter, Matter
from decisions.states import MatterState
from jiedao.lib import sheets
from jiedao.meetings.states import MeetingKind
from jiedao.people.models import User
from tests.conftest import Office
from tests.decisions.conftest import START
from tests.journeys.browser import Browser
from tests.journeys.case import DAY, Case
from tests.support import photo

Begin = Callable[..., Walk]
SignIn = Callable[..., list[Browser]]


@pytest.fixture
def begin(office: Office, posts: Any) -> Begin:
    return lambda story: Walk(office.a, posts, story, START)


def to_vote(told: Walk, on: Any, *, against: int = 3) -> Any:
    """Party, joint and representatives' meeting, each held on its day."""
    told.hold(on, MeetingKind.PARTY, on + DAY, absent=1).propose(on + DAY)
    joint, vote = on + 3 * DAY, on + 8 * DAY
    told.hold(on + DAY, MeetingKind.JOINT, joint, absent=1).deliberate(joint)
    told.hold(joint, MeetingKind.REPRESENTATIVES, vote, absent=3, against=against)
    return vote


# --- acting first ---------------------------------------------------------------------------------


def test_what_could_not_wait_is_entered_shown_and_ratified(begin: Begin, sign_in: SignIn) -> None:
    case = Case(begin(FLOOD))
    chair, worker = sign_in(START, "zhao", "sun")
    with case.on(START):
        empty = chair.fill(case.url("act_first"), reason="", done=FLOOD.plan, cost="18,600元")
        assert empty.status == 422
        case.reads(empty, "请写明原因")
        assert empty.sheet("cost").boxes["done"].values == [FLOOD.plan]
        case.do(
            chair,
            "act_first",
            "应急处置",
            reason="夜间暴雨，地下室进水，配电房有危险，来不及征求意见。",
            done=FLOOD.plan,
            cost="18,600元",
        )
        case.public(FLOOD.title, "来不及征求意见")
        case.refused(chair, "consult", "没有“征求意见”这个环节")
        case.reads(chair.open(reverse("pages:desk")), "追认")
    vote = to_vote(case.told, START)
    with case.on(vote):
        case.refused(chair, "decline_ratification")
        case.do(chair, "resolve")
        notice = case.publish(
            chair,
            "publish_resolution",
            responsible="居委会主任 赵丽华",
            finish_by=str(vote + 30 * DAY),
        )
        case.reads(case.paper(notice), "先行处置", "表决追认")
        case.post(worker, "flood")


def test_what_is_not_ratified_is_said_to_everybody(begin: Begin, sign_in: SignIn) -> None:
    case = Case(begin(FLOOD).act_first(START))
    vote = to_vote(case.told, START, against=30)
    (chair,) = sign_in(START, "zhao")
    with case.on(vote):
        case.refused(chair, "resolve", "未过半数")
        case.do(chair, "decline_ratification")
        assert case.state() == MatterState.NOT_RATIFIED
        case.reads(case.page(chair), "未予追认")


# --- changing -------------------------------------------------------------------------------------


def alter(case: Case, who: Browser, *said: str, **typed: Any) -> None:
    """Write what is to be different, read what the platform makes of it, and enter it."""
    shown = case.reads(who.fill(case.url("change"), **typed), *said)
    done = who.send(shown, press="seen")
    assert done.address == case.url("matter_page"), done.words[:1500]


def test_another_place_goes_back_to_the_vote_and_old_and_new_stay_side_by_side(
    begin: Begin, sign_in: SignIn
) -> None:
    told = begin(SHELTER)
    on = demo.to_posted(told, START) + 2 * DAY
    case = Case(told)
    (chair,) = sign_in(START, "zhao")
    with case.on(on):
        same = chair.fill(case.url("change"), reason="不能开挖。", site="on")
        same = chair.send(same, press="seen")
        assert same.status == 409
        case.reads(same, "没有可以登记的变动")
        alter(
            case,
            chair,
            "地点改变",
            "登记变更，重新商议表决",
            reason="南门内侧地下管线密集，不能开挖。",
            plan=SHELTER_MOVED.plan,
            site="on",
        )
        case.reads(case.page(chair), "地点改变", SHELTER.plan, SHELTER_MOVED.plan)
        case.refused(chair, "implement")
        case.public("重新商议")
    told.story = SHELTER_MOVED
    joint, vote = on + 3 * DAY, on + 8 * DAY
    told.hold(on, MeetingKind.JOINT, joint, absent=1).deliberate(joint)
    told.hold(joint, MeetingKind.REPRESENTATIVES, vote, absent=3)
    with case.on(vote):
        case.do(chair, "resolve")
        assert Matter.objects.get().resolution_text == SHELTER_MOVED.plan


def test_a_little_more_money_is_an_adjustment_and_much_more_is_not(
    begin: Begin, sign_in: SignIn
) -> None:
    told = begin(CHARGING)
    on = demo.to_implementing(told, START) + DAY
    case = Case(told)
    (chair,) = sign_in(START, "zhao")
    with case.on(on):
        much = chair.fill(case.url("adjust"), reason="材料涨价。", budget="200000")
        case.reads(much, "登记变更，重新商议表决", "10%")
        alter(case, chair, "登记调整", reason="材料涨价。", budget="100,000元")
        assert case.state() == MatterState.IMPLEMENTING
        case.reads(case.page(chair), "材料涨价", "10万元")


# --- undoing --------------------------------------------------------------------------------------


def test_a_court_undoes_a_resolution_and_its_paper_is_kept(begin: Begin, sign_in: SignIn) -> None:
    told = begin(SHELTER)
    on = demo.to_posted(told, START) + 5 * DAY
    case = Case(told)
    (chair,) = sign_in(START, "zhao")
    with case.on(on):
        said = {"authority": "court", "what": "决议侵害部分业主的合法权益，予以撤销。"}
        bare = chair.fill(case.url("revoke"), **said)
        assert bare.status == 409
        case.reads(bare, "文书")
        assert bare.sheet("what").boxes["what"].values == [said["what"]]
        case.do(
            chair,
            "revoke",
            document="行政判决书",
            document_number="（2026）豫0105行初18号",
            document_on=str(on),
            file=photo("judgement.jpg"),
            **said,
        )
        assert case.state() == MatterState.REVOKED
        page = case.reads(case.page(chair), "（2026）豫0105行初18号", "已撤销")
        assert "恢复" not in page
        case.refused(chair, "implement", "已撤销")


def test_the_street_orders_a_decision_to_be_made_anew(
    begin: Begin, sign_in: SignIn, lead_official: User
) -> None:
    told = begin(SHELTER)
    on = demo.to_posted(told, START) + 5 * DAY
    case = Case(told)
    chair, street = sign_in(START, "zhao", "he")
    with case.on(on):
        case.do(
            street,
            "remand",
            authority="street",
            what="收费标准超出规定，责令改正。",
            document="责令改正通知书",
            document_number="经八办责改〔2026〕3号",
            document_on=str(on),
            file=photo("order.jpg"),
        )
        case.reads(case.page(chair), "经八办责改〔2026〕3号")
        case.refused(chair, "implement")
        case.public(SHELTER.title)


# --- asking jointly, taking over ------------------------------------------------------------------


def test_a_fifth_of_the_representatives_has_a_meeting_called(
    begin: Begin, office: Office, sign_in: SignIn
) -> None:
    told = begin(CHARGING)
    (chair,) = sign_in(START, "zhao")
    case = Case(told)
    with case.on(START):
        page = chair.fill(
            reverse("decisions:request_convening"),
            unit=str(office.a.pk),
            subject="要求讨论2号院停车位重新划线",
            asked_for="representatives",
            backers="representatives",
            wish="消防通道常被占用，请召集居民代表会议讨论。",
        )
        assert page.status == 200, page.words[:900]
        number = re.search(r"/convening/([^/]+)/", page.address)
        assert number

        def url(step: str) -> str:
            return reverse(f"decisions:{step}", args=[number[1]])

        names = chair.open(url("tick_names"))
        ids = names.sheet("present").boxes["present"].choices
        chair.send(names, present=ids[:7])
        few = chair.open(url("accept_request"))
        assert few.status == 409
        case.reads(few, "五分之一")
        chair.send(chair.open(url("tick_names")), present=ids[:8])
        accepted = chair.fill(url("accept_request"))
        assert accepted.status == 200
        case.reads(accepted, "应当召集")
        case.reads(chair.open(reverse("pages:desk")), "2号院停车位重新划线")


def test_old_matters_come_from_a_table_after_they_were_looked_at(
    begin: Begin, sign_in: SignIn
) -> None:
    begin(CHARGING)
    (chair,) = sign_in(START, "zhao")
    case = Case(begin(CHARGING))
    address = reverse("decisions:import_historic")

    def table(*rows: list[Any]) -> SimpleUploadedFile:
        return SimpleUploadedFile("以前的.xlsx", sheets.workbook("历史", COLUMNS, rows).content)

    with case.on(START):
        wrong = dict(zip(COLUMNS, EXAMPLE, strict=True)) | {"应到": "六十三"}
        shown = case.reads(chair.fill(address, file=table(list(wrong.values()))), "第2行", "应到")
        assert not HistoricMatter.objects.exists()
        shown = case.reads(chair.fill(address, file=table(EXAMPLE)), "确认以后补录1件")
        done = case.reads(chair.send(shown, token=shown.sheet("token").boxes["token"].values[0]))
        case.reads(done, "已补录1件")
        assert HistoricMatter.objects.count() == 1


def kind_of(who: Browser, address: str) -> str:
    """What kind of file an address hands out."""
    response = who.client.get(address)
    assert b"".join(response)
    return str(response.headers["Content-Type"])


def test_a_casefile_is_sealed_and_handed_out(begin: Begin, sign_in: SignIn) -> None:
    told = begin(CHARGING)
    on = demo.to_archived(told, START) + timedelta(days=1)
    case = Case(told)
    chair, worker = sign_in(START, "zhao", "sun")
    with case.on(on):
        done = case.do(chair, "seal", "封卷")
        found = re.findall(r'href="(/[^"]*attachments[^"]*)"', done.html)
        assert found
        kinds = {kind_of(chair, one) for one in found}
        assert {"application/pdf", "application/zip"} <= kinds
        case.refused(worker, "attach")
        case.refused(chair, "seal")

"""A matter from proposal to the board in the office's browser, then read on a resident's phone."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from decisions import demo
from decisions.demo.walk import Posts, Walk
from decisions.models import Matter
from decisions.selectors import facts
from decisions.states import MatterState
from jiedao.meetings.states import MeetingKind
from jiedao.people.models import User
from tests.browser.windows import PHONE, Window
from tests.conftest import PASSWORD, Office
from tests.decisions.conftest import START
from tests.support import photo

sync_api = pytest.importorskip("playwright.sync_api", reason="没有装 playwright。")
expect = sync_api.expect

pytestmark = pytest.mark.browser


def sign_in(page: Any, user: User) -> None:
    """By name and password, as in the morning."""
    page.goto("/office/")
    page.get_by_label("登录名").fill(user.username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("button", name="退出")).to_be_visible()


def find(page: Any, matter: Matter) -> None:
    """Through the list to the page of a matter."""
    page.get_by_role("navigation").get_by_role("link", name="民主决策").click()
    page.get_by_role("link", name=matter.dossier.title).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(matter.dossier.title)


def take(page: Any, step: str, submit: str = "") -> None:
    """Open an offered step; with the words of its button also send it as it is."""
    page.get_by_role("link", name=step, exact=True).click()
    if submit:
        page.get_by_role("button", name=submit).click()


def is_told(page: Any, words: str) -> None:
    expect(page.locator(".banner")).to_contain_text(words)


@pytest.fixture
def held(walk: Callable[..., Walk], portal: str) -> tuple[Walk, date]:
    """A matter whose party meeting has been held, and the day of it."""
    journey = walk()
    on = demo.to_summed_up(journey, START)
    party = on + timedelta(days=2)
    return journey.hold(on, MeetingKind.PARTY, party, absent=1), party


def test_a_matter_goes_to_the_board_and_a_resident_reads_it_on_the_phone(
    held: tuple[Walk, date],
    posts: Posts,
    office: Office,
    window: Window,
    set_clock: Callable[[date], None],
) -> None:
    journey, party = held
    joint, vote = party + timedelta(days=3), party + timedelta(days=8)
    matter = journey.fresh()

    set_clock(party)
    secretary = window()
    sign_in(secretary, posts.secretary)
    find(secretary, matter)
    take(secretary, "党组织提议", "提议")
    is_told(secretary, "已经提议")
    assert journey.fresh().state == MatterState.PROPOSED

    journey.hold(party, MeetingKind.JOINT, joint, absent=1)
    set_clock(joint)
    chair = window()
    sign_in(chair, posts.chair)
    find(chair, matter)
    take(chair, "两委商议", "形成商议方案")
    is_told(chair, "商议方案已形成")
    assert journey.fresh().state == MatterState.DELIBERATED

    journey.call(joint, MeetingKind.REPRESENTATIVES, held_on=vote).sign(vote, absent=9)
    set_clock(vote)
    chair.reload()
    came = facts(journey.fresh()).attendance(matter.dossier.meetings.latest("pk")).voters
    count_with_one_ballot_too_many(chair, came)
    take(chair, "决议通过", "登记决议通过")
    is_told(chair, "决议已登记")
    assert journey.fresh().state == MatterState.RESOLVED

    set_clock(vote + timedelta(days=1))
    publish(chair, finish_by=vote + timedelta(days=90))
    assert journey.fresh().state == MatterState.RESOLUTION_PUBLISHED

    worker = window()
    sign_in(worker, posts.worker)
    find(worker, matter)
    put_up(worker)

    phone = window(viewport=PHONE, is_mobile=True, has_touch=True)
    read_on_the_phone(phone, office, matter)
    assert phone.context.cookies() == []


def count_with_one_ballot_too_many(page: Any, came: int) -> None:
    """One ballot too many is refused at the field, nothing typed is lost, the right number taken."""
    take(page, "登记表决")
    page.get_by_label("举手", exact=True).check()
    counts = {"赞成": str(came - 1), "反对": "1", "弃权": "1", "废票": "0"}
    for label, number in counts.items():
        page.get_by_label(label, exact=True).fill(number)
    words = {"会议记录": "逐一发言，3号楼代表希望早开工。", "主持人": "赵丽华", "记录人": "孙红霞"}
    for label, text in words.items():
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_role("button", name="提交表决结果").click()
    expect(page.locator(".errors")).to_be_focused()
    expect(page.locator(".errors")).to_contain_text("您填写的内容都还在")
    bad = page.locator(".field-bad")
    expect(bad).to_have_count(1)
    expect(bad).to_contain_text(f"{came}人")
    expect(page.get_by_label("举手", exact=True)).to_be_checked()
    for label, text in (counts | words).items():
        expect(page.get_by_label(label, exact=True)).to_have_value(text)
    page.get_by_label("赞成", exact=True).fill(str(came - 2))
    page.get_by_role("button", name="提交表决结果").click()
    is_told(page, "表决结果已登记")


def publish(page: Any, *, finish_by: date) -> None:
    """Look at the sheet, go back to change a word, look again, freeze."""
    page.reload()
    take(page, "决议公开")
    page.get_by_label("责任人").fill("王秀兰")
    page.get_by_label("计划完成日期").fill(finish_by.isoformat())
    page.get_by_role("button", name="看公示样稿").click()
    sheet = page.locator(".sheet")
    expect(sheet).to_contain_text("责任人：王秀兰")
    page.get_by_role("button", name="返回修改").click()
    page.get_by_label("责任人").fill("社区居委会委员 王秀兰")
    page.get_by_role("button", name="看公示样稿").click()
    expect(sheet).to_contain_text("责任人：社区居委会委员 王秀兰")
    page.get_by_role("button", name="确认定稿公开").click()
    is_told(page, "公示已定稿")


def put_up(page: Any) -> None:
    """The sheet hangs on the board, here is the photograph."""
    take(page, "登记张贴")
    picture = photo()
    page.get_by_label("现场照片").set_input_files(
        {"name": "公开栏.jpg", "mimeType": "image/jpeg", "buffer": picture.read()}
    )
    page.get_by_role("button", name="登记张贴").click()
    is_told(page, "张贴已登记")


def read_on_the_phone(page: Any, office: Office, matter: Matter) -> None:
    """From the front door to the community's board, the publication and its verification."""
    page.goto("/")
    page.get_by_role("link", name=office.street.short_name).click()
    page.get_by_role("link", name=office.a.short_name).click()
    expect(page.locator("main .lead")).to_contain_text(office.a.short_name)
    page.get_by_role("link", name=re.compile(matter.dossier.title)).click()
    expect(page.locator(".daysleft .big")).to_have_text("还剩15天")
    expect(page.locator(".sheet")).to_contain_text("社区居委会委员 王秀兰")
    page.get_by_role("link", name="看墙上照片").click()
    page.go_back()
    page.get_by_role("link", name="在线查验").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("这份公示是真的")
    number = matter.dossier.publications.get().number
    assert page.url.endswith(reverse("publications:verify", args=[number]))


def test_a_step_is_taken_without_javascript(
    walk: Callable[..., Walk],
    zhao_chair: User,
    window: Window,
    set_clock: Callable[[date], None],
) -> None:
    matter = walk().matter
    set_clock(START)
    page = window(zhao_chair, java_script_enabled=False)
    page.goto(matter.get_absolute_url())
    take(page, "征求意见")
    page.get_by_label("征求意见到哪一天为止").fill((START + timedelta(days=2)).isoformat())
    page.locator("main form .btn-primary").click()
    expect(page.locator(".field-bad")).to_have_count(1)
    page.get_by_label("征求意见到哪一天为止").fill((START + timedelta(days=8)).isoformat())
    page.locator("main form .btn-primary").click()
    expect(page).to_have_url(re.compile(f"{re.escape(matter.get_absolute_url())}$"))
    assert Matter.objects.get(pk=matter.pk).state == MatterState.CONSULTING

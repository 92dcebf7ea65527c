"""The poster goes up, is photographed, and the photograph starts the clock: in a real browser."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from decisions import demo
from decisions.demo.walk import Posts, Walk
from jiedao.publications.models import Publication
from jiedao.scans import actions
from jiedao.scans.models import ScannedPaper
from tests.browser.windows import PHONE, Window
from tests.decisions.conftest import START
from tests.scans import camera

sync_api = pytest.importorskip("playwright.sync_api", reason="没有装 playwright。")
expect = sync_api.expect

pytestmark = pytest.mark.browser


def upload(page: Any, *files: Path) -> None:
    """Choose the files and press 上传; the page fetches by itself what was read meanwhile."""
    page.goto("/office/scans/")
    page.get_by_label("照片或扫描的PDF").set_input_files([str(file) for file in files])
    page.get_by_role("button", name="上传", exact=True).click()
    expect(page.locator(".banner")).to_contain_text("正在识别")
    actions.read_waiting()


@pytest.fixture
def frozen(walk: Callable[..., Walk], portal: str) -> tuple[Walk, date]:
    """A resolution that is frozen and waits to be put up, and the day of it."""
    journey = walk()
    on = demo.to_resolved(journey, START)
    journey.publish_resolution(on, finish_by=on + timedelta(days=60))
    return journey, on


def test_the_photograph_of_the_poster_starts_the_clock(
    frozen: tuple[Walk, date],
    posts: Posts,
    window: Window,
    set_clock: Callable[[date], None],
    tmp_path: Path,
) -> None:
    _, on = frozen
    notice = Publication.objects.get()
    set_clock(on)
    phone = window(posts.worker, viewport=PHONE, is_mobile=True, has_touch=True)

    # Print the poster, hang it up, take a photograph of it, and another that shows nothing.
    poster = phone.request.get(reverse("publications:poster_a3", args=[notice.number]))
    assert poster.ok
    shot, wall = tmp_path / "IMG_0001.jpg", tmp_path / "IMG_0002.jpg"
    shot.write_bytes(camera.photographed(camera.side_by_side(poster.body()), blur=1))
    wall.write_bytes(camera.photographed(camera.blank()))
    upload(phone, shot, wall)

    # The page finds out by itself that both were read.
    row = phone.locator(".scans li", has_text="的照片")
    expect(row).to_contain_text("等登记张贴")
    expect(phone.locator(".scans li", has_text="没有认出的扫描件")).to_have_count(1)
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    row.get_by_role("link", name="登记张贴").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("决议公示的照片")
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    notice.refresh_from_db()
    assert notice.posted_on is None

    phone.get_by_role("button", name="用这张照片登记张贴").click()
    expect(phone.locator(".banner")).to_contain_text("张贴已登记")
    notice.refresh_from_db()
    assert notice.posted_on == on
    assert notice.ends_on == on + timedelta(days=15)
    assert notice.posted_photo == ScannedPaper.objects.get(publication=notice).attachment
    photo = phone.request.get(reverse("publications:photo_posted", args=[notice.number]))
    assert photo.ok
    assert photo.headers["content-type"] == "image/jpeg"


def test_a_sign_in_sheet_is_ticked_beside_its_picture_with_the_keyboard(
    walk: Callable[..., Walk],
    portal: str,
    posts: Posts,
    window: Window,
    set_clock: Callable[[date], None],
    tmp_path: Path,
) -> None:
    journey = walk()
    on = demo.to_summed_up(journey, START)
    held = on + timedelta(days=2)
    journey.call(on, "party", held_on=held)
    matter = journey.fresh()
    meeting = matter.dossier.meetings.get()
    set_clock(held)
    page = window(posts.worker)

    # Print the sheet from the meeting's page, sign it, scan it.
    printing = reverse("documents:print", args=[matter.dossier.number, "sign_in_sheet"])
    page.goto(reverse("meetings:page", args=[meeting.pk]))
    token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    form = {"csrfmiddlewaretoken": token, "subject": str(meeting.pk), "form": "pdf"}
    headers = {"Referer": page.url}
    paper = page.request.post(printing, form=form, headers=headers)
    assert paper.ok
    scan = tmp_path / "scan0001.pdf"
    scan.write_bytes(camera.scanned([camera.page_of(paper.body())]))
    upload(page, scan)

    expect(page.get_by_text("没有等人处理的扫描件。")).to_be_visible()
    page.get_by_role("link", name="看全部扫描件").click()
    page.get_by_role("link", name="照着勾名字").click()
    picture = page.get_by_role("img", name="扫描件第1页")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.complete && image.naturalWidth > 500")
    boxes = page.get_by_role("checkbox")
    for place in range(5):
        boxes.nth(place).focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="登记签到").press("Enter")
    expect(page.locator(".banner")).to_contain_text("签到已登记")
    assert meeting.roster.filter(present=True).count() == 5

"""Residents with a real browser: large type and strong contrast, reading aloud, a screen cut off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from jiedao.lib import clock
from tests.browser.test_pages import AXE, TODAY, Matters, matters
from tests.browser.windows import PHONE, Troubles, Window
from tests.conftest import Office

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["matters"]

pytestmark = pytest.mark.browser

# What is written on the page and can be seen, smaller than the elder version promises.
TOO_SMALL = """() => {
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const box = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || box.closest("script, noscript, style")) continue;
    const seen = box.getClientRects().length && getComputedStyle(box).clipPath === "none";
    const size = parseFloat(getComputedStyle(box).fontSize);
    if (seen && size < 20) found.add(`${size}px ${box.outerHTML.slice(0, 100)}`);
  }
  return [...found];
}"""
# axe's rule of 7:1, which is not among those it applies by itself.
ENHANCED = {
    "runOnly": {"type": "rule", "values": ["color-contrast-enhanced"]},
    "resultTypes": ["violations"],
}
# A browser without voices is given one that says nothing and notes what it was asked to say.
VOICE = """
  window.said = [];
  const voices = [{ lang: "zh-CN", name: "test" }];
  const speech = {
    getVoices: () => voices,
    addEventListener: () => {},
    cancel: () => {},
    speak: (utterance) => {
      window.said.push(utterance.text);
      setTimeout(() => utterance.dispatchEvent(new Event("end")), 5);
    },
  };
  Object.defineProperty(window, "speechSynthesis", { value: speech });
  window.SpeechSynthesisUtterance = class extends EventTarget {
    constructor(text) { super(); this.text = text; }
  };
"""


@pytest.fixture
def large_enough() -> Callable[[Page], list[str]]:
    """Judge a page of the elder version as wide as a phone."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason=AXE).Axe().axe_script

    def faults(page: Page) -> list[str]:
        page.evaluate(axe)
        found = [f"{page.url}: {each}" for each in page.evaluate(TOO_SMALL)]
        for options in (ENHANCED, {"resultTypes": ["violations"]}):
            for fault in page.evaluate("(options) => axe.run(options)", options)["violations"]:
                found += [f"{page.url}: {fault['id']} {node['html']}" for node in fault["nodes"]]
        width = page.evaluate("document.documentElement.scrollWidth")
        return found + ([f"{page.url}: {width}px"] if width > PHONE["width"] else [])

    return faults


def wait_until(page: Page, said: str) -> None:
    """Ask again and again; `wait_for_function` would need what our policy forbids (eval)."""
    for _ in range(100):
        if page.evaluate(said):
            return
        page.wait_for_timeout(50)
    raise AssertionError(said)


def elder(window: Window) -> Page:
    page = window(viewport=PHONE)
    page.goto("/elder/?on=1&back=/board/")
    assert page.url.endswith("/board/")
    return page


def test_who_goes_back_and_sends_the_same_words_again_has_said_them_once(
    matters: Matters, window: Window, set_clock: Callable[[date], None]
) -> None:
    set_clock(TODAY)
    matter = matters.consulting
    before = matter.opinions.count()
    page = window(viewport=PHONE)
    page.goto(reverse("consultations:say_opinion", args=[matter.dossier.number]))
    codes = []
    for words in ("夜里要有灯。", "夜里要有灯。", "还要防雨。"):
        page.get_by_label("您的意见").fill(words)
        page.get_by_role("button", name="提交意见").click()
        codes.append(page.locator(".slip-code").inner_text())
        page.go_back()
    assert codes[0] == codes[1] != codes[2]
    assert matter.opinions.count() == before + 2
    # Opened anew by its link it is another form: a neighbour may say the same on this telephone.
    page.goto(reverse("consultations:consultation", args=[matter.dossier.number]))
    page.get_by_role("link", name="我要提意见").first.click()
    page.get_by_label("您的意见").fill("夜里要有灯。")
    page.get_by_role("button", name="提交意见").click()
    assert page.locator(".slip-code").inner_text() not in codes


def test_every_page_in_the_elder_version_is_large_and_strong(
    matters: Matters,
    office: Office,
    window: Window,
    set_clock: Callable[[date], None],
    large_enough: Callable[[Page], list[str]],
) -> None:
    set_clock(TODAY)
    number = matters.posted.dossier.publications.get().number
    consulting, closed = matters.consulting.dossier.number, matters.posted.dossier.number
    page, found = elder(window), []
    for address in (
        "/",
        "/?q=体育",
        "/board/",
        f"/board/?unit={office.a.code}",
        f"/board/?unit={office.a.code}&all=1",
        reverse("publications:publication", args=[number]),
        reverse("publications:verify", args=[number]),
        "/verify/",
        "/verify/?code=x",
        "/consultations/",
        reverse("consultations:consultation", args=[consulting]),
        reverse("consultations:consultation", args=[closed]),
        reverse("consultations:say_opinion", args=[consulting]),
        reverse("consultations:say_opinion", args=[closed]),
        "/handbook/",
        "/handbook/residents/",
        "/receipts/",
        "/nowhere/",
    ):
        page.goto(address)
        assert page.locator("body.elder").count() == 1, address
        assert page.get_by_role("link", name="返回普通版").is_visible(), address
        assert page.locator(".callbar a").is_visible(), address
        found += large_enough(page)
    page.goto(reverse("consultations:say_opinion", args=[consulting]))
    page.get_by_role("button", name="提交意见").click()
    page.locator(".errors").wait_for()
    found += large_enough(page)

    page.get_by_label("您的意见").fill("多装两个充电位。")
    page.get_by_role("button", name="提交意见").click()
    code = page.locator(".slip-code").inner_text()
    found += large_enough(page)
    page.goto("/receipts/")
    page.get_by_role("button", name="查一查").click()
    page.locator(".errors").wait_for()
    found += large_enough(page)
    page.get_by_label("回执码").fill(code.lower())
    page.get_by_role("button", name="查一查").click()
    page.get_by_text("多装两个充电位。").wait_for()
    found += large_enough(page)
    assert not found, "\n".join(found)


def test_a_page_is_read_aloud_and_can_be_stopped(
    matters: Matters, window: Window, set_clock: Callable[[date], None]
) -> None:
    set_clock(TODAY)
    page = window(viewport=PHONE)
    page.add_init_script(VOICE)
    publication = matters.posted.dossier.publications.get()
    page.clock.install(time=datetime.combine(TODAY, time(9), clock.SHANGHAI))
    page.goto(reverse("publications:publication", args=[publication.number]))
    page.get_by_role("button", name="朗读").click()
    page.clock.run_for(60_000)
    assert page.locator(".is-read").count() == 0  # read to its end
    said = "".join(page.evaluate("window.said"))
    assert publication.title in said.replace(" ", "")
    assert "应到" in said
    assert said.count(publication.document_number) == 1
    assert "异议受理" in said
    assert "打印这份公示" not in said
    page.get_by_role("button", name="朗读").click()
    assert page.locator(".is-read").count() == 1
    page.get_by_role("button", name="停止朗读").click()
    assert page.get_by_role("button", name="朗读", exact=True).is_visible()
    assert page.locator(".is-read").count() == 0


def test_without_a_voice_nothing_is_offered(
    matters: Matters, window: Window, set_clock: Callable[[date], None]
) -> None:
    set_clock(TODAY)
    page = window(viewport=PHONE)
    page.goto("/board/")
    assert page.locator("[data-read]:visible").count() == 0


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1080, 1920), (360, 740)])
def test_a_screen_fits_and_turns_over_by_itself(
    width: int,
    height: int,
    matters: Matters,
    office: Office,
    window: Window,
    set_clock: Callable[[date], None],
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason=AXE).Axe().axe_script
    set_clock(TODAY)
    page = window(viewport={"width": width, "height": height})
    page.clock.install(time=datetime.combine(TODAY, time(9), clock.SHANGHAI))
    page.goto(f"/screen/{office.a.code}/")
    titles = []
    for _ in range(3):
        titles.append(page.locator(".slide:visible h2").inner_text())
        wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide[0] <= wide[1]
        if width > PHONE["width"]:
            high = page.evaluate("[document.documentElement.scrollHeight, innerHeight]")
            assert high[0] <= high[1]
        page.clock.run_for(15_000)
    assert len(set(titles)) == 3
    page.clock.resume()
    page.evaluate(axe)
    options = {"resultTypes": ["violations"]}
    faults = page.evaluate("(options) => axe.run(options)", options)["violations"]
    assert [fault["id"] for fault in faults] == []


def test_a_screen_goes_on_when_the_network_is_down(
    matters: Matters,
    office: Office,
    window: Window,
    troubles: Troubles,
    set_clock: Callable[[date], None],
) -> None:
    set_clock(TODAY)
    page = window(viewport={"width": 1920, "height": 1080})
    page.clock.install(time=datetime.combine(TODAY, time(9), clock.SHANGHAI))
    page.goto(f"/screen/{office.a.code}/")
    wait_until(page, "navigator.serviceWorker.controller !== null")
    page.reload()  # now through the worker, which keeps what it sees
    first = page.locator(".slide:visible h2").inner_text()
    page.context.set_offline(True)
    page.clock.run_for(61_000)
    note = page.locator("[data-offline]")
    note.wait_for()
    assert note.inner_text().startswith("网络中断，内容截至 6月24日")
    page.clock.run_for(15_000)
    assert page.locator(".slide:visible h2").count() == 1

    page.clock.run_for(24 * 3600_000)
    left = [page.locator(".slide:visible [data-left]").inner_text()]
    assert left != ["还剩4天"]  # the days are counted on

    page.reload()  # the power came back before the network did
    assert page.locator(".slide h2").first.inner_text() or first
    page.context.set_offline(False)
    troubles[:] = [each for each in troubles if "ERR_INTERNET_DISCONNECTED" not in each]

"""Without a mouse everything is reached and seen; on paper stands what belongs on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from decisions import demo
from decisions.demo.walk import Walk
from jiedao.lib import clock
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User
from jiedao.reporting import actions as reporting
from tests.browser.windows import Window
from tests.conftest import Office, _unit
from tests.decisions.conftest import START
from tests.reporting.conftest import MONDAY, set_up

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

# How a control is told apart; of radio buttons Tab reaches one of the group.
KEY = """
  const key = (box) => box.type === "radio" ? box.name
    : String([...document.querySelectorAll("*")].indexOf(box));
"""
# Every box, button and link that can be seen, and how it is written.
CONTROLS = (
    f"() => {{ {KEY}"
    """
  const wanted = "a[href], button, select, textarea, summary, input:not([type=hidden])";
  const seen = [...document.querySelectorAll(wanted)].filter((box) => !box.disabled
    && box.checkVisibility() && !box.closest("[aria-hidden=true]"));
  return Object.fromEntries(seen.map((box) => [key(box), box.outerHTML.slice(0, 100)]));
}"""
)
FOCUSED = (
    f"() => {{ {KEY}"
    """
  const box = document.activeElement;
  if (!box || box === document.body) return null;
  const drawn = getComputedStyle(box), place = box.getBoundingClientRect();
  return {
    name: box.outerHTML.slice(0, 100),
    key: key(box),
    outlined: drawn.outlineStyle !== "none" && parseFloat(drawn.outlineWidth) >= 2,
    shown: place.width > 0 && place.right > 0 && place.bottom > 0 && place.top < innerHeight,
  };
}"""
)
ENOUGH = 120
A4 = (595, 842)  # points


def walk_with_tab(page: Page) -> set[str]:
    """Press Tab once around the page; the controls that were reached, each seen to be focused.

    The sign-in begins in its first box; what stands above it comes after the last.
    """
    reached: dict[str, None] = {}
    for _ in range(ENOUGH):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None or focused["key"] == next(reversed(reached), None):
            continue  # at the browser's own buttons, or at the next part of a date
        if focused["key"] in reached:
            break
        assert focused["outlined"], focused
        assert focused["shown"], focused
        reached[focused["key"]] = None
    return set(reached)


def skip_to_the_text(page: Page) -> None:
    """The link before masthead and navigation jumps over them."""
    page.locator(".skip").focus()
    assert page.evaluate(FOCUSED)["shown"]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_tab_reaches_everything_and_shows_where_it_is(
    walk: Callable[..., Walk],
    zhao_chair: User,
    window: Window,
    set_clock: Callable[[date], None],
) -> None:
    matter = walk().consult(START).matter
    set_clock(START)
    number = matter.dossier.number
    for user, address in (
        (None, "/office/sign-in/"),
        (None, reverse("consultations:say_opinion", args=[number])),
        (zhao_chair, matter.get_absolute_url()),
        (zhao_chair, reverse("decisions:add_channel", args=[number])),
        (zhao_chair, reverse("decisions:attach", args=[number])),
    ):
        page = window(user)
        page.goto(address)
        everything = page.evaluate(CONTROLS)
        assert everything
        reached = walk_with_tab(page)
        assert not [written for key, written in everything.items() if key not in reached], address
        skip_to_the_text(page)


def test_the_publication_is_printed_as_the_paper_for_the_wall(
    walk: Callable[..., Walk],
    zhao_chair: User,
    window: Window,
    set_clock: Callable[[date], None],
) -> None:
    journey = walk()
    on = demo.to_posted(journey, START)
    set_clock(on + timedelta(days=2))
    number = journey.fresh().dossier.publications.get().number
    page = window()
    page.goto(reverse("publications:publication", args=[number]))
    page.emulate_media(media="print")
    for hidden in (
        ".masthead",
        ".mainnav",
        ".crumbs",
        ".daysleft",
        ".callbar",
        ".foot",
        ".noprint",
    ):
        for part in page.locator(hidden).all():
            assert not part.is_visible(), hidden
    assert page.locator(".sheet").is_visible()
    assert page.locator(".verify .qr").is_visible()
    assert page.locator(".verify .code").is_visible()
    first, pages = sheets_of(page.pdf(prefer_css_page_size=True))
    assert (first, pages) == (A4, 2)


def test_the_dashboard_of_a_large_street_is_one_sheet(
    office: Office,
    lead_official: User,
    li_secretary: User,
    window: Window,
    set_clock: Callable[[date], None],
) -> None:
    for place in range(18):
        code = f"4101050010{30 + place}"
        _unit(code, f"第{place}居民社区", f"第{place}社区", UnitLevel.COMMUNITY, office.street)
    with clock.moved_to(MONDAY):
        set_up(office.street, lead_official)
        reporting.sweep(day=MONDAY)
    set_clock(MONDAY + timedelta(days=9))
    page = window(li_secretary)
    page.goto(reverse("dashboard:dashboard"))
    assert page.locator(".dash-units tbody tr").count() == 20
    assert page.locator(".rows-red > li").count() == 12
    assert sheets_of(page.pdf(prefer_css_page_size=True)) == (A4, 1)


def test_on_the_wall_of_the_meeting_room_the_parts_of_the_dashboard_take_turns(
    office: Office, li_secretary: User, window: Window
) -> None:
    page = window(li_secretary)
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.emulate_media(reduced_motion="no-preference")
    page.goto(f"{reverse('dashboard:dashboard')}?screen=1")
    parts = page.locator(".dash-part")
    assert [part.is_visible() for part in parts.all()] == [True, False, False]
    assert page.evaluate("document.documentElement.scrollHeight") <= 1080
    # One asked to keep still shows all of it, one below the other; paper is one sheet from here too.
    page.emulate_media(reduced_motion="reduce")
    assert all(part.is_visible() for part in parts.all())
    assert sheets_of(page.pdf(prefer_css_page_size=True)) == (A4, 1)


def sheets_of(paper: bytes) -> tuple[tuple[int, int], int]:
    """The measure of a PDF's pages, all alike, and how many there are."""
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper)
    measures = {(round(float(width)), round(float(height))) for width, height in boxes}
    assert len(measures) == 1
    return measures.pop(), len(re.findall(rb"/Type /Page\b", paper))

"""Every kind of page the demo office has, found by its links: axe finds nothing, nothing sticks out."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from django.utils.module_loading import autodiscover_modules

from jiedao.demo import office as demo_office
from jiedao.demo.scenes import Stage, all_scenes
from tests.browser.test_pages import TODAY, looks_right
from tests.browser.windows import DESKTOP, Window
from tests.conftest import Office

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["looks_right"]

pytestmark = pytest.mark.browser

# A file, not a page.
FILE = re.compile(r"\.\w+$|/(qr|photo|file|feed|export|template|download|original)\b")
# Of these every one is opened: which forms are offered differs from matter to matter.
ALL_OF = ("decisions:matter_page",)
PEOPLE = (
    "tiyu-zhuren", "tiyu-shuji", "tiyu-shegong", "tiyu-jiandu", "keji-zhuren", "keji-shegong",
    "fenguan", "keshi", "shuji",
)  # fmt: skip
# What they see of a page others have too leads on to forms of their own.
ADMINISTRATORS = ("xitong", "anquan", "shenji")
FEWEST = 95  # kinds of pages; fewer means that links were lost on the way


@pytest.fixture
def stage(office: Office, portal: str) -> Stage:
    """The demo office, as it is built for everybody who tries the portal."""
    autodiscover_modules("demo")
    stage = demo_office.build(today=TODAY, password="demo-7-bridge-water")
    for scene in all_scenes().values():
        scene(stage)
    return stage


class Walker:
    """Somebody who opens every kind of page there is a link to, and judges each kind once."""

    def __init__(self, look: Callable[[Page], list[str]]) -> None:
        self.look, self.faults = look, list[str]()
        self.judged, self.kinds = set[str](), set[str]()

    def walk(self, page: Page, *starts: str, afresh: bool = False) -> None:
        if afresh:
            self.kinds = set()
        waiting, seen = list(starts), set(starts)
        while waiting:
            address = waiting.pop(0)
            kind = kind_of(address)
            if kind in self.kinds and kind not in ALL_OF and address not in starts:
                continue
            page.set_viewport_size(DESKTOP)
            answer = page.goto(address)
            if answer is None or answer.status != 200:
                continue
            links = page.eval_on_selector_all(
                "a[href]", "(all) => all.map((one) => one.getAttribute('href'))"
            )
            self.kinds.add(kind)
            if kind not in self.judged:
                self.judged.add(kind)
                self.faults += self.look(page)
            for link in map(self.within, links):
                if link and link not in seen:
                    seen.add(link)
                    waiting.append(link)

    def within(self, link: str) -> str:
        """A link to a page of the portal whose kind is still to be seen; else nothing."""
        parts = urlsplit(link)
        if parts.scheme or not parts.path.startswith("/") or FILE.search(parts.path):
            return ""
        kind = kind_of(parts.path)
        wanted = kind and (kind not in self.kinds or kind in ALL_OF)
        return (
            f"{parts.path}?{parts.query}"
            if wanted and parts.query
            else parts.path
            if wanted
            else ""
        )


def kind_of(address: str) -> str:
    """The name of a page's address; nothing for an address the portal does not have."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


def test_every_kind_of_page_that_can_be_reached_is_fit_to_be_used(
    stage: Stage,
    window: Window,
    set_clock: Callable[[date], None],
    looks_right: Callable[[Page], list[str]],
) -> None:
    set_clock(TODAY)
    walker = Walker(looks_right)
    walker.walk(window(), "/", "/board/", "/handbook/")
    elder = window()
    elder.goto("/elder/?on=1&back=/board/")
    large = Walker(looks_right)
    large.walk(elder, "/", "/board/", "/consultations/", "/receipts/")
    for name in PEOPLE:
        walker.walk(window(stage.people[name]), "/office/", "/office/decisions/")
    for name in ADMINISTRATORS:
        walker.walk(window(stage.people[name]), "/office/", afresh=True)
    assert len(walker.judged) >= FEWEST, sorted(walker.judged)
    found = walker.faults + large.faults
    assert not found, "\n".join(found)

"""A real Chromium, the portal it visits, and an office with matters in many states."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from pathlib import Path
from threading import current_thread, get_ident, main_thread
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings as django_settings
from django.core.signals import request_finished, request_started
from django.test import Client

from jiedao.lib import clock
from jiedao.people.models import User
from tests.browser.windows import DESKTOP, Troubles, Window
from tests.decisions.conftest import posts, walk

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

__all__ = ["posts", "walk"]

NAMES = ("chromium", "chromium-browser", "google-chrome")
NO_BROWSER = "没有找到 Chromium：安装后重试，或用环境变量 CHROMIUM 指明它在哪里。"
NO_PLAYWRIGHT = "没有装 playwright：用 run.py test 运行，会按 requirements-browser.lock 安装。"
PATIENCE = 10_000  # milliseconds


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; skipped with its reason where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api", reason=NO_PLAYWRIGHT)
    named = os.environ.get("CHROMIUM", "")
    program = next(filter(None, map(shutil.which, [named] if named else NAMES)), None)
    if program is None:
        pytest.skip(NO_BROWSER)
    with pytest.MonkeyPatch.context() as patch, sync_api.sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, where the tests read the database too.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Move the office's clock for the server's threads too, which `clock.moved_to` does not reach."""

    def move(day: date) -> None:
        moment = datetime.combine(day, time(9), clock.SHANGHAI).astimezone(UTC)
        monkeypatch.setattr(clock, "_moved", ContextVar("moved_clock", default=moment))

    return move


@pytest.fixture
def portal(live_server: Any, settings: Any, tmp_path: Path) -> Iterator[str]:
    """The address of the running portal; its tables are emptied when nothing is being answered."""
    settings.PUBLIC_URL = live_server.url
    settings.MEDIA_ROOT = tmp_path / "attachments"
    under_way: set[int] = set()

    def begins(**_: Any) -> None:
        if current_thread() is not main_thread():  # that one is the test's own
            under_way.add(get_ident())

    def ends(**_: Any) -> None:
        under_way.discard(get_ident())

    request_started.connect(begins)
    request_finished.connect(ends)
    yield str(live_server.url)
    # A page may have asked for something as it was closed (a screen asks by itself).
    until = monotonic() + PATIENCE / 1000
    while under_way and monotonic() < until:
        sleep(0.02)
    request_started.disconnect(begins)
    request_finished.disconnect(ends)
    assert not under_way


@pytest.fixture
def troubles() -> Troubles:
    """What went wrong behind the pages; expected to stay empty in every test."""
    return Troubles()


@pytest.fixture
def window(chromium: Browser, portal: str, troubles: Troubles) -> Iterator[Window]:
    """Open a window, as nobody or signed in as a person; at the end nothing may have gone wrong."""
    opened: list[BrowserContext] = []

    def open_window(user: User | None = None, **options: Any) -> Page:
        at_rest = {"viewport": DESKTOP, "locale": "zh-CN", "reduced_motion": "reduce"}
        options = at_rest | options
        context = chromium.new_context(base_url=portal, **options)
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        troubles.watch(context, home=portal)
        if user:
            context.add_cookies([_signed_in(user) | {"url": portal}])
        return context.new_page()

    yield open_window
    for context in opened:
        context.close()
    assert not troubles


def _signed_in(user: User) -> dict[str, str]:
    client = Client()
    client.force_login(user, backend="jiedao.accounts.backends.Accounts")
    name = django_settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value}

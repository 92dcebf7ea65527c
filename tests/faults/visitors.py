"""People at their browsers who do not give up: what was not acknowledged is sent again, unchanged."""

import http.client
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.journeys.browser import Reader

AGAIN = 0.2
FAILED = 500


def said(html: str) -> str:
    """The words of a page, as somebody reads them."""
    return " ".join(re.sub(r"<style.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL).split())


@dataclass
class Answer:
    """What came back."""

    status: int
    html: str
    location: str


@dataclass
class Browser:
    """One browser: cookies, forms, no retries of its own."""

    port: int
    cookies: SimpleCookie = field(default_factory=SimpleCookie)

    def send(self, method: str, path: str, body: Any = None, kind: str = "") -> Answer:
        """One request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {
            "Cookie": "; ".join(f"{name}={held.value}" for name, held in self.cookies.items()),
            "Referer": f"http://127.0.0.1:{self.port}{path}",
        }
        if body is not None:
            headers["Content-Type"] = kind or "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            came = connection.getresponse()
            html = came.read().decode()
            for cookie in came.headers.get_all("Set-Cookie") or []:
                self.cookies.load(cookie)
            return Answer(came.status, html, urlsplit(came.headers.get("Location", "")).path)
        finally:
            connection.close()

    def form(self, path: str, box: str, typed: dict[str, Any]) -> dict[str, Any]:
        """The form of a page that has a box of this name, filled in."""
        page = self.send("GET", path)
        if page.status >= FAILED:
            raise OSError(page.status)
        assert page.status == http.client.OK, (path, page.status)
        sheet = next(one for one in Reader(page.html).sheets if box in one.boxes)
        return sheet.data(typed, "")

    def sign_in(self, username: str, password: str) -> None:
        address = "/office/sign-in/"
        typed = {"username": username, "password": password}
        filled = self.form(address, "password", typed)
        answer = self.send("POST", address, urlencode(filled, doseq=True))
        if answer.status >= FAILED:
            raise OSError(answer.status)
        assert answer.status == http.client.FOUND, (answer.status, said(answer.html))


@dataclass
class Stubborn(threading.Thread):
    """Somebody who enters one thing after the other, each until it is acknowledged."""

    browser: Browser
    address: str
    box: str
    typed: dict[str, Any]
    account: tuple[str, str] | None = None
    thanks: str = ""  # what the page says that acknowledges; without it, being sent on does
    acknowledged: list[str] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    unwell: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self.enough = threading.Event()

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        try:
            while not self.enough.is_set():
                self.enter(f"{self.typed[self.box]}·{len(self.tried) + 1}")
        except AssertionError as odd:
            self.odd.append(str(odd))

    def enter(self, words: str) -> None:
        """One entry: the same form again and again until the portal says that it is done."""
        self.tried.append(words)
        filled = self.persist(lambda: self.browser.form(self.address, self.box, self.mine(words)))
        self.persist(lambda: self.send(filled))
        self.acknowledged.append(words)

    def mine(self, words: str) -> dict[str, Any]:
        return self.typed | {self.box: words}

    def send(self, filled: dict[str, Any]) -> None:
        answer = self.browser.send("POST", self.address, urlencode(filled, doseq=True))
        if answer.status >= FAILED:
            self.unwell.append(answer.html)
            raise OSError(answer.status)
        thanked = self.thanks and self.thanks in answer.html
        assert thanked or answer.status == http.client.FOUND, (answer.status, said(answer.html))

    def persist(self, act: Callable[[], Any]) -> Any:
        """Tries until it works: nobody there, a broken connection and a 5xx are all tried again."""
        while True:
            try:
                if self.account and "sessionid" not in self.browser.cookies:
                    self.browser.sign_in(*self.account)
                return act()
            except (OSError, http.client.HTTPException):
                time.sleep(AGAIN)

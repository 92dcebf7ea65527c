"""A browser without a screen: it posts what a page's form holds, and nothing a page does not offer."""

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.urls import reverse

from tests.conftest import PASSWORD

TYPED = ("text", "search", "date", "datetime-local", "number", "password", "hidden", "email", "tel")


@dataclass
class Box:
    """One control of a form: what it holds now, and what may be chosen where there is a choice."""

    kind: str
    values: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)


@dataclass
class Sheet:
    """One form of a page as a browser holds it."""

    method: str
    action: str
    boxes: dict[str, Box] = field(default_factory=dict)

    def data(self, typed: dict[str, Any], press: str) -> dict[str, Any]:
        """What is sent: everything the form holds, with what was typed in its place."""
        held = {
            name: box.values
            for name, box in self.boxes.items()
            if box.kind not in ("submit", "file") and box.values
        }
        for name, value in typed.items():
            box = self.boxes[name]
            given = value if isinstance(value, list) else [value]
            if box.kind in ("radio", "checkbox", "select"):
                assert set(given) <= set(box.choices), f"{name}: {given} 不在 {box.choices}"
            held[name] = given
        if press:
            held[press] = self.boxes[press].choices[:1]
        return held


class Reader(HTMLParser):
    """Reads the forms of a page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.sheets: list[Sheet] = []
        self._sheet: Sheet | None = None
        self._select = self._area = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._sheet = Sheet(given.get("method", "get"), given.get("action", ""))
            self.sheets.append(self._sheet)
        if self._sheet is None:
            return
        boxes, name = self._sheet.boxes, given.get("name", "")
        if tag == "select":
            self._select = name
            boxes[name] = Box("select")
        elif tag == "option" and self._select:
            box = boxes[self._select]
            box.choices.append(given.get("value", ""))
            if "selected" in given or not box.values:
                box.values = [given.get("value", "")]
        elif tag == "textarea":
            self._area = name
            boxes[name] = Box("textarea", [""])
        elif tag == "input" and name:
            self._input(boxes, name, given)
        elif tag == "button" and name:
            boxes.setdefault(name, Box("submit")).choices.append(given.get("value", ""))

    def _input(self, boxes: dict[str, Box], name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        box = boxes.setdefault(name, Box(kind))
        if kind in ("radio", "checkbox"):
            box.choices.append(given.get("value", "on"))
            if "checked" in given:
                box.values.append(given.get("value", "on"))
        elif kind in TYPED:
            box.values.append(given.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._area and self._sheet:
            self._sheet.boxes[self._area].values[0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._sheet = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea" and self._sheet:
            box = self._sheet.boxes[self._area]
            box.values = [box.values[0].removeprefix("\n")]  # a browser drops the first line break
            self._area = ""


class Page:
    """What came back: its status, its words as they are read, its forms."""

    def __init__(self, response: Any) -> None:
        self.status: int = response.status_code
        self.address: str = response.request["PATH_INFO"]
        self.html = response.content.decode()
        plain = re.sub(r"<(script|style)\b.*?</\1>", "", self.html, flags=re.DOTALL)
        self.words = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", plain)))

    def sheet(self, *names: str) -> Sheet:
        """The form that asks for all of these."""
        found = [
            sheet
            for sheet in Reader(self.html).sheets
            if sheet.method == "post" and set(names) <= set(sheet.boxes)
        ]
        assert found, f"{self.address} 没有填写 {names} 的表单：{self.words[:400]}"
        return found[-1]

    def __contains__(self, words: str) -> bool:
        return words in self.words


class Browser:
    """One person's browser; cookies and the form's own tokens are kept as a browser keeps them."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)

    def open(self, address: str) -> Page:
        return Page(self.client.get(address))

    def sign_in(self, username: str) -> "Browser":
        done = self.fill(reverse("pages:sign_in"), username=username, password=PASSWORD)
        assert done.address == reverse("pages:desk"), done.words[:400]
        return self

    def fill(self, address: str, *, press: str = "", **typed: Any) -> Page:
        """Open a form, type, send it, and follow where it leads."""
        page = self.open(address)
        assert page.status == 200, page.words[:800]
        return self.send(page, press=press, **typed)

    def send(self, page: Page, *, press: str = "", **typed: Any) -> Page:
        """Send the form of a page that is already open."""
        sheet = page.sheet(*typed, *([press] if press else []))
        data = sheet.data(typed, press)
        return Page(self.client.post(sheet.action or page.address, data, follow=True))

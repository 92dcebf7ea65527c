"""A matter of community A somewhere on its way, and the people around it at their browsers."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from decisions.demo.walk import Walk
from decisions.models import Matter
from jiedao.lib import clock
from jiedao.publications.models import Publication
from tests.journeys.browser import Browser, Page
from tests.support import photo

DAY = timedelta(days=1)


class Case:
    """One matter, whoever brought it this far; every further step is taken in a browser."""

    def __init__(self, told: Walk) -> None:
        self.told, self.number = told, told.matter.dossier.number
        self.resident = Browser()

    def on(self, day: date) -> Any:
        return clock.moved_to(day)

    def url(self, step: str, *also: Any) -> str:
        return reverse(f"decisions:{step}", args=[self.number, *also])

    def page(self, who: Browser) -> Page:
        return who.open(self.url("matter_page"))

    def do(self, who: Browser, code: str, /, *said: str, **typed: Any) -> Page:
        """Take a step, come back to the matter, and read there what has been done."""
        done = who.fill(self.url(code), **typed)
        assert done.status == 200, done.words[:1500]
        assert done.address == self.url("matter_page"), done.words[:1500]
        return self.reads(done, *said)

    def refused(self, who: Browser, step: str, *said: str) -> None:
        """The step says why it cannot be taken, before anything is typed."""
        page = who.open(self.url(step))
        assert page.status == 409, page.words[:800]
        self.reads(page, *said)

    def reads(self, page: Page, *said: str) -> Page:
        for words in said:
            assert words in page, page.words[:2000]
        return page

    def publish(self, who: Browser, step: str, **typed: Any) -> Publication:
        """Fill in, look at exactly what is frozen, and freeze it."""
        seen = who.fill(self.url(step), **typed)
        self.reads(seen, "核对公示样稿")
        self.reads(who.send(seen, press="seen"), "公示已定稿")
        return Publication.objects.latest("pk")

    def post(self, who: Browser, name: str) -> None:
        self.do(who, "post_notice", photo=photo(f"{name}.jpg"), place="南门公开栏")

    def take_down(self, who: Browser, name: str) -> None:
        self.do(who, "take_down_notice", photo=photo(f"{name}.jpg"))

    def public(self, *said: str) -> Page:
        """What residents read on the board; everyone may."""
        code = self.told.matter.dossier.unit.code
        page = self.resident.open(f"{reverse('publications:board')}?unit={code}")
        return self.reads(page, *said)

    def paper(self, notice: Publication) -> Page:
        return self.resident.open(reverse("publications:publication", args=[notice.number]))

    def state(self) -> str:
        return str(Matter.objects.get(dossier__number=self.number).state)

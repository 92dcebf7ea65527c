"""Every page at a desk and on a phone: axe finds nothing, nothing sticks out, all comes from here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from decisions import demo
from decisions.demo.stories import DAY_CARE, LATE_HOURS, OLD_ESTATE, PLAN, ROADSIDE
from decisions.demo.walk import Posts, Walk
from decisions.models import Matter
from jiedao.deadlines import tasks
from jiedao.documents import actions as documents
from jiedao.lib import clock
from jiedao.meetings.states import MeetingKind
from jiedao.people import actions as people
from jiedao.people.models import User
from jiedao.publications.models import Publication
from jiedao.scans import actions as scans
from jiedao.scans import selectors as scanned
from jiedao.scans.models import ScannedPaper
from jiedao.workdays import actions as workdays
from jiedao.workdays import seed
from tests.browser.windows import DESKTOP, PHONE, Window
from tests.conftest import Office
from tests.scans import camera

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

TODAY = date(2026, 6, 24)
AXE = "没有装 axe-playwright-python：用 run.py test 运行，会按 requirements-browser.lock 安装。"

# Django's own forms import a style sheet into another, which axe would copy into the page to read it: that
# our policy forbids, axe as well.
IMPORTING = """() => [...document.styleSheets]
    .some((sheet) => [...sheet.cssRules].some((rule) => rule instanceof CSSImportRule))"""
# Half of axe's time; a narrow page has the colours of a wide one.
SAME_COLOURS = {"color-contrast": {"enabled": False}}
BAD = '<table width="900"><tr><td>宽</table><img src="https://elsewhere.example/a.png">'


@dataclass(frozen=True)
class Matters:
    """One matter in each state whose page looks different."""

    draft: Matter
    consulting: Matter
    failed: Matter
    called: Matter
    posted: Matter
    done: Matter
    archived: Matter


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.fixture
def matters(walk: Callable[..., Walk], portal: str, posts: Posts) -> Matters:
    """What lies on an ordinary day's desks of the community."""
    consulting = walk(on=ago(5)).consult(ago(3)).say(ago(2), demo.OPINIONS)
    failed = walk(LATE_HOURS, ago(26))
    on = demo.to_deliberated(failed, ago(26))
    failed.fail(on, MeetingKind.REPRESENTATIVES, on + timedelta(days=4), absent=22)
    called = walk(OLD_ESTATE, ago(11))
    on = demo.to_summed_up(called, ago(11))
    called.call(on, MeetingKind.PARTY, held_on=TODAY).sign(TODAY, absent=1)
    posted, done = walk(DAY_CARE, ago(28)), walk(OLD_ESTATE, ago(62))
    archived = walk(ROADSIDE, ago(100))
    demo.to_posted(posted, ago(28))
    demo.to_result_posted(done, ago(62))
    demo.to_archived(archived, ago(100))
    draft = walk(PLAN, ago(1))
    with clock.moved_to(TODAY):
        workdays.load_year(
            2026, rows=seed.rows_of(2026), document="国办发明电〔2025〕7号", by=people.system()
        )
        tasks.sweep()
    carried = (draft, consulting, failed, called, posted, done, archived)
    return Matters(*(each.fresh() for each in carried))


@pytest.fixture
def looks_right() -> Callable[..., list[str]]:
    """Judge the page that is open: at a desk, then as narrow as a phone."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason=AXE).Axe().axe_script

    def faults(page: Page) -> list[str]:
        found: list[str] = []
        page.evaluate(axe)
        for size, rules in ((DESKTOP, {}), (PHONE, SAME_COLOURS)):
            page.set_viewport_size(size)
            where = f"{page.url} {size['width']}px"
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > size["width"]:
                found.append(f"{where}: {width}px wide, {_sticking_out(page)}")
            options = {
                "resultTypes": ["violations"],
                "rules": rules,
                "preload": not page.evaluate(IMPORTING),
            }
            for fault in page.evaluate("(options) => axe.run(options)", options)["violations"]:
                found += [f"{where}: {fault['id']} {node['html']}" for node in fault["nodes"]]
        return found

    return faults


def _sticking_out(page: Page) -> Any:
    return page.evaluate(
        """() => [...document.body.querySelectorAll("*")]
        .filter((box) => box.getBoundingClientRect().right > innerWidth + 1)
        .slice(0, 5).map((box) => box.outerHTML.slice(0, 120))"""
    )


def visit(
    page: Page, addresses: list[str], look: Callable[[Page], list[str]], status: int = 200
) -> list[str]:
    found = []
    for address in addresses:
        page.set_viewport_size(DESKTOP)
        answer = page.goto(address)
        assert answer
        assert answer.status == status, address
        found += look(page)
    return found


def step(matter: Matter, code: str = "matter_page", *also: int) -> str:
    return reverse(f"decisions:{code}", args=[matter.dossier.number, *also])


def test_the_pages_of_the_office(
    matters: Matters,
    office: Office,
    zhao_chair: User,
    window: Window,
    set_clock: Callable[[date], None],
    looks_right: Callable[[Page], list[str]],
) -> None:
    set_clock(TODAY)
    meeting = matters.done.dossier.meetings.latest("pk")
    page = window(zhao_chair)
    found = visit(
        page,
        [
            *(step(each) for each in vars(matters).values()),
            step(matters.archived, "timeline"),
            step(matters.consulting, "opinion_list"),
            step(matters.consulting, "answer_opinion", 1),
            step(matters.consulting, "add_opinions"),
            step(matters.consulting, "enter_opinion"),
            step(matters.consulting, "correct_opinion", 1),
            step(matters.draft, "revise"),
            step(matters.failed, "call_meeting"),
            step(matters.called, "sign_in"),
            step(matters.called, "count_votes"),
            step(matters.done, "attach"),
            reverse("meetings:page", args=[meeting.pk]),
            reverse("meetings:page", args=[matters.called.dossier.meetings.get().pk]),
            "/office/",
            "/office/decisions/",
            "/office/decisions/new/",
            "/office/decisions/?q=没有这样的事",
            "/office/search/?q=照料",
            "/office/notices/",
            "/office/figures/",
            "/office/organisation/",
            f"/office/organisation/{office.a.code}/",
            "/office/calendar/",
            "/office/rules/",
        ],
        looks_right,
    )
    found += visit(page, ["/office/decisions/JC2026-000000-0001/"], looks_right, 404)
    found += visit(page, [step(matters.archived, "consult")], looks_right, 409)
    found += visit(page, [step(matters.draft, "propose")], looks_right, 403)
    page.set_viewport_size(DESKTOP)
    page.goto(step(matters.called, "count_votes"))
    page.get_by_role("button", name="提交表决结果").click()
    page.locator(".errors").wait_for()
    found += looks_right(page)
    assert not found, "\n".join(found)


def test_the_pages_of_those_who_administer(
    office: Office,
    posts: Posts,
    officer: User,
    lead_official: User,
    security_admin: User,
    system_admin: User,
    audit_admin: User,
    li_secretary: User,
    window: Window,
    set_clock: Callable[[date], None],
    looks_right: Callable[[Page], list[str]],
) -> None:
    set_clock(TODAY)
    visits = {
        security_admin: [
            "/office/",
            "/office/appointments/",
            "/office/appointments/roles/",
            "/office/appointments/appoint/",
        ],
        system_admin: [
            "/office/organisation/import/",
            f"/office/organisation/{office.a.code}/",
            f"/office/organisation/{office.a.code}/rename/",
        ],
        audit_admin: ["/office/ledger/", "/office/ledger/?actor=没有这样的人"],
        officer: ["/office/calendar/day/", "/office/calendar/load/"],
        lead_official: ["/office/rules/", "/office/rules/local/add/"],
        li_secretary: ["/office/", "/office/figures/", "/office/appointments/"],
    }
    found = []
    for user, addresses in visits.items():
        found += visit(window(user), addresses, looks_right)
    assert not found, "\n".join(found)


def test_the_pages_of_residents(
    matters: Matters,
    office: Office,
    window: Window,
    set_clock: Callable[[date], None],
    looks_right: Callable[[Page], list[str]],
) -> None:
    set_clock(TODAY)
    number = matters.posted.dossier.publications.get().number
    consulting = matters.consulting.dossier.number
    page = window()
    found = visit(
        page,
        [
            "/",
            "/?q=体育",
            "/board/",
            f"/board/?unit={office.a.code}",
            f"/board/?unit={office.a.code}&all=1",
            reverse("publications:publication", args=[number]),
            reverse("publications:verify", args=[number]),
            "/verify/",
            "/consultations/",
            reverse("consultations:consultation", args=[consulting]),
            reverse("consultations:consultation", args=[matters.posted.dossier.number]),
            reverse("consultations:say_opinion", args=[consulting]),
            "/receipts/",
            "/handbook/",
            "/handbook/residents/",
            "/handbook/procedures/matter/",
            "/handbook/roles/",
            "/handbook/rules/",
            "/handbook/limits/",
            "/office/sign-in/",
        ],
        looks_right,
    )
    missing = [reverse("publications:publication", args=["GS2026-000000-0001"]), "/nowhere/"]
    found += visit(page, missing, looks_right, 404)
    closed = reverse("consultations:say_opinion", args=[matters.posted.dossier.number])
    found += visit(page, [closed], looks_right, 409)
    page.goto("/office/sign-in/")
    page.get_by_role("button", name="登录", exact=True).click()
    page.locator("[aria-invalid]").first.wait_for()
    found += looks_right(page)
    assert not found, "\n".join(found)


def test_what_is_wrong_would_be_found(
    window: Window, troubles: list[str], looks_right: Callable[[Page], list[str]]
) -> None:
    page = window()
    page.goto("/office/sign-in/")
    page.evaluate(
        "(html) => document.querySelector('main').insertAdjacentHTML('beforeend', html)", BAD
    )
    found = "\n".join(looks_right(page))
    assert "image-alt" in found
    assert "360px: 9" in found
    assert any("Content Security Policy" in each for each in troubles)
    assert any("elsewhere.example" in each for each in troubles)
    troubles.clear()


def test_the_pages_of_paper_that_came_back(
    matters: Matters,
    posts: Posts,
    office: Office,
    window: Window,
    set_clock: Callable[[date], None],
    looks_right: Callable[[Page], list[str]],
) -> None:
    set_clock(TODAY)
    dossier = matters.called.dossier
    meeting = dossier.meetings.get()
    form = documents.form_for(
        dossier, document="sign_in_sheet", subject=str(meeting.pk), by=posts.worker
    )
    for sheet in (camera.page_of(camera.printed(form)), camera.blank()):
        shot = camera.jpeg(camera.photographed(sheet))
        scans.upload(office.a, file=shot, by=posts.worker)
    scans.read_waiting()
    filed, waiting = ScannedPaper.objects.order_by("id")
    notice = Publication.objects.get(dossier=matters.posted.pk)
    known = {one.value: one for one in scanned.choices_of(matters.posted.dossier)}
    shown = known[f"notice:{notice.number}"].match
    where = reverse("scans:paper", args=[waiting.pk])
    page = window(posts.worker)
    before = [
        "/office/scans/",
        "/office/scans/?show=all",
        reverse("scans:paper", args=[filed.pk]),
        where,
        f"{where}?matter={dossier.number}",
        f"{step(matters.called, 'sign_in')}?scan={filed.pk}",
    ]
    found = visit(page, before, looks_right)
    scans.show_notice(waiting, match=shown, by=posts.worker)
    found += visit(page, [where], looks_right)
    assert found == []

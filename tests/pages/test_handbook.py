"""The handbook is drawn from the tables the code runs on, and open to everybody."""

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from lxml import etree

from decisions.procedures import MATTER
from jiedao.access.duties import all_duties
from jiedao.access.held import Holdings
from jiedao.access.roles import all_roles
from jiedao.deadlines.limits import all_limits
from jiedao.indicators.blanks import BLANKS
from jiedao.ledger.acts import all_acts
from jiedao.lib import clock
from jiedao.lib.numerals import money
from jiedao.lib.quotas import MoreThan
from jiedao.pages import diagram, handbook, working
from jiedao.pages.navigation import navigation
from jiedao.people.models import User
from jiedao.procedures.steps import all_procedures
from jiedao.reporting.work_report import plans
from jiedao.rulebooks.editions import LocalValue, all_books, find
from jiedao.web.duties import OfficeDuty
from jiedao.workdays.spans import Days, WorkingDays
from tests.conftest import Office
from tests.reporting.conftest import set_up
from tests.support import statements

PAGES = ["/handbook/", "/handbook/roles/", "/handbook/rules/", "/handbook/limits/"]


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


WORK = [f"/handbook/work/{code}/" for code in working.PAGES]


@pytest.mark.parametrize("address", [*PAGES, "/handbook/procedures/matter/", *WORK])
def test_anyone_may_read_it_and_a_proxy_may_keep_it(db: None, client: Client, address: str):
    answer = client.get(address)
    assert "public" in answer.headers["Cache-Control"]
    assert not answer.wsgi_request.session.accessed
    assert not answer.cookies
    assert statements(lambda: client.get(address)) <= 1


def test_every_procedure_is_explained_step_by_step(db: None, client: Client):
    assert all_procedures()
    for procedure in all_procedures().values():
        page = read(client, f"/handbook/procedures/{procedure.code}/")
        for step in procedure.steps:
            assert step.name in page
            assert step.basis in page
            assert handbook.who(step.duty) in page
            for need in step.needs:
                assert handbook.condition_words(need) in page
            if step.named:
                assert f"；{step.named.__doc__}" in page


def test_the_picture_shows_exactly_the_moves_of_the_table():
    for procedure in all_procedures().values():
        drawn = diagram.moves_of(procedure)
        moves = {
            (str(source), step.name, str(step.target))
            for step in procedure.steps
            for source in step.source
            if not step.aside and step.target not in (None, source)
        }
        assert set(drawn) == moves
        assert len(drawn) == len(moves)


def test_the_picture_is_sound_and_holds_every_state():
    for procedure in all_procedures().values():
        svg = diagram.draw(procedure)
        root = etree.fromstring(svg.encode())
        words = {text.text for text in root.iter("{http://www.w3.org/2000/svg}text")}
        drawn = {str(procedure.states(state).label) for state in diagram.order_of(procedure)}
        assert drawn <= words
        led_to = {str(step.target) for step in procedure.steps if step.target and not step.aside}
        assert set(diagram.order_of(procedure)) == {str(procedure.initial), *led_to}
        assert "style" not in svg
        assert int(root.attrib["width"]) <= 400


def test_the_main_line_is_drawn_in_the_order_of_the_law():
    order = diagram.order_of(MATTER)
    assert order[0] == MATTER.initial
    assert order.index("resolved") < order.index("resolution_published") < order.index("archived")
    assert order.index("archived") < order.index("rejected")


def test_every_condition_says_in_chinese_what_it_asks():
    for procedure in all_procedures().values():
        for step in procedure.steps:
            for need in step.needs:
                words = handbook.condition_words(need)
                assert any("\u4e00" <= character <= "\u9fff" for character in words), need.__name__


def test_every_role_and_duty_is_there(db: None, client: Client):
    page = read(client, "/handbook/roles/")
    for role in all_roles().values():
        assert role.name in page
        assert role.purpose in page
    for duty in all_duties().values():
        assert duty.name in page


def test_every_edition_is_there_with_its_articles(db: None, client: Client):
    page = read(client, "/handbook/rules/")
    assert all_books()
    for book in all_books():
        assert book.name in page
        for edition in book.editions:
            assert edition.basis in page
            for key in edition:
                assert edition.name(key) in page
                assert edition.source(key) in page
    assert "三分之二以上" in page


def test_every_limit_and_every_act_is_there(db: None, client: Client):
    page = read(client, "/handbook/limits/")
    for limit in all_limits().values():
        assert limit.name in page
    for act in all_acts().values():
        assert act in page


def test_an_unknown_procedure_is_not_found(db: None, client: Client):
    assert client.get("/handbook/procedures/nothing/").status_code == 404


def test_what_residents_do_themselves_is_said():
    page = handbook.procedure_page(MATTER, today=date(2026, 11, 23))
    assert handbook.RESIDENTS in {step.duty for step in page.steps}


def words_of(page: str) -> str:
    """What a reader sees of a page, without the frame around it."""
    inner = page.partition("<main")[2].partition("</main>")[0]
    return unescape(re.sub(r"<[^>]+>", "", inner))


@pytest.mark.parametrize("code", sorted(working.PAGES))
def test_every_kind_of_work_is_said_in_words_and_stands_in_the_contents(
    db: None, client: Client, code: str
):
    address = f"/handbook/work/{code}/"
    page, shown = read(client, address), working.PAGES[code]
    assert f"<h1>{shown.name}</h1>" in page
    for heading in ("平时怎么用", "平台自己做的", "办不了的时候"):
        assert f"<h2>{heading}</h2>" in page
    assert ("内部规定，不是法律规定" in page) is (bool(shown.book) and shown.book != "rhythms")
    assert f'href="{address}">{shown.name}</a>' in read(client, "/handbook/")
    assert not re.search("[，。；：、]{2}|由在|是，|给。", words_of(page))


def test_an_unknown_kind_of_work_is_not_found(db: None, client: Client):
    assert client.get("/handbook/work/nothing/").status_code == 404


@pytest.mark.parametrize("code", sorted(working.PAGES))
def test_what_stands_in_quotation_marks_is_a_word_of_the_portal(
    db: None, client: Client, code: str
):
    """A button that is given another name may not keep its old one in the handbook."""
    said = re.findall(r"“([^”]+)”", words_of(read(client, f"/handbook/work/{code}/")))
    assert len(said) > 10
    assert [words for words in dict.fromkeys(said) if words not in portal_words()] == []


@cache
def portal_words() -> str:
    root = Path(settings.ROOT)
    files = [*(root / "jiedao").rglob("*.py"), *(root / "templates").rglob("*.html")]
    own = [path for path in files if "handbook" not in path.name and path.name != "working.py"]
    return "\n".join(path.read_text("utf-8") for path in own)


CHANGED = {
    "dashboard": {"residents_meetings": 37},
    "reports": {
        "due_hour": 16,
        "told_lead": WorkingDays(41),
        "told_secretary": WorkingDays(42),
        "counted": WorkingDays(43),
    },
    "activities": {"make_up_within": WorkingDays(41), "study_within": WorkingDays(42)},
    "liaison": {"visit_within": Days(47)},
    "appraisal": {
        "appeal_within": WorkingDays(41),
        "answer_within": WorkingDays(42),
        "units_first": 97,
        "persons_second": 77,
        "raters_office": 23,
        "ballot_fourth": 31,
        "bonus_most": 8,
        "first_units": 39,
        "first_persons": 19,
    },
    "party-committee": {
        "papers_before": Days(6),
        "passing": MoreThan(2, 3),
        "review_within": WorkingDays(41),
        "accept_within": WorkingDays(42),
        "known_for": Days(401),
    },
    "funds": {"large_payment": 70_000, "split_window": 47, "wages_day": 13},
}


@pytest.mark.parametrize("code", sorted(CHANGED))
def test_a_number_that_changes_in_the_rulebook_changes_in_the_words(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch, code: str
):
    address, changed = f"/handbook/work/{code}/", CHANGED[code]
    before = words_of(read(client, address))
    book = find(working.PAGES[code].book)
    now = book.on(clock.today())
    local = {key: LocalValue(value, "试行文件") for key, value in changed.items()}
    monkeypatch.setattr(book, "editions", (*book.editions[:-1], now.with_local(lambda: local)))
    after = words_of(read(client, address))
    for value in changed.values():
        said = money(value) if value == 70_000 else str(value)
        assert after.count(said) > before.count(said), said


def test_the_page_kept_by_any_proxy_leads_to_what_a_street_has_set_for_itself(
    office: Office, lead_official: User, zhao_chair: User, client_of: Callable[[User], Client],
    client: Client,
):  # fmt: skip
    set_up(office.street, lead_official, since=clock.today(), due_hour=15)
    address = "/handbook/work/reports/"
    public = read(client, address)
    own = "您的街道现在怎么定的，登录以后看"
    (link,) = re.findall(rf'{own}<a href="([^"]+)"', public)
    assert "15:00" not in public
    # The same for everybody; who is signed in reads his own street's days where the link leads.
    reader = client_of(zhao_chair)
    assert read(reader, address) == public
    page = words_of(read(reader, link))
    assert "经八路街道" in page
    assert "15:00前报分管领导" in page
    assert client.get(link).status_code == 302


def test_pages_without_a_rulebook_draw_their_numbers_from_the_code(db: None, client: Client):
    page = words_of(read(client, "/handbook/work/work-report/"))
    assert set(working.PAGES) - set(CHANGED) == {"work-report"}
    assert f"{len(BLANKS)}个数字" in page
    assert f"{plans.AHEAD.days // 7}周内到期" in page
    assert "可以写234、200余、230以上" in page


def test_who_does_it_is_said_by_post_and_never_by_machine(db: None, client: Client):
    page = words_of(read(client, "/handbook/work/funds/"))
    assert "能登记的岗位是科室干部" in page
    assert all(role.name not in page for role in all_roles().values() if role.machine)


def test_the_pages_themselves_lead_to_where_the_handbook_speaks_of_them():
    held = Holdings(clock.today(), {duty.value: ("/",) for duty in OfficeDuty})
    wanted = {
        "/office/dashboard/": "dashboard",
        "/office/reports/work-report/": "reports",
        "/office/figures/": "work-report",
        "/office/funds/wages/": "funds",
    }
    for path, code in wanted.items():
        assert navigation(held, path=path).how == f"/handbook/work/{code}/"
    assert navigation(held, path="/office/").how == ""

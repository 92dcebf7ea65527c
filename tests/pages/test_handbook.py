"""The handbook is drawn from the tables the code runs on, and open to everybody."""

from datetime import date
from xml.etree import ElementTree

import pytest
from django.test import Client

from decisions.procedures import MATTER
from jiedao.access.duties import all_duties
from jiedao.access.roles import all_roles
from jiedao.deadlines.limits import all_limits
from jiedao.ledger.acts import all_acts
from jiedao.pages import diagram, handbook
from jiedao.procedures.steps import all_procedures
from jiedao.rulebooks.editions import all_books
from tests.support import statements

PAGES = ["/handbook/", "/handbook/roles/", "/handbook/rules/", "/handbook/limits/"]


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("address", [*PAGES, "/handbook/procedures/matter/"])
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
        root = ElementTree.fromstring(svg)  # noqa: S314
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

"""Who reads how much of what a resident reported: the street, its community, a program, the figures."""

import io
from collections.abc import Callable
from decimal import Decimal

from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from decisions import actions
from decisions.indicators import COMPLAINTS_RECEIVED, NOT_YET_PUBLISHED, PUBLICATIONS_ORDERED
from jiedao.indicators import kept
from jiedao.indicators.actions import settle
from jiedao.indicators.figures import Scope
from jiedao.lib import clock
from jiedao.organisation.models import Unit
from jiedao.people import actions as people
from jiedao.people.models import User
from tests.conftest import Office
from tests.decisions.complaining import AFFAIR, DAY, ORDER, TEXT, Said, of, ordered, said
from tests.decisions.conftest import START
from tests.support import statements

__all__ = ["said"]


def test_the_number_in_full_is_for_who_investigates_and_leaves_a_trace(
    said: Said, officer: User, li_secretary: User, client_of: Callable[[User], Client]
) -> None:
    complaint = said(phone="13803715521")
    with clock.moved_to(START):
        client = client_of(officer)
        asked = of(complaint, "complaint_phone")
        assert "13803715521" not in client.get(asked).content.decode()
        shown = client.post(asked, {"reason": "电话核实反映的情况"}).content.decode()
        assert "13803715521" in shown
        # The secretary may read it, but does not call back.
        assert client_of(li_secretary).get(asked).status_code == 403


def test_the_community_reads_nothing_the_street_wrote_before_its_order(
    office: Office, sun_worker: User, officer: User, zhao_chair: User,
    client_of: Callable[[User], Client],
) -> None:  # fmt: skip
    with clock.moved_to(START):
        complaint, _ = actions.enter_complaint(
            office.a, by=sun_worker, way="window", said_on=START, wrong="untrue",
            affair=AFFAIR, text=TEXT, name="吴居民", phone="13803715521",
        )  # fmt: skip
        client, number = client_of(officer), of(complaint, "complaint_phone")
        assert client.post(number, {"reason": "电话核实吴居民说的"}).status_code == 200
        ordered(complaint, officer)
        assert client.post(number, {"reason": "再问吴居民一遍"}).status_code == 200
        theirs = client_of(zhao_chair)
        page = theirs.get(of(complaint, "complaint_page")).content.decode()
        street = client.get(of(complaint, "complaint_page")).content.decode()
        book = load_workbook(io.BytesIO(theirs.get(reverse("decisions:export_complaints")).content))
        own = load_workbook(io.BytesIO(client.get(reverse("decisions:export_complaints")).content))
    assert ORDER in page
    for hidden in ("吴居民", "完整号码", "孙", "当面"):
        assert hidden not in page, hidden
    for told in ("电话核实吴居民说的", "再问吴居民一遍", "当面"):
        assert told in street, told
    heads, line = list(book.worksheets[0].values)[-2:]
    assert line[heads.index("怎么收到的")] is None
    assert line[heads.index("实名匿名")] is None
    assert "实名" in list(own.worksheets[0].values)[-1]


def test_it_is_counted_for_the_street_alone_until_the_order(
    said: Said, office: Office, officer: User
) -> None:
    """A community that narrows the period day by day must not find that somebody reported, and when."""
    figures = (COMPLAINTS_RECEIVED, PUBLICATIONS_ORDERED)

    def counted(unit: Unit) -> list[Decimal]:
        scope = Scope(unit, START, START + DAY)
        anew = [figure.value(scope) for figure in figures]
        sums = kept.values(scope)[0]
        assert [sums[figure.code] for figure in figures] == anew
        return [*anew, NOT_YET_PUBLISHED.value(scope)]

    first, _ = said(), said()
    for _ in ("not settled yet", "settled"):
        assert counted(office.a) == [0, 0, 0]
        assert counted(office.street) == [2, 0, 0]
        settle()
    ordered(first, officer)
    for _ in ("not settled yet", "settled"):
        assert counted(office.a) == [1, 1, 1]
        assert counted(office.street) == [2, 1, 1]
        settle()


def test_programs_walk_it_and_read_no_more_than_their_person(
    office: Office,
    said: Said,
    officer: User,
    zhao_chair: User,
    client_of: Callable[[User], Client],
) -> None:
    complaint = said()
    number = complaint.dossier.number
    one = reverse("api:complaint-detail", args=[number])
    with clock.moved_to(START):
        client = client_of(officer)
        assert client.get(one).json()["text"] == TEXT
        # By the unit that stands in the row, though the dossier is still the street's.
        every = reverse("api:complaint-list")
        for unit, count in ((office.street, 1), (office.a, 1), (office.b, 0)):
            found = client.get(every, {"unit": unit.code}).json()["results"]
            assert len(found) == count, unit
        for act, given in (
            ("acknowledge-complaint", {}),
            (
                "order-publication",
                {"order": ORDER, "publish_by": str(START + DAY), "answer": "属实。"},
            ),
        ):
            url = reverse(f"api:complaint-{act}", args=[number])
            body = {"on": str(START)} | given
            answer = client.post(url, body, content_type="application/json")
            assert answer.status_code == 200, answer.content.decode()
        theirs = client_of(zhao_chair).get(one).json()
        assert (theirs["text"], theirs["answer"], theirs["order"]) == ("", "", ORDER)
        assert [offer["code"] for offer in theirs["offers"]] == ["report_published"]


def test_the_list_is_exported_without_names_and_words_and_costs_the_same_for_many(
    said: Said, officer: User, client_of: Callable[[User], Client]
) -> None:
    said(name="吴居民", phone="13803715521")
    client, url = client_of(officer), reverse("decisions:complaint_list")
    with clock.moved_to(START):
        client.get(url)
        few = statements(lambda: client.get(url))
        for _ in range(5):
            said()
        assert statements(lambda: client.get(url)) == few
        book = load_workbook(io.BytesIO(client.get(reverse("decisions:export_complaints")).content))
    words = " ".join(str(cell or "") for row in book.worksheets[0].values for cell in row)
    assert AFFAIR in words
    for hidden in (TEXT, "吴居民", "5521"):
        assert hidden not in words


def test_the_streets_list_is_narrowed_by_the_community_it_is_about(
    said: Said, office: Office, officer: User, zhao_chair: User, client_of: Callable[[User], Client]
) -> None:
    """Though the dossiers are all the street's; a community has nothing to choose."""
    of_a = said()
    with clock.moved_to(START):
        given = {"wrong": "late", "affair": "8号院电梯费的收支", "text": TEXT}
        of_b, _ = actions.say_complaint(office.b, by=people.visitor(), **given)
        url, client = reverse("decisions:complaint_list"), client_of(officer)
        assert 'name="unit"' in client.get(url).content.decode()
        for unit, there, not_there in ((office.a, of_a, of_b), (office.b, of_b, of_a)):
            page = client.get(url, {"unit": unit.code}).content.decode()
            found = client.get(reverse("decisions:export_complaints"), {"unit": unit.code})
            book = load_workbook(io.BytesIO(found.content)).worksheets[0].values
            numbers = [cell for row in book for cell in row]
            for shown in (page, numbers):
                assert there.dossier.number in shown
                assert not_there.dossier.number not in shown
        assert 'name="unit"' not in client_of(zhao_chair).get(url).content.decode()


def test_the_communitys_export_does_not_say_how_it_came_and_whether_by_name(
    said: Said, officer: User, zhao_chair: User, client_of: Callable[[User], Client]
) -> None:
    ordered(said(name="吴居民"), officer)
    for user, told in ((officer, True), (zhao_chair, False)):
        with clock.moved_to(START):
            found = client_of(user).get(reverse("decisions:export_complaints")).content
        _, row = load_workbook(io.BytesIO(found)).worksheets[0].values
        assert AFFAIR in row
        assert ("实名" in row, "网上" in row) == (told, told)

"""The list of matters: whose, narrowed how, page by page, into Excel."""

import io
from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from decisions import actions, demo, listing
from decisions.demo.stories import CHARGING, GARDEN, LIGHTS
from decisions.demo.walk import Walk
from decisions.listing import PAGE
from jiedao.access.actions import admit, recuse
from jiedao.access.states import RecusalScope
from jiedao.lib import clock
from jiedao.people.models import User
from tests.decisions.conftest import START
from tests.decisions.test_pages import body
from tests.support import statements

Signed = Callable[[User], Client]
Begin = Callable[..., Walk]
LIST = "decisions:matter_list"


def shown(client: Client, query: str = "", *, htmx: bool = False) -> str:
    headers = {"HX-Request": "true"} if htmx else {}
    return body(client.get(f"{reverse(LIST)}?{query}", headers=headers))


def test_the_list_is_narrowed_by_state_kind_year_and_words(
    walk: Begin, zhao_chair: User, client_of: Signed
) -> None:
    walk(CHARGING).consult(START)
    walk(LIGHTS)
    client = client_of(zhao_chair)
    with clock.moved_to(START):
        assert CHARGING.title in shown(client)
        assert LIGHTS.title in shown(client)
        consulting = shown(client, "state=consulting")
        assert CHARGING.title in consulting
        assert LIGHTS.title not in consulting
        assert CHARGING.title not in shown(client, f"kind={LIGHTS.kind}")
        assert CHARGING.title not in shown(client, "year=2024")
        assert CHARGING.title in shown(client, "year=2026&state=open")
        found = shown(client, "q=充电")
        assert CHARGING.title in found
        assert LIGHTS.title not in found
        assert "没有符合的事项" in shown(client, "q=地铁")


def test_nonsense_in_the_address_is_as_if_it_had_not_been_asked(
    walk: Begin, zhao_chair: User, client_of: Signed
) -> None:
    walk(CHARGING)
    client = client_of(zhao_chair)
    with clock.moved_to(START):
        for query in (
            "state=x&kind=y&year=99999&sort=z",
            "older=abc&newer=-1",
            "sort=limit&older=99999999-1",
            "sort=acted&older=20260302-999999999999999999",
            "year=2026%0a",
        ):
            assert client.get(f"{reverse(LIST)}?{query}").status_code == 200


def test_a_person_of_the_street_narrows_to_one_community(
    walk: Begin, office: object, li_secretary: User, zheng_other: User, client_of: Signed
) -> None:
    matter = walk(CHARGING).matter
    client = client_of(li_secretary)
    with clock.moved_to(START):
        assert CHARGING.title in shown(client, f"unit={matter.dossier.unit.code}")
        assert CHARGING.title not in shown(client, f"unit={office.b.code}")
        assert CHARGING.title not in shown(client_of(zheng_other))


def test_the_list_pages_by_key_there_and_back_in_every_order(walk: Begin, zhao_chair: User) -> None:
    for number in range(PAGE + 5):
        journey = walk(CHARGING, START + timedelta(days=number % 3))
        if number % 4 == 0:
            journey.consult(START + timedelta(days=3))
    today = START + timedelta(days=3)
    with clock.moved_to(today):
        for sort in listing.SORTS:
            first = listing.page_of(zhao_chair, listing.Asked(sort=sort), today=today)
            assert first.newer is None
            assert first.older is not None
            second = listing.page_of(
                zhao_chair, listing.Asked(sort=sort, older=first.older), today=today
            )
            assert second.older is None
            assert second.newer is not None
            back = listing.page_of(
                zhao_chair, listing.Asked(sort=sort, newer=second.newer), today=today
            )
            assert [row.number for row in back.rows] == [row.number for row in first.rows]
            numbers = {row.number for row in first.rows + second.rows}
            assert len(numbers) == PAGE + 5


def test_the_list_costs_the_same_for_one_and_for_twenty_matters(
    walk: Begin, zhao_chair: User, client_of: Signed
) -> None:
    walk(CHARGING)
    client = client_of(zhao_chair)
    with clock.moved_to(START):
        shown(client)
        cost = statements(lambda: shown(client))
    for _ in range(PAGE + 2):
        walk(GARDEN).consult(START)
    with clock.moved_to(START):
        assert statements(lambda: shown(client)) == cost
    assert cost <= 12


def test_one_page_shows_what_may_be_seen_and_nothing_else_in_every_order(
    walk: Begin,
    office: object,
    zhao_chair: User,
    zheng_other: User,
    sun_worker: User,
    branch_secretary: User,
    li_secretary: User,
) -> None:
    told, shut = walk(CHARGING).matter, walk(LIGHTS).matter
    walk(GARDEN).consult(START)
    with clock.moved_to(START):
        admit(told.dossier, user=zheng_other, until=START, reason="协办", by=sun_worker)
        assert branch_secretary.person
        recuse(
            shut.dossier,
            person=branch_secretary.person,
            scope=RecusalScope.SEE,
            reason="住在这栋楼",
            by=sun_worker,
            on=START,
        )
        for user in (zhao_chair, zheng_other, branch_secretary, li_secretary):
            for question in (
                *(listing.Asked(sort=sort) for sort in listing.SORTS),
                listing.Asked(state="open"),
                listing.Asked(state="draft", year="2026"),
                listing.Asked(kind=LIGHTS.kind),
                listing.Asked(words=LIGHTS.title[:2], sort="limit"),
                listing.Asked(words="%"),
                listing.Asked(unit=told.dossier.unit.code),
            ):
                seen = {row.number for row in listing.page_of(user, question, today=START).rows}
                may_see = listing.matters(user, question)
                assert seen == {matter.dossier.number for matter in may_see}, (user, question)
        (only,) = listing.page_of(zheng_other, listing.Asked(sort="limit"), today=START).rows
        assert only.number == told.dossier.number
        assert listing.page_of(zhao_chair, listing.Asked(), today=START).count == "3"


def test_htmx_swaps_the_table_alone(walk: Begin, zhao_chair: User, client_of: Signed) -> None:
    walk(CHARGING)
    with clock.moved_to(START):
        part = shown(client_of(zhao_chair), htmx=True)
    assert part.strip().startswith('<div id="matters">')
    assert "<html" not in part


def test_the_filtered_list_comes_out_as_excel_and_nothing_runs_in_it(
    walk: Begin, zhao_chair: User, sun_worker: User, client_of: Signed
) -> None:
    walk(LIGHTS)
    formula = walk(CHARGING).matter
    with clock.moved_to(START):
        actions.revise(
            formula,
            by=sun_worker,
            on=START,
            kind="other",
            title="=HYPERLINK(1)<b>",
            origin="committee",
            proposer="社区居委会",
            summary="一句话",
            plan="方案",
        )
        client = client_of(zhao_chair)
        answer = client.get(f"{reverse('decisions:export')}?kind=other")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows())
    assert len(rows) == 2
    assert rows[1][1].value == "=HYPERLINK(1)<b>"
    assert rows[1][1].data_type == "s"


def test_a_list_too_long_for_one_file_is_refused_with_a_hint(
    walk: Begin, zhao_chair: User, client_of: Signed, monkeypatch: object
) -> None:
    demo.to_summed_up(walk(LIGHTS), START)
    walk(CHARGING)
    monkeypatch.setattr(listing, "MOST_EXPORTED", 1)
    with clock.moved_to(START + timedelta(days=20)):
        answer = client_of(zhao_chair).get(reverse("decisions:export"))
        assert answer.status_code == 409
        assert "缩小范围" in body(answer)


def test_the_export_opens_only_what_a_person_may_see(
    walk: Begin, zheng_other: User, client_of: Signed
) -> None:
    walk(CHARGING)
    with clock.moved_to(START):
        answer = client_of(zheng_other).get(reverse("decisions:export"))
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    assert sheet.max_row == 1

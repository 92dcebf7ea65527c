"""Finding what is near: from the street to the community to one's own estate (小区)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from jiedao.lib import clock
from jiedao.organisation import actions as organisation
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User
from jiedao.publications import actions
from jiedao.publications.models import Publication
from tests.conftest import Office
from tests.publications.conftest import open_dossier
from tests.support import statements


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.moved_to(date(2026, 11, 23)):
        yield


@pytest.fixture
def estate(office: Office, system_admin: User) -> Unit:
    """3号院, an estate of community A."""
    return organisation.add_unit(office.a, level=UnitLevel.ESTATE, name="3号院", by=system_admin)


def page(address: str) -> str:
    return Client().get(address).content.decode()


def test_one_walks_from_the_street_to_the_community_to_the_estate(
    office: Office, estate: Unit
) -> None:
    assert f"/board/?unit={office.street.code}" in page("/board/")
    assert f"/board/?unit={office.a.code}" in page(f"/board/?unit={office.street.code}")
    community = page(f"/board/?unit={office.a.code}")
    assert "按小区看" in community
    assert f"/board/?unit={estate.code}" in community


def test_an_estate_is_found_by_its_name(office: Office, estate: Unit) -> None:
    found = page("/?q=3号院")
    assert f"/board/?unit={estate.code}" in found
    assert "经八路街道体育社区" in found


def test_an_estate_shows_its_communitys_board_with_its_own_matters_first(
    office: Office, estate: Unit, posted: Publication, sun_worker: Any
) -> None:
    for title in ("广场健身时段约定", "3号院加装扶手"):
        actions.set_public_state(
            open_dossier(office.a, sun_worker, title),
            stage="已提议",
            line="两委正在商议",
            by=sun_worker,
        )
    for title in ("小区绿化补种", "车棚修缮"):
        actions.set_public_state(
            open_dossier(office.a, sun_worker, title),
            stage="已提议",
            line="两委正在商议",
            by=sun_worker,
        )
    said = page(f"/board/?unit={estate.code}")
    assert "3号院属于体育社区" in said
    assert posted.title in said
    assert said.index("3号院加装扶手") < said.index("车棚修缮")
    assert "提到3号院" in said
    # Among the others the order stays: what changed last comes first.
    assert said.index("车棚修缮") < said.index("小区绿化补种") < said.index("广场健身时段约定")


def test_a_search_from_an_estate_stays_with_it(
    office: Office, estate: Unit, posted: Publication
) -> None:
    said = page(f"/board/?unit={estate.code}&all=1&q=学校")
    assert posted.title in said
    assert f'name="unit" value="{estate.code}"' in said


def test_a_reader_finds_the_feed_of_the_board_by_itself(office: Office, estate: Unit) -> None:
    link = 'type="application/atom+xml" title="体育社区公开栏" href="/board/feed.atom?unit='
    assert f"{link}{office.a.code}" in page(f"/board/?unit={office.a.code}")
    assert f"{link}{office.a.code}" in page(f"/board/?unit={estate.code}")
    assert 'href="/board/feed.atom"' in page("/board/")
    assert Client().get(f"/board/feed.atom?unit={estate.code}").status_code == 200


def test_the_board_of_an_estate_costs_no_more_than_that_of_its_community(
    office: Office, estate: Unit, posted: Publication
) -> None:
    of_community = statements(lambda: page(f"/board/?unit={office.a.code}"))
    assert statements(lambda: page(f"/board/?unit={estate.code}")) == of_community <= 12

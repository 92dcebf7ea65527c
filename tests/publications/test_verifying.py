"""Checking a notice before anybody's eyes: genuine, or loudly not."""

from typing import Any

import pytest
from django.test import Client

from jiedao.publications import canonical
from jiedao.publications.models import Publication
from tests.publications.test_selectors import behind_the_trigger


@pytest.fixture
def resident() -> Client:
    return Client()


def text_of(response: Any) -> str:
    return str(response.content.decode())


def test_a_code_leads_to_the_check(resident: Client, posted: Publication) -> None:
    response = resident.get("/verify/", {"code": posted.code.lower()})
    assert response.status_code == 302
    assert response["Location"] == f"/board/{posted.number}/verify/"


def test_the_check_says_it_is_genuine(resident: Client, posted: Publication) -> None:
    page = text_of(resident.get(f"/board/{posted.number}/verify/"))
    assert "这份公示是真的" in page
    assert posted.full_digest in page
    assert posted.chain_digest in page
    assert "第1份公示" in page


def test_the_check_says_loudly_that_it_was_changed(resident: Client, posted: Publication) -> None:
    with behind_the_trigger() as cursor:
        cursor.execute("UPDATE publications_publication SET full_text = full_text || '段：加了'")
    page = text_of(resident.get(f"/board/{posted.number}/verify/"))
    assert "这份公示是真的" not in page
    assert "被改动过，不能作为依据" in page
    assert canonical.digest(posted.full_text + "段：加了") in page


def test_a_torn_text_still_has_a_check_page(resident: Client, posted: Publication) -> None:
    with behind_the_trigger() as cursor:
        cursor.execute("UPDATE publications_publication SET full_text = '全没了'")
    assert "不能作为依据" in text_of(resident.get(f"/board/{posted.number}/verify/"))
    page = resident.get(f"/board/{posted.number}/")
    assert page.status_code == 200
    assert "不能作为依据" in text_of(page)

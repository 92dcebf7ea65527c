"""A regulation on paper: its numbers, its days, what took its place; as PDF and as a Word file."""

from collections.abc import Callable

import pytest
from django.test import Client

from jiedao.people.models import User
from jiedao.regulations.models import Regulation
from tests.documents.paper import docx_words, pdf_words
from tests.regulations.conftest import revised

Browser = Callable[[User], Client]
READ = {"pdf": pdf_words, "docx": docx_words}


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_paper_says_whether_it_still_holds(
    regulation: Regulation, officer: User, client_of: Browser, form: str
) -> None:
    client, number = client_of(officer), regulation.dossier.number
    page = client.get(regulation.get_absolute_url())
    url = f"/office/documents/{number}/paper.{form}"
    assert url in page.text
    words = READ[form](client.get(url).content)
    assert "经八办〔2026〕12号" in words
    assert "2026年3月2日起施行" in words
    newer = revised(regulation, officer)
    words = READ[form](client.get(url).content)
    assert newer.document_number in words
    assert "2026年3月2日至2026年5月31日" in words
    assert "已被替代" in words

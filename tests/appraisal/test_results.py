"""What a graded result is used for: an honour with its document, other entries, the paper told to all."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from jiedao.appraisal.documents import announcement
from jiedao.appraisal.models import Appraisal, Award, Consequence
from jiedao.documents.blocks import words_of
from jiedao.documents.declared import Subject
from jiedao.people.models import User
from tests.appraisal.conftest import GRADED, Year
from tests.appraisal.test_journey import post
from tests.attachments.files import PDF, upload

LATER = GRADED + timedelta(days=3)


def test_an_honour_has_its_document_and_what_follows_has_its_day(
    year: Year, zhao_chair: User, at: Callable[..., Any]
) -> None:
    year.issued().rated(30).scored().announced().graded()
    # Nobody handed in on time in this street: the communities come to 70.
    url = year.a.get_absolute_url()
    with at(year.keeper, LATER) as client:
        refused = client.get(f"{url}award/")
        assert refused.status_code == 409
        assert "等次是“一般”，不能评先" in refused.text
        early = (GRADED - timedelta(days=1)).isoformat()
        bad = client.post(f"{url}use/", {"kind": "talk", "words": "约谈", "taken_on": early})
        assert bad.status_code == 409
        assert "不能早于这一天" in bad.text
        page = post(
            client, f"{url}use/", kind="talk", words="约谈社区书记", taken_on=LATER.isoformat()
        )
        assert "约谈提醒：约谈社区书记" in page.text
    with at(zhao_chair, LATER) as client:
        assert client.get(f"{url}use/").status_code == 403
        assert "约谈提醒：约谈社区书记" in client.get(url).text
        packing = f"{year.appraisal.get_absolute_url()}pack/"
        assert client.get(packing).status_code == 403
    with pytest.raises(IntegrityError), transaction.atomic():
        Consequence.objects.update(words="没有约谈")
    said = words_of(announcement(Subject(Appraisal.objects.select_related("street").get())))
    for words in ("2026年度考核结果的通报", "体育社区", "70", "一般"):
        assert words in said


def test_an_honour_is_entered_once_for_a_good_result(
    year: Year, no_papers: None, at: Callable[..., Any]
) -> None:
    year.issued().rated(30).scored().announced().graded()
    url = year.a.get_absolute_url()
    given = {"name": "先进社区", "document_number": "经八办(2027)3号"}
    with at(year.keeper, LATER) as client:
        day = LATER.isoformat()
        file = upload("决定.pdf", PDF)
        page = post(client, f"{url}award/", **given, awarded_on=day, file=file)
        assert "评先创优：先进社区（经八办〔2027〕3号）" in page.text
        assert "决定.pdf" in page.text
        file = upload("决定二.pdf", PDF + b"%")
        again = post(client, f"{url}award/", **given, awarded_on=day, file=file)
        assert again.status_code == 409
        assert "已经登记过" in again.text
    assert Award.objects.count() == 1

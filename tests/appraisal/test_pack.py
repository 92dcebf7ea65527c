"""The year-end pack: made anew and marked until the grades are out, then the same bytes for ever."""

import hashlib
import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.db import IntegrityError, connection, transaction

from jiedao.appraisal.models import Pack
from jiedao.attachments import vault
from jiedao.backups.contents import FILES
from jiedao.people.models import User
from jiedao.publications import books
from tests.appraisal.conftest import GRADED, Year
from tests.appraisal.test_journey import post
from tests.attachments.files import PDF, upload

LATER = GRADED + timedelta(days=40)


def names(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.namelist()


def test_the_pack_is_marked_until_the_grades_are_out_and_then_stays_as_it_is(
    year: Year, no_papers: None, zhao_chair: User, at: Callable[..., Any]
) -> None:
    url = year.appraisal.get_absolute_url()
    year.issued().rated(30)
    with at(year.keeper) as client:
        assert "未定稿" in client.get(url).text
        draft = client.get(f"{url}pack/")
        assert "未定稿" in unquote(draft["Content-Disposition"])
        assert "00 未定稿.txt" in names(draft.content)
    year.scored().announced().graded()
    kept = Pack.objects.get()
    with at(year.keeper, GRADED) as client:
        final = client.get(f"{url}pack/")
        assert hashlib.sha256(final.content).hexdigest() == kept.sha256
        assert "未定稿" not in unquote(final["Content-Disposition"])
        assert "00 未定稿.txt" not in names(final.content)
        page = client.get(url).text
        assert kept.sha256 in page
        assert "已固定" in page
        # What follows from the grades is a ledger of its own; the pack does not change with it.
        post(
            client,
            f"{year.a.get_absolute_url()}award/",
            name="先进社区",
            awarded_on=GRADED.isoformat(),
            file=upload("决定.pdf", PDF),
        )
        uses = client.get(f"{url}uses/")
        assert uses.status_code == 200
    with at(year.keeper, LATER) as client:
        assert client.get(f"{url}pack/").content == final.content
        assert client.get(f"{url}pack/keep/").status_code == 409
    with at(zhao_chair, LATER) as client:
        assert client.get(f"{url}pack/").status_code == 403
        assert client.get(f"{url}uses/").status_code == 403
    with pytest.raises(IntegrityError, match="不能改动或删除"), transaction.atomic():
        Pack.objects.update(size=1)


def test_a_pack_that_was_changed_on_disk_is_found_and_not_handed_out(
    year: Year, no_papers: None, at: Callable[..., Any]
) -> None:
    year.issued().rated(30).scored().announced().graded()
    kept = Pack.objects.get()
    assert books.found()["packs"] == []
    assert books.counts()["packs"] == 1
    with connection.cursor() as cursor:
        cursor.execute(FILES)
        assert (kept.sha256, kept.size) in cursor.fetchall()
    vault.path_of(kept.sha256).write_bytes(b"something else")
    (said,) = books.found()["packs"]
    assert year.appraisal.dossier.number in said
    with at(year.keeper, LATER) as client:
        refused = client.get(f"{year.appraisal.get_absolute_url()}pack/")
        assert refused.status_code == 409
        assert "从备份恢复" in refused.text


def test_a_year_graded_before_packs_were_kept_can_be_frozen_once(
    year: Year, no_papers: None, at: Callable[..., Any]
) -> None:
    year.issued().rated(30).scored().announced().graded()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE appraisal_pack DISABLE TRIGGER appraisal_pack_kept")
        cursor.execute("DELETE FROM appraisal_pack")
        cursor.execute("ALTER TABLE appraisal_pack ENABLE TRIGGER appraisal_pack_kept")
    url = year.appraisal.get_absolute_url()
    with at(year.keeper, LATER) as client:
        page = post(client, f"{url}pack/keep/")
        assert "年终材料包已固定" in page.text
        first = client.get(f"{url}pack/").content
    with at(year.keeper, LATER + timedelta(days=1)) as client:
        assert client.get(f"{url}pack/").content == first
    assert "年终材料包已固定" in page.text.split("办理经过")[1]

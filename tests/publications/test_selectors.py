"""Whether the books are whole: every way of tampering is found and named."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from psycopg2 import sql

from jiedao.attachments import vault
from jiedao.lib import clock
from jiedao.notices.models import Notice
from jiedao.publications import selectors
from jiedao.publications.models import Publication
from jiedao.publications.tasks import verify_books
from tests.publications.conftest import FROZEN_ON, freeze, open_dossier

NEW_LINE = "段：偷偷加的一句"
SECOND = sql.SQL("UPDATE publications_publication SET {} WHERE unit_seq = 2")


@contextmanager
def behind_the_trigger() -> Iterator[Any]:
    """What somebody with the keys of the database could do."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE publications_publication DISABLE TRIGGER USER")
        yield cursor
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE publications_publication ENABLE TRIGGER USER")


@pytest.fixture
def three(frozen: Publication, sun_worker: Any) -> list[Publication]:
    with clock.moved_to(FROZEN_ON):
        more = [
            freeze(open_dossier(frozen.unit, sun_worker, f"第{n}件"), sun_worker) for n in (2, 3)
        ]
    return [frozen, *more]


def test_whole_books_have_no_fault(three: list[Publication], posted: Publication) -> None:
    assert list(selectors.broken_publications()) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("full_text = full_text || '段：加一句'", "全文与定稿当天的摘要不符"),
        ("redacted_text = redacted_text || '段：加一句'", "隐去个人信息的文本"),
        ("title = '另一个标题'", "被改动过"),
        ("min_days = 3", "被改动过"),
        ("previous = repeat('0', 64)", "公示链断了"),
    ],
)
def test_a_change_is_found_at_its_row(three: list[Publication], change: str, said: str) -> None:
    with behind_the_trigger() as cursor:
        cursor.execute(SECOND.format(sql.SQL(change)))
    (fault,) = selectors.broken_publications()
    assert said in fault
    assert three[1].number in fault


def test_a_change_with_a_new_digest_breaks_the_chain(three: list[Publication]) -> None:
    with behind_the_trigger() as cursor:
        cursor.execute(
            "UPDATE publications_publication SET full_text = full_text || %s, full_digest ="
            " encode(sha256(convert_to(full_text || %s, 'UTF8')), 'hex') WHERE unit_seq = 2",
            [NEW_LINE, NEW_LINE],
        )
    (fault,) = selectors.broken_publications()
    assert "公示链摘要与登记的内容不符" in fault


def test_a_notice_moved_in_its_chain_is_missed(three: list[Publication]) -> None:
    with behind_the_trigger() as cursor:
        cursor.execute("UPDATE publications_publication SET unit_seq = 9 WHERE unit_seq = 2")
    (fault,) = selectors.broken_publications()
    assert "缺少本单位的第2份" in fault


@pytest.mark.parametrize(("seq", "said"), [(2, "缺少本单位的第2份"), (3, "应有3份，实有2份")])
def test_a_notice_taken_out_is_missed(three: list[Publication], seq: int, said: str) -> None:
    with behind_the_trigger() as cursor:
        cursor.execute("DELETE FROM publications_publication WHERE unit_seq = %s", [seq])
    faults = list(selectors.broken_publications())
    assert any(said in fault for fault in faults)


def test_one_broken_chain_does_not_hide_another(
    three: list[Publication], office: Any, zheng_other: Any
) -> None:
    with clock.moved_to(FROZEN_ON):
        other = freeze(open_dossier(office.b, zheng_other, "科技社区的事"), zheng_other)
    with behind_the_trigger() as cursor:
        cursor.execute("UPDATE publications_publication SET title = '换' WHERE unit_seq = 1")
    faults = list(selectors.broken_publications())
    assert len(faults) == 2
    assert other.number in faults[1]


def test_the_command_says_the_first_bad_row_and_fails(three: list[Publication]) -> None:
    out = io.StringIO()
    call_command("verify", stdout=out)
    assert "公示3条" in out.getvalue()
    with behind_the_trigger() as cursor:
        cursor.execute("UPDATE publications_publication SET title = '换' WHERE unit_seq > 1")
    err, out = io.StringIO(), io.StringIO()
    with pytest.raises(SystemExit) as caught:
        call_command("verify", stdout=out, stderr=err)
    assert caught.value.code == 1
    assert three[1].number in err.getvalue()
    assert three[2].number not in err.getvalue()
    with pytest.raises(SystemExit):
        call_command("verify", "--json", stdout=out)
    said = json.loads(out.getvalue())
    assert said["whole"] is False
    assert said["counts"]["publications"] == 3


def test_whoever_sees_the_audit_is_told_once_a_day(
    posted: Publication, audit_admin: Any, sun_worker: Any
) -> None:
    assert verify_books() == 0
    assert posted.posted_photo
    vault.path_of(posted.posted_photo.sha256).unlink()
    with clock.moved_to(date(2026, 11, 20)):
        assert verify_books() == 1
        assert verify_books() == 1
    (notice,) = Notice.objects.filter(user=audit_admin)
    assert "board.jpg" in notice.words
    assert not Notice.objects.filter(user=sun_worker).exists()


def test_a_code_is_found_however_it_is_typed(frozen: Publication) -> None:
    for typed in (frozen.code, frozen.code.lower().replace("-", " "), f" {frozen.code}　"):
        assert selectors.by_code(typed) == (frozen, "")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("7K3F", "应为12位"),
        ("0K3F92QDM5XA", "不用0"),
        ("2222-2222-2222", "没有核验码"),
        ("\x00", "位"),
    ],
)
def test_a_wrong_code_says_what_to_check(office: Any, typed: str, said: str) -> None:
    found, fault = selectors.by_code(typed)
    assert found is None
    assert said in fault


def test_what_changed_last_is_found_without_reading_all_notices(frozen: Publication) -> None:
    with CaptureQueriesContext(connection) as asked:
        selectors.newest_change()
    published = asked.captured_queries[0]["sql"]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {published}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "publication_struck_at" in plan
    assert "Seq Scan" not in plan

"""Papers of a dossier: kept once, entered in the ledger, never changed, handed out only to who may."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from jiedao.attachments import actions, names, selectors, vault
from jiedao.attachments.forms import AttachForm
from jiedao.attachments.models import Attachment
from jiedao.attachments.states import AttachmentKind
from jiedao.dossiers.models import Dossier
from jiedao.ledger.selectors import broken_chains, timeline
from jiedao.lib.refusals import Refused
from jiedao.people.models import User
from tests.attachments.files import PDF, PROGRAM, docx, upload
from tests.support import photo, statements

MINUTES = AttachmentKind.MINUTES


def attach(dossier: Dossier, by: User, name: str = "会议记录.pdf", **more: Any) -> Attachment:
    given = {"kind": MINUTES, "file": upload(name, PDF)} | more
    return actions.attach(dossier, by=by, **given)


def test_an_attached_paper_stands_in_the_ledger_with_name_size_and_digest(
    dossier: Dossier, sun_worker: User
) -> None:
    attachment = attach(dossier, sun_worker, step="会议")
    assert vault.path_of(attachment.sha256).read_bytes() == PDF
    words = timeline(dossier, limit=1)[0].words
    assert words == f"附上会议记录《会议记录.pdf》，1 KB，摘要{attachment.sha256[:12]}。"
    assert not list(broken_chains())


def test_a_name_with_a_personal_number_stays_out_of_the_ledger(
    dossier: Dossier, sun_worker: User
) -> None:
    attachment = attach(dossier, sun_worker, "低保13812341234.pdf")
    assert attachment.name == "低保13812341234.pdf"
    assert "1381234" not in timeline(dossier, limit=1)[0].words


def test_the_same_bytes_are_kept_once_and_refused_twice_at_one_place(
    dossier: Dossier, sun_worker: User, vault_folder: Path
) -> None:
    first = attach(dossier, sun_worker)
    second = attach(dossier, sun_worker, "另一个名字.pdf", kind=AttachmentKind.OTHER)
    assert first.sha256 == second.sha256
    kept = [path for path in vault_folder.rglob("*") if path.is_file()]
    assert kept == [vault.path_of(first.sha256)]
    with pytest.raises(Refused) as refused:
        attach(dossier, sun_worker, "再来一次.pdf")
    assert refused.value.refusal.code == "attachment.twice"


def test_a_refused_file_leaves_neither_row_nor_bytes(
    dossier: Dossier, sun_worker: User, vault_folder: Path
) -> None:
    with pytest.raises(Refused):
        attach(dossier, sun_worker, "照片.jpg", file=upload("照片.jpg", PROGRAM))
    with pytest.raises(Refused):
        attach(dossier, sun_worker, kind="不存在")
    assert not Attachment.objects.exists()
    assert not vault_folder.exists()


def test_a_posted_notice_is_proved_by_a_picture_only(dossier: Dossier, sun_worker: User) -> None:
    with pytest.raises(Refused) as refused:
        attach(dossier, sun_worker, kind=AttachmentKind.PHOTO_POSTED)
    assert refused.value.refusal.field == "file"
    kept = attach(dossier, sun_worker, kind=AttachmentKind.PHOTO_POSTED, file=photo("墙上.jpg"))
    assert kept.is_photo


def test_a_write_that_breaks_off_leaves_nothing_behind(vault_folder: Path) -> None:
    def breaking() -> Any:
        yield b"half"
        raise OSError("磁盘已满")

    with pytest.raises(OSError, match="磁盘"):
        vault.keep(breaking())
    assert not [path for path in vault_folder.rglob("*") if path.is_file()]


def test_damaged_bytes_are_mended_when_the_same_file_comes_again(vault_folder: Path) -> None:
    kept = vault.keep([b"abc"])
    vault.path_of(kept.sha256).write_bytes(b"abd")
    assert not vault.is_sound(kept.sha256)
    vault.keep([b"a", b"bc"])
    assert vault.is_sound(kept.sha256)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE attachments_attachment SET sha256 = repeat('0', 64)",
        "UPDATE attachments_attachment SET name = '别的.pdf'",
        "UPDATE attachments_attachment SET added_on = '2020-01-01'",
        "DELETE FROM attachments_attachment",
    ],
)
def test_the_database_itself_keeps_what_was_attached(
    dossier: Dossier, sun_worker: User, sql: str
) -> None:
    attach(dossier, sun_worker)
    with (
        pytest.raises(IntegrityError, match="附件一经附上"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_the_list_costs_one_query_however_long_it_is(dossier: Dossier, sun_worker: User) -> None:
    for number in range(3):
        content = docx({"word/n.xml": str(number).encode()})
        attach(dossier, sun_worker, file=upload(f"方案{number}.docx", content), name=None)
    assert statements(lambda: selectors.attachments_of(dossier)) == 1
    row = selectors.attachments_of(dossier)[0]
    assert (row.name, row.status) == ("方案2.docx", "会议记录")


def test_a_lost_and_a_changed_file_are_named_by_the_check(
    dossier: Dossier, sun_worker: User
) -> None:
    lost = attach(dossier, sun_worker)
    changed = attach(dossier, sun_worker, file=photo(), kind=AttachmentKind.PHOTO)
    assert not list(selectors.broken_files())
    vault.path_of(lost.sha256).unlink()
    vault.path_of(changed.sha256).write_bytes(b"x")
    said = "".join(selectors.broken_files())
    assert "文件不见了" in said
    assert "内容被改动过" in said
    assert dossier.number in said


@given(st.text(max_size=300))
def test_any_name_becomes_one_that_can_be_kept(name: str) -> None:
    clean = names.cleaned(name)
    assert len(clean) <= names.LONGEST
    assert not set(clean) & set("/\\\x00\r\n\u202e")
    assert names.cleaned(clean) == clean


def test_the_form_offers_pictures_only_where_only_pictures_count() -> None:
    form = AttachForm(kinds=[AttachmentKind.PHOTO_POSTED])
    assert form.fields["file"].widget.attrs["accept"] == "image/jpeg,image/png"
    assert form["kind"].is_hidden


def test_an_empty_file_is_told_by_the_form_at_its_field(dossier: Dossier, sun_worker: User) -> None:
    form = AttachForm({"kind": MINUTES}, {"file": upload("空白.pdf", b"")})
    assert form.is_valid()
    assert form.attempt(lambda: actions.attach(dossier, by=sun_worker, **form.cleaned_data)) is None
    assert "文件是空的" in form.errors["file"][0]


Browser = Callable[[User], Client]


def test_a_paper_is_handed_out_sealed(
    dossier: Dossier, sun_worker: User, client_of: Browser
) -> None:
    attachment = attach(dossier, sun_worker)
    answer = client_of(sun_worker).get(selectors.url_of(attachment))
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline; filename*=utf-8''%E4%BC%9A")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "script-src" not in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"


def test_a_document_that_is_no_picture_is_saved_not_shown(
    dossier: Dossier, sun_worker: User, client_of: Browser
) -> None:
    attachment = attach(dossier, sun_worker, file=upload("方案.docx", docx()))
    answer = client_of(sun_worker).get(selectors.url_of(attachment))
    assert answer["Content-Disposition"].startswith("attachment;")
    answer.close()


def test_the_neighbouring_community_is_told_there_is_nothing(
    dossier: Dossier, sun_worker: User, zheng_other: User, client_of: Browser, client: Client
) -> None:
    url = selectors.url_of(attach(dossier, sun_worker))
    assert client_of(zheng_other).get(url).status_code == 404
    assert client_of(sun_worker).get(url.replace(".pdf", ".exe")).status_code == 404
    assert client.get(url).status_code == 302
    assert client_of(sun_worker).post(url).status_code == 405


def test_a_changed_file_is_not_handed_out_and_the_reason_is_said(
    dossier: Dossier, sun_worker: User, client_of: Browser
) -> None:
    attachment = attach(dossier, sun_worker)
    vault.path_of(attachment.sha256).write_bytes(b"changed")
    with mock.patch.object(vault, "pieces", side_effect=AssertionError):
        answer = client_of(sun_worker).get(selectors.url_of(attachment))
    assert answer.status_code == 409
    assert "从备份恢复" in answer.content.decode()

"""What was uploaded finds its dossier by itself, or waits for a person and says why."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from decisions.models import Matter
from jiedao.access import actions as access
from jiedao.attachments import vault
from jiedao.attachments.states import AttachmentKind
from jiedao.documents import actions as documents
from jiedao.documents.models import PrintedForm
from jiedao.ledger.selectors import timeline
from jiedao.lib.refusals import Refused
from jiedao.people.models import User
from jiedao.publications.books import found as faults
from jiedao.scans import actions, selectors
from jiedao.scans.matching import kind_match
from jiedao.scans.models import Scan, ScannedPaper
from jiedao.scans.states import PaperStatus, ScanStatus
from tests.conftest import Office
from tests.scans import camera
from tests.support import photo

Papers = list[ScannedPaper]


def photograph(form: PrintedForm) -> bytes:
    return camera.photographed(camera.page_of(camera.printed(form)))


def taken_in(office: Office, by: User, *files: Any) -> Papers:
    for file in files:
        actions.upload(office.a, file=file, by=by)
    actions.read_waiting()
    return list(ScannedPaper.objects.order_by("id"))


def test_a_photographed_form_goes_to_its_dossier_by_itself(
    office: Office, sign_in_sheet: PrintedForm, sun_worker: User
) -> None:
    (paper,) = taken_in(office, sun_worker, camera.jpeg(photograph(sign_in_sheet)))
    assert (paper.status, paper.why) == (PaperStatus.FILED, "")
    attachment = paper.attachment
    assert attachment
    assert attachment.dossier_id == sign_in_sheet.dossier_id
    assert (attachment.kind, attachment.step) == (AttachmentKind.SIGNIN_SHEET, "party")
    assert attachment.added_by == sun_worker
    assert attachment.name.startswith("签到表")
    assert attachment.sha256 == paper.scan.sha256
    said = [line.words for line in timeline(attachment.dossier, limit=3)]
    assert any("按表头二维码认出" in words and paper.scan.sha256[:12] in words for words in said)


def test_one_scan_of_several_forms_is_taken_apart(
    office: Office, sign_in_sheet: PrintedForm, motion_form: PrintedForm, sun_worker: User
) -> None:
    pages = [camera.page_of(camera.printed(form)) for form in (motion_form, sign_in_sheet)]
    whole = camera.scanned([camera.blank(), pages[0], camera.blank(), pages[1]])
    first, motion, sheet = taken_in(office, sun_worker, camera.pdf(whole))
    assert (first.status, first.pages_in_words) == (PaperStatus.WAITING, "第1页")
    assert (motion.pages_in_words, motion.document) == ("第2–3页", "motion")
    assert (sheet.pages_in_words, sheet.document) == ("第4页", "sign_in_sheet")
    for paper in (motion, sheet):
        assert paper.attachment
        assert paper.attachment.mime == "application/pdf"
        assert len(paper.shown) == paper.last_page - paper.first_page + 1
    assert len({paper.sha256 for paper in (first, motion, sheet)}) == 3


def test_what_cannot_be_read_waits_until_a_person_says_what_it_is(
    office: Office, called: Matter, sun_worker: User
) -> None:
    (paper,) = taken_in(office, sun_worker, camera.jpeg(camera.photographed(camera.blank())))
    assert (paper.status, paper.dossier, paper.document) == (PaperStatus.WAITING, None, "")
    assert paper.why.startswith("没有认出二维码")
    choices = {choice.value: choice for choice in selectors.choices_of(called.dossier)}
    meeting = called.dossier.meetings.get()
    chosen = choices[f"form:sign_in_sheet:{meeting.pk}"]
    actions.file_scan(paper, match=chosen.match, by=sun_worker)
    paper.refresh_from_db()
    assert paper.attachment
    assert (paper.attachment.kind, paper.attachment.step) == (AttachmentKind.SIGNIN_SHEET, "party")
    assert "由经办人认出" in timeline(called.dossier, limit=1)[0].words
    with pytest.raises(Refused, match="已经归入"):
        actions.file_scan(paper, match=chosen.match, by=sun_worker)


def test_a_code_of_another_community_tells_nothing(
    office: Office, others_matter: Matter, sun_worker: User, zheng_other: User
) -> None:
    theirs = documents.form_for(others_matter.dossier, document="motion", by=zheng_other)
    unread, stranger = taken_in(
        office,
        sun_worker,
        camera.jpeg(camera.photographed(camera.blank())),
        camera.jpeg(photograph(theirs), "IMG_0002.jpg"),
    )
    silent = ("status", "dossier_id", "label", "document", "subject", "kind", "why")
    assert [getattr(stranger, name) for name in silent] == [
        getattr(unread, name) for name in silent
    ]
    assert not others_matter.dossier.attachments.exists()
    assert selectors.typed_match(sun_worker, stranger, theirs.code) is None


def test_a_page_of_another_community_does_not_ride_along(
    office: Office,
    others_matter: Matter,
    motion_form: PrintedForm,
    sun_worker: User,
    zheng_other: User,
) -> None:
    theirs = documents.form_for(others_matter.dossier, document="motion", by=zheng_other)
    pages = [camera.page_of(camera.printed(form)) for form in (motion_form, theirs)]
    ours, stranger = taken_in(office, sun_worker, camera.pdf(camera.scanned(pages)))
    assert (ours.status, ours.pages_in_words) == (PaperStatus.FILED, "第1页")
    assert (stranger.status, stranger.dossier) == (PaperStatus.WAITING, None)


def test_the_same_file_is_kept_once(office: Office, called: Matter, sun_worker: User) -> None:
    shot = camera.photographed(camera.blank())
    actions.upload(office.a, file=camera.jpeg(shot), by=sun_worker)
    with pytest.raises(Refused, match="已经上传过"):
        actions.upload(office.a, file=camera.jpeg(shot, "again.jpg"), by=sun_worker)
    assert Scan.objects.count() == 1


def test_a_file_that_cannot_be_opened_waits_too(office: Office, sun_worker: User) -> None:
    (paper,) = taken_in(office, sun_worker, photo())
    assert paper.scan.status == ScanStatus.UNREADABLE
    assert "打不开" in paper.why
    assert paper.shown == []


def test_who_withdrew_from_a_matter_files_nothing_in_it_and_is_told(
    office: Office, motion_form: PrintedForm, called: Matter, sun_worker: User
) -> None:
    shot = photograph(motion_form)
    assert sun_worker.person
    access.recuse(
        called.dossier,
        person=sun_worker.person,
        scope="act",
        reason="亲属是承包方",
        by=sun_worker,
        on=called.dossier.last_act_on,
    )
    (paper,) = taken_in(office, sun_worker, camera.jpeg(shot))
    assert (paper.status, paper.dossier_id) == (PaperStatus.WAITING, called.dossier.pk)
    assert "回避" in paper.why


def test_a_paper_of_no_use_is_laid_aside_with_a_reason(
    office: Office, called: Matter, sun_worker: User
) -> None:
    (paper,) = taken_in(office, sun_worker, camera.jpeg(camera.photographed(camera.blank())))
    with pytest.raises(Refused, match="请写明"):
        actions.dismiss(paper, reason=" ", by=sun_worker)
    with pytest.raises(Refused):
        actions.dismiss(paper, reason="请联系13812345678", by=sun_worker)
    actions.dismiss(paper, reason="与本街道事项无关。", by=sun_worker)
    paper.refresh_from_db()
    assert (paper.status, paper.settled_by) == (PaperStatus.DISMISSED, sun_worker)
    assert selectors.page_of(sun_worker, only_open=True).rows == []
    # Laid aside by mistake: it can still be taken up.
    actions.file_scan(paper, match=kind_match(called.dossier, AttachmentKind.PHOTO), by=sun_worker)
    paper.refresh_from_db()
    assert paper.status == PaperStatus.FILED


def test_only_who_has_the_duty_uploads(
    office: Office, zheng_other: User, wang_supervisor: User
) -> None:
    for stranger in (zheng_other, wang_supervisor):
        with pytest.raises(Refused, match="上传和认领扫描件"):
            actions.upload(office.a, file=photo(), by=stranger)


@pytest.mark.parametrize("name", ["list.xlsx", "plan.docx", "photo.heic", "noend"])
def test_only_pictures_and_pdf_come_in(office: Office, sun_worker: User, name: str) -> None:
    with pytest.raises(Refused, match="只收照片"):
        actions.upload(office.a, file=photo(name), by=sun_worker)


def test_two_readers_read_a_scan_once(office: Office, sun_worker: User) -> None:
    scan = actions.upload(office.a, file=photo(), by=sun_worker)
    assert Scan.objects.filter(pk=scan.pk).update(claimed_until=_later(scan)) == 1
    assert actions.read_waiting() == 0
    Scan.objects.filter(pk=scan.pk).update(claimed_until=None)
    assert (actions.read_waiting(), actions.read_waiting()) == (1, 0)
    assert ScannedPaper.objects.count() == 1


def _later(scan: Scan) -> Any:
    return scan.uploaded_at + timedelta(days=1)


def test_what_was_uploaded_stays_and_is_verified(
    office: Office, called: Matter, sun_worker: User
) -> None:
    (paper,) = taken_in(office, sun_worker, camera.jpeg(camera.photographed(camera.blank())))
    for change in (
        lambda: Scan.objects.filter(pk=paper.scan_id).update(name="other.jpg"),
        lambda: ScannedPaper.objects.filter(pk=paper.pk).update(sha256="0" * 64),
        lambda: ScannedPaper.objects.filter(pk=paper.pk).delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    assert faults()["scans"] == []
    vault.path_of(paper.sha256).unlink()
    assert faults()["scans"]

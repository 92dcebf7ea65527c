"""The code of a form, photographed with a telephone, leads to an upload that knows the form already."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from decisions import actions as decisions
from decisions.models import Matter
from jiedao.attachments.states import AttachmentKind
from jiedao.documents import actions as documents
from jiedao.documents.models import PrintedForm
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock
from jiedao.people.models import User
from jiedao.scans import actions
from jiedao.scans.models import Scan, ScannedPaper
from jiedao.scans.states import PaperStatus
from tests.conftest import Office
from tests.scans import camera

SignedIn = Callable[[User], Client]
LIST = "/office/scans/"
BLURRED = 40


def pages(form: PrintedForm) -> list[bytes]:
    return [camera.photographed(camera.page_of(camera.printed(form)))]


def blurred(form: PrintedForm) -> bytes:
    """The form out of focus: no program reads its code."""
    return camera.photographed(camera.page_of(camera.printed(form)), blur=BLURRED)


def send(client: Client, form: PrintedForm, *shots: bytes) -> list[ScannedPaper]:
    files = [camera.jpeg(shot, f"IMG_{place}.jpg") for place, shot in enumerate(shots)]
    response = client.post(LIST, {"form": form.code, "papers": files}, follow=True)
    assert f"收到{len(shots)}个文件" in response.content.decode()
    actions.read_waiting()
    return list(ScannedPaper.objects.order_by("id"))


def test_the_code_leads_to_the_upload_of_that_form_by_name(
    called: Matter, sign_in_sheet: PrintedForm, sun_worker: User, client_of: SignedIn
) -> None:
    where = reverse("forms:printed_form", args=[sign_in_sheet.code])
    page = client_of(sun_worker).get(where, follow=True).content.decode()
    assert "正在交回：签到表·" in page
    assert called.dossier.title in page
    assert called.dossier.number in page
    assert f'name="form" value="{sign_in_sheet.code}"' in page


def test_a_named_form_is_filed_though_its_picture_cannot_be_read(
    called: Matter, sign_in_sheet: PrintedForm, sun_worker: User, client_of: SignedIn
) -> None:
    (paper,) = send(client_of(sun_worker), sign_in_sheet, blurred(sign_in_sheet))
    assert (paper.status, paper.why) == (PaperStatus.FILED, "")
    attachment = called.dossier.attachments.get()
    assert (attachment, attachment.kind) == (paper.attachment, AttachmentKind.SIGNIN_SHEET)
    assert paper.scan.form == sign_in_sheet
    said = [line.words for line in timeline(called.dossier, limit=3)]
    assert any("上传时按表头二维码指明" in words for words in said)
    assert called.dossier.meetings.get().roster.filter(present=True).count() == 0


def test_without_a_name_the_same_picture_waits(
    office: Office, sign_in_sheet: PrintedForm, sun_worker: User
) -> None:
    actions.upload(office.a, file=camera.jpeg(blurred(sign_in_sheet)), by=sun_worker)
    actions.read_waiting()
    assert ScannedPaper.objects.get().status == PaperStatus.WAITING


def test_a_code_on_the_paper_is_believed_before_what_was_named(
    called: Matter,
    sign_in_sheet: PrintedForm,
    motion_form: PrintedForm,
    others_matter: Matter,
    sun_worker: User,
    zheng_other: User,
    client_of: SignedIn,
) -> None:
    theirs = documents.form_for(others_matter.dossier, document="motion", by=zheng_other)
    motion, stranger = send(
        client_of(sun_worker), sign_in_sheet, *pages(motion_form), *pages(theirs)
    )
    assert (motion.status, motion.document) == (PaperStatus.FILED, "motion")
    # A paper of another community does not become ours because somebody said so.
    assert (stranger.status, stranger.dossier) == (PaperStatus.WAITING, None)
    assert called.dossier.attachments.count() == 1


def test_pages_beside_the_readable_one_belong_to_the_named_form(
    office: Office, called: Matter, sign_in_sheet: PrintedForm, sun_worker: User
) -> None:
    sheet = camera.page_of(camera.printed(sign_in_sheet))
    whole = camera.pdf(camera.scanned([camera.blank(), sheet, camera.blank()]))
    actions.upload(office.a, file=whole, by=sun_worker, form=sign_in_sheet)
    actions.read_waiting()
    paper = ScannedPaper.objects.get()
    assert (paper.status, paper.pages_in_words) == (PaperStatus.FILED, "第1–3页")


def test_the_form_of_a_meeting_called_off_is_named_and_left_to_a_person(
    called: Matter, sign_in_sheet: PrintedForm, sun_worker: User, client_of: SignedIn
) -> None:
    day, shot = called.dossier.last_act_on, blurred(sign_in_sheet)
    with clock.moved_to(day):
        decisions.cancel_meeting(called, by=sun_worker, on=day, reason="来不及通知全体党员。")
    client = client_of(sun_worker)
    page = client.get(LIST, {"form": sign_in_sheet.code}).content.decode()
    assert "已经取消" in page
    assert 'name="form"' not in page
    (paper,) = send(client, sign_in_sheet, shot)
    assert paper.status == PaperStatus.WAITING
    assert paper.scan.form is None


def test_a_form_that_is_not_theirs_is_not_named_to_strangers(
    called: Matter, sign_in_sheet: PrintedForm, zheng_other: User, client_of: SignedIn
) -> None:
    client = client_of(zheng_other)
    for typed in (sign_in_sheet.code, "nonsense", "'; --", "９" * 400):
        response = client.get(LIST, {"form": typed})
        assert response.status_code == 200
        page = response.content.decode()
        assert "正在交回" not in page
        assert called.dossier.title not in page
    shot = camera.jpeg(blurred(sign_in_sheet))
    client.post(LIST, {"form": sign_in_sheet.code, "papers": [shot]})
    actions.read_waiting()
    assert ScannedPaper.objects.get().dossier is None
    assert not called.dossier.attachments.exists()


def test_what_was_named_stays_with_the_upload(
    office: Office, sign_in_sheet: PrintedForm, sun_worker: User
) -> None:
    scan = actions.upload(
        office.a, file=camera.jpeg(blurred(sign_in_sheet)), by=sun_worker, form=sign_in_sheet
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Scan.objects.filter(pk=scan.pk).update(form=None)

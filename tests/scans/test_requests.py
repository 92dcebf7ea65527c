"""The signed sheets of a joint request: found by their code, kept, and counted by a person alone."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from decisions import actions as decisions
from decisions import demo
from decisions.models import ConveningRequest
from decisions.selectors.convening import count_of, representatives_of
from jiedao.attachments.states import AttachmentKind
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock
from jiedao.lib.refusals import Refused
from jiedao.people.models import User
from jiedao.scans import actions
from jiedao.scans.models import ScannedPaper
from jiedao.scans.states import PaperStatus
from tests.conftest import Office
from tests.decisions.conftest import START
from tests.documents.paper import pdf_words
from tests.scans import camera

Ask = Callable[..., ConveningRequest]
SignedIn = Callable[[User], Client]
NEXT = START + demo.timedelta(days=1)


def printed(client: Client, request: ConveningRequest) -> bytes:
    """Print the sheet from the page of the request, as a person does."""
    number = request.dossier.number
    page = client.get(request.get_absolute_url()).content.decode()
    address = reverse("documents:print", args=[number, "signature_sheet"])
    assert address in page
    return client.post(address, {"subject": "", "form": "pdf"}, follow=True).content


def scanned(office: Office, by: User, sheet: bytes) -> ScannedPaper:
    """All pages of the sheet, signed and put on the scanner."""
    pages = [camera.page_of(sheet, place) for place in range(camera.pages_in(sheet))]
    actions.upload(office.a, file=camera.pdf(camera.scanned(pages)), by=by)
    actions.read_waiting()
    return ScannedPaper.objects.get()


def test_a_scanned_sheet_finds_its_request_and_counts_when_its_names_are_ticked(
    office: Office, ask: Ask, sun_worker: User, client_of: SignedIn
) -> None:
    request = ask("representatives", "representatives")
    with clock.moved_to(NEXT):
        client = client_of(sun_worker)
        sheet = printed(client, request)
        assert "联名要求召集居民代表会议" in pdf_words(sheet)
        assert "共40人，五分之一以上需8人" in pdf_words(sheet)
        paper = scanned(office, sun_worker, sheet)
        assert (paper.status, paper.why) == (PaperStatus.FILED, "")
        attachment = request.dossier.attachments.get()
        assert (attachment, attachment.kind) == (paper.attachment, AttachmentKind.SIGNATURES)
        assert attachment.name.startswith("联名签名册")
        assert any("附上联名材料" in line.words for line in timeline(request.dossier, limit=4))
        # Kept, and nobody counted by it.
        assert count_of(request).signed == 0
        with pytest.raises(Refused, match="还没有勾选"):
            decisions.decline_request(request, by=sun_worker, on=NEXT)
        listed = client.get(f"{reverse('scans:scan_list')}?show=all").content.decode()
        step = reverse("decisions:tick_names", args=[request.dossier.number])
        assert "照着勾名字" in listed
        assert f"{step}?scan={paper.pk}" in listed
        beside = client.get(step).content.decode()
        assert reverse("scans:picture", args=[paper.pk, 1]) in beside
        names = beside.split('name="present" value="')[1:9]
        ticked = [name.split('"')[0] for name in names]
        client.post(step, {"present": ticked, "on": NEXT.isoformat()})
        request.refresh_from_db()
        request.forget()
        assert count_of(request).signed == 8
        client.post(
            reverse("decisions:accept_request", args=[request.dossier.number]),
            {"on": NEXT.isoformat()},
        )
        listed = client.get(f"{reverse('scans:scan_list')}?show=all").content.decode()
        assert "照着勾名字" not in listed


def test_the_signatures_on_a_scanned_sheet_are_counted_without_a_second_upload(
    office: Office, ask: Ask, sun_worker: User, client_of: SignedIn
) -> None:
    request = ask("adults")
    with clock.moved_to(NEXT):
        client = client_of(sun_worker)
        step = reverse("decisions:enter_sheet", args=[request.dossier.number])
        bare = client.post(step, {"signatures": "312", "on": NEXT.isoformat()})
        assert bare.status_code == 422
        with pytest.raises(Refused, match="还没有签名册"):
            decisions.enter_sheet(request, by=sun_worker, on=NEXT, signatures=312)
        paper = scanned(office, sun_worker, printed(client, request))
        assert paper.status == PaperStatus.FILED
        assert paper.last_page > 1  # two sheets, one paper
        page = client.get(step).content.decode()
        assert "案卷里已经有签名册" in page
        assert reverse("scans:picture", args=[paper.pk, 2]) in page
        listed = client.get(f"{reverse('scans:scan_list')}?show=all").content.decode()
        assert "照着登记签名数" in listed
        done = client.post(step, {"signatures": "312", "on": NEXT.isoformat()}, follow=True)
        assert "签名册已登记" in done.content.decode()
        request.refresh_from_db()
        assert request.signatures == 312
        assert request.dossier.attachments.count() == 1


def test_a_sheet_without_a_code_is_filed_by_hand(
    office: Office, ask: Ask, sun_worker: User, client_of: SignedIn
) -> None:
    request = ask("households")
    with clock.moved_to(NEXT):
        client = client_of(sun_worker)
        blank = camera.photographed(camera.blank())
        actions.upload(office.a, file=camera.jpeg(blank), by=sun_worker)
        actions.read_waiting()
        paper = ScannedPaper.objects.get()
        where = reverse("scans:paper", args=[paper.pk])
        found = client.get(where, {"q": "停车收费"}).content.decode()
        assert request.dossier.number in found
        choice = client.get(where, {"matter": request.dossier.number}).content.decode()
        assert 'value="form:signature_sheet:"' in choice
        client.post(
            reverse("scans:file_scan", args=[paper.pk]),
            {"matter": request.dossier.number, "what": "form:signature_sheet:"},
        )
        assert request.dossier.attachments.get().kind == AttachmentKind.SIGNATURES
        assert count_of(request).signed == 0


def test_the_gate_of_the_request_holds_for_scans_too(
    office: Office, ask: Ask, sun_worker: User, zhao_chair: User, client_of: SignedIn
) -> None:
    request = ask("representatives", "representatives")
    with clock.moved_to(NEXT):
        sheet = printed(client_of(sun_worker), request)
        decisions.tick_names(request, by=zhao_chair, on=NEXT, present=_first(office, number=3))
        decisions.decline_request(request, by=zhao_chair, on=NEXT)
        paper = scanned(office, sun_worker, sheet)
        assert paper.status == PaperStatus.WAITING
        assert "“附上联名材料”只能在" in paper.why
        assert not request.dossier.attachments.exists()


def test_a_sheet_is_attached_by_its_form_and_only_with_the_duty(
    office: Office,
    ask: Ask,
    sun_worker: User,
    wang_supervisor: User,
    zheng_other: User,
    client_of: SignedIn,
) -> None:
    request = ask("adults")
    step = reverse("decisions:attach_signatures", args=[request.dossier.number])
    with clock.moved_to(NEXT):
        sent = {"file": camera.jpeg(camera.photographed(camera.blank())), "on": NEXT.isoformat()}
        assert client_of(wang_supervisor).post(step, sent).status_code == 403
        assert client_of(zheng_other).post(step, sent).status_code == 404
        sent["file"] = camera.jpeg(camera.photographed(camera.blank()))
        done = client_of(sun_worker).post(step, sent, follow=True)
        assert "登记了才算数" in done.content.decode()
        assert request.dossier.attachments.get().kind == AttachmentKind.SIGNATURES


def _first(office: Office, *, number: int) -> list[int]:
    seats = representatives_of(office.a, START)[:number]
    return [seat.person_id for seat in seats]

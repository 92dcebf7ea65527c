"""Old decision papers: scanned, and put by a person to the matter that was taken over from before."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from decisions import actions as decisions
from decisions.historic import COLUMNS, EXAMPLE
from decisions.models import HistoricMatter, Matter
from jiedao.attachments.states import AttachmentKind
from jiedao.dossiers.models import Dossier
from jiedao.ledger.selectors import broken_chains, timeline
from jiedao.lib import clock, sheets
from jiedao.lib.refusals import FORBIDDEN, Refused
from jiedao.people.models import User
from jiedao.scans import actions, selectors
from jiedao.scans.models import ScannedPaper
from jiedao.scans.states import PaperStatus
from tests.conftest import Office
from tests.scans import camera

SignedIn = Callable[[User], Client]


@pytest.fixture
def old(office: Office, zhao_chair: User) -> HistoricMatter:
    """A matter of community A, decided years before the portal."""
    table = sheets.workbook("历史补录", COLUMNS, [EXAMPLE])
    decisions.import_historic(table.content, filename="旧事项.xlsx", by=zhao_chair)
    return HistoricMatter.objects.get()


@pytest.fixture
def waiting(office: Office, sun_worker: User) -> ScannedPaper:
    """Two pages of an old resolution, scanned; there never was a code on them."""
    actions.upload(
        office.a, file=camera.pdf(camera.scanned([camera.blank(), camera.blank()])), by=sun_worker
    )
    actions.read_waiting()
    return ScannedPaper.objects.get()


def file_it(client: Client, paper: ScannedPaper, old: HistoricMatter, what: str) -> str:
    typed = {"matter": old.dossier.number, "what": what}
    where = reverse("scans:file_scan", args=[paper.pk])
    return client.post(where, typed, follow=True).content.decode()


def test_an_old_paper_is_put_to_its_old_matter_from_the_page_of_scans(
    old: HistoricMatter, waiting: ScannedPaper, sun_worker: User, client_of: SignedIn
) -> None:
    client = client_of(sun_worker)
    assert "还没有补录档案里的材料" in client.get(old.get_absolute_url()).content.decode()
    listed = client.get(reverse("scans:scan_list")).content.decode()
    assert "选择案卷" in listed
    where = reverse("scans:paper", args=[waiting.pk])
    found = client.get(where, {"q": old.dossier.title}).content.decode()
    assert f"?matter={old.dossier.number}" in found
    choice = client.get(where, {"matter": old.dossier.number}).content.decode()
    assert 'value="kind:minutes"' in choice
    assert "form:" not in choice  # no form of ours ever went out for it
    assert "已归入" in file_it(client, waiting, old, "kind:minutes")
    attachment = old.dossier.attachments.get()
    waiting.refresh_from_db()
    assert (waiting.status, waiting.attachment) == (PaperStatus.FILED, attachment)
    assert (attachment.kind, attachment.sha256) == (AttachmentKind.MINUTES, waiting.sha256)
    said = [line.words for line in timeline(old.dossier, limit=3)]
    assert f"{sun_worker}补录档案里的会议记录，档案出处：{old.source}。" in said
    assert list(broken_chains()) == []
    before = old.dossier.closed_on
    old.dossier.refresh_from_db()
    assert old.dossier.closed_on == before is not None  # it stays closed
    page = client.get(old.get_absolute_url()).content.decode()
    assert reverse("attachments:download", args=[attachment.pk, attachment.name]) in page
    assert "还没有补录档案里的材料" not in page


def test_only_who_takes_old_matters_over_puts_papers_to_them(
    old: HistoricMatter,
    waiting: ScannedPaper,
    branch_secretary: User,
    zheng_other: User,
    client_of: SignedIn,
) -> None:
    said = file_it(client_of(branch_secretary), waiting, old, "kind:minutes")
    assert "历史补录要由负责“历史补录”的人办理" in said
    assert not old.dossier.attachments.exists()
    waiting.refresh_from_db()
    assert waiting.status == PaperStatus.WAITING
    page = client_of(branch_secretary).get(old.get_absolute_url()).content.decode()
    assert "选择案卷" not in page
    with pytest.raises(Refused) as caught:
        decisions.attach_historic(
            old,
            by=zheng_other,
            on=clock.today(),
            file=SimpleUploadedFile("决议.pdf", b"%PDF-1.4"),
            kind=AttachmentKind.MINUTES,
        )
    assert caught.value.refusal.status == FORBIDDEN


def test_of_closed_dossiers_only_old_matters_are_offered(
    old: HistoricMatter,
    waiting: ScannedPaper,
    called: Matter,
    sun_worker: User,
) -> None:
    def offered() -> set[str]:
        return {one.number for one in selectors.matters_for(sun_worker, waiting, "")}

    assert offered() == {old.dossier.number, called.dossier.number}
    Dossier.objects.filter(pk=called.dossier.pk).update(closed_on=called.dossier.last_act_on)
    assert offered() == {old.dossier.number}

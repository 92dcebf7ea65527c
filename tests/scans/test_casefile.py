"""What came back as scans lies in the sealed casefile like every other paper, under its digest."""

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pypdfium2
import pytest

from decisions import demo
from decisions.demo.walk import Walk
from jiedao.attachments import vault
from jiedao.attachments.states import AttachmentKind
from jiedao.casefiles.models import Casefile
from jiedao.casefiles.selectors import broken_casefiles
from jiedao.documents import actions as documents
from jiedao.documents.models import PrintedForm
from jiedao.documents.selectors import mark_of
from jiedao.meetings.states import MeetingKind
from jiedao.scans import actions, reading
from jiedao.scans.matching import kind_match
from jiedao.scans.models import ScannedPaper
from jiedao.scans.states import PaperStatus
from tests.conftest import Office
from tests.decisions.conftest import START
from tests.scans import camera

Line = dict[str, str]


def forms_of(journey: Walk) -> tuple[PrintedForm, PrintedForm]:
    """The motion form, and the sign-in sheet of the party meeting."""
    dossier, by = journey.matter.dossier, journey.posts.worker
    meeting = dossier.meetings.of_kind(MeetingKind.PARTY).get()
    return (
        documents.form_for(dossier, document="motion", by=by),
        documents.form_for(dossier, document="sign_in_sheet", subject=str(meeting.pk), by=by),
    )


@pytest.fixture
def journey(office: Office, walk: Callable[..., Walk]) -> Walk:
    """A matter whose papers came back as scans: a stack with codes, a photograph, one of no use."""
    told = walk()
    on = demo.to_result_posted(told, START) + timedelta(days=16)
    told.take_down(on)
    with told.at(on) as matter:
        stack = [camera.page_of(camera.printed(form)) for form in forms_of(told)]
        by, accounts = told.posts.worker, camera.blank()
        accounts.paste("grey", (300, 300, 900, 500))
        for file in (
            camera.pdf(camera.scanned(stack)),
            camera.jpeg(camera.photographed(accounts), "IMG_1.jpg"),
            camera.jpeg(camera.photographed(camera.blank()), "IMG_2.jpg"),
        ):
            actions.upload(matter.dossier.unit, file=file, by=by)
        actions.read_waiting()
        shot, useless = ScannedPaper.objects.filter(status=PaperStatus.WAITING).order_by("id")
        actions.file_scan(shot, match=kind_match(matter.dossier, AttachmentKind.ACCOUNTS), by=by)
        actions.dismiss(useless, reason="拍花了，已经重拍。", by=by)
    return told.scan_sheets(on).supervise(on).archive(on)


def sealed(journey: Walk) -> tuple[Casefile, list[Line]]:
    journey.seal(journey.fresh().archived_on or START)
    casefile = Casefile.objects.get()
    return casefile, list(csv.DictReader(io.StringIO(casefile.manifest, newline="")))


def line_of(lines: list[Line], paper: ScannedPaper) -> Line:
    """The line of the contents that stands for a scanned paper, found by its digest."""
    (line,) = [line for line in lines if line["sha256"] == paper.sha256]
    return line


def test_scanned_papers_are_in_the_contents_the_book_and_the_package(journey: Walk) -> None:
    casefile, lines = sealed(journey)
    filed = list(ScannedPaper.objects.filter(status=PaperStatus.FILED).order_by("id"))
    assert [paper.kind for paper in filed] == [
        AttachmentKind.PROPOSAL,
        AttachmentKind.SIGNIN_SHEET,
        AttachmentKind.ACCOUNTS,
    ]
    book = vault.path_of(casefile.book.sha256).read_bytes()
    contents = _contents(book, int(lines[2]["页号"]))
    with zipfile.ZipFile(vault.path_of(casefile.package.sha256)) as package:
        for paper in filed:
            assert paper.attachment
            line = line_of(lines, paper)
            title = f"{paper.attachment.get_kind_display()}《{paper.attachment.name}》"
            assert line["文件题名"] == title
            assert re.sub(r"\s", "", title) in contents
            # The package has the bytes as they were scanned; the contents say under which digest.
            kept = package.read(line["文件名"])
            assert hashlib.sha256(kept).hexdigest() == paper.sha256
            assert kept == vault.path_of(paper.sha256).read_bytes()
    assert list(broken_casefiles()) == []


def test_the_page_of_the_book_shows_the_scan_itself(journey: Walk) -> None:
    casefile, lines = sealed(journey)
    book = vault.path_of(casefile.book.sha256).read_bytes()
    for form in forms_of(journey):
        paper = ScannedPaper.objects.get(document=form.document)
        page = camera.page_of(book, int(line_of(lines, paper)["页号"]) - 1)
        seen = reading.read(vault.keep([camera.scanned([page])]).sha256, "application/pdf")
        assert [one.codes for one in seen.pages] == [(mark_of(form).address,)], form.document
    shot = ScannedPaper.objects.get(kind=AttachmentKind.ACCOUNTS)
    assert _pictures_on(book, int(line_of(lines, shot)["页号"])) == 1


def test_papers_stand_where_the_procedure_has_them_and_what_was_laid_aside_is_not_there(
    journey: Walk,
) -> None:
    _, lines = sealed(journey)
    titles = [line["文件题名"] for line in lines]
    motion, sheet = (
        line_of(lines, ScannedPaper.objects.get(document=form.document))
        for form in forms_of(journey)
    )
    notice = next(place for place, title in enumerate(titles) if "决议公示" in title)
    assert lines.index(motion) < titles.index("征求意见稿") < lines.index(sheet) < notice
    aside = ScannedPaper.objects.get(status=PaperStatus.DISMISSED)
    assert aside.sha256 not in {line["sha256"] for line in lines}


def _contents(book: bytes, first: int) -> str:
    """The words of the pages between the cover and the first paper."""
    pdf = pypdfium2.PdfDocument(book)
    try:
        pages = [pdf[place].get_textpage().get_text_range() for place in range(1, first - 1)]
        return re.sub(r"\s", "", "".join(pages))
    finally:
        pdf.close()


def _pictures_on(book: bytes, number: int) -> int:
    pdf = pypdfium2.PdfDocument(book)
    try:
        image = pypdfium2.raw.FPDF_PAGEOBJ_IMAGE
        return sum(1 for _ in pdf[number - 1].get_objects(filter=[image]))
    finally:
        pdf.close()

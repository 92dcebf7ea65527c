"""One matter, one file: bound in order, numbered, sealed once, and every change to it found."""

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from PIL import ExifTags, Image

from decisions import actions, demo, procedures
from decisions.conditions.turns import why_stopped
from decisions.demo import regimes
from decisions.demo.regimes import LOW_INCOME, RegimeWalk
from decisions.demo.walk import Posts, Walk
from decisions.models import Matter
from jiedao.attachments import vault
from jiedao.attachments.states import AttachmentKind
from jiedao.casefiles.models import Casefile
from jiedao.casefiles.selectors import broken_casefiles
from jiedao.ledger.selectors import timeline
from jiedao.lib import clock
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import Refused
from jiedao.people.models import User
from tests.attachments.files import PDF, docx
from tests.decisions.conftest import START
from tests.documents.paper import pdf_words

Browser = Callable[[User], Client]
ORDER = [
    "重大事项动议登记表",
    "征求意见稿",
    "居民意见汇总表",
    "党组织会议",
    "居民代表会议",
    "决议",
    "公示张贴照片",
    "组织实施台账",
    "居务监督委员会监督意见",
]


def photo() -> bytes:
    """A photograph taken with the telephone held upright."""
    canvas, turned = io.BytesIO(), Image.Exif()
    turned[ExifTags.Base.Orientation] = 6
    Image.new("RGB", (64, 48), "green").save(canvas, "JPEG", exif=turned)
    return canvas.getvalue()


def scan(*turned: int) -> bytes:
    """A PDF of so many sheets, each lying as the scanner took it."""
    made, canvas = pypdfium2.PdfDocument.new(), io.BytesIO()
    for degrees in turned:
        made.new_page(595, 842).set_rotation(degrees)
    made.save(canvas)
    made.close()
    return canvas.getvalue()


FILES = {
    "现场.jpg": (AttachmentKind.PHOTO, photo()),
    "决算.pdf": (AttachmentKind.ACCOUNTS, scan(0, 90, 180, 270)),
    "合同.docx": (AttachmentKind.ACCEPTANCE, docx()),
    "打不开.pdf": (AttachmentKind.OTHER, PDF),
}


@pytest.fixture
def archived(walk: Callable[..., Walk]) -> Walk:
    journey = walk()
    on = demo.to_result_posted(journey, START) + timedelta(days=16)
    with journey.at(on) as matter:
        for name, (kind, content) in FILES.items():
            file = SimpleUploadedFile(name, content)
            actions.attach(matter, by=journey.posts.worker, on=on, file=file, kind=kind)
    return journey.take_down(on).scan_sheets(on).supervise(on).archive(on)


@pytest.fixture
def sealed(archived: Walk) -> Casefile:
    archived.seal(archived.fresh().archived_on or START)
    return Casefile.objects.get()


def words_of_page(pdf: pypdfium2.PdfDocument, number: int) -> str:
    return re.sub(r"\s", "", pdf[number - 1].get_textpage().get_text_range())


def lines_of(casefile: Casefile) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(casefile.manifest, newline="")))


def test_the_book_stands_in_the_order_of_the_procedure_and_its_contents_are_right(
    sealed: Casefile,
) -> None:
    content = vault.path_of(sealed.book.sha256).read_bytes()
    pdf = pypdfium2.PdfDocument(content)
    assert len(pdf) == sealed.pages
    for number in range(1, sealed.pages + 1):
        assert str(number) in words_of_page(pdf, number)[-8:], number
    assert f"共{sealed.parts}件，{sealed.pages}页" in words_of_page(pdf, 1)
    lines = lines_of(sealed)[2:]
    assert len(lines) == sealed.parts
    contents = "".join(words_of_page(pdf, number) for number in range(2, int(lines[0]["页号"])))
    assert "卷内目录" in contents
    for line in lines:
        title = re.sub(r"\s", "", line["文件题名"])
        assert re.search(re.escape(title) + r".*?\d{4}\.\d+\.\d+" + line["页号"], contents), line
    begins = {line["文件题名"]: words_of_page(pdf, int(line["页号"])) for line in lines}
    assert "重大事项动议登记表" in begins["重大事项动议登记表"]
    assert "征求居民意见的公告" in begins["征求意见稿"]
    titles = [line["文件题名"] for line in lines]
    places = [
        next(place for place, title in enumerate(titles) if words in title) for words in ORDER
    ]
    assert places == sorted(places), titles
    pages = [int(line["页号"]) for line in lines]
    assert pages == sorted(set(pages))
    accounts = next(place for place, title in enumerate(titles) if "决算.pdf" in title)
    assert pages[accounts + 1] - pages[accounts] == 4
    pdf.close()


def test_what_cannot_be_laid_in_has_a_page_that_says_so(sealed: Casefile) -> None:
    words = pdf_words(vault.path_of(sealed.book.sha256).read_bytes())
    for name, said in (("合同.docx", "不是图片或者PDF"), ("打不开.pdf", "打不开，没有装订成页")):
        assert said in words
        assert hashlib.sha256(FILES[name][1]).hexdigest() in words
    assert hashlib.sha256(FILES["现场.jpg"][1]).hexdigest() not in words


def test_the_package_holds_every_part_as_it_is_under_its_digest(sealed: Casefile) -> None:
    with zipfile.ZipFile(vault.path_of(sealed.package.sha256)) as package:
        manifest = package.read("目录.csv").decode("utf-8-sig")
        assert manifest == sealed.manifest
        for line in lines_of(sealed):
            assert hashlib.sha256(package.read(line["文件名"])).hexdigest() == line["sha256"]
        assert len(package.namelist()) == sealed.parts + 3
        (contract,) = [name for name in package.namelist() if name.endswith("合同.docx")]
        assert package.read(contract) == FILES["合同.docx"][1]


def test_the_ledger_carries_the_digests_and_the_casefile_is_sealed_once(
    sealed: Casefile, archived: Walk
) -> None:
    matter = archived.fresh()
    (line,) = [one for one in timeline(matter.dossier, limit=9) if one.act == "封卷"]
    assert line.seq == sealed.ledger_seq
    for kept in (sealed.book.sha256, sealed.package.sha256):
        assert kept in line.words
    assert matter.dossier.closed_on == matter.archived_on
    with pytest.raises(Refused, match="已经封卷"):
        archived.seal(matter.archived_on or START)
    with pytest.raises(IntegrityError), transaction.atomic():
        Casefile.objects.update(manifest="换")
    with pytest.raises(IntegrityError), transaction.atomic():
        sealed.delete()


def test_a_casefile_is_not_sealed_before_the_archive_nor_uploaded_by_hand(
    walk: Callable[..., Walk],
) -> None:
    journey = walk()
    demo.to_resolved(journey, START)
    matter, by = journey.fresh(), journey.posts.chair
    on = matter.dossier.last_act_on
    with clock.moved_to(on):
        refusal = procedures.of(matter).why_not(matter, "seal", by=by)
        assert refusal
        assert (refusal.code, refusal.status) == ("procedure.wrong_state", 409)
        with pytest.raises(Refused, match="不能跳过前面的环节"):
            actions.seal(matter, by=by, on=on)
        with pytest.raises(Refused, match="请选择这份文件是什么材料"):
            actions.attach(
                matter,
                by=by,
                on=on,
                file=SimpleUploadedFile("案卷.pdf", scan(0)),
                kind=AttachmentKind.CASEFILE,
            )
    assert not Casefile.objects.exists()


def test_a_lost_attachment_is_said_and_does_not_stop_the_sealing(archived: Walk) -> None:
    matter = archived.fresh()
    lost = matter.dossier.attachments.get(name="决算.pdf")
    vault.path_of(lost.sha256).unlink()
    archived.seal(matter.archived_on or START)
    casefile = Casefile.objects.get()
    assert "（原件缺失）" in casefile.manifest
    words = pdf_words(vault.path_of(casefile.book.sha256).read_bytes())
    assert lost.sha256 in words
    assert "请从备份恢复后查看原件" in words
    assert list(broken_casefiles()) == []


def test_an_advisory_matter_is_sealed_when_it_is_concluded(office: Any, posts: Posts) -> None:
    journey = RegimeWalk(office.a, posts, LOW_INCOME, START)
    regimes.to_concluded(journey, START)
    journey.seal(journey.fresh().dossier.last_act_on)
    assert Casefile.objects.get().parts > 5


def _terminated(journey: Walk) -> tuple[date, str]:
    on = demo.to_summed_up(journey, START)
    journey.terminate(on, "改由区里统一办理。")
    return on, "改由区里统一办理"


def _revoked(journey: Walk) -> tuple[date, str]:
    on = demo.to_resolved(journey, START)
    journey.revoke(on)
    return on, "撤销"


@pytest.mark.parametrize("end", [_terminated, _revoked], ids=["terminated", "revoked"])
def test_a_matter_that_broke_off_is_one_file_too(
    end: Callable[[Walk], tuple[date, str]], walk: Callable[..., Walk]
) -> None:
    journey = walk()
    on, said = end(journey)
    paper = SimpleUploadedFile("签到表.jpg", photo())
    with journey.at(on) as matter:
        # The signed sheets come in from paper after the matter has ended.
        actions.attach(
            matter, by=journey.posts.worker, on=on, file=paper, kind=AttachmentKind.SIGNIN_SHEET
        )
    later = on + timedelta(days=9)
    journey.seal(later)
    stopped = why_stopped(journey.fresh())
    assert stopped
    assert long_day(later) not in stopped.sentence
    assert long_day(on) in stopped.sentence
    casefile = Casefile.objects.get()
    assert said in pdf_words(vault.path_of(casefile.book.sha256).read_bytes())
    assert "签到表.jpg" in casefile.manifest
    call_command("verify")
    with journey.at(later) as matter, pytest.raises(Refused, match="已经封卷"):
        actions.attach(
            matter, by=journey.posts.worker, on=later, file=paper, kind=AttachmentKind.OTHER
        )


def test_the_check_names_the_first_byte_that_was_changed(sealed: Casefile) -> None:
    number = sealed.dossier.number
    assert list(broken_casefiles()) == []
    path = vault.path_of(sealed.package.sha256)
    whole = path.read_bytes()
    contract = FILES["合同.docx"][1]
    place = whole.index(contract) + len(contract) // 2
    path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
    (fault,) = broken_casefiles()
    assert number in fault
    assert "合同.docx" in fault
    with pytest.raises(SystemExit):
        call_command("verify", stdout=io.StringIO(), stderr=io.StringIO())
    path.write_bytes(whole)
    book = vault.path_of(sealed.book.sha256)
    book.write_bytes(book.read_bytes()[:-1])
    (fault,) = broken_casefiles()
    assert "PDF不见了或者被改动过" in fault


def test_a_casefile_exchanged_behind_the_trigger_does_not_fit_the_ledger(
    sealed: Casefile,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table casefiles_casefile disable trigger user")
        cursor.execute("update casefiles_casefile set manifest = replace(manifest, '决算', '结算')")
        cursor.execute("alter table casefiles_casefile enable trigger user")
    (fault,) = broken_casefiles()
    assert f"目录与台账第{sealed.ledger_seq}条记下的摘要不符" in fault


def test_the_page_offers_sealing_and_then_the_casefile_to_who_may_see_it(
    archived: Walk, client_of: Browser, zhao_chair: User, zhou_grid: User, zheng_other: User
) -> None:
    matter: Matter = archived.fresh()
    number = matter.dossier.number
    page, address = matter.get_absolute_url(), reverse("decisions:seal", args=[number])
    with clock.moved_to(matter.archived_on or START):
        chair = client_of(zhao_chair)
        assert address in chair.get(page).text
        form = chair.get(address)
        assert "封卷以后案卷不能更换" in form.text
        assert client_of(zhou_grid).get(address).status_code in (403, 404)
        done = chair.post(address, {"on": (matter.archived_on or START).isoformat()}, follow=True)
        assert "案卷PDF" in done.text
        casefile = Casefile.objects.get()
        for made, kind in ((casefile.book, "pdf"), (casefile.package, "zip")):
            url = reverse("attachments:download", args=[made.pk, made.name])
            assert url in done.text
            got = chair.get(url)
            assert got["Content-Type"] == f"application/{kind}"
            assert ("attachment" in got["Content-Disposition"]) == (kind == "zip")
            held = b"".join(got)
            assert hashlib.sha256(held).hexdigest() == made.sha256
            assert client_of(zheng_other).get(url).status_code == 404
        assert "已经封卷" in chair.get(address).text
        assert chair.get(address).status_code == 409


def test_the_page_of_a_sealed_matter_says_who_sealed_it_and_when_and_speaks_of_sealing_no_more(
    sealed: Casefile,
    archived: Walk,
    client_of: Browser,
    zhao_chair: User,
    branch_secretary: User,
) -> None:
    matter = archived.fresh()
    address = reverse("decisions:seal", args=[matter.dossier.number])
    with clock.moved_to(matter.archived_on or START):
        seen = client_of(zhao_chair).get(matter.get_absolute_url()).text
        by_another = client_of(branch_secretary).get(matter.get_absolute_url()).text
    offered = seen.partition('id="now"')[2].partition("</section>")[0]
    assert "已归档" in offered
    assert "封卷" not in offered
    assert address not in seen
    assert "不能再封一次" not in seen
    for page in (seen, by_another):
        assert f"{long_day(sealed.sealed_on)}由赵丽华封卷" in page
        assert f"共{sealed.parts}件、{sealed.pages}页" in page

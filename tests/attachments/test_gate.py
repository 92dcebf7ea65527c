"""What may come in as an attachment, and what is turned away at the field with a sentence."""

from typing import Any

import pytest

from jiedao.attachments import gate, names
from jiedao.lib.refusals import Refused
from tests.attachments.files import PDF, PROGRAM, docx, png, upload, xlsx
from tests.support import photo

GOOD = {
    "会议记录.pdf": PDF,
    "张贴.PNG": png(),
    "方案.docx": docx(),
    "预算.xlsx": xlsx(),
    "说明.txt": "同意2号院改造。\r\n预算38.2万元".encode(),
    "名单.csv": "姓名,楼栋\n王芳,3号楼".encode("gb18030"),
    "带BOM.txt": b"\xef\xbb\xbf" + "居民意见汇总".encode(),
}


def admit(name: str, content: bytes, *, pictures_only: bool = False) -> str:
    return gate.admit(upload(name, content), name=names.cleaned(name), pictures_only=pictures_only)


def refusal_of(name: str, content: bytes, *, pictures_only: bool = False) -> Any:
    with pytest.raises(Refused) as refused:
        admit(name, content, pictures_only=pictures_only)
    assert refused.value.refusal.field == "file"
    assert refused.value.refusal.reason.endswith("。")
    return refused.value.refusal


@pytest.mark.parametrize("name", GOOD)
def test_the_papers_of_an_office_come_in(name: str) -> None:
    assert admit(name, GOOD[name])


def test_a_photograph_comes_in_under_both_spellings_of_its_ending() -> None:
    for name in ("board.jpg", "board.JPEG"):
        assert gate.admit(photo(name), name=name, pictures_only=True) == "image/jpeg"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("空白.pdf", b"", "attachment.empty"),
        ("照片.jpg", PROGRAM, "attachment.disguised"),
        ("木马.exe", PROGRAM, "attachment.ending"),
        ("通知.pdf.exe", PROGRAM, "attachment.ending"),
        ("没有结尾", PDF, "attachment.ending"),
        ("照片.jpg", b"<html><script>alert(1)</script></html>", "attachment.disguised"),
        ("网页.html", b"<html></html>", "attachment.ending"),
        ("图.svg", b"<svg onload='x'/>", "attachment.ending"),
        ("图.png", b"<?xml version='1.0'?><svg xmlns='x'/>", "attachment.disguised"),
        ("说明.txt", b"<!DOCTYPE html><p>", "attachment.disguised"),
        ("说明.txt", "请看：".encode() * 900 + b"<script >x</script>", "attachment.dangerous"),
        ("说明.txt", b"ab\x00cd", "attachment.disguised"),
        ("方案.docx", b"PK\x03\x04broken", "attachment.disguised"),
        ("方案.docx", xlsx(), "attachment.disguised"),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "attachment.ending"),
        ("加密.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "attachment.disguised"),
        ("方案.docx", docx({"word/vbaProject.bin": b"x"}), "attachment.dangerous"),
        ("方案.docx", docx({"word/embeddings/a.exe": b"x"}), "attachment.dangerous"),
        ("方案.docx", docx({"word/embeddings/a.bin": PROGRAM}), "attachment.dangerous"),
        (
            "方案.docx",
            docx({"word/embeddings/o.bin": "\x01Ole10Native".encode("utf-16-le")}),
            "attachment.dangerous",
        ),
        (
            "方案.docx",
            docx(
                {
                    "word/_rels/settings.xml.rels": b'<Relationship Id="r" Type="http://x/'
                    b'relationships/attachedTemplate" Target="http://evil/" TargetMode="External"/>'
                }
            ),
            "attachment.dangerous",
        ),
        ("方案.docx", docx(types="<Types>macroEnabled</Types>"), "attachment.dangerous"),
        ("方案.docx", b"PK\x03\x04junk" + docx(), "attachment.dangerous"),
        ("图.png", png(tail=b"MZ"), "attachment.dangerous"),
        ("图.png", png(tail=docx()), "attachment.dangerous"),
        ("图.jpg", photo().read()[:120], "attachment.dangerous"),
        ("图.jpg", photo().read() + docx(), "attachment.dangerous"),
        ("图.jpg", photo().read() + b"<script>x</script>", "attachment.dangerous"),
        ("文.pdf", PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript /JS(x)>>"),
         "attachment.dangerous"),
        ("文.pdf", PDF[:40], "attachment.dangerous"),
        ("文.pdf", b"<html>" + PDF, "attachment.disguised"),
    ],
)  # fmt: skip
def test_what_pretends_or_carries_something_is_refused(
    name: str, content: bytes, code: str
) -> None:
    assert refusal_of(name, content).code == code


def test_a_file_over_the_limit_is_refused_with_both_sizes(settings: Any) -> None:
    settings.ATTACHMENT_MAX_BYTES = 2048
    refusal = refusal_of("大.txt", b"a" * 2049)
    assert refusal.code == "attachment.too_large"
    assert "3 KB" in refusal.reason
    assert "2 KB" in refusal.reason


def test_a_photo_is_asked_for_and_a_pdf_is_not_one() -> None:
    assert "照片" in refusal_of("board.pdf", PDF, pictures_only=True).reason


def test_an_iphone_picture_is_told_where_to_change_the_setting() -> None:
    assert "兼容性最佳" in refusal_of("IMG_1.HEIC", b"x").reason


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("C:\\Users\\孙\\桌面\\签到表.pdf", "签到表.pdf"),
        ("../../etc/方案.docx", "方案.docx"),
        ("木马\u202egpj.exe", "木马gpj.exe"),
        ("a\x00b\nc.txt", "ab c.txt"),
        ("问？<好>|.csv", "问？_好__.csv"),
        (".pdf", "附件.pdf"),
        ("长" * 300 + ".pdf", "长" * 96 + ".pdf"),
    ],
)
def test_a_name_is_cleaned_before_it_is_kept(typed: str, kept: str) -> None:
    assert names.cleaned(typed) == kept

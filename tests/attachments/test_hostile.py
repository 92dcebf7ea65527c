"""Files made to do harm: bombs, papers that are also something else, tables that run."""

import io
import struct
import zipfile
import zlib
from typing import Any

import pytest

from jiedao.attachments import names
from jiedao.lib import sheets
from tests.attachments.files import PDF, docx, png, upload, xlsx
from tests.attachments.test_gate import admit, refusal_of
from tests.support import photo


def _zip_of(content: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("run.sh", content)
    return written.getvalue()


def _with_comment(package: bytes) -> bytes:
    written = io.BytesIO(package)
    with zipfile.ZipFile(written, "a") as archive:
        archive.comment = b"<script>x</script>"
    return written.getvalue()


# --- bombs ------------------------------------------------------------------------------------------


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def wide_png(width: int, height: int) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(b"\0" * 20_000_000, 9))
    return b"\x89PNG\r\n\x1a\n" + head + body + chunk(b"IEND", b"")


def test_twenty_kilobytes_that_say_they_are_fifty_thousand_points_wide_are_told_so() -> None:
    bomb = wide_png(50_000, 50_000)
    assert len(bomb) < 25_000
    assert "50000×50000个像素" in refusal_of("图.png", bomb).reason
    picture = bytearray(photo().read())
    frame = picture.index(b"\xff\xc0")
    picture[frame + 5 : frame + 9] = struct.pack(">HH", 65_000, 65_000)
    assert "65000×65000个像素" in refusal_of("图.jpg", bytes(picture)).reason


def test_a_photograph_of_a_hundred_million_points_comes_in() -> None:
    picture = bytearray(photo().read())
    frame = picture.index(b"\xff\xc0")
    picture[frame + 5 : frame + 9] = struct.pack(">HH", 9_000, 12_000)
    assert admit("图.jpg", bytes(picture)) == "image/jpeg"


@pytest.mark.parametrize("cut", [10, 30, 100, 160])
def test_half_a_photograph_is_no_photograph(cut: int) -> None:
    assert refusal_of("图.jpg", photo().read()[:cut])


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def overlapping() -> bytes:
    """A package whose last entry lies over the one before it."""
    content = bytearray(packed({"word/a.xml": b"<a/>" * 50, "word/b.xml": b"<b/>" * 50}))
    first = content.index(b"PK\x01\x02")
    entries = [first]
    while (found := content.find(b"PK\x01\x02", entries[-1] + 4)) > 0:
        entries.append(found)
    content[entries[3] + 42 : entries[3] + 46] = content[entries[2] + 42 : entries[2] + 46]
    return bytes(content)


NESTED = packed({})
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>'


@pytest.mark.parametrize(
    ("what", "content"),
    [
        ("much from little", packed({"word/media/a.bin": b"\0" * 40_000_000})),
        ("parts over one another", overlapping()),
        ("a zip inside", packed({"word/a.bin": _zip_of(b"x")})),
        ("a bomb inside", packed({"word/e/a.xlsx": packed({"xl/b.bin": b"\0" * 40_000_000})})),
        ("too deep", packed({"a.docx": packed({"b.docx": packed({"c.docx": NESTED})})})),
        ("macros inside", packed({"word/e/a.docx": packed({"word/vbaProject.bin": b"x"})})),
        ("another packing", packed({"word/a.xml": b"<a/>"}, zipfile.ZIP_BZIP2)),
        ("entities", packed({"word/settings.xml": ENTITIES})),
        ("entities in two bytes", packed({"word/a.xml": ENTITIES.decode().encode("utf-16")})),
        ("a path out", packed({"../../etc/cron.d/x": b"x"})),
        ("a drive", packed({"C:\\x": b"x"})),
        ("the same name twice", packed({"WORD/DOCUMENT.XML": b"<b/>"})),
        ("a page taken in", packed({"word/a.html": b"<p>"})),
        ("a program asked for", packed({"word/f.xml": b"<w:instrText>DDEAUTO c:\\\\x</w:instrText>"})),
        ("behind the end", _with_comment(packed({}))),
    ],
)  # fmt: skip
def test_a_document_with_more_in_it_than_a_document_is_refused(what: str, content: bytes) -> None:
    assert refusal_of("方案.docx", content).code in ("attachment.dangerous", "attachment.disguised")
    with pytest.raises(ValueError, match="。"):
        sheets.read_table(content, "名单.xlsx")


def relation(kind: str, target: str, mode: str = "External", *, prefix: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    named = f'xmlns:{prefix}="{space}"' if prefix else f'xmlns="{space}"'
    lead = f"{prefix}:" if prefix else ""
    return (
        f'<{lead}Relationships {named}><{lead}Relationship Id="r" TargetMode = "{mode}"\n'
        f"Target='{target}' Type='http://x/relationships/{kind}'/></{lead}Relationships>"
    ).encode()


RELATIONS = "word/_rels/document.xml.rels"


@pytest.mark.parametrize(
    "said",
    [
        relation("attachedTemplate", "http://e/"),
        relation("attachedTemplate", "http://e/", prefix="r"),
        relation("attached&#84;emplate", "http://e/"),
        relation("image", "http://e/pixel.png"),
        relation("oleObject", "file://e/share", "external"),
        relation("hyperlink", "file://e/share"),
        relation("hyperlink", "\\\\e\\share"),
        relation("aFChunk", "a.mht", "Internal"),
        relation("frame", "http://e/").replace(b"External", b"&#69;xternal"),
        relation("image", "http://e/").decode().encode("utf-16"),
        b"<Relationships><Relationship",
    ],
)
def test_what_fetches_from_elsewhere_is_found_however_it_is_written(said: bytes) -> None:
    assert "去别处下载" in refusal_of("方案.docx", docx({RELATIONS: said})).reason


def test_a_link_that_is_only_clicked_and_a_chart_with_its_workbook_come_in() -> None:
    link = relation("hyperlink", "https://www.zhengzhou.gov.cn/")
    chart = {"word/embeddings/Microsoft_Excel_Sheet1.xlsx": xlsx(), RELATIONS: link}
    assert admit("方案.docx", docx(chart))
    made = sheets.workbook("名单", ["姓名"], [["王芳"]]).content
    assert admit("名单.xlsx", made)


# --- papers with something behind them --------------------------------------------------------------


def pdf_with(words: bytes) -> bytes:
    return PDF.replace(b"/Catalog", b"/Catalog" + words)


def hidden_in_objects(words: bytes) -> bytes:
    """A PDF whose catalogue lies packed in an object stream, as modern programs write it."""
    packed_words = zlib.compress(b"1 0 " + words)
    stream = (
        b"7 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length "
        + str(len(packed_words)).encode()
        + b">>\nstream\n"
        + packed_words
        + b"\nendstream\nendobj\n"
    )
    return PDF.replace(b"%%EOF", stream + b"%%EOF")


@pytest.mark.parametrize(
    "content",
    [
        pdf_with(b"/OpenAction<</S/J#61vaScript/JS(x)>>"),
        pdf_with(b"/OpenAction<</S/Launch/F(cmd.exe)>>"),
        pdf_with(b"/OpenAction<</S/SubmitForm/F(http://e/)>>"),
        hidden_in_objects(b"<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>"),
        PDF + _zip_of(b"x"),
        PDF.replace(b"%%EOF", b"trailer<</Encrypt 9 0 R>>\n%%EOF"),
    ],
)
def test_a_pdf_that_runs_sends_or_hides_is_refused(content: bytes) -> None:
    assert refusal_of("文.pdf", content).code == "attachment.dangerous"


def test_a_pdf_with_packed_objects_and_an_invoice_with_its_data_come_in() -> None:
    assert admit("文.pdf", hidden_in_objects(b"<</Type/Catalog/Pages 2 0 R>>"))
    assert admit("数电票.pdf", pdf_with(b"/Names<</EmbeddedFiles 9 0 R>>"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("图.jpg", b"GIF89a/*" + b"\0" * 50 + b"*/=1;alert(1)"),
        ("图.png", png().replace(b"IEND", b"tEXt<html><script >x</script>IEND")),
        ("图.png", png(tail=b"<html><script>x</script>")),
        ("图.jpg", photo().read()[:2] + b"\xff\xfe\x00\x18<?php system($_GET[0]);" + photo().read()[2:]),
        ("说明.txt", "看图：<img src=x onerror=alert(1)>".encode()),
        ("图.svg", b"<svg/>"),
        ("图.jpg", b"\xef\xbb\xbf<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("宏.docm", docx()),
        ("表.xlsb", xlsx()),
    ],
)  # fmt: skip
def test_one_thing_that_is_also_another_is_refused(name: str, content: bytes) -> None:
    assert refusal_of(name, content)


@pytest.mark.parametrize(
    "cell",
    ["=cmd|' /C calc'!A0", "=HYPERLINK(\"http://e\")", "@SUM(1+1)*cmd|' /C calc'!A0",
     "-2+3+cmd|' /C calc'!A0", '"=1+1"', "＝1+1", " =A1"],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_table_whose_cells_run_is_refused(cell: str, encoding: str) -> None:
    content = f"姓名,备注\n王芳,{cell}\n".encode(encoding)
    assert "公式" in refusal_of("名单.csv", content).reason


def test_numbers_signs_and_rules_of_a_table_come_in() -> None:
    rows = "收支,说明\n-350.00,+86 371\n- 电费(三月),====\n@物业,-\n+5,--\n"
    assert admit("收支.csv", rows.encode())


# --- too much at once -------------------------------------------------------------------------------


def test_a_photograph_of_sixty_megabytes_is_told_the_limit(settings: Any) -> None:
    settings.ATTACHMENT_MAX_BYTES = 100_000
    large = photo().read() + b"\0" * 120_000
    said = refusal_of("大.jpg", large).reason
    assert "118 KB" in said
    assert "最大不能超过98 KB" in said


def test_names_lose_their_folders_and_their_turning_marks() -> None:
    assert upload("..\\..\\宏\u202excod.docx", docx()).name
    assert names.cleaned("..\\..\\宏\u202excod.docx") == "宏xcod.docx"
    assert refusal_of("\u202egpj.exe", docx()).code == "attachment.ending"

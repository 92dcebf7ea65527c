"""The press draws every paper, whatever was typed, as PDF and as Word."""

import io
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiedao.documents import measure, render
from jiedao.documents.blocks import (
    CENTRE,
    Block,
    Code,
    Column,
    Document,
    Facts,
    Grid,
    Heading,
    Mark,
    Organ,
    PageBreak,
    Paragraph,
    Row,
    Seal,
    Signatures,
    Title,
    in_lines,
    printable,
)
from tests.documents.paper import docx_words, docx_xml, pdf_pages, pdf_words

DAY = date(2026, 11, 24)
RARE = "㛃䶮𬭎龘〇"
HOSTILE = "#let x = 1 $a_b$ @ref *粗* _斜_ <label> \\ [x] `raw` // = - + ~ {y} \"'&</w:t>"


def whole(*blocks: Block, **also: object) -> Document:
    return Document("测试", blocks, DAY, **also)


def letter(words: str) -> Document:
    """A paper with every kind of block, saying the same words everywhere."""
    return whole(
        Organ((f"街道{words}", "社区"), words),
        Title(f"关于{words}的公告", words),
        Heading(words),
        Heading(words, level=2),
        *(Paragraph(words, look) for look in ("body", "address", "centre", "right", "small")),
        Paragraph(words, lead=words),
        Facts(
            (
                Row(words, words),
                Row("名", words, "名", words),
                Row("名", words, height=30, signed=(words,)),
            ),
            words,
        ),
        Grid(
            (Column(words, 1, CENTRE), Column("名", 3)), ((words, words),), height=10, caption=words
        ),
        Signatures((words, "记录人", words)),
        Seal((words,), "2026年11月24日"),
        PageBreak(),
        Code("https://example.gov.cn/f/7K3F92QDM5XA/", (words, words)),
        mark=Mark("https://example.gov.cn/f/7K3F92QDM5XA/", "7K3F-92QD-M5XA"),
        foot=words,
    )


@pytest.mark.parametrize("form", ["pdf", "docx"])
@pytest.mark.parametrize(
    "words",
    ["", RARE, HOSTILE, "长" * 2000, "A" * 500, "行\n\n行\r\n行", "\x00\x07\x1b\ud800\u202e"],
)
def test_every_block_is_drawn_whatever_it_says(form: str, words: str) -> None:
    drawn = render.drawn(letter(words), form)
    read = pdf_words(drawn) if form == "pdf" else docx_words(drawn)
    said = "".join(printable(words).split())
    assert said in read


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=80))
def test_no_text_breaks_the_press(words: str) -> None:
    for form in ("pdf", "docx"):
        assert render.drawn(letter(words), form)


def test_what_was_typed_is_never_markup() -> None:
    drawn = render.drawn(whole(Paragraph(HOSTILE)), "pdf")
    assert "".join(HOSTILE.split()) in pdf_words(drawn)


def test_a_letter_is_a4_with_22_lines_of_28_characters() -> None:
    line = "社区居民代表会议商议事项并依法作出决定后应当及时公布结果"
    assert len(line) == 28
    one_page = render.drawn(whole(*(Paragraph(line, "address") for _ in range(22))), "pdf")
    assert pdf_pages(one_page) == [(210, 297)]
    two = render.drawn(whole(*(Paragraph(line, "address") for _ in range(23))), "pdf")
    assert len(pdf_pages(two)) == 2
    wrapped = render.drawn(whole(*(Paragraph(f"{line}多", "address") for _ in range(12))), "pdf")
    assert len(pdf_pages(wrapped)) == 2


def test_the_pdf_carries_its_typefaces_and_is_meant_to_last() -> None:
    drawn = render.drawn(letter("正文"), "pdf")
    assert b"pdfaid" in drawn
    assert b"NotoSerifSC" in drawn.replace(b" ", b"")


def test_the_word_file_has_the_measures_and_typefaces_of_an_official_paper() -> None:
    word = docx.Document(io.BytesIO(render.drawn(letter("正文"), "docx")))
    section = word.sections[0]
    measures = {
        "page_width": 210, "page_height": 297, "top_margin": 37, "bottom_margin": 35,
        "left_margin": 28, "right_margin": 26,
    }  # fmt: skip
    for name, millimetres in measures.items():
        assert abs(getattr(section, name) - Mm(millimetres)) < Mm(0.2), name
    faces = {element.get(qn("w:eastAsia")) for element in word.element.body.iter(qn("w:rFonts"))}
    assert {"仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"} <= faces
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:linePitch")) == "579"
    assert word.settings.odd_and_even_pages_header_footer
    assert "— " in "".join(p.text for p in section.footer.paragraphs)
    assert "7K3F-92QD-M5XA" in "".join(p.text for p in section.even_page_header.paragraphs)


def test_a_number_is_not_broken_in_its_middle_and_a_seal_does_not_stand_alone() -> None:
    last = Paragraph(
        "共办理2026年事项12件，支出86000.50元，见JC2026-001003-0001。", lead="2026年："
    )
    paper = whole(Heading("一"), last, Seal(("街道",), "2026年11月24日"))
    word = docx.Document(io.BytesIO(render.drawn(paper, "docx")))
    heading, said, *seal = word.paragraphs
    alone = [run.text for run in said.runs if run._r.findall(f".//{qn('w:lang')}")]
    assert alone == ["2026", "2026", "12", "86000.50", "JC2026-001003-0001"]
    assert said.text == f"{last.lead}{last.words}"
    assert [one.paragraph_format.keep_with_next for one in (heading, said, *seal)] == [
        True,
        True,
        True,
        True,
        False,
    ]


def test_no_typeface_is_carried_in_the_word_file() -> None:
    drawn = render.drawn(letter("正文"), "docx")
    assert "w:embedRegular" not in docx_xml(drawn, "word/fontTable.xml")


def test_three_hundred_names_flow_over_pages_under_the_same_head() -> None:
    grid = Grid(
        (Column("序号", 1), Column("姓名", 3), Column("签名", 4)),
        tuple((str(n), RARE, "") for n in range(1, 301)),
        height=10,
    )
    drawn = render.drawn(whole(Title("签到表"), grid), "pdf")
    pages = len(pdf_pages(drawn))
    assert pages >= 14
    assert pdf_words(drawn).count("序号姓名签名") == pages
    assert "w:tblHeader" in docx_xml(render.drawn(whole(grid), "docx"))


def test_a_character_no_typeface_has_is_left_open_and_said_so() -> None:
    drawn = render.drawn(whole(Paragraph("到会：张\U00020bb7")), "pdf")
    assert "请手写补上" in pdf_words(drawn)
    assert "请手写补上" not in pdf_words(render.drawn(whole(Paragraph(f"到会：张{RARE}")), "pdf"))


def test_posters_are_a3_in_large_type() -> None:
    drawn = render.drawn(whole(Paragraph("公示"), page="a3", scale=1.75), "pdf")
    assert pdf_pages(drawn) == [(297, 420)]


def test_a_mark_of_several_sheets_is_left_out_where_one_is_enough() -> None:
    mark = Mark("https://example.gov.cn/board/GS1/verify/", "EBWJ-25RJ", always=False)
    short, long = (whole(*([Paragraph("公示")] * lines), mark=mark) for lines in (3, 60))
    for paper, marks in ((short, 0), (long, 3)):
        drawn = render.drawn(paper, "pdf")
        assert pdf_words(drawn).count("EBWJ-25RJ") == marks
        assert len(pdf_pages(drawn)) == max(1, marks)
    header = docx_xml(render.drawn(short, "docx"), "word/header1.xml")
    assert "EBWJ-25RJ" not in header


@given(st.text(alphabet="关于社区“两委”《方案》的决议、公示（试行）2026ABC ", max_size=120))
def test_a_title_is_broken_into_lines_that_lose_nothing(words: str) -> None:
    lines = in_lines(words)
    assert "".join(lines).replace(" ", "") == "".join(words.split())
    assert all(len(line) <= 22 for line in lines)


def test_a_title_breaks_where_the_sense_allows() -> None:
    assert in_lines("“一征三议两公开”重大事项决策实施登记表") == (
        "“一征三议两公开”",
        "重大事项决策实施登记表",
    )


def test_a_title_is_broken_at_a_wished_place_and_only_when_it_must() -> None:
    assert in_lines("关于南门非机动车道修补\n征求居民意见的公告") == (
        "关于南门非机动车道修补",
        "征求居民意见的公告",
    )
    assert in_lines("关于灯\n的公告") == ("关于灯的公告",)


def test_a_paper_that_fits_one_sheet_is_told_before_it_is_drawn() -> None:
    lines = tuple(Paragraph("社区居民代表会议商议事项并依法作出决定。" * 2) for _ in range(8))
    for scale in (1.0, 1.2, 1.4, 1.7, 2.0, 2.4):
        paper = whole(Title("公示"), *lines, page="a3", scale=scale)
        if measure.fits(paper):
            assert len(pdf_pages(render.drawn(paper, "pdf"))) == 1, scale
    assert measure.fits(whole(*lines, page="a3", scale=1.4))
    assert not measure.fits(whole(*lines, page="a3", scale=2.4))

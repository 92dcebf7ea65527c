"""Draws a paper as a Word file. Run as a program of its own: JSON comes in, the docx goes out.

Typefaces are named, never shipped: the office's own 仿宋_GB2312, 黑体, 楷体_GB2312 and 方正小标宋简体
show as on any official paper. It knows nothing of the portal (docs/adr/0009-papers-are-drawn-outside.md).
"""

import base64
import io
import json
import re
import runpy
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as SIDE
from docx.enum.text import WD_BREAK, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

_parts = runpy.run_path(str(Path(__file__).with_name("word_parts.py")))
_face, _unbroken, _ruled, _page_number = (
    _parts[name] for name in ("face", "unbroken", "ruled", "page_number")
)

Data = dict[str, Any]
FANG, HEI, KAI, SONG = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"
RED = RGBColor(0xC8, 0x10, 0x2E)
ALIGN = {"left": SIDE.LEFT, "centre": SIDE.CENTER, "right": SIDE.RIGHT, "body": SIDE.JUSTIFY}
PITCH, POSTER_PITCH, BODY, TABLE = 28.95, 26, 16, 12
TWIPS_PER_MM = 56.6929
# A number, a Latin word, an address: what is broken only where Latin is.
LATIN = re.compile(r"([0-9A-Za-z][!-~]*[0-9A-Za-z%])")
# Width, height, top, bottom, left, right in millimetres (GB/T 9704—2012 for A4).
PAGES = {
    "a4": (210, 297, 37, 35, 28, 26),
    "a4 landscape": (297, 210, 30, 26, 24, 24),
    "a3": (297, 420, 32, 28, 26, 26),
}


class Press:
    """One Word file on its way."""

    def __init__(self, data: Data) -> None:
        self.data, self.scale = data, float(data["scale"])
        self.pitch = PITCH if self.scale == 1 else POSTER_PITCH
        self.word: Word = docx.Document()
        self.sheet = PAGES[f"{data['page']} landscape" if data["landscape"] else data["page"]]
        self.width = self.sheet[0] - self.sheet[4] - self.sheet[5]
        self._page()
        self._normal()
        self._head_and_foot()
        properties = self.word.core_properties
        properties.title = data["title"][:250]
        properties.author, properties.language = "", "zh-CN"
        properties.created = properties.modified = datetime.combine(
            date(*data["made_on"]), time(), UTC
        )

    def drawn(self) -> bytes:
        """The file, all blocks on it."""
        blocks = self.data["blocks"]
        for block, then in zip(blocks, [*blocks[1:], {"kind": ""}], strict=True):
            DRAW[block["kind"]](self, block)
            if then["kind"] == "seal" and block["kind"] in ("paragraph", "noted"):
                # A signature never stands alone on its page: the last lines go with it.
                self.word.paragraphs[-1].paragraph_format.keep_with_next = True
        canvas = io.BytesIO()
        self.word.save(canvas)
        return canvas.getvalue()

    def paragraph(self, align: str = "", *, pitch: float = 0, indent: float = 0) -> Paragraph:
        """A new paragraph; `indent` in characters."""
        return self.shaped(self.word.add_paragraph(), align, pitch=pitch, indent=indent)

    def shaped(
        self, paragraph: Paragraph, align: str = "", *, pitch: float = 0, indent: float = 0
    ) -> Paragraph:
        form = paragraph.paragraph_format
        form.space_before = form.space_after = Pt(0)
        form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        form.line_spacing = Pt((pitch or self.pitch) * self.scale)
        form.first_line_indent = Pt(indent * BODY * self.scale)
        if align:
            form.alignment = ALIGN[align]
        return paragraph

    def say(
        self,
        paragraph: Paragraph,
        words: str,
        font: str = FANG,
        size: float = BODY,
        *,
        colour: RGBColor | None = None,
        raised: bool = False,
    ) -> None:
        """Words with their line breaks, in one typeface for Chinese and Latin letters alike."""
        for place, part in enumerate(LATIN.split(words)):
            if not part:
                continue
            run = paragraph.add_run()
            for number, line in enumerate(part.split("\n")):
                if number:
                    run.add_break(WD_BREAK.LINE)
                run.add_text(line)
            run.font.size = Pt(size * self.scale)
            if colour is not None:
                run.font.color.rgb = colour
            run.font.superscript = raised or None
            _face(run, font)
            if place % 2:
                _unbroken(run)

    def picture(self, paragraph: Paragraph, png: str, millimetres: float) -> None:
        paragraph.add_run().add_picture(io.BytesIO(base64.b64decode(png)), width=Mm(millimetres))

    def _page(self) -> None:
        width, height, top, bottom, left, right = self.sheet
        section = self.word.sections[0]
        section.page_width, section.page_height = Mm(width), Mm(height)
        if self.data["landscape"]:
            section.orientation = WD_ORIENT.LANDSCAPE
        section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
        section.left_margin, section.right_margin = Mm(left), Mm(right)
        section.header_distance, section.footer_distance = Mm(10), Mm(max(bottom - 13, 8))
        grid = section._sectPr.find(qn("w:docGrid"))
        if grid is None:
            grid = OxmlElement("w:docGrid")
            section._sectPr.append(grid)
        grid.set(qn("w:type"), "lines")
        grid.set(qn("w:linePitch"), str(round(self.pitch * self.scale * 20)))

    def _normal(self) -> None:
        style = self.word.styles["Normal"]
        style.font.size = Pt(BODY * self.scale)
        style.font.name = FANG
        faces = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            faces.set(qn(kind), FANG)
        if self.scale == 1 and self.sheet == PAGES["a4"]:
            # 28 characters to a line, by setting each a quarter of a point closer. A grid of
            # characters would say the same, but LibreOffice gives each of them two places of it.
            closer = OxmlElement("w:spacing")
            closer.set(qn("w:val"), "-5")
            style.element.get_or_add_rPr().insert_element_before(
                closer, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:lang"
            )
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "zh-CN")
        language.set(qn("w:eastAsia"), "zh-CN")
        style.element.get_or_add_rPr().append(language)

    def _head_and_foot(self) -> None:
        section = self.word.sections[0]
        self.word.settings.odd_and_even_pages_header_footer = True
        for header in (section.header, section.even_page_header):
            header.is_linked_to_previous = False
            self._mark(header.paragraphs[0])
        for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
            footer.is_linked_to_previous = False
            paragraph = footer.paragraphs[0]
            paragraph.alignment = ALIGN[side if self.data["numbered"] else "centre"]
            if self.data["numbered"]:
                form = paragraph.paragraph_format
                form.left_indent = form.right_indent = Pt(14)
                self._plain(paragraph, "— ", 14)
                _page_number(self._plain(paragraph, "", 14))
                self._plain(paragraph, " —", 14)
                paragraph = footer.add_paragraph()
                paragraph.alignment = ALIGN["left" if side == "right" else "right"]
            if self.data["foot"]:
                self._plain(paragraph, self.data["foot"], 9)

    def _mark(self, paragraph: Paragraph) -> None:
        """The code by which a scan finds the way back, on every page."""
        mark = self.data["mark"]
        if not mark or not mark["always"]:
            return
        paragraph.alignment = ALIGN["right"]
        self._plain(paragraph, f"{''.join(mark['said'])}　{mark['code']}　", 9)
        self.picture(paragraph, mark["png"], mark["millimetres"])

    def _plain(self, paragraph: Paragraph, words: str, size: float) -> Run:
        run = paragraph.add_run(words)
        run.font.size = Pt(size)
        _face(run, FANG)
        return run


def organ(press: Press, block: Data) -> None:
    longest = max(len(part) for part in block["parts"])
    size = min(34.0, 430 / longest)
    for part in block["parts"]:
        made = press.paragraph("centre", pitch=size * 1.35)
        press.say(made, part, SONG, size, colour=RED)
    number = press.paragraph("centre")
    press.say(number, block["number"])
    _ruled(number, "bottom", 12, "C8102E", 11)
    press.paragraph(pitch=14)


def title(press: Press, block: Data) -> None:
    press.say(press.paragraph("centre", pitch=34), "\n".join(block["lines"]), SONG, 22)
    if block["under"]:
        press.say(press.paragraph("centre"), block["under"], KAI)
    press.paragraph(pitch=16)


def heading(press: Press, block: Data) -> None:
    paragraph = press.paragraph(indent=2)
    paragraph.paragraph_format.keep_with_next = True
    press.say(paragraph, block["words"], HEI if block["level"] == 1 else KAI)


def paragraph(press: Press, block: Data) -> None:
    look = block["look"]
    if look == "small":
        press.say(press.paragraph(pitch=19), block["words"], size=TABLE)
        return
    made = press.paragraph(look if look in ALIGN else "", indent=2 if look == "body" else 0)
    if block["lead"]:
        press.say(made, block["lead"], HEI)
    press.say(made, block["words"])


def noted(press: Press, block: Data) -> None:
    made = press.paragraph("body", indent=2)
    for words, mark in block["pieces"]:
        press.say(made, words)
        press.say(made, mark, raised=True)


def facts(press: Press, block: Data) -> None:
    _caption(press, block)
    label = 27 * press.scale
    value = press.width / 2 - label
    table = _table(press, [label, value, label, value])
    for row in block["rows"]:
        line = _line(table, max(row["height"], 8) * press.scale)
        words = row["words"]
        if row["signed"]:
            blank = max(0, int(row["height"] / 7) - words.count("\n") - len(row["signed"]) - 1)
            words = f"{words}{chr(10) * (blank + 1)}"
        _cell(press, line, row["label"], label, "centre", HEI)
        if row["label2"]:
            _cell(press, line, words, value, "left", FANG)
            _cell(press, line, row["label2"], label, "centre", HEI)
            _cell(press, line, row["words2"], value, "left", FANG)
            continue
        span = press.width - label
        cell = _cell(press, line, words, span, "left", FANG, span=3, top=row["height"] > 0)
        for signed in row["signed"]:
            _said_in(press, cell, signed, "right", FANG)
    press.paragraph(pitch=8)  # Word makes one of two tables that touch


def grid(press: Press, block: Data) -> None:
    _caption(press, block)
    columns = block["columns"]
    shares = sum(column["width"] for column in columns)
    widths = [press.width * column["width"] / shares for column in columns]
    table = _table(press, widths)
    head = _line(table, 8)
    head.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for column, width in zip(columns, widths, strict=True):
        _cell(press, head, column["head"], width, "centre", HEI)
    for row in block["rows"]:
        line = _line(table, max(block["height"], 7))
        for column, width, words in zip(columns, widths, row, strict=True):
            _cell(press, line, words, width, column["align"], FANG)
    press.paragraph(pitch=8)


def seal(press: Press, block: Data) -> None:
    press.paragraph().paragraph_format.keep_with_next = True
    lines = (*block["organs"], block["day"])
    longest = max(len(line) for line in lines)
    for line in lines:
        made = press.paragraph("right")
        made.paragraph_format.keep_together = True
        made.paragraph_format.keep_with_next = line is not lines[-1]
        # The shorter line stands in the middle of the longer one.
        made.paragraph_format.right_indent = Pt(
            (4 + (longest - len(line)) / 2) * BODY * press.scale
        )
        press.say(made, line)


def signatures(press: Press, block: Data) -> None:
    press.paragraph(pitch=14)
    labels = block["labels"]
    for start in range(0, len(labels), 2):
        made = press.paragraph(pitch=32)
        said = [f"{label}：{'＿' * max(4, 14 - len(label))}" for label in labels[start : start + 2]]
        press.say(made, "　".join(said), size=14)


def code(press: Press, block: Data) -> None:
    _ruled(press.paragraph(pitch=20), "bottom", 6, "000000", 1)
    side = block["millimetres"] * press.scale
    table = _table(press, [side + 6, press.width - side - 6], ruled=False)
    line = _line(table, side)
    cell = _cell(press, line, "", side + 6, "left", FANG)
    picture = Paragraph(cell.find(qn("w:p")), press.word._body)
    picture.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    press.picture(picture, block["png"], side)
    first, *more = block["lines"]
    beside = _cell(press, line, first, press.width - side - 6, "left", HEI, size=15)
    for words in more:
        _said_in(press, beside, words, "left", FANG)


def pagebreak(press: Press, block: Data) -> None:
    press.word.add_page_break()


DRAW: dict[str, Callable[[Press, Data], None]] = {
    made.__name__: made
    for made in (
        organ, title, heading, paragraph, noted, facts, grid, seal, signatures, code, pagebreak,
    )
}  # fmt: skip


def _caption(press: Press, block: Data) -> None:
    if block["caption"]:
        press.say(press.paragraph(pitch=22), block["caption"], HEI, TABLE)


def _table(press: Press, widths: list[float], *, ruled: bool = True) -> Any:
    table = press.word.add_table(0, len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    if ruled:
        table.style = "Table Grid"
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table._tbl


def _line(table: Any, millimetres: float) -> Any:
    """A row of at least this height, not torn between two pages."""
    row = table._add_tr()
    properties = row.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    height = OxmlElement("w:trHeight")
    height.set(qn("w:val"), str(round(millimetres * TWIPS_PER_MM)))
    height.set(qn("w:hRule"), "atLeast")
    properties.append(height)
    return row


def _cell(
    press: Press,
    row: Any,
    words: str,
    width: float,
    align: str,
    font: str,
    *,
    span: int = 1,
    top: bool = False,
    size: float = TABLE,
) -> Any:
    cell = row._add_tc()
    cell.clear_content()  # the empty paragraph every new cell begins with
    cell.width = Mm(width)
    if span > 1:
        cell.grid_span = span
    stand = OxmlElement("w:vAlign")
    stand.set(qn("w:val"), "top" if top else "center")
    cell.get_or_add_tcPr().append(stand)
    _said_in(press, cell, words, align, font, size=size)
    return cell


def _said_in(
    press: Press, cell: Any, words: str, align: str, font: str, *, size: float = TABLE
) -> None:
    made = Paragraph(cell.add_p(), press.word._body)
    press.shaped(made, align, pitch=size * 1.55)
    press.say(made, words, font, size)


if __name__ == "__main__":
    sys.stdout.buffer.write(Press(json.loads(sys.stdin.buffer.read())).drawn())

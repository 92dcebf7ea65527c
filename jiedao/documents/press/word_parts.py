"""What python-docx has no word for, said in the language of Word itself. Read in by as_docx.py."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

AFTER_BORDERS = (
    "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct",
    "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd",
    "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:jc",
    "w:textAlignment", "w:outlineLvl", "w:rPr", "w:sectPr",
)  # fmt: skip


def face(run: Run, font: str) -> None:
    faces = run._r.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        faces.set(qn(kind), font)


def unbroken(run: Run) -> None:
    """LibreOffice takes figures among Chinese for Chinese, and breaks 2026 after 20 unless it is told."""
    language = OxmlElement("w:lang")
    for kind in ("w:val", "w:eastAsia"):
        language.set(qn(kind), "en-US")
    run._r.get_or_add_rPr().append(language)


def ruled(paragraph: Paragraph, side: str, eighths: int, colour: str, space: int) -> None:
    borders = OxmlElement("w:pBdr")
    line = OxmlElement(f"w:{side}")
    for name, value in (
        ("val", "single"), ("sz", str(eighths)), ("space", str(space)), ("color", colour),
    ):  # fmt: skip
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    # Word is strict about the order of what a paragraph is made of.
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *AFTER_BORDERS)


def page_number(run: Run) -> None:
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = words
        run._r.append(part)

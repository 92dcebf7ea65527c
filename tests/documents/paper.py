"""Reading what the press has drawn: the words, pages and typefaces of a PDF or a Word file."""

import io
import re
import zipfile

import pypdfium2

MM = 72 / 25.4


def pdf_words(content: bytes) -> str:
    """All words of a PDF, as they are copied out of it, without the breaks of lines."""
    pdf = pypdfium2.PdfDocument(content)
    try:
        return "".join(
            re.sub(r"\s", "", pdf[page].get_textpage().get_text_range()) for page in range(len(pdf))
        )
    finally:
        pdf.close()


def pdf_pages(content: bytes) -> list[tuple[int, int]]:
    """Width and height of every page in millimetres."""
    pdf = pypdfium2.PdfDocument(content)
    try:
        return [
            (round(page.get_width() / MM), round(page.get_height() / MM))
            for page in (pdf[number] for number in range(len(pdf)))
        ]
    finally:
        pdf.close()


def docx_xml(content: bytes, name: str = "word/document.xml") -> str:
    """One part of a Word file as it stands in the package."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name).decode()


def docx_words(content: bytes) -> str:
    """All words of a Word file."""
    return (
        re.sub(r"\s|<[^>]+>", "", docx_xml(content))
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
    )

"""Paper as a telephone or a scanner sees it: real printed pages, tilted, dim, a little blurred."""

import io
from collections.abc import Iterable
from dataclasses import replace

import pypdfium2
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageEnhance, ImageFilter

from jiedao.documents import render, selectors
from jiedao.documents.declared import shelf_of
from jiedao.documents.models import PrintedForm

DOTS = 200 / 72
TABLE = (92, 80, 68)


def page_of(pdf: bytes, place: int = 0) -> Image.Image:
    """One page of a PDF as ink on paper, at the fineness of an ordinary printer's eye."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[place].render(scale=DOTS).to_pil().convert("RGB")
    finally:
        document.close()


def pages_in(pdf: bytes) -> int:
    """How many sheets a PDF prints."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def side_by_side(pdf: bytes) -> Image.Image:
    """All sheets of a poster as they hang on the board, as large as a telephone takes a picture."""
    hung = [page_of(pdf, place) for place in range(pages_in(pdf))]
    board = Image.new("RGB", (sum(one.width for one in hung), hung[0].height), "white")
    for place, one in enumerate(hung):
        board.paste(one, (place * one.width, 0))
    board.thumbnail((3200, 3200))
    return board


def photographed(
    paper: Image.Image, *, angle: float = 7, blur: float = 1.2, light: float = 0.6
) -> bytes:
    """A photograph taken by hand: turned, seen aslant, out of focus, in a dim room, as a small JPEG."""
    table = Image.new("RGB", (paper.width * 14 // 10, paper.height * 13 // 10), TABLE)
    table.paste(paper, ((table.width - paper.width) // 2, (table.height - paper.height) // 2))
    seen = table.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=TABLE)
    wide, high = seen.size
    corners = (wide * 0.05, high * 0.03, 0, high, wide, high * 0.97, wide * 0.96, 0)
    seen = seen.transform(seen.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC)
    seen = seen.filter(ImageFilter.GaussianBlur(blur))
    seen = ImageEnhance.Brightness(seen).enhance(light)
    canvas = io.BytesIO()
    seen.save(canvas, "JPEG", quality=60)
    return canvas.getvalue()


def scanned(pages: Iterable[Image.Image]) -> bytes:
    """Pages as a scanner puts them into one PDF: pictures, no text."""
    first, *others = [page.convert("L").convert("RGB") for page in pages]
    canvas = io.BytesIO()
    first.save(canvas, "PDF", save_all=True, append_images=others, resolution=200, quality=70)
    return canvas.getvalue()


def blank() -> Image.Image:
    return Image.new("RGB", (1654, 2339), "white")


def jpeg(content: bytes, name: str = "IMG_0001.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def pdf(content: bytes, name: str = "scan.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def printed(form: PrintedForm) -> bytes:
    """The PDF of a form as it goes to the printer, with its code at the head of every page."""
    shelf = shelf_of(form.dossier.kind)
    document = shelf.find(form.document) if shelf else None
    assert shelf
    assert document
    subjects = document.subjects(shelf.load(form.dossier))
    about = next(one for one in subjects if one.key == form.subject)
    return render.drawn(replace(document.build(about), mark=selectors.mark_of(form)), "pdf")

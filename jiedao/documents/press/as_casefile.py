"""Binds a casefile: papers are drawn, scans and pictures laid in, pages numbered, contents filled.

Run as a program of its own, like the other presses: JSON comes in, files are written into the
folder it names, and what became of every part goes out as JSON. What cannot be laid in is replaced
by the slip that says so. It knows nothing of the portal.
"""

import ctypes
import io
import json
import runpy
import sys
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageOps
from pypdfium2 import raw

_drawn = runpy.run_path(str(Path(__file__).with_name("as_pdf.py")))["drawn"]

A4 = (595.276, 841.890)
MARGIN, MOST_SIDE, QUALITY = 42.0, 2000, 82
# What a scanner makes of one paper; a longer file goes into the package only.
MOST_PAGES = 500
MOST_POINTS = 130_000_000
NUMBER_SIZE, DIGIT, FROM_RIGHT, FROM_TOP = 10.0, 5.56, 42.0, 30.0
TRIES = 4


def bound(job: dict[str, Any]) -> dict[str, Any]:
    """Write the book and its papers; where every part begins and how many pages it has."""
    folder, fonts = Path(job["folder"]), job["fonts"]
    parts, laid_in = [], []
    for part in job["parts"]:
        found = _laid_in(part) if "file" in part else _paper(part["paper"], fonts)
        laid_in.append(found is not None)
        parts.append(found or _paper(part["slip"], fonts))
    front, starts, total = _front(job, [_pages(part) for part in parts])
    for name, content in zip(job["front_names"], front, strict=True):
        (folder / name).write_bytes(content)
    for part, content in zip(job["parts"], parts, strict=True):
        if "paper" in part:
            (folder / part["name"]).write_bytes(content)
    _write_book(folder / job["book"], [*front, *parts])
    return {"starts": starts, "laid_in": laid_in, "pages": total}


def _paper(data: dict[str, Any], fonts: str) -> bytes:
    made: bytes = _drawn(json.dumps(data, ensure_ascii=False), fonts)
    return made


def _front(job: dict[str, Any], pages: list[int]) -> tuple[list[bytes], list[int], int]:
    """Cover and contents with the right numbers: they move what follows, so they are drawn again."""
    taken = len(job["front"])
    for _ in range(TRIES):
        starts = [taken + 1 + sum(pages[:place]) for place in range(len(pages))]
        total = taken + sum(pages)
        front = [
            _paper(json.loads(_filled(json.dumps(data), job["mark"], starts, total)), job["fonts"])
            for data in job["front"]
        ]
        need = sum(_pages(content) for content in front)
        if need == taken:
            return front, starts, total
        taken = need
    raise ValueError("目录的页数定不下来")


def _filled(words: str, mark: str, starts: list[int], total: int) -> str:
    words = words.replace(f"{mark}total", str(total))
    for place in reversed(range(len(starts))):
        words = words.replace(f"{mark}{place:05d}", str(starts[place]))
    return words


def _pages(content: bytes) -> int:
    document = pypdfium2.PdfDocument(content)
    try:
        return len(document)
    finally:
        document.close()


def _laid_in(part: dict[str, Any]) -> bytes | None:
    """A scan or a picture as pages; None when it has none or cannot be read."""
    try:
        if part["mime"] == "application/pdf":
            return _copied(Path(part["file"]))
        if part["mime"].startswith("image/"):
            return _picture(Path(part["file"]))
    except (OSError, ValueError, SyntaxError, pypdfium2.PdfiumError, Image.DecompressionBombError):
        return None  # the slip says so
    return None


def _copied(path: Path) -> bytes | None:
    source, made = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument.new()
    try:
        if not 1 <= len(source) <= MOST_PAGES:
            return None
        made.import_pages(source)
        return _saved(made)
    finally:
        made.close()
        source.close()


def _picture(path: Path) -> bytes:
    """A picture upright on a sheet of A4, as large as it fits."""
    Image.MAX_IMAGE_PIXELS = MOST_POINTS
    with Image.open(path) as opened:
        opened.draft("RGB", (MOST_SIDE, MOST_SIDE))
        picture = ImageOps.exif_transpose(opened)
        picture.thumbnail((MOST_SIDE, MOST_SIDE))
        flat = Image.new("RGB", picture.size, "white")
        flat.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    canvas = io.BytesIO()
    flat.save(canvas, "JPEG", quality=QUALITY)
    canvas.seek(0)
    sheet = A4 if flat.height >= flat.width else (A4[1], A4[0])
    scale = min((side - 2 * MARGIN) / size for side, size in zip(sheet, flat.size, strict=True))
    width, height = flat.width * scale, flat.height * scale
    made = pypdfium2.PdfDocument.new()
    try:
        page = made.new_page(*sheet)
        image = pypdfium2.PdfImage.new(made)
        image.load_jpeg(canvas, inline=True)
        matrix = pypdfium2.PdfMatrix().scale(width, height)
        matrix = matrix.translate((sheet[0] - width) / 2, (sheet[1] - height) / 2)
        image.set_matrix(matrix)
        page.insert_obj(image)
        page.gen_content()
        return _saved(made)
    finally:
        made.close()


def _write_book(path: Path, contents: list[bytes]) -> None:
    """All pages in one file, each with its number in the corner."""
    book = pypdfium2.PdfDocument.new()
    try:
        for content in contents:
            source = pypdfium2.PdfDocument(content)
            book.import_pages(source)
            source.close()
        for place in range(len(book)):
            page = book[place]
            _number(book, page, str(place + 1))
            page.close()
        with path.open("wb") as canvas:
            book.save(canvas)
    finally:
        book.close()


def _number(book: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, words: str) -> None:
    """The number at the top right, as the page is seen (页号编在右上角)."""
    left, bottom, right, top = page.get_cropbox()
    aside = FROM_RIGHT + DIGIT * len(words)
    turned: dict[int, tuple[float, float, float, float, float, float]] = {
        0: (1, 0, 0, 1, right - aside, top - FROM_TOP),
        90: (0, 1, -1, 0, left + FROM_TOP, top - aside),
        180: (-1, 0, 0, -1, left + aside, bottom + FROM_TOP),
        270: (0, -1, 1, 0, right - FROM_TOP, bottom + aside),
    }
    number = raw.FPDFPageObj_NewTextObj(book, b"Helvetica", NUMBER_SIZE)
    said = ctypes.create_string_buffer(words.encode("utf-16-le") + b"\0\0")
    raw.FPDFText_SetText(number, ctypes.cast(said, ctypes.POINTER(ctypes.c_ushort)))
    raw.FPDFPageObj_Transform(number, *turned[page.get_rotation()])
    raw.FPDFPage_InsertObject(page, number)
    page.gen_content()


def _saved(document: pypdfium2.PdfDocument) -> bytes:
    canvas = io.BytesIO()
    document.save(canvas)
    return canvas.getvalue()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(bound(json.loads(sys.stdin.buffer.read()))))

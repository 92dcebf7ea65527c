"""Reads a photograph or a scanned PDF: the codes on every page, and a picture of it to look at.

Run as a program of its own: what it is to read comes in as JSON, what it found goes out as JSON,
pictures and cut-out papers are written into the folder it is given. Its memory and time are bounded
before it opens anything, and end with it. It knows nothing of the portal.
"""

import io
import json
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter, ImageOps

MOST_MEMORY, MOST_SECONDS = 1536 * 1024 * 1024, 150
MOST_PAGES = 60
MOST_POINTS = 120_000_000
# A sheet of A4 at 200 dots to the inch, and no sheet drawn larger than an A3 would be.
DOTS, MOST_SIDE = 200 / 72, 3400
# What a reader looks at: large enough for small codes, and small enough to see past the grain.
LARGE, SMALL = 3200, 1300
SHOWN, QUALITY = 1600, 80
QR_CODES = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
TOO_MANY, BROKEN = "too_many_pages", "broken"


def read(job: dict[str, Any]) -> dict[str, Any]:
    """What stands on every page of a file; a fault in one word when it cannot be opened."""
    folder, pages = Path(job["folder"]), []
    try:
        for place, picture in enumerate(_pages(Path(job["file"]), job["mime"]), start=1):
            shown = f"page{place:03d}.jpg"
            (folder / shown).write_bytes(_shown(picture))
            pages.append({"codes": codes_in(picture, job["wanted"]), "shown": shown})
    except TooManyPages:
        return {"fault": TOO_MANY, "pages": []}
    except (OSError, ValueError, SyntaxError, MemoryError, pypdfium2.PdfiumError):
        return {"fault": BROKEN, "pages": []}
    return {"fault": "" if pages else BROKEN, "pages": pages}


def cut(job: dict[str, Any]) -> dict[str, Any]:
    """Cut a PDF into the papers it consists of: each its first and last page, counted from one."""
    folder, names = Path(job["folder"]), []
    source = pypdfium2.PdfDocument(job["file"])
    try:
        for first, last in job["papers"]:
            made = pypdfium2.PdfDocument.new()
            made.import_pages(source, list(range(first - 1, last)))
            name = f"paper{first:03d}.pdf"
            with (folder / name).open("wb") as canvas:
                made.save(canvas)
            made.close()
            names.append(name)
    finally:
        source.close()
    return {"papers": names}


class TooManyPages(Exception):
    """More pages than one reading may take."""


def codes_in(picture: Image.Image, wanted: str) -> list[str]:
    """The words of the QR codes on a page that begin as `wanted`, in the order they were found.

    A paper that lies flat is read at the first look. The looks become stranger one by one and end
    with the first that finds something.
    """
    found: list[str] = []
    for number, look in enumerate(_looks(picture)):
        for code in zxingcpp.read_barcodes(look, formats=QR_CODES):
            if code.text.startswith(wanted) and code.text not in found:
                found.append(code.text)
        # The first two looks belong together: several notices on a board are of different sizes.
        if found and number:
            break
    return found


def _looks(picture: Image.Image) -> Iterator[Image.Image]:
    """The page as a reader may see it: plain, smaller, sharpened, lit anew, in quarters, turned."""
    grey = picture.convert("L")
    large, small = _within(grey, LARGE), _within(grey, SMALL)
    yield large
    yield small
    yield _sharp(large)
    yield ImageOps.autocontrast(large, cutoff=2)
    yield _sharp(small)
    yield ImageOps.equalize(small)
    yield large.filter(ImageFilter.GaussianBlur(1.5))
    for part in _quarters(grey):
        yield _sharp(part)
    for angle in (15, -15, 30, -30):
        yield small.rotate(angle, expand=True, fillcolor=255)


def _sharp(grey: Image.Image) -> Image.Image:
    """As a hand that shook or a lens that was not set would have seen it on a good day."""
    lit = ImageOps.autocontrast(grey, cutoff=2)
    return lit.filter(ImageFilter.UnsharpMask(radius=3, percent=400, threshold=0))


def _quarters(grey: Image.Image) -> Iterator[Image.Image]:
    """Overlapping quarters at full size: a small code far away on a board."""
    width, height = grey.size
    wide, high = width * 3 // 5, height * 3 // 5
    for left in (0, width - wide):
        for top in (0, height - high):
            part = grey.crop((left, top, left + wide, top + high))
            larger = max(part.size) * 2 <= LARGE
            yield part.resize((wide * 2, high * 2)) if larger else _within(part, LARGE)


def _within(picture: Image.Image, side: int) -> Image.Image:
    if max(picture.size) <= side:
        return picture
    smaller = picture.copy()
    smaller.thumbnail((side, side))
    return smaller


def _pages(file: Path, mime: str) -> Iterator[Image.Image]:
    if mime == "application/pdf":
        yield from _of_pdf(file)
        return
    with Image.open(file) as picture:
        width, height = picture.size
        if width * height > MOST_POINTS:
            raise ValueError("too many points")
        # A JPEG can be opened at a half or a quarter, which spares most of its memory.
        picture.draft("RGB", (LARGE, LARGE))
        picture.thumbnail((LARGE * 3 // 2, LARGE * 3 // 2))
        yield ImageOps.exif_transpose(picture).convert("RGB")


def _of_pdf(file: Path) -> Iterator[Image.Image]:
    document = pypdfium2.PdfDocument(file)
    try:
        if len(document) > MOST_PAGES:
            raise TooManyPages
        for place in range(len(document)):
            page = document[place]
            side = max(page.get_width(), page.get_height())
            if side <= 0:
                raise ValueError("a page without size")
            drawn = page.render(scale=min(DOTS, MOST_SIDE / side), may_draw_forms=False)
            yield drawn.to_pil().convert("RGB")
            page.close()
    finally:
        document.close()


def _shown(picture: Image.Image) -> bytes:
    """The page as it is shown beside what has to be ticked: lit, readable, and soon on a telephone."""
    canvas = io.BytesIO()
    lit = ImageOps.autocontrast(_within(picture, SHOWN), cutoff=1, preserve_tone=True)
    lit.save(canvas, "JPEG", quality=QUALITY, optimize=True)
    return canvas.getvalue()


def _bound() -> None:
    """Whatever the file is made for, this program takes no more than this."""
    Image.MAX_IMAGE_PIXELS = MOST_POINTS
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


if __name__ == "__main__":
    _bound()
    asked = json.loads(sys.stdin.buffer.read())
    done = {"read": read, "cut": cut}[asked["do"]](asked)
    sys.stdout.write(json.dumps(done, ensure_ascii=False))

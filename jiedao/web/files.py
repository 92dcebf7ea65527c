"""Files handed out that are made for the asking, and kept by nobody."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from jiedao.lib.sheets import MIME, Export


def excel(book: Export, name: str) -> HttpResponse:
    """A list as an Excel file to be saved, under its Chinese name; no cache keeps it."""
    return saved(book.content, f"{name}.xlsx", MIME)


def saved(content: bytes, name: str, kind: str) -> HttpResponse:
    """Bytes to be saved under a Chinese name; no cache keeps them."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = str(content_disposition_header(True, name))
    response["Cache-Control"] = "no-store"
    return response

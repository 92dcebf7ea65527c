"""Files handed out that are made for the asking, and kept by nobody."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from jiedao.lib.sheets import MIME, Export


def excel(book: Export, name: str) -> HttpResponse:
    """A list as an Excel file to be saved, under its Chinese name; no cache keeps it."""
    response = HttpResponse(book.content, content_type=MIME)
    response["Content-Disposition"] = str(content_disposition_header(True, f"{name}.xlsx"))
    response["Cache-Control"] = "no-store"
    return response

"""Pictures that stand for photographs and scans in the demo office."""

import io

import segno
from django.core.files.uploadedfile import SimpleUploadedFile


def picture(words: str) -> SimpleUploadedFile:
    """A real PNG to stand for a photograph: the notice's code as it hangs on the board."""
    canvas = io.BytesIO()
    code = segno.make(words, error="m")
    code.save(canvas, kind="png", scale=8, border=6, dark="#222", light="#f4efe2")
    return SimpleUploadedFile("照片.png", canvas.getvalue(), content_type="image/png")

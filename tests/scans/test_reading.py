"""A form comes back as a poor photograph and is read all the same; rubbish is read as nothing."""

import io

import pytest
import segno
from django.conf import settings
from PIL import Image

from jiedao.attachments import vault
from jiedao.documents import selectors
from jiedao.documents.models import PrintedForm
from jiedao.scans import reading
from tests.scans import camera

JPEG, PDF = "image/jpeg", "application/pdf"


def read(content: bytes, mime: str = JPEG) -> reading.Reading:
    return reading.read(vault.keep([content]).sha256, mime)


def address(form: PrintedForm) -> str:
    return selectors.mark_of(form).address


def with_code(words: str, *, millimetres: int = 18) -> Image.Image:
    """A sheet with a code of somebody else's at its head."""
    canvas = io.BytesIO()
    segno.make(words, error="m").save(canvas, kind="png", scale=10, border=4)
    side = round(millimetres / 25.4 * 200)
    sheet = camera.blank()
    sheet.paste(Image.open(canvas).convert("RGB").resize((side, side)), (1300, 100))
    return sheet


HANDS: tuple[dict[str, float], ...] = (
    {},
    {"angle": 97},
    {"angle": 180},
    {"angle": -23},
    {"light": 0.3},
    {"blur": 1.5},
)


def test_a_form_photographed_by_hand_is_read(motion_form: PrintedForm) -> None:
    page = camera.page_of(camera.printed(motion_form))
    for taken in HANDS:
        found = read(camera.photographed(page, **taken))
        assert found.fault == ""
        assert [page.codes for page in found.pages] == [(address(motion_form),)], taken


def test_every_page_of_a_scan_is_read_for_itself(
    motion_form: PrintedForm, sign_in_sheet: PrintedForm
) -> None:
    first, second = (camera.page_of(camera.printed(form)) for form in (motion_form, sign_in_sheet))
    found = read(camera.scanned([first, camera.blank(), second.rotate(180)]), PDF)
    assert [page.codes for page in found.pages] == [
        (address(motion_form),),
        (),
        (address(sign_in_sheet),),
    ]
    for page in found.pages:
        shown = vault.open_sound(page.shown.sha256)
        assert shown
        with shown:
            assert shown.read(3) == b"\xff\xd8\xff"


@pytest.mark.parametrize(
    "words",
    [
        "https://pay.example.com/collect/12345",
        "http://portal.example.com/f/7K3F92QDM5XA/",
        f"{settings.PUBLIC_URL}.example.com/f/7K3F92QDM5XA/",
        "WIFI:T:WPA;S:office;P:secret;;",
    ],
)
def test_a_code_of_somebody_else_is_no_code(words: str) -> None:
    found = read(camera.photographed(with_code(words), blur=0.5))
    assert [page.codes for page in found.pages] == [()]


def test_blank_paper_and_noise_say_nothing() -> None:
    for sheet in (camera.blank(), Image.effect_noise((1200, 1600), 90).convert("RGB")):
        found = read(camera.photographed(sheet))
        assert found.fault == ""
        assert [page.codes for page in found.pages] == [()]


@pytest.mark.parametrize(
    ("content", "mime"),
    [
        (b"\xff\xd8\xff\xe0 nothing of the kind", JPEG),
        (b"%PDF-1.4\nnot really\n%%EOF", PDF),
        (b"", JPEG),
        (b"\x00" * 5000, PDF),
    ],
)
def test_what_is_no_picture_is_said_to_be_broken(content: bytes, mime: str) -> None:
    assert read(content, mime) == reading.Reading((), reading.BROKEN)


def test_a_book_is_not_read_page_by_page() -> None:
    leaf = Image.new("RGB", (200, 280), "white")
    found = read(camera.scanned([leaf] * 61), PDF)
    assert found == reading.Reading((), reading.TOO_MANY_PAGES)


def test_a_picture_of_a_hundred_million_points_is_read_within_its_memory() -> None:
    canvas = io.BytesIO()
    Image.new("L", (10_000, 10_000), 255).save(canvas, "PNG")
    assert read(canvas.getvalue(), "image/png").fault == ""
    Image.new("1", (12_000, 12_000), 1).save(canvas := io.BytesIO(), "PNG")
    assert read(canvas.getvalue(), "image/png").fault == reading.BROKEN


def test_papers_are_cut_out_of_a_scan() -> None:
    whole = camera.scanned([camera.blank()] * 3)
    kept = reading.cut(vault.keep([whole]).sha256, [(1, 1), (2, 3)])
    assert [read(_bytes(one), PDF).pages.__len__() for one in kept] == [1, 2]


def _bytes(kept: vault.Kept) -> bytes:
    file = vault.open_sound(kept.sha256)
    assert file
    with file:
        return file.read()

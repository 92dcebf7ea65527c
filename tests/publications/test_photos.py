"""The board photos: the picture goes out, what the telephone wrote beside it stays."""

import struct
import zlib

import pytest

from jiedao.publications.photos import JPEG, PNG, for_residents
from tests.support import photo

PLAIN = photo("x.jpg").read()
GPS = b"GPS 34.7466N 113.6253E"


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def exif(order: str, orientation: int) -> bytes:
    mark = b"II*\x00" if order == "<" else b"MM\x00*"
    head = mark + struct.pack(f"{order}IH", 8, 2)
    make = struct.pack(f"{order}HHII", 0x010F, 2, len(GPS), 64)
    turned = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    return b"Exif\x00\x00" + head + make + turned + b"\x00" * 4 + GPS


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def with_segments(*segments: bytes) -> bytes:
    return PLAIN[:2] + b"".join(segments) + PLAIN[2:]


@pytest.mark.parametrize("order", ["<", ">"])
def test_place_and_telephone_are_left_out_and_the_right_way_up_stays(order: str) -> None:
    taken = with_segments(
        segment(0xE1, exif(order, 6)),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + GPS),
        segment(0xED, b"Photoshop " + GPS),
        segment(0xFE, GPS),
        segment(0xE2, b"ICC_PROFILE\x00colours"),
        segment(0xEE, b"Adobe colours"),
    )
    shown = for_residents(taken + GPS, JPEG)
    assert shown
    assert GPS not in shown
    assert b"ICC_PROFILE" in shown
    assert b"Adobe colours" in shown
    assert shown.endswith(b"\xff\xd9")
    assert shown[2:4] == b"\xff\xe1"
    (length,) = struct.unpack_from(">H", shown, 4)
    end = 4 + length
    assert shown[end - 18 : end - 16] == b"\x00\x01"  # one entry in it
    assert struct.unpack_from(">HHIH", shown, end - 16) == (0x0112, 3, 1, 6)


def test_a_photo_that_stands_upright_needs_no_word_about_it() -> None:
    shown = for_residents(with_segments(segment(0xE1, exif(">", 1))), JPEG)
    assert shown
    assert b"Exif" not in shown


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"II",
        b"XX*\x00" + b"\x00" * 8,
        b"MM\x00*\xff\xff\xff\xff",
        b"MM\x00*\x00\x00\x00\x08\xff\xff",
    ],
)
def test_a_broken_description_does_no_harm(body: bytes) -> None:
    shown = for_residents(with_segments(segment(0xE1, b"Exif\x00\x00" + body)), JPEG)
    assert shown
    assert b"Exif" not in shown


def test_of_a_png_only_the_picture_is_left() -> None:
    head = b"\x89PNG\r\n\x1a\n"
    picture = chunk(b"IHDR", b"\x00" * 13), chunk(b"IDAT", b"data"), chunk(b"IEND", b"")
    taken = head + picture[0] + chunk(b"tEXt", GPS) + chunk(b"eXIf", GPS) + b"".join(picture[1:])
    assert for_residents(taken + GPS, PNG) == head + b"".join(picture)


@pytest.mark.parametrize(
    ("data", "mime"),
    [
        (b"", JPEG),
        (b"<svg/>", JPEG),
        (PLAIN, PNG),
        (PLAIN, "image/svg+xml"),
        (PLAIN[:40], JPEG),
        (PLAIN[:-2], JPEG),
        (b"\xff\xd8\xff\xe0\x00\x01", JPEG),
        (b"\xff\xd8\x00\x00\x00\x00", JPEG),
        (b"\x89PNG\r\n\x1a\n", PNG),
        (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\x00" * 13), PNG),
        (b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffIHDR\x00\x00\x00\x00", PNG),
    ],
)
def test_what_is_no_whole_picture_does_not_go_out(data: bytes, mime: str) -> None:
    assert for_residents(data, mime) is None

"""Photographs and scans as bytes: whole, of a size a computer can open, and nothing behind them.

Only the frame is read, never the picture: a few kilobytes can say they are 50,000 points wide.
"""

import re
import struct
import zipfile
from typing import BinaryIO

from jiedao.attachments import vault

# The largest telephones take 108 million points, an A3 sheet at 600 dpi has 70 (内部规定).
MOST_POINTS = 120_000_000
BROKEN = "图片不完整，打不开。请重新拍照或重新保存后再上传。"
CARRIES = "图片里夹带了别的内容，不能上传。请重新拍照，或者用画图软件打开后另存再上传。"

# In a picture only what a browser or a server would run matters: XMP data is XML and harmless.
_RUNS = re.compile(rb"<(script|html|svg|iframe|\?php)[\s>/]", re.I)
_PNG_HEAD, _CHUNK = b"\x89PNG\r\n\x1a\n", 12
_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE = frozenset((0x01, *range(0xD0, 0xD8)))
_OVERLAP = 16


def danger_in(file: BinaryIO, kind: str) -> str:
    """Why a picture is refused; empty when it is harmless."""
    size, start = (_jpg if kind == "jpg" else _png)(file)
    if size is None:
        return BROKEN
    width, height = size
    if width * height > MOST_POINTS:
        return (
            f"图片有{width}×{height}个像素，太大，一般的电脑打不开。"
            "请把相机或扫描仪的分辨率调低，重新拍照或扫描后再上传。"
        )
    if kind == "jpg" and not _has_end(file, start):
        return BROKEN
    if kind == "png" and not _ends_with_its_end(file):
        return "图片不完整，或者后面夹带了别的内容。请用画图软件打开后另存为PNG再上传。"
    if _holds(file, _RUNS) or zipfile.is_zipfile(file):
        return CARRIES
    return ""


def _png(file: BinaryIO) -> tuple[tuple[int, int] | None, int]:
    """Width and height out of the first chunk of a PNG."""
    file.seek(0)
    head = file.read(len(_PNG_HEAD) + 16)
    if len(head) < len(_PNG_HEAD) + 16 or head[12:16] != b"IHDR":
        return None, 0
    width, height = struct.unpack_from(">II", head, 16)
    return ((width, height) if width and height else None), len(head)


def _ends_with_its_end(file: BinaryIO) -> bool:
    """Whether the chunks of a PNG follow one another to IEND, and the file ends there."""
    end = file.seek(0, 2)
    at = len(_PNG_HEAD)
    while at + _CHUNK <= end:
        file.seek(at)
        length, name = struct.unpack(">I4s", file.read(8))
        at += _CHUNK + length
        if name == b"IEND":
            return at == end
    return False


def _jpg(file: BinaryIO) -> tuple[tuple[int, int] | None, int]:
    """The largest frame of a JPEG, and where its scan begins."""
    file.seek(2)
    largest: tuple[int, int] | None = None
    while len(head := file.read(2)) == 2:
        marker = head[1]
        if head[0] != 0xFF:
            return None, 0
        if marker == 0xFF:  # padding before a marker
            file.seek(-1, 1)
            continue
        if marker in _BARE:
            continue
        if marker == _EOI or len(size := file.read(2)) < 2:
            return None, 0
        (length,) = struct.unpack(">H", size)
        if length < 2:
            return None, 0
        if marker == _SOS:
            return largest, file.tell()
        segment = file.read(length - 2)
        if marker in _FRAMES and len(segment) >= 5:
            height, width = struct.unpack_from(">HH", segment, 1)
            if not (width and height):
                return None, 0
            largest = max(largest or (0, 0), (width, height), key=lambda one: one[0] * one[1])
    return None, 0


def _has_end(file: BinaryIO, start: int) -> bool:
    """Whether a JPEG's scan comes to its end; a telephone may append a short film behind it."""
    file.seek(start)
    kept = b""
    while piece := file.read(vault.CHUNK):
        if b"\xff\xd9" in kept + piece:
            return True
        kept = piece[-1:]
    return False


def _holds(file: BinaryIO, pattern: re.Pattern[bytes]) -> bool:
    kept = b""
    for piece in vault.pieces(file):
        if pattern.search(kept + piece):
            return True
        kept = piece[-_OVERLAP:]
    return False

"""PDF files as bytes: whole, open without a password, and nothing in them that runs or sends."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

import pypdfium2

from jiedao.attachments import vault

ACTIVE = "PDF里带有脚本或可启动的程序，不能上传。请重新打印成PDF，或者扫描纸质件再上传。"
UNFINISHED = "PDF不完整，可能没有传完。请在电脑上打开核对后重新上传。"
PACKED = "PDF后面夹带了压缩包，不能上传。请重新打印成PDF再上传。"
ENCRYPTED = "PDF设了密码，以后没有密码就打不开。请去掉密码，或者重新打印成PDF再上传。"

# Embedded files stay allowed: every electronic invoice (数电票) carries its data that way.
_ACTIVE = re.compile(rb"/(JavaScript|Launch|RichMedia|SubmitForm|ImportData)(?![A-Za-z0-9])")
_ENCRYPTED = re.compile(rb"/Encrypt\s*(\d+\s+\d+\s+R|<<)")
# Letters of a name may be written as numbers: /J#61vaScript.
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
# Objects may lie packed in a stream; so may the whole catalogue of a modern file.
_PACKED_OBJECTS = re.compile(rb"/Type\s*/ObjStm\b[^\x00]{0,400}?\bstream\r?\n", re.S)
_TAIL, _OVERLAP = 2048, 600
MOST_UNPACKED, MOST_STREAMS = 64 * 1024 * 1024, 4000


def danger_in(file: BinaryIO) -> str:
    """Why a PDF is refused; empty when it is harmless."""
    if b"%%EOF" not in _tail(file):
        return UNFINISHED
    if zipfile.is_zipfile(file):
        return PACKED
    for words in _words(file):
        if _ACTIVE.search(_plain(words)):
            return ACTIVE
        if _ENCRYPTED.search(words) and not _opens(file):
            return ENCRYPTED
    return ""


def _opens(file: BinaryIO) -> bool:
    """Whether a file that may only not be changed or printed can be read without a password."""
    file.seek(0)
    try:
        pypdfium2.PdfDocument(file.read()).close()
    except pypdfium2.PdfiumError:
        return False
    return True


def _plain(words: bytes) -> bytes:
    if b"#" not in words:
        return words
    return _ESCAPED.sub(lambda found: bytes.fromhex(found[1].decode()), words)


def _words(file: BinaryIO) -> Iterator[bytes]:
    """What stands in the file, in pieces that overlap, and what is packed in its object streams."""
    starts, at, kept = set[int](), 0, b""
    for piece in vault.pieces(file):
        window = kept + piece
        begins = at - len(kept)
        yield window
        starts |= {begins + found.end() for found in _PACKED_OBJECTS.finditer(window)}
        at, kept = at + len(piece), window[-_OVERLAP:]
    left = MOST_UNPACKED
    for start in sorted(starts)[:MOST_STREAMS]:
        unpacked = _unpacked(file, start, left)
        left -= len(unpacked)
        yield unpacked


def _unpacked(file: BinaryIO, start: int, most: int) -> bytes:
    """A packed stream, as far as it goes and no further than there is room for."""
    file.seek(start)
    reader, found = zlib.decompressobj(), b""
    try:
        while len(found) < most and not reader.eof and (piece := file.read(65536)):
            found += reader.decompress(piece, most - len(found))
    except zlib.error:
        return found  # packed otherwise, or encrypted, which is refused for itself
    return found


def _tail(file: BinaryIO) -> bytes:
    file.seek(0, 2)
    file.seek(max(0, file.tell() - _TAIL))
    return file.read()

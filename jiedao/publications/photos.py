"""The board photos as residents get them: the picture, without what the telephone wrote beside it.

Place, time and owner of a telephone stand in a photo's metadata; the picture is what is public.
Only which way up it is must stay. The stored attachment keeps everything, it is the evidence.
"""

import struct

TYPES = JPEG, PNG = "image/jpeg", "image/png"
_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
# Chunks that belong to the picture itself; text, time and EXIF chunks do not.
_PNG_KEPT = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT",
    b"pHYs", b"bKGD",
}  # fmt: skip
_SOI, _SOS, _EOI = 0xD8, 0xDA, 0xD9
_APP0, _APP1, _APP2, _APP14, _APP15, _COMMENT = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE
# APP0 is JFIF, APP14 says how colours are stored, and ICC_PROFILE in APP2 what they mean.
_EXIF, _ICC = b"Exif\x00\x00", b"ICC_PROFILE\x00"
_ORIENTATION, _SHORT = 0x0112, 3


def for_residents(data: bytes, mime: str) -> bytes | None:
    """The picture alone; None when it is no picture a browser can be trusted with."""
    if mime == JPEG and data.startswith(b"\xff\xd8"):
        return _jpeg(data)
    if mime == PNG and data.startswith(_PNG_HEAD):
        return _png(data)
    return None


def _png(data: bytes) -> bytes | None:
    kept, at = [_PNG_HEAD], len(_PNG_HEAD)
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        name, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data):
            return None
        if name in _PNG_KEPT:
            kept.append(data[at:end])
        if name == b"IEND":
            return b"".join(kept)
        at = end
    return None


def _jpeg(data: bytes) -> bytes | None:
    kept, at = [b"\xff\xd8"], 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:  # padding before a marker
            at += 1
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        segment, end = data[at : at + 2 + length], at + 2 + length
        if length < 2 or end > len(data):
            return None
        if marker == _SOS:
            # Telephones append a film or depth data behind the picture: it ends at its own end.
            last = data.rfind(b"\xff\xd9", end)
            return None if last < 0 else b"".join([*kept, data[at : last + 2]])
        kept += _kept_of(marker, segment)
        at = end
    return None


def _kept_of(marker: int, segment: bytes) -> list[bytes]:
    """What stays of a segment before the picture's data."""
    body = segment[4:]
    if marker == _APP1:
        return [_only_orientation(body)] if body.startswith(_EXIF) else []
    if marker == _APP2:
        return [segment] if body.startswith(_ICC) else []
    if marker == _COMMENT or (_APP0 < marker <= _APP15 and marker != _APP14):
        return []
    return [segment]


def _only_orientation(body: bytes) -> bytes:
    """A new EXIF segment that says which way up the picture is, and nothing else."""
    value = _orientation(body[len(_EXIF) :])
    if not 1 < value <= 8:
        return b""
    tiff = b"MM\x00\x2a" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, _SHORT, 1, value, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", 2 + len(_EXIF) + len(tiff)) + _EXIF + tiff


def _orientation(tiff: bytes) -> int:
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return 0
    (at,) = struct.unpack_from(f"{order}I", tiff, 4)
    if at + 2 > len(tiff):
        return 0
    (entries,) = struct.unpack_from(f"{order}H", tiff, at)
    for entry in range(entries):
        place = at + 2 + entry * 12
        if place + 12 > len(tiff):
            return 0
        tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, place)
        if tag == _ORIENTATION and kind == _SHORT:
            return int(value)
    return 0

"""Office files (docx, xlsx) as the packages they are: looked through before anything opens them.

A package is a zip of XML parts. What may not be in it is said in a sentence: bombs (much from
little, parts that lie over one another, entities), macros, programs, parts fetched from elsewhere.
"""

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO
from xml.parsers import expat

BROKEN = "文件损坏，打不开。请在电脑上打开核对，另存一次再上传。"
TOO_MUCH = "文件里的内容过多，可能不是正常的文档。请另存为PDF再上传。"
ODD = "文件的结构不正常，不能上传。请用Word、Excel或WPS打开后另存再上传。"
BEFORE = "文件前面夹带了别的内容，不能上传。请用Word或Excel打开后另存再上传。"
BEHIND = "文件后面夹带了别的内容，不能上传。请用Word或Excel打开后另存再上传。"
ENCRYPTED = "文件设了密码，以后没有密码就打不开。请去掉密码再上传。"
MACROS = "文件里带有宏或控件，可能含有病毒，不能上传。请另存为不带宏的文件或者PDF再上传。"
PROGRAMS = "文件里夹带了程序，不能上传。请删去夹带的内容，或者另存为PDF再上传。"
REACHES_OUT = "文件打开时会去别处下载内容，不能上传。请另存为PDF再上传。"
PACKED = "文件里又夹带了压缩包，不能上传。请把里面的文件一个一个上传。"

MOST_ENTRIES, MOST_BYTES = 5000, 300 * 1024 * 1024
# XML packs well: a sheet of numbers to a thirtieth. Only bombs go beyond, and only then matter.
MOST_RATIO, RATIO_FROM = 100, 20 * 1024 * 1024
MOST_RELATIONS = 4 * 1024 * 1024
MOST_NESTED_BYTES, MOST_NESTED, DEEPEST = 20 * 1024 * 1024, 50, 2
_PIECE, _OVERLAP = 1024 * 1024, 64
_LOCAL_HEADER = 30
_PACK, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_PROGRAM_NAMES = re.compile(
    r"\.(exe|dll|com|scr|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|msi|jar|lnk|reg|sh|apk|html?|mht|svg)$",
    re.I,
)
_MACRO_NAMES = re.compile(r"(vbaProject\.bin|vbaData\.xml|/macrosheets/|/activeX/)", re.I)
_MACRO_TYPES = re.compile(rb"macroEnabled|vbaProject|macrosheet", re.I)
# An OLE package is how Word carries any file, programs too; a VBA project is how it carries macros.
_IN_COMPOUND = re.compile(
    b"|".join(re.escape(name.encode("utf-16-le")) for name in ("\x01Ole10Native", "_VBA_PROJECT"))
)
_DECLARES = re.compile(
    b"|".join(
        re.escape(word.encode(encoding))
        for word in ("<!DOCTYPE", "<!ENTITY")
        for encoding in ("ascii", "utf-16-le", "utf-16-be")
    ),
    re.I,
)
_ASKS_PROGRAMS = re.compile(rb"DDEAUTO|<(?:\w+:)?instrText[^>]*>\s*DDE\s|<(?:\w+:)?ddeLink\b", re.I)
_XML_NAMES = (".xml", ".rels", ".vml")
_FAULTS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, ValueError, NotImplementedError, OSError,
    RuntimeError, EOFError,
)  # fmt: skip


def kind_of(file: BinaryIO) -> str:
    """docx, xlsx or pptx by the parts in it; “zip” for any other package."""
    names = _names(file)
    if "[Content_Types].xml" not in names:
        return "zip"
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    return "pptx" if "ppt/presentation.xml" in names else "zip"


def _names(file: BinaryIO) -> set[str]:
    try:
        with zipfile.ZipFile(file) as archive:
            return set(archive.namelist())
    except _FAULTS:
        return set()


def danger_in(file: BinaryIO) -> str:
    """Why a package is refused; empty when it is harmless."""
    return _danger_in(file, depth=1)


def _danger_in(file: BinaryIO, *, depth: int) -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            return _danger_outside(archive, _length(file)) or _danger_inside(archive, depth)
    except _FAULTS:
        return BROKEN


def _length(file: BinaryIO) -> int:
    return file.seek(0, 2)


def _danger_outside(archive: zipfile.ZipFile, length: int) -> str:
    """What the list of entries gives away, before any is unpacked."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_BYTES:
        return TOO_MUCH
    if unpacked > RATIO_FROM and unpacked > MOST_RATIO * length:
        return TOO_MUCH
    if min((entry.header_offset for entry in entries), default=0) != 0:
        return BEFORE
    if archive.comment:
        return BEHIND
    if any(entry.flag_bits & 1 for entry in entries):
        return ENCRYPTED
    if len({entry.filename.lower() for entry in entries}) < len(entries) or _overlap(entries):
        return ODD
    if any(
        _is_odd_name(entry.filename) or entry.compress_type not in _METHODS for entry in entries
    ):
        return ODD
    described = (entry for entry in entries if entry.filename.endswith((".rels", "_Types].xml")))
    if any(entry.file_size > MOST_RELATIONS for entry in described):
        return TOO_MUCH
    return ""


def _overlap(entries: list[zipfile.ZipInfo]) -> bool:
    """Whether parts lie over one another: that is how a bomb makes much out of little."""
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    return any(
        entry.header_offset + _LOCAL_HEADER + entry.compress_size > following.header_offset
        for entry, following in pairwise(ordered)
    )


def _is_odd_name(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name


def _danger_inside(archive: zipfile.ZipFile, depth: int) -> str:
    nested = 0
    for entry in archive.infolist():
        if _MACRO_NAMES.search(entry.filename):
            return MACROS
        if _PROGRAM_NAMES.search(entry.filename):
            return PROGRAMS
        with archive.open(entry) as content:
            head = content.read(8)
        if head.startswith(_PACK):
            nested += 1
            if nested > MOST_NESTED or entry.file_size > MOST_NESTED_BYTES:
                return TOO_MUCH
        danger = _danger_in_entry(archive, entry, head, depth)
        if danger:
            return danger
    if "[Content_Types].xml" in archive.namelist() and _MACRO_TYPES.search(
        archive.read("[Content_Types].xml")
    ):
        return MACROS
    return ""


def _danger_in_entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, head: bytes, depth: int
) -> str:
    if head.startswith((b"MZ", b"\x7fELF")):
        return PROGRAMS
    if head.startswith(_PACK):
        return _danger_in_nested(io.BytesIO(archive.read(entry)), depth)
    if head.startswith(_COMPOUND) or entry.filename.lower().endswith(".bin"):
        return PROGRAMS if _finds(archive, entry, _IN_COMPOUND) else ""
    if entry.filename.lower().endswith(_XML_NAMES):
        if _finds(archive, entry, _DECLARES):
            return ODD
        if _finds(archive, entry, _ASKS_PROGRAMS):
            return PROGRAMS
    if entry.filename.endswith(".rels") and _reaches_out(archive, entry):
        return REACHES_OUT
    return ""


def _danger_in_nested(file: BinaryIO, depth: int) -> str:
    """A chart carries its workbook: a package within, judged like one that comes by itself."""
    if depth >= DEEPEST or kind_of(file) not in ("docx", "xlsx", "pptx"):
        return PACKED
    return _danger_in(file, depth=depth + 1)


def _finds(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, pattern: re.Pattern[bytes]) -> bool:
    return any(pattern.search(window) for window in _windows(archive, entry))


def _windows(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part in pieces that overlap, so that nothing hides across a border."""
    kept = b""
    with archive.open(entry) as content:
        while piece := content.read(_PIECE):
            yield kept + piece
            kept = piece[-_OVERLAP:]


def _reaches_out(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Whether a relation fetches something when the file is opened; a link that is clicked may stay."""
    found: list[bool] = []

    def look(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "Relationship":
            found.append(_fetches(attributes))

    parser = expat.ParserCreate()
    parser.StartElementHandler = look
    try:
        parser.Parse(archive.read(entry), True)
    except expat.ExpatError:
        return True  # what cannot be read cannot be trusted to stay at home
    return any(found)


def _fetches(relation: dict[str, str]) -> bool:
    kind = relation.get("Type", "").rstrip("/").rpartition("/")[2].lower()
    if kind == "afchunk":  # a web page taken in as text
        return True
    if relation.get("TargetMode", "").strip().lower() != "external":
        return False
    target = relation.get("Target", "").strip().lower()
    return kind != "hyperlink" or target.startswith(("file:", "\\\\", "//", "javascript:"))

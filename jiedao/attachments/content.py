"""What a file really is: judged by its bytes, and held against what its name says.

Only what an office needs comes in: PDF, JPG, PNG, Word and Excel without macros, plain text.
"""

import codecs
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

import filetype

from jiedao.attachments import vault

MIMES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "txt": "text/plain",
    "csv": "text/csv",
}
WORDS = {
    "pdf": "PDF",
    "jpg": "JPG图片",
    "png": "PNG图片",
    "docx": "Word文档",
    "xlsx": "Excel表格",
    "txt": "文本",
    "csv": "CSV表格",
}
ALLOWED = "PDF、JPG、PNG、DOCX、XLSX、TXT、CSV"
PICTURES = ("jpg", "png")

# What people bring instead, with what they can do about it.
INSTEAD = {
    "doc": "这是旧版Word文件，请用Word打开后另存为.docx，或者另存为PDF再上传。",
    "xls": "这是旧版Excel文件，请用Excel打开后另存为.xlsx再上传。",
    "ppt": "演示文稿请另存为PDF再上传。",
    "pptx": "演示文稿请另存为PDF再上传。",
    "wps": "WPS文件请另存为.docx或者PDF再上传。",
    "et": "WPS表格请另存为.xlsx再上传。",
    "ofd": "OFD文件请另存为PDF再上传。",
    "heic": "这是苹果手机的HEIC照片，请在手机“设置－相机－格式”里选“兼容性最佳”，或者转成JPG再上传。",
    "heif": "这是HEIF照片，请转成JPG再上传。",
    "webp": "WEBP图片请另存为JPG再上传。",
    "bmp": "BMP图片请另存为JPG或PNG再上传。",
    "gif": "GIF图片请另存为PNG再上传。",
    "tif": "TIF图片请另存为PDF或JPG再上传。",
    "zip": "压缩包请先解开，把里面的文件一个一个上传。",
    "rar": "压缩包请先解开，把里面的文件一个一个上传。",
    "7z": "压缩包请先解开，把里面的文件一个一个上传。",
    "docm": "带宏的文件可能含有病毒，请另存为不带宏的.docx再上传。",
    "xlsm": "带宏的文件可能含有病毒，请另存为不带宏的.xlsx再上传。",
}

HEAD = 8192
_MARKUP = re.compile(
    rb"<\s*(!doctype|html|head|body|script|svg|iframe|object|\?php|\?xml)\b|<\?(php|xml)", re.I
)
# In a picture only what a browser would run matters: XMP data is XML and harmless.
_RUNS_IN_BROWSER = re.compile(rb"<(script|html|svg|iframe|\?php)[\s>/]", re.I)
# Embedded files stay allowed: every electronic invoice (数电票) carries its data that way.
_PDF_ACTIVE = re.compile(rb"/(JavaScript|Launch|RichMedia)[\s/<(\[>]")
_PROGRAMS = re.compile(
    r"\.(exe|dll|com|scr|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|msi|jar|lnk|reg|sh|apk)$", re.I
)
_MACROS = re.compile(r"(vbaProject\.bin|vbaData\.xml|/macrosheets/|/activeX/)", re.I)
_REMOTE = re.compile(
    rb"<Relationship\b(?=[^<]*TargetMode\s*=\s*[\"']External)"
    rb"(?=[^<]*/(attachedTemplate|oleObject|frame|externalLinkPath)[\"'])",
    re.I,
)
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, ValueError, NotImplementedError, OSError,
    RuntimeError, EOFError,
)  # fmt: skip
MOST_ENTRIES, MOST_BYTES, MOST_RELATIONS = 5000, 1024 * 1024 * 1024, 4 * 1024 * 1024


def kind_of(file: BinaryIO) -> str:
    """The ending that fits the bytes: one of MIMES, another known type, or “” when unknown."""
    file.seek(0)
    head = file.read(HEAD)
    if head.startswith(b"PK\x03\x04"):
        return _office_kind(file)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "doc"
    guess = filetype.guess(head)
    if guess is not None:
        return "jpg" if guess.extension == "jpeg" else str(guess.extension)
    if head.startswith((b"MZ", b"\x7fELF", b"#!")):
        return "exe"
    if _MARKUP.search(head[:1024].lstrip(b"\xef\xbb\xbf")):
        return "html"
    return "txt" if is_text(file) else ""


def _office_kind(file: BinaryIO) -> str:
    names = _entry_names(file)
    if "[Content_Types].xml" not in names:
        return "zip"
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return "xlsx"
    return "pptx" if "ppt/presentation.xml" in names else "zip"


def _entry_names(file: BinaryIO) -> set[str]:
    try:
        with zipfile.ZipFile(file) as archive:
            return set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return set()


def is_text(file: BinaryIO) -> bool:
    """Plain text in UTF-8 or GB18030, the two an office's computers write."""
    return any(_decodes(file, encoding) for encoding in ("utf-8-sig", "gb18030"))


def _decodes(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for piece in vault.pieces(file):
            if not _is_plain(decoder.decode(piece)):
                return False
        return _is_plain(decoder.decode(b"", final=True))
    except UnicodeDecodeError:
        return False


def _is_plain(words: str) -> bool:
    return not re.search("[\x00-\x08\x0b\x0e-\x1f\x7f]", words)


def danger_in(file: BinaryIO, kind: str) -> str:
    """Why a file of an allowed kind is refused all the same; empty when it is harmless."""
    if kind == "pdf":
        return _danger_in_pdf(file)
    if kind == "jpg":
        return _danger_in_jpg(file)
    if kind == "png":
        return _danger_in_png(file)
    if kind in ("docx", "xlsx"):
        return _danger_in_office(file)
    if kind in ("txt", "csv") and _finds(file, _RUNS_IN_BROWSER):
        return "文本里写有网页代码，不能上传。请只保留文字内容，或者另存为PDF再上传。"
    return ""


def _danger_in_pdf(file: BinaryIO) -> str:
    if _finds(file, _PDF_ACTIVE):
        return "PDF里带有脚本或可启动的程序，不能上传。请重新打印成PDF，或者扫描纸质件再上传。"
    if b"%%EOF" not in _tail(file, 2048):
        return "PDF不完整，可能没有传完。请在电脑上打开核对后重新上传。"
    if zipfile.is_zipfile(file):
        return "PDF后面夹带了压缩包，不能上传。请重新打印成PDF再上传。"
    return ""


def _danger_in_jpg(file: BinaryIO) -> str:
    # Phones append a short film or depth data behind the picture, so bytes behind it are usual.
    if not _finds(file, re.compile(rb"\xff[\xc0-\xc3]")) or not _finds(
        file, re.compile(rb"\xff\xd9")
    ):
        return "图片不完整，打不开。请重新拍照或重新保存后再上传。"
    if _finds(file, _RUNS_IN_BROWSER) or zipfile.is_zipfile(file):
        return "图片里夹带了别的内容，不能上传。请重新拍照，或者用画图软件打开后另存再上传。"
    return ""


def _danger_in_png(file: BinaryIO) -> str:
    if not _tail(file, 12).startswith(b"\x00\x00\x00\x00IEND"):
        return "图片不完整，或者后面夹带了别的内容。请用画图软件打开后另存为PNG再上传。"
    if _finds(file, _RUNS_IN_BROWSER) or zipfile.is_zipfile(file):
        return "图片里夹带了别的内容，不能上传。请用画图软件打开后另存为PNG再上传。"
    return ""


def _danger_in_office(file: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            return _danger_in_entries(archive)
    except _BROKEN:
        return "文件损坏，打不开。请在电脑上打开核对，另存一次再上传。"


def _danger_in_entries(archive: zipfile.ZipFile) -> str:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        return "文件里的内容过多，可能不是正常的文档。请另存为PDF再上传。"
    if min(entry.header_offset for entry in entries) != 0:
        return "文件前面夹带了别的内容，不能上传。请用Word或Excel打开后另存再上传。"
    described = [entry for entry in entries if entry.filename.endswith((".rels", "_Types].xml"))]
    if max((entry.file_size for entry in described), default=0) > MOST_RELATIONS:
        return "文件里的内容过多，可能不是正常的文档。请另存为PDF再上传。"
    if any(entry.flag_bits & 1 for entry in entries):
        return "文件设了密码，以后没有密码就打不开。请去掉密码再上传。"
    for entry in entries:
        if _MACROS.search(entry.filename):
            return "文件里带有宏或控件，可能含有病毒，不能上传。请另存为不带宏的文件或者PDF再上传。"
        if _PROGRAMS.search(entry.filename) or _is_program(archive, entry):
            return "文件里夹带了程序，不能上传。请删去夹带的内容，或者另存为PDF再上传。"
        if entry.filename.endswith(".rels") and _reaches_out(archive, entry):
            return "文件打开时会去别处下载内容，不能上传。请另存为PDF再上传。"
    if b"macroEnabled" in archive.read("[Content_Types].xml"):
        return "文件里带有宏，可能含有病毒，不能上传。请另存为不带宏的文件或者PDF再上传。"
    return ""


def _is_program(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    with archive.open(entry) as content:
        head = content.read(HEAD)
    # An OLE package is how Word carries any file, programs too.
    packaged = "\x01Ole10Native".encode("utf-16-le") in head
    return head.startswith((b"MZ", b"\x7fELF")) or packaged


def _reaches_out(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    with archive.open(entry) as content:
        return bool(_REMOTE.search(content.read(MOST_RELATIONS)))


def _finds(file: BinaryIO, pattern: re.Pattern[bytes]) -> bool:
    return any(pattern.search(window) for window in _windows(file))


def _windows(file: BinaryIO, overlap: int = 64) -> Iterator[bytes]:
    """The whole file in pieces that overlap, so that nothing hides across a border."""
    kept = b""
    for piece in vault.pieces(file):
        yield kept + piece
        kept = piece[-overlap:]


def _tail(file: BinaryIO, length: int) -> bytes:
    file.seek(0, 2)
    file.seek(max(0, file.tell() - length))
    return file.read()

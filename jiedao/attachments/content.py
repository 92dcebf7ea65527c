"""What a file really is: judged by its bytes, and held against what its name says.

Only what an office needs comes in: PDF, JPG, PNG, Word and Excel without macros, plain text.
"""

import codecs
import re
from typing import BinaryIO

import filetype

from jiedao.attachments import pdfs, pictures, vault
from jiedao.lib import packages

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
ENCODINGS = ("utf-8-sig", "gb18030")

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
# What a browser would run, were a text ever shown as a page.
_TAGS = re.compile(
    rb"<(script|html|svg|iframe|object|embed|img|style|link|meta|base|form|\?php)[\s>/]", re.I
)
# A cell that begins like this is run by a spreadsheet; -5 and +86 are numbers.
_FORMULA = re.compile(
    r"""["'\s]*(?:[=＝][^=\s]|[-+@－＋＠][\d.+\-*/\s]*[A-Za-z_.]+\s*[(|!'])""",
)
_CELLS = re.compile("[,;\\t\\r\\n]")
_OVERLAP = 64


def kind_of(file: BinaryIO) -> str:
    """The ending that fits the bytes: one of MIMES, another known type, or “” when unknown."""
    file.seek(0)
    head = file.read(HEAD)
    if head.startswith(b"PK\x03\x04"):
        return packages.kind_of(file)
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


def is_text(file: BinaryIO) -> bool:
    """Plain text in UTF-8 or GB18030, the two an office's computers write."""
    return any(_decodes(file, encoding) for encoding in ENCODINGS)


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
        return pdfs.danger_in(file)
    if kind in PICTURES:
        return pictures.danger_in(file, kind)
    if kind in ("docx", "xlsx"):
        return packages.danger_in(file)
    if _has_tags(file):
        return "文本里写有网页代码，不能上传。请只保留文字内容，或者另存为PDF再上传。"
    if kind == "csv" and _has_formula(file):
        return "表格里有公式，打开时会自动运行，不能上传。请把公式改成数值，或者另存为PDF再上传。"
    return ""


def _has_tags(file: BinaryIO) -> bool:
    kept = b""
    for piece in vault.pieces(file):
        if _TAGS.search(kept + piece):
            return True
        kept = piece[-_OVERLAP:]
    return False


def _has_formula(file: BinaryIO) -> bool:
    """Whether a cell of a table would run; read line by line, whatever its length."""
    encoding = next(encoding for encoding in ENCODINGS if _decodes(file, encoding))
    decoder, kept = codecs.getincrementaldecoder(encoding)(), ""
    for piece in vault.pieces(file):
        *cells, kept = _CELLS.split(kept + decoder.decode(piece))
        if any(map(_FORMULA.match, cells)):
            return True
        kept = kept[:HEAD]
    return bool(_FORMULA.match(kept))

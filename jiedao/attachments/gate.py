"""The gate every upload passes: not empty, not too large, really what its name says, harmless."""

from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from jiedao.attachments import content, names
from jiedao.lib.refusals import Refused, refuse

# What a file turned out to be, where its name says something else.
FOUND = {
    "exe": "可执行程序",
    "elf": "可执行程序",
    "html": "网页",
    "svg": "网页图形（SVG）",
    "zip": "压缩包",
    "rar": "压缩包",
    "7z": "压缩包",
    "doc": "旧版Office文件或设了密码的文件",
    "pptx": "演示文稿",
    "": "认不出的格式",
}


def admit(file: UploadedFile, *, name: str, pictures_only: bool) -> str:
    """The mime type of a file that may come in; otherwise a refusal at the field `file`."""
    _check_size(file)
    ending = names.ending_of(name)
    if ending not in content.MIMES:
        raise _refused("ending", _unwanted(ending))
    if pictures_only and ending not in content.PICTURES:
        raise _refused("not_a_photo", "这里要的是现场照片，只收JPG或PNG图片，请用手机拍照后上传。")
    data = cast(BinaryIO, file.file)
    found = content.kind_of(data)
    if found != ending and not (found == "txt" and ending == "csv"):
        raise _refused("disguised", _disguised(ending, found))
    danger = content.danger_in(data, ending)
    if danger:
        raise _refused("dangerous", danger)
    return content.MIMES[ending]


def _check_size(file: UploadedFile) -> None:
    size = file.size or 0
    if size == 0:
        raise _refused("empty", "文件是空的，请在电脑上打开核对后重新选择。")
    most = settings.ATTACHMENT_MAX_BYTES
    if size > most:
        raise _refused(
            "too_large",
            f"文件有{names.size_in_words(size)}，最大不能超过{names.size_in_words(most)}。"
            "照片请选小一点的尺寸；扫描请把分辨率调到300以下，或者分成几个文件上传。",
        )


def _unwanted(ending: str) -> str:
    if not ending:
        return f"文件名没有结尾，看不出是什么文件。请选择{content.ALLOWED}文件。"
    instead = content.INSTEAD.get(ending, "请把内容另存为PDF，或者拍成照片再上传。")
    return f"不能上传.{ending}文件，只收{content.ALLOWED}。{instead}"


def _disguised(ending: str, found: str) -> str:
    what = content.WORDS.get(found) or FOUND.get(found) or f"{found.upper()}文件"
    return (
        f"文件名的结尾是“.{ending}”，里面的内容却是{what}，不能上传。"
        "请不要直接改文件名，用原来的软件打开后另存，再上传。"
    )


def _refused(code: str, sentence: str) -> Refused:
    return refuse(f"attachment.{code}", sentence, field="file")

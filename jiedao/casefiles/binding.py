"""Binding a casefile (装订): its papers in their order, one book with page numbers, one package.

All of it is made outside the web process and stands in the vault before anything is entered.
"""

import csv
import hashlib
import io
import json
import secrets
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from jiedao.attachments import names, vault
from jiedao.attachments.models import Attachment
from jiedao.documents import render
from jiedao.documents.blocks import Document, Facts, Paragraph, Row, Title, as_data
from jiedao.documents.declared import Binding, Part
from jiedao.dossiers.models import Dossier
from jiedao.lib import clock

PRESS, SECONDS = "as_casefile.py", 100
BOOK, CONTENTS = "案卷.pdf", "目录.csv"
FRONT = ("00 案卷封面.pdf", "00 卷内目录.pdf")
HEADS = ("序号", "文件题名", "责任者", "日期", "页号", "文件名", "sha256")
LOST = "（原件缺失）"
# A cell that begins like this would be run as a formula.
FORMULA = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")
PDF, ZIP, PICTURE = "application/pdf", "application/zip", "image/"


@dataclass(frozen=True)
class Bound:
    """A casefile ready to be sealed: both files in the vault, and what is in them."""

    book: vault.Kept
    package: vault.Kept
    manifest: str
    parts: int
    pages: int

    @property
    def digest(self) -> str:
        """The digest of the manifest."""
        return hashlib.sha256(self.manifest.encode()).hexdigest()


def bind(dossier: Dossier, record: Any, binding: Binding) -> Bound:
    """Draw, lay in, number and pack everything the casefile holds."""
    parts = binding.parts(record)
    file_names = [_name_of(place, part) for place, part in enumerate(parts, start=1)]
    mark = f"page{secrets.token_hex(6)}"
    front = (
        binding.cover(record, parts, f"{mark}total"),
        binding.contents(record, parts, [f"{mark}{place:05d}" for place in range(len(parts))]),
    )
    with tempfile.TemporaryDirectory(prefix="casefile") as made:
        folder = Path(made)
        job = {
            "folder": made,
            "fonts": str(settings.DOCUMENT_FONTS_DIR or ""),
            "mark": mark,
            "book": BOOK,
            "front": [as_data(document) for document in front],
            "front_names": FRONT,
            "parts": [
                _job_of(part, name, folder) for part, name in zip(parts, file_names, strict=True)
            ],
        }
        told = render.pressed(PRESS, json.dumps(job, ensure_ascii=False).encode(), seconds=SECONDS)
        done: dict[str, Any] = json.loads(told)
        lines = _lines(folder, parts, file_names, done["starts"])
        manifest = _as_csv(lines)
        _pack(folder / "package.zip", folder, lines, manifest)
        return Bound(
            _kept(folder / BOOK),
            _kept(folder / "package.zip"),
            manifest,
            len(parts),
            int(done["pages"]),
        )


def _job_of(part: Part, name: str, folder: Path) -> dict[str, Any]:
    if part.attachment is None:
        assert part.draw
        return {"name": name, "paper": as_data(part.draw())}
    attachment = part.attachment
    # A file that was lost or changed is not read: its slip stands in its place.
    sound = _copied(attachment, folder / name)
    return {
        "name": name,
        "file": str(folder / name),
        "mime": attachment.mime if sound else "",
        "slip": as_data(_slip(part, attachment, name, sound=sound)),
    }


def _copied(attachment: Attachment, to: Path) -> bool:
    file = vault.open_sound(attachment.sha256)
    if file is None:
        return False
    with file, to.open("wb") as copy:
        for piece in vault.pieces(file):
            copy.write(piece)
    return True


def _slip(part: Part, attachment: Attachment, name: str, *, sound: bool) -> Document:
    """What stands in the book for a file that cannot be laid in (替代页)."""
    if not sound:
        why = "这份文件的内容和附上时不一致或者已经不见，没有装订。请从备份恢复后查看原件。"
    elif attachment.mime == PDF or attachment.mime.startswith(PICTURE):
        why = f"这份文件打不开，没有装订成页。原件照原样放在案卷压缩包里，文件名是“{name}”。"
    else:
        why = (
            f"这份文件不是图片或者PDF，没有装订成页。原件照原样放在案卷压缩包里，文件名是“{name}”。"
        )
    return Document(
        part.title,
        (
            Title(part.title),
            Facts(
                (
                    Row("文件名", attachment.name),
                    Row("大小", names.size_in_words(attachment.size)),
                    Row("摘要", attachment.sha256),
                )
            ),
            Paragraph(why),
        ),
        made_on=clock.today(),
        numbered=False,
    )


def _lines(
    folder: Path, parts: list[Part], file_names: list[str], starts: list[int]
) -> list[tuple[str, ...]]:
    """The manifest: cover and contents first, then every part with its page and digest."""
    today = clock.today().isoformat()
    lines: list[tuple[str, ...]] = [
        ("", name[3:-4], "", today, str(page), name, _digest(folder / name))
        for page, name in enumerate(FRONT, start=1)
    ]
    for place, (part, name, start) in enumerate(
        zip(parts, file_names, starts, strict=True), start=1
    ):
        path = folder / name
        digest = part.attachment.sha256 if part.attachment else _digest(path)
        kept_as = name if path.exists() else LOST
        said = (part.title, part.maker, part.on.isoformat(), str(start), kept_as, digest)
        lines.append((str(place), *said))
    return lines


def _as_csv(lines: Iterable[tuple[str, ...]]) -> str:
    canvas = io.StringIO()
    writer = csv.writer(canvas, lineterminator="\r\n")
    writer.writerow(HEADS)
    for line in lines:
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in line])
    return canvas.getvalue()


def _pack(package: Path, folder: Path, lines: list[tuple[str, ...]], manifest: str) -> None:
    """Everything in one file, as it is; the day inside is the day of sealing."""
    today = clock.today()
    moment = (today.year, today.month, today.day, 0, 0, 0)
    with zipfile.ZipFile(package, "w", zipfile.ZIP_STORED) as packed:
        # Excel knows by the mark at the beginning that the file is in Unicode.
        packed.writestr(zipfile.ZipInfo(CONTENTS, moment), manifest.encode("utf-8-sig"))
        for name in (line[5] for line in lines):
            if name == LOST:
                continue
            with (
                (folder / name).open("rb") as file,
                packed.open(zipfile.ZipInfo(name, moment), "w") as entry,
            ):
                for piece in vault.pieces(file):
                    entry.write(piece)


def _kept(path: Path) -> vault.Kept:
    with path.open("rb") as file:
        return vault.keep(vault.pieces(file))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _name_of(place: int, part: Part) -> str:
    if part.attachment is None:
        return names.cleaned(f"{place:02d} {part.title}.pdf")
    return names.cleaned(f"{place:02d} {part.attachment.name}")

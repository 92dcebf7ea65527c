"""Checking sealed casefiles: the files against the manifest, the manifest against the ledger."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from jiedao.attachments import vault
from jiedao.casefiles.binding import CONTENTS, LOST
from jiedao.casefiles.models import Casefile
from jiedao.ledger.selectors import words_at


def broken_casefiles() -> Iterator[str]:
    """A sentence for the first thing that is wrong with each sealed casefile (案卷校验)."""
    rows = Casefile.objects.select_related("dossier", "book", "package").order_by("dossier_id")
    for casefile in rows.iterator(chunk_size=200):
        fault = _fault(casefile)
        if fault:
            yield f"案卷 {casefile.dossier.number} {fault}"


def _fault(casefile: Casefile) -> str:
    said = words_at(casefile.dossier, casefile.ledger_seq)
    digest = hashlib.sha256(casefile.manifest.encode()).hexdigest()
    for name, kept in (
        ("目录", digest),
        ("PDF", casefile.book.sha256),
        ("压缩包", casefile.package.sha256),
    ):
        if kept not in said:
            return f"的{name}与台账第{casefile.ledger_seq}条记下的摘要不符，被改动过。"
    if not vault.is_sound(casefile.book.sha256):
        return "的PDF不见了或者被改动过，请从备份恢复。"
    # The package itself may be damaged: then what is in it says where.
    path = vault.path_of(casefile.package.sha256)
    if not path.is_file():
        return "的压缩包不见了，请从备份恢复。"
    with path.open("rb") as file:
        inside = _inside(file, casefile.manifest)
    if inside or not vault.is_sound(casefile.package.sha256):
        return inside or "的压缩包被改动过，请从备份恢复。"
    return ""


def _inside(file: BinaryIO, manifest: str) -> str:
    """What is wrong in the package: the first file that is not the one in the manifest."""
    try:
        with zipfile.ZipFile(file) as package:
            if package.read(CONTENTS).decode("utf-8-sig") != manifest:
                return "压缩包里的目录与封卷时的目录不符，请从备份恢复。"
            for line in csv.DictReader(io.StringIO(manifest, newline="")):
                name = line["文件名"]
                if name != LOST and _digest(package, name) != line["sha256"]:
                    return f"压缩包里的“{name}”与目录的摘要不符，被改动过，请从备份恢复。"
    except (zipfile.BadZipFile, KeyError, OSError, UnicodeDecodeError, EOFError):
        return "的压缩包打不开，被改动过，请从备份恢复。"
    return ""


def _digest(package: zipfile.ZipFile, name: str) -> str:
    try:
        with package.open(name) as entry:
            seen = hashlib.sha256()
            while piece := entry.read(vault.CHUNK):
                seen.update(piece)
    except (zipfile.BadZipFile, KeyError):
        return ""
    return seen.hexdigest()

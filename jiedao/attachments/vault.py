"""The vault: bytes kept under their digest, written whole or not at all, the same content once."""

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

CHUNK = 1024 * 1024
# What a system says when there is no room: disk, quota, largest file.
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True)
class Kept:
    """What was written: its digest and how many bytes it has."""

    sha256: str
    size: int


def path_of(sha256: str, *, root: Path | None = None) -> Path:
    """Where the bytes of a digest stand: ab/cd/abcd…; `root` names another vault (a backup's)."""
    return Path(root or settings.MEDIA_ROOT) / sha256[:2] / sha256[2:4] / sha256


def keep(chunks: Iterable[bytes], *, root: Path | None = None) -> Kept:
    """Write the bytes to disk under their digest and return once they are durable.

    Written aside first and then renamed, so that nobody ever reads half a file. A transaction that
    rolls back leaves bytes nobody points to; they do no harm.
    """
    incoming = Path(root or settings.MEDIA_ROOT) / "incoming"
    incoming.mkdir(parents=True, exist_ok=True)
    handle, written = tempfile.mkstemp(dir=incoming)
    aside = Path(written)
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        _move(aside, path_of(digest.hexdigest(), root=root), root=root)
    finally:
        aside.unlink(missing_ok=True)
    return Kept(digest.hexdigest(), size)


def _move(aside: Path, final: Path, *, root: Path | None) -> None:
    """Rename into place unless the same sound bytes are there already; then fsync the folders."""
    if is_sound(final.name, root=root):
        return
    final.parent.mkdir(parents=True, exist_ok=True)
    os.replace(aside, final)
    for folder in (final.parent, final.parent.parent, final.parent.parent.parent):
        entry = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(entry)
        finally:
            os.close(entry)


def open_sound(sha256: str, *, root: Path | None = None) -> BinaryIO | None:
    """The bytes of a digest, open for reading; None when they are missing or not those any more."""
    path = path_of(sha256, root=root)
    if not path.is_file():
        return None
    file = path.open("rb")
    if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
        file.close()
        return None
    file.seek(0)
    return file


def is_sound(sha256: str, *, root: Path | None = None) -> bool:
    """Whether the bytes of a digest are there and still have it."""
    file = open_sound(sha256, root=root)
    if file is None:
        return False
    file.close()
    return True


def pieces(file: BinaryIO) -> Iterator[bytes]:
    """A file from its beginning, piece by piece."""
    file.seek(0)
    while piece := file.read(CHUNK):
        yield piece

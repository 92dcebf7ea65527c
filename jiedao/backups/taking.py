"""Making a backup: everything of one moment, written aside and given its name when it is whole.

A backup folder holds one folder per backup, named by its moment, and `files/`, the bytes of all
attachments under their digests: the same bytes are kept once, however many backups name them.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2
from django.conf import settings
from django.db import connection

from jiedao.attachments import names, vault
from jiedao.backups import contents, manifest, tools
from jiedao.backups.faults import Unusable
from jiedao.backups.manifest import DUMP, FILES, HEADS, Manifest
from jiedao.lib import clock

POOL, UNFINISHED = "files", ".unfinished-"
RESERVE = 64 * 1024 * 1024


@dataclass(frozen=True)
class Taken:
    """A backup that was made."""

    folder: Path
    manifest: Manifest
    copied: int
    removed: list[str]


def take(to: Path, *, keep: int) -> Taken:
    """Back up the database and the attachments (备份), then remove what is older than the last `keep`."""
    to.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone(to):
        for left in to.glob(f"{UNFINISHED}*"):
            shutil.rmtree(left)
        work = to / f"{UNFINISHED}{os.getpid()}"
        try:
            work.mkdir(mode=0o700)
            made, copied = _write(work, to / POOL)
            final = _free_name(to)
            work.rename(final)
            _durable(to)
        except OSError as error:
            if error.errno in vault.FULL:
                raise Unusable(_too_small(to, "写到一半时磁盘满了")) from error
            raise
        finally:
            shutil.rmtree(work, ignore_errors=True)
        return Taken(final, made, copied, _prune(to, keep=keep))


def whole(to: Path) -> list[Path]:
    """The finished backups of a folder, oldest first."""
    return sorted(path.parent for path in to.glob(f"[0-9]*/{manifest.MANIFEST}"))


def _write(work: Path, pool: Path) -> tuple[Manifest, int]:
    """Dump, attachments, heads and manifest of one and the same moment; how many files were new."""
    with closing(psycopg2.connect(**connection.get_connection_params())) as database:
        database.set_session(isolation_level="REPEATABLE READ", readonly=True)
        files = contents.files(database)
        new = [(digest, size) for digest, size in files if not _is_pooled(pool, digest, size)]
        _refuse_too_small(work.parent, contents.size(database) + sum(size for _, size in new))
        server = database.info.server_version // 10000
        tool = tools.fitting("pg_dump", server=server)
        tools.run(
            tool,
            *("--format=custom", "--no-owner", "--no-privileges", "--no-comments"),
            *("--snapshot", _snapshot(database), "--file", str(work / DUMP)),
            database=database,
        )
        (work / DUMP).chmod(0o600)
        missing = [digest for digest, _ in new if not _copied(pool, digest)]
        manifest.write_lines(work / HEADS, contents.heads(database))
        manifest.write_lines(work / FILES, (f"{digest} {size}" for digest, size in files))
        made = _manifest(work, database, tool, missing)
        manifest.write(work, made)
    _durable(work)
    return made, len(new) - len(missing)


def _manifest(
    work: Path, database: contents.Connection, tool: tools.Tool, missing: list[str]
) -> Manifest:
    sums = contents.tables(database)
    counted = {
        "ledger": sums["public.ledger_entry"].rows,
        "publications": sums["public.publications_publication"].rows,
        "attachments": sums["public.attachments_attachment"].rows,
    }
    return Manifest(
        made_at=clock.now().isoformat(),
        office=settings.OFFICE_NAME,
        release=manifest.release(),
        server=str(database.info.server_version),
        tool=tool.version,
        migrations=contents.migrations(database),
        parts={name: manifest.part(work / name) for name in (DUMP, HEADS, FILES)},
        tables=sums,
        counts=counted,
        missing=missing,
    )


def _snapshot(database: contents.Connection) -> str:
    """The name under which pg_dump sees exactly what we see."""
    with database.cursor() as cursor:
        cursor.execute("select pg_export_snapshot()")
        return str(cursor.fetchone()[0])


def _is_pooled(pool: Path, digest: str, size: int) -> bool:
    """Whether earlier backups hold these bytes; the size alone is looked at, `restore` reads them."""
    path = vault.path_of(digest, root=pool)
    return path.is_file() and path.stat().st_size == size


def _copied(pool: Path, digest: str) -> bool:
    """Whether the bytes could be copied; missing or changed ones are reported, not copied."""
    file = vault.open_sound(digest)
    if file is None:
        return False
    with file:
        vault.keep(vault.pieces(file), root=pool)
    return True


def _refuse_too_small(to: Path, needed: int) -> None:
    free = shutil.disk_usage(to).free
    if free < needed + RESERVE:
        wanted = names.size_in_words(needed + RESERVE)
        raise Unusable(_too_small(to, f"还剩{names.size_in_words(free)}，这次约需{wanted}"))


def _too_small(to: Path, how: str) -> str:
    return (
        f"备份目录 {to} 所在的磁盘不够用：{how}，没有备份。原有的备份没有动。"
        "请清理磁盘，或用 --to 换到更大的磁盘，或用 --keep 少留几份，然后重新执行。"
    )


def _free_name(to: Path) -> Path:
    moment = clock.now().astimezone(clock.SHANGHAI).strftime("%Y%m%d-%H%M%S")
    wanted, number = to / moment, 1
    while wanted.exists():
        number += 1
        wanted = to / f"{moment}-{number}"
    return wanted


def _prune(to: Path, *, keep: int) -> list[str]:
    """Remove the oldest backups, then the bytes no remaining backup names."""
    old = whole(to)[:-keep]
    for folder in old:
        # Its manifest first: what is being taken apart is no backup any more.
        (folder / manifest.MANIFEST).unlink()
        shutil.rmtree(folder)
    if old:
        named = {line.split()[0] for left in whole(to) for line in _lines(left / FILES)}
        for path in (to / POOL).glob("??/??/*"):
            if path.name not in named:
                path.unlink()
    return [folder.name for folder in old]


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()


@contextmanager
def _alone(to: Path) -> Iterator[None]:
    """One backup at a time in a folder."""
    with (to / ".lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Unusable(f"{to} 正有另一个备份在进行，这次没有备份。请等它做完再执行。") from None
        yield


def _durable(folder: Path) -> None:
    """Names of files survive a power cut only once their folder was written out."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

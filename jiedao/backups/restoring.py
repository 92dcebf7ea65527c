"""Bringing a backup back: looked at first, into an empty database only, compared row by row after."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from jiedao.attachments import vault
from jiedao.backups import contents, manifest, tools
from jiedao.backups.faults import Unusable
from jiedao.backups.manifest import DUMP, FILES, HEADS, Manifest
from jiedao.backups.taking import POOL
from jiedao.launch import checks
from jiedao.launch.halt import Halt
from jiedao.publications import books


def looked_at(folder: Path, *, sealed: bool) -> Manifest:
    """Check a backup from the manifest down to the last byte (查验备份), without a database."""
    made = manifest.read(folder, sealed=sealed)
    for name, listed in made.parts.items():
        path = folder / name
        if not path.is_file() or manifest.part(path) != listed:
            raise Unusable(f"{path} 缺失，或与备份清单不符，被改动过。请改用另一份备份。")
    for digest, _size in named_files(folder):
        if digest not in made.missing and not vault.is_sound(digest, root=folder.parent / POOL):
            raise Unusable(
                f"备份里的附件 {vault.path_of(digest, root=folder.parent / POOL)} "
                "缺失或被改动过。请把整个备份目录（连同 files/）从另一处拷来，或改用另一份备份。"
            )
    return made


def restore(folder: Path, made: Manifest, *, into: str, attachments: Path) -> list[str]:
    """Bring a checked backup back (恢复); what does not agree afterwards, sentence by sentence."""
    _refuse_newer(made)
    with closing(_open(into)) as database:
        _refuse_unfit(database, made)
        server = database.info.server_version // 10000
        archive = int(made.tool.partition(".")[0])
        database.rollback()
        tools.run(
            tools.fitting("pg_restore", server=server, archive=archive),
            *("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"),
            str(folder / DUMP),
            database=database,
        )
        copy_files(folder, made, attachments)
        return list(differences(database, folder, made))


def named_files(folder: Path) -> Iterator[tuple[str, int]]:
    """Digest and size of every attachment a backup names."""
    with (folder / FILES).open(encoding="utf-8") as lines:
        for line in lines:
            digest, size = line.split()
            yield digest, int(size)


def copy_files(folder: Path, made: Manifest, attachments: Path) -> None:
    """Put the bytes of the attachments where they belong; sound ones already there stay."""
    for digest, _size in named_files(folder):
        if digest in made.missing or vault.is_sound(digest, root=attachments):
            continue
        file = vault.open_sound(digest, root=folder.parent / POOL)
        if file is None:
            raise Unusable(f"备份里的附件 {digest} 在恢复途中不见了。请检查备份磁盘后重新恢复。")
        with file:
            vault.keep(vault.pieces(file), root=attachments)


def differences(database: contents.Connection, folder: Path, made: Manifest) -> Iterator[str]:
    """Where a database is not what was backed up: the first chain, and every table."""
    now = contents.tables(database)
    for name in sorted(now.keys() | made.tables.keys()):
        was, found = made.tables.get(name), now.get(name)
        if was != found:
            rows = f"备份时{was.rows if was else 0}行，现在{found.rows if found else 0}行"
            yield f"表 {name} 与备份时不同（{rows}），有记录被改动、增加或删去。"
    ends = contents.heads(database)
    with (folder / HEADS).open(encoding="utf-8") as lines:
        for line in lines:
            if next(ends, "") != line.rstrip("\n"):
                yield f"链 {line.split()[0]} 的末条与备份时不同。"
                break


@dataclass(frozen=True)
class Verified:
    """What `manage.py verify` says of a restored database: whether all is whole, or can be made so."""

    code: int
    said: str

    @property
    def whole(self) -> bool:
        return self.code == 0

    @property
    def mendable(self) -> bool:
        """Whether only sums that can be counted anew are wrong: then no other backup is better."""
        return self.code == books.MENDABLE


def verified(into: str, attachments: Path) -> Verified:
    """The same command on the restored database, as the office would run it."""
    environment = {
        name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"
    }
    done = subprocess.run(
        [sys.executable, str(settings.ROOT / "manage.py"), "verify"],
        env=environment | {"DATABASE_URL": into, "ATTACHMENTS_DIR": str(attachments)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return Verified(done.returncode, (done.stdout + done.stderr).strip())


def _open(into: str) -> contents.Connection:
    """A connection to the database to restore into, after seeing that it knows Chinese."""
    try:
        checks.database_is_fit(into)
    except Halt as halt:
        raise Unusable(str(halt)) from None
    parts = urlsplit(into)
    return psycopg2.connect(urlunsplit(parts._replace(scheme="postgresql")))


def _refuse_newer(made: Manifest) -> None:
    known = {
        ".".join(key) for key in MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    }
    unknown = [name for name in made.migrations if name not in known]
    if unknown:
        raise Unusable(
            f"这份备份是平台 {made.release} 版做的，比现在安装的版本新"
            f"（例如有结构更新 {unknown[0]}）。请先装上同样或更新的版本，再恢复。"
        )


def _refuse_unfit(database: contents.Connection, made: Manifest) -> None:
    if not contents.is_empty(database):
        raise Unusable(
            "要恢复到的数据库不是空的，没有恢复，里面的数据没有动。请新建一个空库再恢复，例如："
            "create database jiedao_restored encoding 'UTF8' lc_ctype 'C.UTF-8' template template0"
        )
    was = int(made.server) // 10000
    server = database.info.server_version // 10000
    if server < was:
        raise Unusable(
            f"备份来自 PostgreSQL {was}，要恢复到的服务器是 PostgreSQL {server}，版本太旧。"
            f"请恢复到 PostgreSQL {was} 或更高版本。"
        )

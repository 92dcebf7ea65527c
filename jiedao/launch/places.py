"""Where one instance keeps what it makes."""

import fcntl
import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from jiedao.launch.halt import Halt

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Places:
    """The folder of one instance (var/), and what lies in it."""

    var: Path

    @property
    def database(self) -> Path:
        return self.var / "postgres"

    @property
    def broker(self) -> Path:
        return self.var / "valkey"

    @property
    def logs(self) -> Path:
        return self.var / "log"

    @property
    def static(self) -> Path:
        """Where production gathers its static files; elsewhere whitenoise wants it to exist."""
        return self.var / "static"

    @property
    def records(self) -> Path:
        return self.var / "run"

    @property
    def keys(self) -> Path:
        return self.var / "secrets.json"

    @property
    def portal(self) -> Path:
        return self.var / "portal.json"

    def make(self) -> None:
        """Makes the folders. As root, others may pass through but not look: PostgreSQL runs as
        another user and must reach its own folder. Root does not take over somebody's folder:
        they could not use it afterwards."""
        try:
            if not self.var.exists():
                self.var.mkdir(parents=True)
                self.var.chmod(0o711 if os.geteuid() == 0 else 0o700)
            for folder in (self.logs, self.records, self.static):
                folder.mkdir(exist_ok=True, mode=0o700)
            writable = os.access(self.logs, os.W_OK | os.X_OK)
            foreign = os.geteuid() == 0 and self.var.stat().st_uid != 0
        except OSError:
            writable = foreign = False
        if foreign or not writable:
            raise Halt(
                f"{self.var} 属于别的用户，或当前用户不能写入。请用创建它的用户运行，或改正该文件夹的权限，"
                "也可以用环境变量 JIEDAO_VAR 指定另一个文件夹。"
            )


def portal_places() -> Places:
    """The instance of this checkout: var/, or JIEDAO_VAR."""
    return Places(Path(os.environ.get("JIEDAO_VAR") or ROOT / "var").resolve())


def take_lock(places: Places) -> TextIO | None:
    """The instance's lock for as long as the file stays open; None when somebody holds it."""
    lock = (places.var / "lock").open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        return None
    return lock


def socket_place(data: Path) -> Path:
    """Where the socket of the server on a data folder lies: a socket's path must stay under 104
    bytes. Named by the data folder, so that a test run never meets the running portal."""
    name = hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:10]
    return Path(tempfile.gettempdir()) / f"jiedao-{os.geteuid()}-{name}"


def socket_folder(data: Path, *, owner: int | None = None) -> Path:
    """The private folder for a server's socket.

    Anybody may write to the temporary folder, so owner and mode are looked at before it is trusted.
    """
    mine = os.geteuid()
    folder = socket_place(data)
    folder.mkdir(mode=0o700, exist_ok=True)
    state = folder.lstat()
    if folder.is_symlink() or state.st_uid not in {mine, owner or mine} or state.st_mode & 0o077:
        raise Halt(f"临时文件夹 {folder} 不属于当前用户。请查明是谁建的，删除它后重新运行。")
    if owner is not None and state.st_uid != owner:
        os.chown(folder, owner, -1)
    elif owner is None and state.st_uid != mine:
        os.chown(folder, mine, -1)
    return folder

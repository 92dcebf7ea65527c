"""Under whose name PostgreSQL runs: it refuses to run as root."""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jiedao.launch.halt import Halt

CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1
OVERFLOW_ID = 65534


@dataclass(frozen=True)
class Account:
    """A user to run a server as; `maps` means: root, shown to the server as that user."""

    label: str
    uid: int | None = None
    gid: int | None = None
    maps: bool = False

    @property
    def owner(self) -> int | None:
        """Who must own the server's files, where that is not us."""
        return None if self.maps else self.uid

    def popen_options(self, last_signal: signal.Signals) -> dict[str, Any]:
        """What subprocess needs to start a server under this name."""
        options: dict[str, Any] = {"preexec_fn": self._before_exec(last_signal)}
        if self.uid is not None and not self.maps:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return options

    def _before_exec(self, last_signal: signal.Signals) -> Callable[[], None]:
        # Loaded here: after the fork only the calls themselves are safe.
        library = ctypes.CDLL(None, use_errno=True)

        def prepare() -> None:
            if self.maps:
                enter_user_namespace(library, self.uid or OVERFLOW_ID, self.gid or OVERFLOW_ID)
            if sys.platform == "linux":
                # If the launcher is killed outright, its servers hear of it.
                library.prctl(PR_SET_PDEATHSIG, int(last_signal))

        return prepare


OURSELVES = Account("当前用户")


def enter_user_namespace(library: ctypes.CDLL, uid: int, gid: int) -> None:
    """Lets this process see itself as another user while its files stay root's."""
    if library.unshare(CLONE_NEWUSER):
        raise OSError(ctypes.get_errno(), "unshare")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{uid} 0 1")
    Path("/proc/self/gid_map").write_text(f"{gid} 0 1")


def passable(path: Path) -> bool:
    """Whether any other user may walk down to a folder."""
    return all(step.stat().st_mode & 0o001 for step in [path, *path.parents] if step.exists())


def for_database(programs: Path, data: Path) -> Account:
    """The account PostgreSQL can run under here."""
    if os.geteuid() != 0:
        return OURSELVES
    try:
        nobody = pwd.getpwnam("nobody")
        uid, gid = nobody.pw_uid, nobody.pw_gid
    except KeyError:
        uid = gid = OVERFLOW_ID
    if passable(programs.resolve()) and passable(data.parent.resolve()):
        return Account("root 改用 nobody", uid, gid)
    mapped = Account("root 的用户命名空间", uid, gid, maps=True)
    if sys.platform == "linux" and _works(mapped):
        return mapped
    raise Halt(
        "数据库不能以 root 身份运行，而这里既不允许建立用户命名空间，其他用户又进不了本目录。"
        "请改用普通用户运行，或把本目录放到其他用户可以进入的位置，"
        "或用环境变量 DATABASE_URL 指定一个已有的 PostgreSQL。"
    )


def _works(account: Account) -> bool:
    """Tries an account out: many containers forbid user namespaces."""
    try:
        probe = [sys.executable, "-S", "-c", ""]
        subprocess.run(probe, check=True, **account.popen_options(signal.SIGTERM))
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def give(data: Path, account: Account) -> None:
    """Hands the server's files to the account, where another account had them before."""
    if os.geteuid() != 0 or not data.exists():
        return
    uid = 0 if account.owner is None else account.owner
    if data.lstat().st_uid == uid:
        return
    for folder, _names, files in os.walk(data):
        for path in (folder, *(os.path.join(folder, name) for name in files)):
            os.chown(path, uid, -1, follow_symlinks=False)

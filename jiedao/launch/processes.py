"""Who a process is. Nothing is ever stopped before it has been recognised.

A process number alone says nothing: after a crash or a restart of the machine it may belong to
somebody else. A process is recognised by its number together with the moment it started, or by its
program together with the folder it works in.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jiedao.launch.halt import Halt

PROC = Path("/proc")


@dataclass(frozen=True)
class Process:
    """A running process as the operating system describes it."""

    pid: int
    group: int
    started: str
    command: tuple[str, ...]
    folder: str

    @property
    def program(self) -> str:
        """The name of the program, without its folder."""
        return Path(self.command[0]).name if self.command else ""

    def works_in(self, folder: Path) -> bool:
        """Whether the process works in a folder, or was told to on its command line."""
        wanted = str(folder.resolve())
        return self.folder == wanted or wanted in self.command


def look(pid: int) -> Process | None:
    """The process with this number, or None when there is none (or only its remains)."""
    if sys.platform == "linux":
        return _from_proc(pid)
    return next(_from_ps("-p", str(pid)), None)


def everyone() -> Iterator[Process]:
    """Every process this user may see."""
    if sys.platform != "linux":
        yield from _from_ps("-ax")
        return
    for entry in os.listdir(PROC):
        process = _from_proc(int(entry)) if entry.isdigit() else None
        if process:
            yield process


def _from_proc(pid: int) -> Process | None:
    place = PROC / str(pid)
    try:
        # The name in brackets may itself hold spaces and brackets.
        fields = (place / "stat").read_text(errors="replace").rpartition(")")[2].split()
        command = (place / "cmdline").read_bytes().decode(errors="replace")
        # Remains, unless other threads of the program are still at work.
        if fields[0] in ("Z", "X") and len(os.listdir(place / "task")) < 2:
            return None
    except OSError:
        return None
    try:
        folder = os.readlink(place / "cwd").removesuffix(" (deleted)")
    except OSError:
        folder = ""
    words = tuple(command.rstrip("\0").split("\0")) if command else ()
    return Process(pid, int(fields[2]), fields[19], words, folder)


def _from_ps(*which: str) -> Iterator[Process]:
    """The same from `ps`, which shows no working folder (macOS)."""
    columns = ["-o", "pid=", "-o", "pgid=", "-o", "stat=", "-o", "lstart=", "-o", "command="]
    answer = subprocess.run(
        ["ps", "-ww", *which, *columns],
        capture_output=True,
        text=True,
        errors="replace",
        env={**os.environ, "LC_ALL": "C"},
        check=False,
    )
    for line in answer.stdout.splitlines():
        words = line.split(None, 8)
        if len(words) == 9 and not words[2].startswith("Z"):
            started = " ".join(words[3:8])
            yield Process(int(words[0]), int(words[1]), started, tuple(words[8].split()), "")


def same(process: Process) -> bool:
    """Whether a process seen before is still there, and is still the same one."""
    now = look(process.pid)
    return now is not None and now.started == process.started


def send(process: Process, number: signal.Signals) -> None:
    """Sends a signal to a process that is still the one it was."""
    if same(process):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(process.pid, number)


def stop(found: list[Process], *, politely: signal.Signals, patience: float) -> None:
    """Ends recognised processes: asks, waits, then insists."""
    for process in found:
        send(process, politely)
    if not _gone(found, patience):
        for process in found:
            send(process, signal.SIGKILL)
        if not _gone(found, 10):
            numbers = "、".join(str(process.pid) for process in found if same(process))
            raise Halt(
                f"上次留下的进程 {numbers} 停不下来。请用启动它的用户结束这些进程，然后重新运行。"
            )


def _gone(found: list[Process], patience: float) -> bool:
    """Waits until none of them is left."""
    until = time.monotonic() + patience
    while any(same(process) for process in found):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True

"""How much memory the web really takes: the share of every page of memory (PSS), not what is counted twice."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

PATIENCE = 180
WORKERS = 2
ASKED = 40  # enough that both workers have drawn every kind of page
PROC = Path("/proc")


@dataclass(frozen=True)
class Memory:
    """The proportional share of each process, in MiB."""

    name: str
    workers: tuple[float, ...]
    master: float

    @property
    def total(self) -> float:
        return sum(self.workers)


def share_of(pid: int) -> float:
    """The proportional set size of a process in MiB."""
    for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise LookupError(f"进程 {pid} 没有 Pss。")


def children_of(pid: int) -> list[int]:
    """The processes a process has started."""
    return [int(word) for word in (PROC / f"{pid}/task/{pid}/children").read_text().split()]


def web(environment: dict[str, str], paths: list[str]) -> Memory:
    """Starts gunicorn as `run.py` does, asks for pages, and looks at its workers."""
    with tempfile.TemporaryDirectory() as folder:
        socket = Path(folder) / "port"
        command = [
            *(sys.executable, "-m", "gunicorn", "jiedao.wsgi:application", "--preload"),
            *("--workers", str(WORKERS), "--threads", "4", "--bind", "127.0.0.1:0"),
            *("--no-control-socket", "--log-level", "info"),
        ]
        with socket.open("w") as said:
            server = subprocess.Popen(command, env=environment, stdout=said, stderr=said)
        try:
            port = _port(socket, server)
            for _ in range(ASKED):
                for path in paths:
                    _ask(port, path)
            workers = tuple(round(share_of(pid), 1) for pid in children_of(server.pid))
            return Memory("gunicorn", workers, round(share_of(server.pid), 1))
        finally:
            os.kill(server.pid, signal.SIGTERM)
            server.wait(PATIENCE)


def _port(said: Path, server: subprocess.Popen[bytes]) -> int:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        _, found, rest = said.read_text().partition("Listening at: http://127.0.0.1:")
        if found:
            return int(rest.split()[0])
        time.sleep(0.1)
    raise SystemExit(f"网页没有启动起来：\n{said.read_text()[-2000:]}")


def _ask(port: int, path: str) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    with contextlib.closing(connection):
        connection.request("GET", path)
        connection.getresponse().read()

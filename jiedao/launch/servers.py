"""The database and the broker of one run: embedded, or the ones the office named."""

import os
import signal
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit, urlunsplit

from jiedao.launch import checks, keys, postgres, processes, valkey
from jiedao.launch.children import Child
from jiedao.launch.halt import Halt
from jiedao.launch.places import Places

PRODUCTION = "production"


def mode() -> str:
    """How the portal runs, as the settings read it."""
    return os.environ.get("JIEDAO_MODE") or "demo"


def stop_leftovers(places: Places) -> int:
    """Stops servers a killed launcher left on this instance's own data; says how many."""
    brokers = valkey.leftovers(places.broker)
    databases = postgres.leftovers(places.database)
    processes.stop(brokers, politely=signal.SIGTERM, patience=10)
    processes.stop(databases, politely=signal.SIGINT, patience=30)
    return len(brokers) + len(databases)


def broker_beside(cache: str) -> str:
    """The broker's address on the server of the cache: database 0, or 1 where that is taken."""
    parts = urlsplit(cache)
    if parts.scheme == "unix":
        taken = "db=" not in parts.query or "db=0" in parts.query
        return f"redis+socket://{parts.path}?virtual_host={int(taken)}"
    taken = parts.path in ("", "/", "/0")
    return urlunsplit(parts._replace(path=f"/{int(taken)}"))


class Servers:
    """Starts what is missing, checks what is there, and stops what it started."""

    def __init__(self, places: Places, named: dict[str, str], *, throwaway: bool = False) -> None:
        """`named`: the addresses somebody gave (DATABASE_URL, REDIS_URL, CELERY_BROKER_URL)."""
        self.places = places
        self.named = {name: value for name, value in named.items() if value}
        self.throwaway = throwaway
        self.environment: dict[str, str] = {}
        self._started: list[postgres.Postgres | valkey.Valkey] = []

    @property
    def children(self) -> list[Child]:
        """The programs to watch."""
        return [server.child for server in self._started]

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """The broker first, the database last."""
        while self._started:
            self._started.pop().stop()

    def _start(self) -> None:
        self._refuse_trial_servers_in_production()
        self.environment = {"JIEDAO_VAR": str(self.places.var), "PYTHONUTF8": "1"}
        if self.throwaway or mode() != PRODUCTION:
            self.environment |= keys.of_trial(self.places.keys)
        self.environment["DATABASE_URL"] = self.named.get("DATABASE_URL") or self._database()
        self._broker_and_cache()
        checks.database_is_fit(self.environment["DATABASE_URL"])
        for name in ("REDIS_URL", "CELERY_BROKER_URL"):
            checks.broker_answers(name, self.environment[name])

    def _database(self) -> str:
        logs = self.places.logs / "postgres.log"
        server = postgres.Postgres(self.places.database, logs, throwaway=self.throwaway)
        self._started.append(server)
        server.start()
        return server.url

    def _broker_and_cache(self) -> None:
        cache, broker = self.named.get("REDIS_URL"), self.named.get("CELERY_BROKER_URL")
        if not cache:
            logs = self.places.logs / "valkey.log"
            server = valkey.Valkey(self.places.broker, logs, throwaway=self.throwaway)
            self._started.append(server)
            server.start()
            cache, broker = server.cache_url, broker or server.broker_url
        self.environment["REDIS_URL"] = cache
        self.environment["CELERY_BROKER_URL"] = broker or broker_beside(cache)

    def _refuse_trial_servers_in_production(self) -> None:
        missing = [name for name in ("DATABASE_URL", "REDIS_URL") if not self.named.get(name)]
        if mode() == PRODUCTION and missing and not self.throwaway:
            raise Halt(
                f"正式运行必须设置环境变量 {'、'.join(missing)}：自带的数据库和消息队列只供试用。"
                "请写入 deploy/jiedao.env 后重新启动。"
            )


def named_by_environment() -> dict[str, str]:
    """The servers the office named."""
    names = ("DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL")
    return {name: os.environ.get(name, "") for name in names}


def child_environment(servers: Servers, **more: str) -> dict[str, str]:
    """What Django's processes get: the caller's environment, completed."""
    base = {"DJANGO_SETTINGS_MODULE": "jiedao.settings", "JIEDAO_MODE": mode()}
    trial_keys = {name: servers.environment.get(name, "") for name in keys.NAMES}
    given = {name: value for name, value in os.environ.items() if value}
    if "DATABASE_URL" not in servers.named:
        given = {name: value for name, value in given.items() if not name.startswith("PG")}
    computed = {name: v for name, v in servers.environment.items() if name not in trial_keys}
    # A key somebody set on purpose wins over the trial's own.
    whole = base | trial_keys | given | computed | more
    return {name: value for name, value in whole.items() if value}

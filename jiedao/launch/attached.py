"""How a second command finds the servers of a running portal: var/portal.json."""

import fcntl
import json
import os
import time

from jiedao.launch import processes
from jiedao.launch.halt import Halt
from jiedao.launch.places import Places

PATIENCE = 60

# What the settings read. The rest of a shell's environment is nobody's business on disk.
OF_THE_SETTINGS = (
    *("JIEDAO_", "DATABASE_URL", "REDIS_URL", "CELERY_", "DJANGO_", "PYTHONUTF8", "SECRET_KEY"),
    *(
        "DATA_KEY",
        "SEARCH_KEY",
        "OLD_DATA_KEYS",
        "ALLOWED_HOSTS",
        "PUBLIC_URL",
        "CSRF_",
        "OFFICE_",
        "ATTACHMENTS_DIR",
        "BACKUPS_",
        "HSTS_",
    ),
)


def announce(places: Places, environment: dict[str, str], address: str = "") -> None:
    """Writes down, for this user only, how to reach what was started."""
    unfinished = places.portal.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    us = processes.look(os.getpid())
    note = {
        "pid": os.getpid(),
        "started": us.started if us else "",
        "address": address,
        "environment": {
            name: value for name, value in environment.items() if name.startswith(OF_THE_SETTINGS)
        },
    }
    with open(handle, "w", encoding="utf-8") as output:
        json.dump(note, output, indent=1, ensure_ascii=False)
    unfinished.replace(places.portal)


def withdraw(places: Places) -> None:
    """Nothing is running here any more."""
    places.portal.unlink(missing_ok=True)


def running(places: Places) -> dict[str, object]:
    """What the running instance wrote down; empty while it is still starting.

    A note left by a killed launcher is recognised by its process being gone.
    """
    try:
        note = json.loads(places.portal.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(note, dict):
        return {}
    owner = processes.look(int(note.get("pid", 0)))
    return note if owner and owner.started == note.get("started") else {}


def environment(places: Places) -> dict[str, str]:
    """The environment of the running instance; waits while it starts."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        found = running(places).get("environment")
        if isinstance(found, dict):
            return {str(name): str(value) for name, value in found.items()}
        time.sleep(0.2)
    raise Halt("本目录的平台一直没有启动好。请查看它的窗口，或稍后再试。")


def enter(places: Places) -> None:
    """Tells the owner of the servers that somebody uses them, until this process ends.

    The file is left open on purpose, through exec into the command itself.
    """
    door = os.open(places.var / "guests", os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(door, fcntl.LOCK_SH)
    os.set_inheritable(door, True)


def wait_for_guests(places: Places) -> None:
    """Lets other commands finish before the servers they use are stopped."""
    with (places.var / "guests").open("a") as door:
        try:
            fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            print("还有别的命令在用这里的数据库，等它们结束……", flush=True)
            fcntl.flock(door, fcntl.LOCK_EX)

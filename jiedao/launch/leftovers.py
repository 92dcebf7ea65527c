"""What a killed launcher left running, recognised before it is stopped."""

import json
import signal
from pathlib import Path

from jiedao.launch import places, processes, servers

PROGRAMS = ("gunicorn", "celery", "manage.py")


def stop_all(where: places.Places) -> int:
    """Stops what is left of the last run of this instance; says how many processes."""
    found = [one for record in sorted(where.records.glob("*.json")) for one in family(record)]
    processes.stop(found, politely=signal.SIGTERM, patience=10)
    for record in where.records.glob("*.json"):
        record.unlink()
    return len(found) + servers.stop_leftovers(where)


def family(record: Path) -> list[processes.Process]:
    """The processes of one recorded program that still run.

    The leader is recognised by its number and the moment it started. Its children share its group;
    where the leader is gone, they are recognised by working in this checkout on one of our programs.
    """
    try:
        note = json.loads(record.read_text(encoding="utf-8"))
        pid, started = int(note["pid"]), str(note["started"])
    except (OSError, ValueError, KeyError, TypeError):
        return []
    leader = processes.look(pid)
    if leader and leader.started != started:
        return []  # the number belongs to somebody else by now
    members = [one for one in processes.everyone() if one.group == pid]
    return [one for one in members if (leader and one.pid == pid) or is_ours(one)]


def is_ours(process: processes.Process) -> bool:
    """Whether a process works in this checkout on one of the launcher's programs."""
    here = str(places.ROOT)
    at_home = process.folder == here or any(word.startswith(here) for word in process.command)
    return at_home and any(name in word for word in process.command for name in PROGRAMS)

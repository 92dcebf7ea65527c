"""Which command was asked for."""

import io
import os
import sys

from jiedao.launch import attached, foreground, keys, leftovers, places, portal, servers, testing
from jiedao.launch.halt import Halt

INTERRUPTED = 130
PYTHON = sys.executable


def main(arguments: list[str]) -> int:
    """Runs a command; what stops it is said in one sentence."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that knows no Chinese
    try:
        return dispatch(arguments)
    except Halt as halt:
        print(f"\n{halt}", file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        print("已中断。", file=sys.stderr, flush=True)
        return INTERRUPTED


def dispatch(arguments: list[str]) -> int:
    """Finds the command; without one the portal itself is meant."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command == "test":
        return testing.test(rest)
    if command == "check":
        return testing.check()
    if command == "manage":
        return beside_the_servers([PYTHON, "manage.py", *rest])
    if command == "shell":
        return beside_the_servers([PYTHON, "manage.py", "shell", *rest])
    if command == "bench":
        return bench(rest)
    return portal.run(arguments)


def bench(rest: list[str]) -> int:
    """Measures the speed on servers of its own: what it fills them with is nobody's record."""
    foreground.stop_on_signals()
    with (
        testing.throwaway_places() as folder,
        servers.Servers(folder, {}, throwaway=True) as running,
    ):
        own_keys = {name: running.environment[name] for name in keys.NAMES}
        environment = servers.child_environment(running, JIEDAO_MODE="demo", **own_keys)
        return foreground.run([PYTHON, "-m", "bench", *rest], environment)


def beside_the_servers(arguments: list[str]) -> int:
    """Runs a command on the running portal's servers, or on servers started just for it."""
    where = places.portal_places()
    where.make()
    lock = places.take_lock(where)
    if lock is None:
        found = attached.environment(where)
        attached.enter(where)
        os.chdir(places.ROOT)
        os.execve(arguments[0], arguments, {**os.environ, **found})
    foreground.stop_on_signals()
    with lock:
        leftovers.stop_all(where)
        with servers.Servers(where, servers.named_by_environment()) as running:
            environment = servers.child_environment(running)
            attached.announce(where, environment)
            try:
                return foreground.run(arguments, environment)
            finally:
                attached.wait_for_guests(where)
                attached.withdraw(where)

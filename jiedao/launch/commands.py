"""Which command was asked for."""

import io
import os
import sys

from jiedao.launch import attached, foreground, leftovers, places, portal, servers, testing
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
    """Measures the speed, where the measuring program is present."""
    program = places.ROOT / "bench" / "run.py"
    if not program.exists():
        raise Halt("本版本还没有测速程序（bench/run.py）。请更新到带有它的版本后再运行。")
    return beside_the_servers([PYTHON, str(program), *rest])


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

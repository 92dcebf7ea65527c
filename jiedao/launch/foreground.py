"""A program that has the terminal: pytest, a management command, Django's shell."""

import signal
import subprocess
import sys
from types import FrameType
from typing import NoReturn

from jiedao.launch import accounts
from jiedao.launch.places import ROOT

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def stop_on_signals() -> None:
    """Ctrl-C, a plain kill and a closed terminal all end the run in the same orderly way, once.

    Set explicitly: a shell's `&` makes its children ignore Ctrl-C's signal. What `nohup` asked
    for is respected.
    """

    def interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
        for number in STOPPING:
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    for number in STOPPING:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, interrupt)


def run(arguments: list[str], environment: dict[str, str]) -> int:
    """Runs a program to its end and returns its exit code.

    At a terminal Ctrl-C reaches the program too, and is its business: Django's shell only clears
    the line. A program that ended because of it ends our run as well.
    """
    pressed: list[int] = []
    before = signal.getsignal(signal.SIGINT)
    if sys.stdin and sys.stdin.isatty():
        signal.signal(signal.SIGINT, lambda number, _frame: pressed.append(number))
    program = subprocess.Popen(
        arguments,
        cwd=ROOT,
        env=environment,
        **accounts.OURSELVES.popen_options(signal.SIGTERM),
    )
    try:
        code = program.wait()
    except KeyboardInterrupt:
        program.terminate()
        try:
            program.wait(20)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()
        raise
    signal.signal(signal.SIGINT, before)
    if pressed and code:
        raise KeyboardInterrupt
    return code

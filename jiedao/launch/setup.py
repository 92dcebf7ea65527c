"""What is done to the database before anybody may use the portal."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from jiedao.launch import places, servers
from jiedao.launch.children import Child
from jiedao.launch.halt import Halt

CONFIGURATION = "ImproperlyConfigured: "


@dataclass(frozen=True)
class Step:
    """Management commands on the way to a ready database, and the name of their log."""

    label: str
    name: str
    arguments: tuple[str, ...]


MIGRATE = ("migrate", "--noinput", "-v", "0")
STATIC = ("collectstatic", "--noinput", "-v", "0")
SETUP = ("setup",)
DEMO = ("demo",)
CAST = ("demo", "--cast")


def preparation(*, demo: bool) -> Step:
    """Everything in one go: starting Django costs more than a second start's whole work."""
    # Outside production whitenoise finds the files where they lie.
    gather = [STATIC] if servers.mode() == servers.PRODUCTION else []
    commands = [MIGRATE, *gather, SETUP, *([DEMO, CAST] if demo else [])]
    words = [word for command in commands for word in ("then", *command)]
    return Step("数据库结构和数据", "prepare", tuple(words[1:]))


def bring_up_to_date(
    where: places.Places, environment: dict[str, str], *, demo: bool, say: Callable[[str], None]
) -> str:
    """Tables, roles, calendar, reference data and the demo street; a second start finds little
    to do. Returns who can log in to the demo, as the demo tells it."""
    begun = time.monotonic()
    step = preparation(demo=demo)
    said = run_step(step, where, environment)
    say(f"{step.label}已就绪（{time.monotonic() - begun:.1f} 秒）。")
    return cast_in(said) if demo else ""


def cast_in(said: str) -> str:
    """What the last of the commands printed."""
    return said.rpartition(f"── {' '.join(CAST)}\n")[2].strip()


def run_step(step: Step, where: places.Places, environment: dict[str, str]) -> str:
    """Runs the commands; returns what they printed."""
    child = Child(
        step.label,
        [sys.executable, "manage.py", *step.arguments],
        log=where.logs / f"{step.name}.log",
        environment=environment,
        folder=places.ROOT,
        record=where.records / "manage.json",
        patience=5,
    )
    try:
        child.start()
        while child.ended() is None:
            time.sleep(0.05)
        code, said = child.ended(), child.said()
    finally:
        child.stop()
    if code:
        raise Halt(failure(step, child, said))
    return said.rstrip()


def failure(step: Step, child: Child, said: str) -> str:
    """The settings' own sentence where they refused to start; otherwise the end of the log."""
    if CONFIGURATION in said:
        return said.rpartition(CONFIGURATION)[2].strip()
    command = " ".join(step.arguments)
    return (
        f"“{step.label}”没有完成（manage.py {command}）。请按最后几行日志处理后重新运行；"
        f"演示环境也可以用 --fresh 重新开始。日志在 {child.log}：\n{child.last_words()}"
    )

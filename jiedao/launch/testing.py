"""`run.py test` and `run.py check`: every check the project has, on servers of their own."""

import contextlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jiedao.launch import foreground, keys, places, servers

PYTHON = sys.executable
YOUNG = 60  # seconds
NOT_OURS = {".venv", "var", "node_modules"}


@dataclass(frozen=True)
class Stage:
    """One check and the command that makes it."""

    label: str
    arguments: list[str]


def tool(name: str) -> str:
    """A program installed beside the Python that runs us."""
    return str(Path(PYTHON).parent / name)


def templates() -> list[str]:
    """Every template of the project."""
    found = []
    for folder, names, files in os.walk(places.ROOT):
        names[:] = [name for name in names if name not in NOT_OURS and not name.startswith(".")]
        if "templates" in Path(folder).relative_to(places.ROOT).parts:
            found += [os.path.join(folder, name) for name in files if name.endswith(".html")]
    return sorted(found)


def code_stages(*, fast: bool) -> list[Stage]:
    """What can be said about the code without running it."""
    stages = [
        Stage("写法 ruff", [tool("ruff"), "check", "."]),
        Stage("格式 ruff", [tool("ruff"), "format", "--check", "."]),
        Stage("类型 mypy", [PYTHON, "-m", "mypy"]),
        Stage("分层 import-linter", [tool("lint-imports"), "--no-cache"]),
        Stage("设置 check", [PYTHON, "manage.py", "check"]),
        Stage("迁移", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"]),
    ]
    html = templates()
    if html:
        stages.insert(2, Stage("模板格式 djade", [tool("djade"), "--check", *html]))
    return [stage for stage in stages if not (fast and "mypy" in stage.label)]


def pytest_stage(arguments: list[str], *, fast: bool) -> Stage:
    """The tests: all of them on two processes, or just those named."""
    chosen = arguments or ["-n", "2", "-q"]
    return Stage(
        "测试 pytest",
        [PYTHON, "-m", "pytest", *(["-m", "not browser and not faults"] * fast), *chosen],
    )


def test(arguments: list[str]) -> int:
    """Runs everything, or only pytest where its arguments are given."""
    fast = "--fast" in arguments
    chosen = [word for word in arguments if word != "--fast"]
    stages = [] if chosen else code_stages(fast=fast)
    return run_stages([*stages, pytest_stage(chosen, fast=fast)])


def check() -> int:
    """Runs the checks of the code alone."""
    return run_stages(code_stages(fast=False))


def run_stages(stages: list[Stage]) -> int:
    """Runs every stage, whatever the others say; the first failure is the exit code."""
    results: list[tuple[Stage, int, float]] = []
    foreground.stop_on_signals()
    with throwaway_places() as folder, servers.Servers(folder, named(), throwaway=True) as running:
        own_keys = {name: running.environment[name] for name in keys.NAMES}
        environment = servers.child_environment(running, JIEDAO_MODE="test", **own_keys)
        for stage in stages:
            if len(stages) > 1:
                print(f"\n── {stage.label} ──", flush=True)
            start = time.monotonic()
            code = foreground.run(stage.arguments, environment)
            results.append((stage, code, time.monotonic() - start))
    if len(stages) > 1:
        print_summary(results)
    return next((code for _stage, code, _seconds in results if code), 0)


def named() -> dict[str, str]:
    """Tests never touch the office's servers: only addresses given for tests are used."""
    given = {name: os.environ.get(f"TEST_{name}", "") for name in ("DATABASE_URL", "REDIS_URL")}
    return given | {"CELERY_BROKER_URL": os.environ.get("TEST_CELERY_BROKER_URL", "")}


def print_summary(results: list[tuple[Stage, int, float]]) -> None:
    print("\n结果")
    for stage, code, seconds in results:
        verdict = "通过" if code == 0 else f"未通过（{code}）"
        print(f"  {seconds:7.1f} 秒  {verdict}  {stage.label}")
    failed = sum(code != 0 for _stage, code, _seconds in results)
    print(f"有 {failed} 项未通过，原因见上文。" if failed else "全部通过。", flush=True)


@contextlib.contextmanager
def throwaway_places() -> Iterator[places.Places]:
    """A folder for one test run, gone afterwards; clears up after test runs that were killed."""
    prefix = f"jiedao-test-{os.geteuid()}-"
    for old in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        remove_abandoned(places.Places(old))
    folder = places.Places(Path(tempfile.mkdtemp(prefix=prefix)))
    folder.var.chmod(0o711)
    folder.make()
    lock = places.take_lock(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder.var, ignore_errors=True)
        if lock:
            lock.close()


def remove_abandoned(folder: places.Places) -> None:
    """Removes what a killed test run left: only our own folder, and only if nobody holds it.

    A run that has only just begun may not hold its lock yet, so young folders are left alone.
    """
    if folder.var.is_symlink() or folder.var.stat().st_uid != os.geteuid():
        return
    held = folder.var / "lock"
    if not held.exists() or time.time() - held.stat().st_mtime < YOUNG:
        return
    lock = places.take_lock(folder)
    if lock:
        servers.stop_leftovers(folder)
        for data in (folder.database, folder.broker):
            shutil.rmtree(places.socket_place(data), ignore_errors=True)
        shutil.rmtree(folder.var, ignore_errors=True)
        lock.close()

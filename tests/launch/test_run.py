"""run.py before there is an environment."""

import ast
import json
import sys
from pathlib import Path

import pytest

import run

MAIN, DEV, BROWSER = run.LOCKS


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout with three locks and an empty .venv."""
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    for lock in run.LOCKS:
        (tmp_path / lock).write_text(lock)
    monkeypatch.setattr(run, "ROOT", str(tmp_path))
    monkeypatch.setattr(run, "PYTHON", str(python))
    monkeypatch.setattr(run, "STAMP", str(tmp_path / ".venv" / "jiedao-lock.json"))
    return tmp_path


def stamp(lock: str) -> dict[str, str]:
    return {"lock": lock, "sha256": run.digest(lock), "python": run.base_python()}


def test_the_portal_needs_the_main_lock_and_tests_need_more():
    assert run.wanted_lock("", "/usr/bin/chromium") == MAIN
    assert run.wanted_lock("manage", "") == MAIN
    assert run.wanted_lock("test", "") == DEV
    assert run.wanted_lock("test", "/usr/bin/chromium") == BROWSER
    assert run.wanted_lock("check", "") == DEV


@pytest.mark.parametrize(
    ("installed", "wanted", "answer"),
    [
        (MAIN, MAIN, ""),
        (BROWSER, MAIN, ""),
        (BROWSER, DEV, ""),
        (DEV, BROWSER, BROWSER),
        (MAIN, DEV, DEV),
    ],
)
def test_a_larger_installed_lock_serves_a_smaller_wish(checkout, installed, wanted, answer):
    assert run.lock_to_install(stamp(installed), wanted) == answer


def test_a_changed_lock_is_installed_again_and_nothing_is_taken_away(checkout):
    installed = stamp(DEV)
    (checkout / DEV).write_text("changed")
    assert run.lock_to_install(installed, MAIN) == DEV


def test_another_python_or_an_unreadable_stamp_means_installing(checkout):
    assert run.lock_to_install(stamp(MAIN) | {"python": "/gone/python3.10"}, MAIN) == MAIN
    Path(run.STAMP).write_text("not json")
    assert run.read_stamp() == {}
    Path(run.STAMP).write_text(json.dumps([1]))
    assert run.read_stamp() == {}
    assert run.lock_to_install({}, MAIN) == MAIN


def test_a_working_environment_is_kept(checkout, monkeypatch):
    monkeypatch.setattr(run.subprocess, "call", lambda _command: pytest.fail("made anew"))
    monkeypatch.setattr(run, "PYTHON", sys.executable)
    run.make_environment()


def test_a_python_without_venv_is_told_what_to_install(checkout, monkeypatch):
    monkeypatch.setattr(run, "python_works", lambda: False)
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="apt install python3-venv"):
        run.make_environment()


def test_a_failed_installation_leaves_no_stamp(checkout, monkeypatch):
    monkeypatch.setattr(run.subprocess, "call", lambda _command: 1)
    with pytest.raises(SystemExit, match="依赖没有装上"):
        run.install(MAIN)
    assert run.read_stamp() == {}


def test_an_old_python_is_told_which_one_is_needed(monkeypatch):
    monkeypatch.setattr(run.sys, "version_info", (3, 9, 2, "final", 0))
    with pytest.raises(SystemExit, match=r"需要 Python 3\.11 或更高版本"):
        run.refuse_unfit_machine()


def test_an_old_python_can_read_the_file_far_enough_to_say_so():
    ast.parse(Path(run.__file__).read_text(encoding="utf-8"), feature_version=(3, 7))


def test_windows_is_sent_to_wsl(monkeypatch):
    monkeypatch.setattr(run, "fcntl", None)
    with pytest.raises(SystemExit, match="WSL2"):
        run.refuse_unfit_machine()


def test_an_unknown_command_is_refused_before_anything_is_installed(monkeypatch):
    monkeypatch.setattr(run, "prepare", lambda _lock: pytest.fail("installed"))
    with pytest.raises(SystemExit, match="没有“tset”这个命令"):
        run.main(["tset"])


def test_help_needs_no_environment(monkeypatch, capsys):
    monkeypatch.setattr(run, "prepare", lambda _lock: pytest.fail("installed"))
    run.main(["--help"])
    assert "--no-demo" in capsys.readouterr().out


def test_a_named_browser_wins(tmp_path, monkeypatch):
    browser = tmp_path / "my-chromium"
    browser.write_text("#!/bin/sh\n")
    browser.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(browser))
    assert run.find_browser() == str(browser)
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "missing"))
    assert run.find_browser() == ""

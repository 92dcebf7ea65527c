"""A database killed outright, and what a killed test run leaves behind."""

import os
import shutil
import signal
import sys
import time
from pathlib import Path

import psycopg2
import pytest

from jiedao.launch import foreground, leftovers, places, postgres, testing
from jiedao.launch.places import Places


@pytest.fixture
def where():
    """Beside the run's own servers: a folder the database's user can reach, also as root."""
    folder = Places(Path(os.environ["JIEDAO_VAR"]) / f"second-{os.getpid()}")
    folder.make()
    yield folder
    leftovers.stop_all(folder)
    shutil.rmtree(folder.var)


@pytest.fixture
def server(where):
    database = postgres.Postgres(where.database, where.logs / "postgres.log", throwaway=True)
    database.start()
    yield database
    database.stop()


def ask(server, statement):
    connection = psycopg2.connect(
        host=str(server.sockets), user=postgres.USER, dbname=postgres.DATABASE
    )
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
        rows = cursor.fetchall() if cursor.description else []
    connection.close()
    return rows


def test_a_killed_database_comes_back_with_its_data(server, where):
    ask(server, "create table matter (title text)")
    ask(server, "insert into matter values ('老旧小区加装电梯')")
    ask(server, "checkpoint")
    os.kill(server.child.running.pid, signal.SIGKILL)
    server.child.running.wait()
    leftovers.stop_all(where)
    server.start()
    assert ask(server, "select title from matter") == [("老旧小区加装电梯",)]


def test_a_database_left_by_a_killed_launcher_is_stopped(server, where):
    assert server.child.running.pid in {one.pid for one in postgres.leftovers(where.database)}
    assert leftovers.stop_all(where) > 0
    assert server.child.ended() is not None
    assert postgres.leftovers(where.database) == []


def test_a_database_file_naming_somebody_elses_process_does_not_stop_the_start(server, where):
    server.child.stop()
    (where.database / "postmaster.pid").write_text(f"{os.getpid()}\n{where.database}\n")
    server.start()
    assert ask(server, "select 1") == [(1,)]


def test_a_half_made_database_is_made_again(where):
    unfinished = where.database.with_name("postgres.new")
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("18\n")
    database = postgres.Postgres(where.database, where.logs / "postgres.log", throwaway=True)
    try:
        database.start()
        assert not unfinished.exists()
    finally:
        database.stop()


def test_the_folder_of_a_killed_test_run_is_removed_once_it_is_old(tmp_path):
    old = Places(tmp_path / "jiedao-test")
    old.make()
    with places.take_lock(old):
        pass
    testing.remove_abandoned(old)
    assert old.var.exists()
    long_ago = time.time() - 2 * testing.YOUNG
    os.utime(old.var / "lock", (long_ago, long_ago))
    with places.take_lock(old):
        os.utime(old.var / "lock", (long_ago, long_ago))
        testing.remove_abandoned(old)
        assert old.var.exists()
    testing.remove_abandoned(old)
    assert not old.var.exists()


def test_every_stage_runs_and_the_first_failure_is_the_exit_code(monkeypatch, capfd, where):
    class NoServers:
        environment = {"SECRET_KEY": "s", "DATA_KEY": "d", "SEARCH_KEY": "d"}
        named = {}

        def __init__(self, *_places, **_options):
            pass

        def __enter__(self):
            return self

        def __exit__(self, *_error):
            pass

    monkeypatch.setattr(testing.servers, "Servers", NoServers)
    monkeypatch.setattr(foreground, "stop_on_signals", lambda: None)
    stages = [
        testing.Stage(f"第{code}项", [sys.executable, "-c", f"raise SystemExit({code})"])
        for code in (0, 3, 5)
    ]
    assert testing.run_stages(stages) == 3
    said = capfd.readouterr().out
    assert "第5项" in said
    assert "有 2 项未通过" in said

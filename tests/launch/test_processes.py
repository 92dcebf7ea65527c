"""Nothing is stopped before it has been recognised."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace

import pytest

from jiedao.launch import leftovers, places, postgres, processes

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture
def sleeper(tmp_path):
    """A process of our own, in its own group, working in a folder of its own."""
    with subprocess.Popen(SLEEP, cwd=tmp_path, start_new_session=True) as started:
        yield processes.look(started.pid)
        started.kill()


def record_of(process, folder):
    record = folder / "web.json"
    record.write_text(json.dumps({"pid": process.pid, "started": process.started}))
    return record


def test_a_process_is_seen_with_its_start_and_its_folder(sleeper, tmp_path):
    assert sleeper.group == sleeper.pid
    assert sleeper.works_in(tmp_path)
    assert not sleeper.works_in(tmp_path.parent)
    assert processes.same(sleeper)
    assert sleeper.pid in {one.pid for one in processes.everyone()}


def test_ps_tells_the_same_where_there_is_no_proc(sleeper):
    (seen,) = processes._from_ps("-p", str(sleeper.pid))
    assert (seen.pid, seen.group) == (sleeper.pid, sleeper.pid)
    assert seen.started
    assert "time.sleep(60)" in seen.command


def test_a_process_that_ended_is_nobody(tmp_path):
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    assert processes.look(ended.pid) is None


def test_a_recognised_process_is_stopped(sleeper):
    processes.stop([sleeper], politely=signal.SIGTERM, patience=5)
    assert not processes.same(sleeper)


def test_a_number_that_belongs_to_somebody_else_by_now_is_left_alone(sleeper):
    before = replace(sleeper, started="1")
    processes.stop([before], politely=signal.SIGKILL, patience=1)
    assert processes.same(sleeper)


def test_a_process_deaf_to_asking_is_stopped_all_the_same(tmp_path):
    deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); print(1, flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", deaf], stdout=subprocess.PIPE) as started:
        started.stdout.readline()
        found = processes.look(started.pid)
        processes.stop([found], politely=signal.SIGTERM, patience=0.2)
        assert not processes.same(found)


def test_a_recorded_program_is_recognised_by_its_start(sleeper, tmp_path):
    (found,) = leftovers.family(record_of(sleeper, tmp_path))
    assert (found.pid, found.started) == (sleeper.pid, sleeper.started)


def test_a_record_of_an_older_process_finds_nobody(sleeper, tmp_path):
    record = record_of(replace(sleeper, started="1"), tmp_path)
    assert leftovers.family(record) == []


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"pid": "x", "started": 1}'])
def test_a_spoilt_record_finds_nobody(tmp_path, text):
    record = tmp_path / "web.json"
    record.write_text(text)
    assert leftovers.family(record) == []


def test_orphans_of_a_dead_leader_are_ours_only_if_they_work_here():
    here = processes.Process(1, 2, "3", ("python", "-m", "celery"), str(places.ROOT))
    assert leftovers.is_ours(here)
    assert not leftovers.is_ours(replace(here, folder="/elsewhere"))
    assert not leftovers.is_ours(replace(here, command=("vim", "settings.py")))


def test_stopping_all_clears_the_records(sleeper, tmp_path):
    where = places.Places(tmp_path / "var")
    where.make()
    record_of(sleeper, where.records)
    assert leftovers.stop_all(where) == 1
    assert list(where.records.iterdir()) == []
    assert os.getpid() in {one.pid for one in processes.everyone()}


def test_a_process_that_is_about_to_end_is_no_server(tmp_path, monkeypatch):
    ending = processes.Process(41, 40, "1", (), str(tmp_path))
    serving = processes.Process(40, 40, "1", ("postgres: io worker 0",), str(tmp_path))
    monkeypatch.setattr(processes, "everyone", lambda: iter((ending, serving)))
    assert postgres.leftovers(tmp_path) == [serving]

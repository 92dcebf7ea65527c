"""Programs the launcher watches, and Valkey killed outright."""

import os
import signal
import sys
import time

import pytest
import redis

from jiedao.launch import portal, processes, valkey
from jiedao.launch.children import Child
from jiedao.launch.halt import Halt
from jiedao.launch.places import Places

FAMILY = "import os, time; os.fork(); print('ready', flush=True); time.sleep(60)"


@pytest.fixture
def where(tmp_path):
    folder = Places(tmp_path / "var")
    folder.make()
    return folder


def child(where, code, **more):
    return Child(
        "后台任务",
        [sys.executable, "-c", code],
        log=where.logs / "worker.log",
        environment=dict(os.environ),
        **more,
    )


def wait_until(condition, seconds=10):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_program_that_dies_is_named_with_its_last_words(where):
    worker = child(where, "print('没有连上数据库'); raise SystemExit(3)")
    worker.start()
    wait_until(lambda: worker.ended() is not None)
    with pytest.raises(Halt, match=r"“后台任务”意外退出（代码 3）[\s\S]*没有连上数据库"):
        portal.refuse_dead([worker])
    worker.stop()


def test_only_words_of_this_start_are_shown(where):
    (where.logs / "worker.log").write_text("yesterday\n")
    worker = child(where, "print('today')")
    worker.start()
    wait_until(lambda: worker.ended() is not None)
    assert worker.last_words() == "today"
    worker.stop()


def test_a_long_log_is_turned(where, monkeypatch):
    (where.logs / "worker.log").write_bytes(b"x" * 2000)
    monkeypatch.setattr("jiedao.launch.children.BIGGEST_LOG", 1000)
    worker = child(where, "print('today')")
    worker.start()
    wait_until(lambda: worker.ended() is not None)
    assert worker.said() == "today\n"
    assert (where.logs / "worker.log.1").stat().st_size == 2000
    worker.stop()


def test_stopping_leaves_no_member_of_the_family_and_no_record(where):
    worker = child(where, FAMILY, record=where.records / "worker.json")
    worker.start()
    wait_until(lambda: worker.said().count("ready") == 2)
    group = worker.running.pid
    assert len([one for one in processes.everyone() if one.group == group]) == 2
    worker.stop()
    assert not [one for one in processes.everyone() if one.group == group]
    assert list(where.records.iterdir()) == []


def test_a_killed_valkey_comes_back_with_what_was_queued(where):
    server = valkey.Valkey(where.broker, where.logs / "valkey.log")
    try:
        server.start()
        with redis.Redis(unix_socket_path=str(server.socket)) as client:
            client.rpush("celery", "remind 李书记")
        os.kill(server.child.running.pid, signal.SIGKILL)
        wait_until(lambda: server.child.ended() is not None)
        with pytest.raises(Halt, match="“消息队列”意外退出（被信号 SIGKILL 结束）"):
            portal.refuse_dead([server.child])
        server.start()
        with redis.Redis(unix_socket_path=str(server.socket)) as client:
            assert client.lrange("celery", 0, -1) == ["remind 李书记".encode()]
    finally:
        server.stop()
    assert not server.sockets.exists()


def test_a_valkey_left_by_a_killed_launcher_is_recognised_by_its_data(where, tmp_path):
    server = valkey.Valkey(where.broker, where.logs / "valkey.log")
    try:
        server.start()
        (left,) = valkey.leftovers(where.broker)
        assert left.pid == server.child.running.pid
        assert valkey.leftovers(tmp_path / "another" / "valkey") == []
        processes.stop([left], politely=signal.SIGTERM, patience=10)
        assert server.child.ended() is not None
    finally:
        server.stop()

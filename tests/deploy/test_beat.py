"""Beat may run on two hosts: one rings, the other takes over when it is gone."""

import time

import psycopg2
import pytest
from celery import current_app

from jiedao.beat import WAIT_SECONDS, OneBeat


@pytest.fixture
def two(tmp_path, transactional_db):
    beats = [
        OneBeat(app=current_app, schedule_filename=str(tmp_path / f"schedule-{host}"), lazy=True)
        for host in "ab"
    ]
    yield beats
    for beat in beats:
        beat._let_go()


def test_one_rings_and_the_other_waits_until_it_is_gone(two):
    first, second = two
    assert first.holds_lock()
    assert not second.holds_lock()
    assert second.tick() == WAIT_SECONDS
    assert first.holds_lock()
    first._let_go()  # what the database does when the first host is switched off
    end = time.monotonic() + 20
    while not second.holds_lock():  # the database lets go when it has noticed
        assert time.monotonic() < end
        time.sleep(0.05)
    assert not first.holds_lock()


def test_a_beat_whose_connection_broke_stops_ringing_until_it_has_the_lock_again(two):
    first, second = two
    assert first.holds_lock()
    pid = first._lock.info.backend_pid
    with second_connection(second) as cursor:
        cursor.execute("select pg_terminate_backend(%s, 5000)", [pid])
    assert not first.holds_lock()
    assert second.holds_lock()
    assert not first.holds_lock()


def second_connection(beat):
    assert not beat.holds_lock()
    assert isinstance(beat._lock, psycopg2.extensions.connection)
    return beat._lock.cursor()

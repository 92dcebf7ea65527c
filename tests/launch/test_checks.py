"""Each start-up check fails with a sentence that says what to do."""

import os
import socket
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest

from jiedao.launch import checks
from jiedao.launch.halt import Halt


@pytest.fixture
def taken_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture
def database():
    """A connection to the tests' own server."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    connection = psycopg2.connect(urlunsplit(parts._replace(scheme="postgresql")))
    connection.autocommit = True
    yield connection
    connection.close()


@pytest.fixture
def database_ignorant_of_chinese(database):
    """A database made with the plain C locale."""
    name = f"ignorant_{os.getpid()}"
    with database.cursor() as cursor:
        cursor.execute(
            f"create database {name} encoding 'UTF8' locale 'C' locale_provider libc "
            "template template0"
        )
    yield urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
    with database.cursor() as cursor:
        cursor.execute(f"drop database {name}")


def extensions(database) -> list[tuple[str]]:
    with database.cursor() as cursor:
        cursor.execute("select extname from pg_extension order by 1")
        return cursor.fetchall()


def test_a_taken_port_is_named_with_a_way_out(taken_port):
    with pytest.raises(Halt, match=f"端口 {taken_port} 已被别的程序占用.*--port {taken_port + 1}"):
        checks.port_is_free("127.0.0.1", taken_port)


def test_a_free_port_passes(taken_port):
    checks.port_is_free("127.0.0.1", 0)


def test_a_foreign_address_is_refused():
    with pytest.raises(Halt, match="请改正 --host 或 --port"):
        checks.port_is_free("192.0.2.1", 8000)


def test_the_embedded_database_knows_chinese():
    checks.database_is_fit(os.environ["DATABASE_URL"])


def test_looking_at_a_database_leaves_nothing_in_it(database):
    before = extensions(database)
    checks.database_is_fit(os.environ["DATABASE_URL"])
    assert extensions(database) == before


def test_a_database_that_does_not_know_chinese_is_refused(database_ignorant_of_chinese):
    with pytest.raises(Halt, match="这个数据库不认识汉字"):
        checks.database_is_fit(database_ignorant_of_chinese)


def test_another_kind_of_database_is_refused():
    with pytest.raises(Halt, match="本平台只支持 PostgreSQL"):
        checks.database_is_fit("sqlite:///portal.sqlite3")


def test_a_database_that_does_not_answer_is_named(tmp_path):
    with pytest.raises(Halt, match="连不上数据库"):
        checks.database_is_fit(f"postgres://portal@/portal?host={tmp_path}")


@pytest.mark.parametrize("form", ["redis+socket://{}/no.sock", "unix://{}/no.sock?db=1"])
def test_a_broker_that_does_not_answer_is_named(tmp_path, form):
    with pytest.raises(Halt, match="连不上 CELERY_BROKER_URL 指定的 Redis 或 Valkey"):
        checks.broker_answers("CELERY_BROKER_URL", form.format(tmp_path))


def test_the_broker_of_the_tests_answers():
    checks.broker_answers("CELERY_BROKER_URL", os.environ["CELERY_BROKER_URL"])
    checks.broker_answers("REDIS_URL", os.environ["REDIS_URL"])

"""Whether the portal can serve people: one sentence per part, 503 when one fails."""

from pathlib import Path

import pytest
from celery import current_app
from django.test import Client

from jiedao.pages import readiness


def without_cache(folder: Path) -> dict[str, dict[str, str]]:
    backend = "django.core.cache.backends.redis.RedisCache"
    return {"default": {"BACKEND": backend, "LOCATION": f"unix://{folder}/gone.sock"}}


def test_the_process_lives_without_asking_the_database(client: Client):
    assert client.get("/healthz").content == b"ok\n"


def test_a_ready_portal_says_so(db: None, client: Client):
    answer = client.get("/readyz")
    assert answer.status_code == 200, answer.content.decode()
    assert set(answer.json()["checks"]) == {"database", "migrations", "clock", "cache", "broker"}


def test_a_missing_broker_is_named(db: None, client: Client, tmp_path: Path, monkeypatch):
    gone = current_app.connection(f"redis+socket://{tmp_path}/gone.sock")
    monkeypatch.setattr(current_app, "connection_for_write", lambda **_: gone)
    answer = client.get("/readyz")
    said = answer.json()
    assert (answer.status_code, said["ready"]) == (503, False)
    assert said["checks"]["broker"]["sentence"].startswith("消息队列连接不上")
    assert said["checks"]["database"]["ok"]


def test_a_missing_cache_is_named(db: None, client: Client, settings, tmp_path: Path):
    settings.CACHES = without_cache(tmp_path)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["cache"]["sentence"].startswith("缓存连接不上")


def test_without_the_cache_what_was_typed_is_shown_to_be_copied(
    db: None, client: Client, settings, tmp_path: Path
):
    settings.CACHES = without_cache(tmp_path)
    page = client.post("/office/notices/read/", {"words": "写了很久的一段话"}).content.decode()
    assert "写了很久的一段话" in page


@pytest.mark.parametrize("missing", [1, 3])
def test_a_migration_that_was_not_run_is_counted(db: None, monkeypatch, missing: int):
    known = readiness._known_migrations()
    more = frozenset({("later", f"000{number}") for number in range(missing)})
    monkeypatch.setattr(readiness, "_known_migrations", lambda: known | more)
    found = readiness.migrations()
    assert not found.ok
    assert f"有{missing}项" in found.sentence


def test_the_icon_is_found_where_browsers_look(client: Client):
    assert client.get("/favicon.ico").headers["Location"].endswith("jiedao/favicon.svg")

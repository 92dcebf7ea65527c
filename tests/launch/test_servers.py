"""The database and the broker: named by the office, or our own for the trial."""

import os

import pytest

import manage
from jiedao.launch import accounts, portal, servers, setup, testing
from jiedao.launch.children import Child
from jiedao.launch.halt import Halt
from jiedao.launch.places import Places


@pytest.fixture
def where(tmp_path):
    folder = Places(tmp_path / "var")
    folder.make()
    return folder


@pytest.fixture
def named():
    """The servers of this test run, as an office would name its own."""
    return {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL")}


@pytest.mark.parametrize(
    ("cache", "broker"),
    [
        ("redis://cache:6379/1", "redis://cache:6379/0"),
        ("redis://cache:6379", "redis://cache:6379/1"),
        ("redis://cache:6379/0", "redis://cache:6379/1"),
        ("rediss://user:secret@cache:6380/2", "rediss://user:secret@cache:6380/0"),
        ("unix:///run/v.sock?db=1", "redis+socket:///run/v.sock?virtual_host=0"),
        ("unix:///run/v.sock", "redis+socket:///run/v.sock?virtual_host=1"),
    ],
)
def test_tasks_and_cache_never_share_a_database(cache, broker):
    assert servers.broker_beside(cache) == broker


def test_named_servers_are_used_and_nothing_is_started(where, named):
    with servers.Servers(where, named) as running:
        assert running.children == []
        assert running.environment["DATABASE_URL"] == named["DATABASE_URL"]
        assert not where.database.exists()


def test_production_refuses_the_trial_servers(where, monkeypatch):
    monkeypatch.setenv("JIEDAO_MODE", "production")
    with (
        pytest.raises(Halt, match="正式运行必须设置环境变量 DATABASE_URL、REDIS_URL"),
        servers.Servers(where, {}),
    ):
        pytest.fail("started")


def test_production_gets_no_made_up_keys(where, named, monkeypatch):
    monkeypatch.setenv("JIEDAO_MODE", "production")
    monkeypatch.delenv("SECRET_KEY")
    with servers.Servers(where, named) as running:
        assert "SECRET_KEY" not in servers.child_environment(running)
    assert not where.keys.exists()


def test_a_key_somebody_set_wins_over_the_trials_own(where, named, monkeypatch):
    monkeypatch.setenv("JIEDAO_MODE", "demo")
    monkeypatch.setenv("SECRET_KEY", "chosen")
    monkeypatch.delenv("DATA_KEY")
    with servers.Servers(where, named) as running:
        environment = servers.child_environment(running)
    assert environment["SECRET_KEY"] == "chosen"
    assert environment["DATA_KEY"] == running.environment["DATA_KEY"]


def test_tests_never_use_the_offices_servers(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://office")
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    assert not any(testing.named().values())


def test_a_container_without_namespaces_is_told_the_ways_out(tmp_path, monkeypatch):
    monkeypatch.setattr(accounts.os, "geteuid", lambda: 0)
    monkeypatch.setattr(accounts, "passable", lambda _path: False)
    monkeypatch.setattr(accounts, "_works", lambda _account: False)
    with pytest.raises(Halt, match=r"普通用户运行.*DATABASE_URL"):
        accounts.for_database(tmp_path, tmp_path)


def test_an_ordinary_user_runs_the_database_as_itself(tmp_path, monkeypatch):
    monkeypatch.setattr(accounts.os, "geteuid", lambda: 1000)
    assert accounts.for_database(tmp_path, tmp_path) is accounts.OURSELVES


def test_the_settings_own_sentence_is_shown_when_they_refuse(tmp_path):
    child = Child("数据库结构", [], log=tmp_path / "migrate.log", environment={})
    said = (
        "Traceback (most recent call last):\n"
        "django.core.exceptions.ImproperlyConfigured: 正式运行必须设置环境变量 SECRET_KEY。\n"
    )
    assert (
        setup.failure(setup.preparation(demo=True), child, said)
        == "正式运行必须设置环境变量 SECRET_KEY。"
    )


def test_the_demo_is_built_last_and_only_when_wanted():
    assert setup.preparation(demo=True).arguments[-5:] == (
        *("then", "demo", "then", "demo", "--cast"),
    )
    assert setup.cast_in("── demo\n已有演示\n── demo --cast\n演示人员\n") == "演示人员"
    assert setup.preparation(demo=False).arguments[-2:] == ("then", "setup")
    assert setup.preparation(demo=True).arguments[0] == "migrate"


def test_commands_given_together_run_in_turn(monkeypatch):
    ran = []
    monkeypatch.setattr(manage, "execute_from_command_line", lambda words: ran.append(words[1:]))
    manage.main(["migrate", "-v", "0", "then", "setup", "then", "demo"])
    assert ran == [["migrate", "-v", "0"], ["setup"], ["demo"]]
    ran.clear()
    manage.main([])
    assert ran == [[]]


def test_a_fast_run_leaves_out_types_and_browsers_only():
    fast = {stage.label for stage in testing.code_stages(fast=True)}
    full = {stage.label for stage in testing.code_stages(fast=False)}
    assert full - fast == {"类型 mypy"}
    assert "not browser and not faults" in testing.pytest_stage([], fast=True).arguments
    assert testing.pytest_stage(["tests/x"], fast=False).arguments[-1] == "tests/x"


def test_the_second_start_is_told_where_the_first_one_is(where):
    assert "本目录已有一个平台或管理命令在运行" in portal.already_running(where)


def test_emptying_removes_the_servers_data_and_nothing_else(where, monkeypatch, capsys):
    for name in ("DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL"):
        monkeypatch.delenv(name, raising=False)
    for folder in (where.database, where.broker, where.var / "attachments"):
        folder.mkdir()
        (folder / "file").write_text("")
    portal.empty(where)
    assert not where.database.exists()
    assert not where.broker.exists()
    assert (where.var / "attachments" / "file").exists()
    assert str(where.database) in capsys.readouterr().out

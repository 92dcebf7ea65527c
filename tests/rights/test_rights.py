"""The account the portal runs under can do the office's work, and nothing to the office's records."""

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.test import Client

import manage
from decisions import demo
from decisions.demo import Walk
from jiedao.people.models import User
from jiedao.publications.books import found
from jiedao.rights import granting, tables
from tests.conftest import PASSWORD
from tests.decisions.conftest import START, posts, walk
from tests.house.test_code import lines_with

__all__ = ["posts", "walk"]

ROLE = "jiedao_tests_app"


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def account(db: None) -> str:
    """A second account on the tests' server, with the rights an office gives it."""
    run(f"create role {ROLE}")
    granting.grant(ROLE)
    return ROLE


@contextmanager
def acting_as(role: str) -> Iterator[None]:
    run("set constraints all immediate")
    run(f"set local role {role}")
    try:
        yield
    finally:
        run("reset role")


@pytest.fixture(autouse=True)
def _vault(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "attachments"


def test_a_matter_is_carried_from_motion_to_archive_under_the_narrow_account(
    walk: Callable[..., Walk], account: str, sun_worker: User
) -> None:
    with acting_as(account):
        demo.to_archived(walk(), START)
        assert not any(found().values())
        client = Client()
        signed_in = client.post("/office/sign-in/", {"username": "sun", "password": PASSWORD})
        assert signed_in.status_code == 302
        assert client.get("/office/").status_code == 200
        assert client.post("/office/sign-out/").status_code == 302


@pytest.mark.parametrize(
    "statement",
    [
        "truncate ledger_entry",
        "truncate publications_publication cascade",
        "truncate accounts_signin",
        "update ledger_entry set words = '另一句'",
        "delete from ledger_entry",
        "update personal_disclosure set id = id",
        "update publications_publication set full_text = ''",
        "delete from publications_publication",
        "update attachments_attachment set sha256 = repeat('0', 64)",
        "delete from attachments_attachment",
        "delete from dossiers_dossier",
        "delete from decisions_matter",
        "update accounts_signin set id = id",
        "insert into procedures_move default values",
        "alter table ledger_entry disable trigger all",
        "alter table ledger_entry drop column words",
        "drop trigger ledger_entry_append_only on ledger_entry",
        "create or replace function ledger_append_only() returns trigger language sql as ''",
        "drop table ledger_entry",
        "create table elsewhere (id int)",
        "set session_replication_role = replica",
        "create trigger t before insert on ledger_entry execute function ledger_append_only()",
    ],
)
def test_the_account_cannot_touch_what_must_stay(statement: str, account: str) -> None:
    with acting_as(account):
        run("set local jiedao.tests = 'on'")  # the tests' own way out opens nothing for it
        refused = pytest.raises(ProgrammingError, match=r"permission denied|must be owner")
        with refused, transaction.atomic():
            run(statement)


def test_a_table_that_has_just_come_is_granted_after_migrate(account: str, settings: Any) -> None:
    run("create table just_come (id int)")
    settings.DATABASE_APP_ROLE = account
    granting.after_migrate()
    with acting_as(account):
        run("insert into just_come values (1)")
        run("update just_come set id = 2")


def test_an_account_with_more_is_named_with_what_it_can_do(account: str, settings: Any) -> None:
    assert list(granting.excess(account)) == []
    run(f"grant update, truncate on ledger_entry to {account}")
    run(f"grant create on schema public to {account}")
    assert list(granting.excess(account)) == [
        f"数据库账号 {account} 能在库里建表和建函数。",
        f"数据库账号 {account} 能清空表 ledger_entry 或给它加触发器。",
    ]
    said = io.StringIO()
    settings.DATABASE_APP_ROLE = account
    call_command("grant_roles", stdout=said)
    assert "权限正好够用" in said.getvalue()


def test_one_account_for_everything_is_said_to_be_too_mighty(db: None) -> None:
    said = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("grant_roles", "--check", stdout=said, stderr=said)
    assert "超级用户" in said.getvalue()
    with pytest.raises(CommandError, match="DATABASE_OWNER_URL"):
        call_command("grant_roles")


def test_commands_that_change_tables_run_as_the_owner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manage, "execute_from_command_line", lambda _words: None)
    for command, as_owner in (("migrate", True), ("grant_roles", True), ("verify", False)):
        monkeypatch.setenv("JIEDAO_AS_OWNER", "")
        monkeypatch.delenv("JIEDAO_AS_OWNER")
        manage.main([command])
        assert ("JIEDAO_AS_OWNER" in manage.os.environ) is as_owner


def test_whatever_the_code_deletes_the_account_may_delete() -> None:
    deleted = {
        match[1]
        for line in lines_with(r"\.objects\b.*\.delete\(\)")
        if (match := re.search(r"(\w+)\.objects\b", line))
    }
    by_name = {model.__name__: model._meta.db_table for model in apps.get_models()}
    after_migrate = {"Move"}
    assert {by_name[name] for name in deleted - after_migrate} <= tables.MAY_DELETE


def test_every_table_named_exists() -> None:
    known = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    named = tables.MAY_DELETE | tables.READ_ONLY | tables.NEVER_CHANGED | set(tables.FROZEN)
    assert named - known <= {"django_migrations"}

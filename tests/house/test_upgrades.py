"""During an upgrade the code of before works on the new tables (deploy/README.md): none of its rows is refused."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import AddField
from django.db.models import F, ManyToManyField
from psycopg2.sql import SQL, Identifier

from jiedao.deadlines.models import Deadline
from tests.support import statements
from tests.workdays.conftest import year_2026
from tests.workdays.test_moving import asked, limit, posts, walk

__all__ = ["asked", "limit", "posts", "walk", "year_2026"]

# Where each app stood when the rule came to be tested; whoever is on older tables installs anew.
BEFORE = {
    "access": 2, "accounts": 3, "activities": 2, "api": 1, "appraisal": 8, "attachments": 7,
    "casefiles": 2, "deadlines": 5, "decisions": 11, "delivery": 2, "documents": 1, "dossiers": 5,
    "funds": 8, "indicators": 4, "ledger": 2, "liaison": 6, "meetings": 3, "notices": 1, "once": 1,
    "organisation": 1, "party_committee": 3, "people": 1, "personal": 2, "procedures": 1,
    "publications": 11, "receipts": 1, "regulations": 2, "reporting": 5, "rulebooks": 3, "scans": 4,
    "workdays": 1,
}  # fmt: skip
TAKEN_IN = """
SELECT c.is_nullable = 'YES' OR c.column_default IS NOT NULL OR EXISTS (
    SELECT FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE t.tgrelid = c.table_name::regclass AND p.prosrc LIKE '%%NEW.' || c.column_name || ' %%'
)
FROM information_schema.columns c WHERE c.table_name = %s AND c.column_name = %s
"""


def added() -> Iterator[tuple[str, str]]:
    """The columns that tables there were before have got since, by their tables."""
    for (label, name), migration in MigrationLoader(None).disk_migrations.items():
        if label not in BEFORE or int(name[:4]) <= BEFORE[label]:
            continue
        for operation in migration.operations:
            for one in (operation, *getattr(operation, "state_operations", ())):
                if isinstance(one, AddField) and not isinstance(one.field, ManyToManyField):
                    model = apps.get_model(label, one.model_name)
                    yield model._meta.db_table, model._meta.get_field(one.name).column


def test_a_row_without_the_new_columns_is_taken_in(db: None) -> None:
    found = list(added())
    assert ("deadlines_deadline", "unit_id") in found
    for table, column in found:
        with connection.cursor() as cursor:
            cursor.execute(TAKEN_IN, [table, column])
            assert cursor.fetchone() == (True,), (table, column)


def test_a_limit_opened_by_the_code_of_before_lies_in_the_unit_of_its_dossier(
    limit: Deadline,
) -> None:
    known = [
        field.column
        for field in Deadline._meta.concrete_fields
        if field.name not in ("id", "code", "unit")
    ]
    columns = SQL(", ").join(map(Identifier, known))
    again = SQL(
        "INSERT INTO deadlines_deadline (code, {0})"
        " SELECT 'of_before', {0} FROM deadlines_deadline WHERE id = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(again.format(columns), [limit.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert Deadline.objects.get(code="of_before").unit == limit.dossier.unit


def test_limits_of_before_get_their_units(limit: Deadline, monkeypatch: pytest.MonkeyPatch) -> None:
    migration = import_module("jiedao.deadlines.migrations.0006_in_a_unit")
    monkeypatch.setattr(migration, "AT_ONCE", 1)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE deadlines_deadline ALTER COLUMN unit_id DROP NOT NULL")
        cursor.execute("UPDATE deadlines_deadline SET unit_id = NULL")
    migration.fill(apps, None)
    assert Deadline.objects.count() > 0
    assert not Deadline.objects.exclude(unit=F("dossier__unit")).exists()
    again = statements(lambda: migration.fill(apps, None))
    assert again == 1  # nothing is left to fill

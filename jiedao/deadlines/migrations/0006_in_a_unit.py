"""A limit knows the unit of its dossier; PostgreSQL sees to it that the two agree, also when the dossier moves.

Of a running portal nothing stands still meanwhile: the rows are filled a few at a time, and what the
code of before writes without a unit, during the upgrade, gets it from its dossier.
"""

from typing import Any

import django.db.models.deletion
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import connection, migrations, models

COLUMN = """
ALTER TABLE deadlines_deadline ADD COLUMN IF NOT EXISTS unit_id bigint;
CREATE OR REPLACE FUNCTION deadline_unit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT d.unit_id INTO NEW.unit_id FROM dossiers_dossier d WHERE d.id = NEW.dossier_id;
    RETURN NEW;
END $$;
DROP TRIGGER IF EXISTS deadline_in_a_unit ON deadlines_deadline;
CREATE TRIGGER deadline_in_a_unit BEFORE INSERT ON deadlines_deadline FOR EACH ROW
    WHEN (NEW.unit_id IS NULL) EXECUTE FUNCTION deadline_unit();
"""
GONE = """
ALTER TABLE deadlines_deadline DROP COLUMN unit_id;
DROP TRIGGER deadline_in_a_unit ON deadlines_deadline;
DROP FUNCTION deadline_unit();
"""
LAST = "SELECT coalesce(max(id), 0) FROM deadlines_deadline WHERE unit_id IS NULL"
FILL = """
UPDATE deadlines_deadline l SET unit_id = d.unit_id FROM dossiers_dossier d
WHERE d.id = l.dossier_id AND l.unit_id IS NULL AND l.id > %s AND l.id <= %s
"""
# Looked through without a lock; each statement is on its own.
AGREE = (
    "ALTER TABLE deadlines_deadline DROP CONSTRAINT IF EXISTS deadline_of_its_unit",
    "ALTER TABLE deadlines_deadline DROP CONSTRAINT IF EXISTS deadline_has_a_unit",
    "ALTER TABLE deadlines_deadline ADD CONSTRAINT deadline_has_a_unit"
    " CHECK (unit_id IS NOT NULL) NOT VALID",
    "ALTER TABLE deadlines_deadline VALIDATE CONSTRAINT deadline_has_a_unit",
    "ALTER TABLE deadlines_deadline ALTER COLUMN unit_id SET NOT NULL",
    "ALTER TABLE deadlines_deadline DROP CONSTRAINT deadline_has_a_unit",
    "ALTER TABLE deadlines_deadline ADD CONSTRAINT deadline_of_its_unit"
    " FOREIGN KEY (dossier_id, unit_id) REFERENCES dossiers_dossier (id, unit_id)"
    " ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED NOT VALID",
    "ALTER TABLE deadlines_deadline VALIDATE CONSTRAINT deadline_of_its_unit",
)
AT_ONCE = 5000


def fill(apps: Any, schema_editor: Any) -> None:
    """The limits there are get their units, some thousands in each transaction."""
    with connection.cursor() as cursor:
        cursor.execute(LAST)
        (last,) = cursor.fetchone()
        for start in range(0, last, AT_ONCE):
            cursor.execute(FILL, [start, start + AT_ONCE])


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("deadlines", "0005_missed"),
        ("dossiers", "0006_found_by_their_end"),
        ("organisation", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(
            COLUMN,
            GONE,
            state_operations=[
                migrations.AddField(
                    model_name="deadline",
                    name="unit",
                    field=models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="单位",
                    ),
                )
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunSQL(AGREE, migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name="deadline",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True), ("paused_at__isnull", True)),
                fields=["unit", "due_on"],
                name="deadline_open_in_unit",
            ),
        ),
    ]

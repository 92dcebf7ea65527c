"""A limit knows the unit of its dossier; PostgreSQL sees to it that the two agree, also when the dossier moves."""

import django.db.models.deletion
from django.db import migrations, models

FILL = """
ALTER TABLE deadlines_deadline ADD COLUMN unit_id bigint;
UPDATE deadlines_deadline l SET unit_id = d.unit_id FROM dossiers_dossier d WHERE d.id = l.dossier_id;
ALTER TABLE deadlines_deadline ALTER COLUMN unit_id SET NOT NULL;
ALTER TABLE deadlines_deadline ADD CONSTRAINT deadline_of_its_unit
    FOREIGN KEY (dossier_id, unit_id) REFERENCES dossiers_dossier (id, unit_id)
    ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("deadlines", "0005_missed"),
        ("dossiers", "0006_found_by_their_end"),
        ("organisation", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(
            FILL,
            "ALTER TABLE deadlines_deadline DROP COLUMN unit_id",
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
        migrations.AddIndex(
            model_name="deadline",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True), ("paused_at__isnull", True)),
                fields=["unit", "due_on"],
                name="deadline_open_in_unit",
            ),
        ),
    ]

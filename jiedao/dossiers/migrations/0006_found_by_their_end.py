"""Dossiers are found by unit and by the day until which they were open, and are one with their unit.

The pair (id, unit) is unique already; the constraint lets rows that carry both refer to it.
"""

from datetime import date

from django.db import migrations, models
from django.db.models import F, Value
from django.db.models.functions import Coalesce


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0005_closed_lately")]

    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                F("unit"),
                Coalesce(F("closed_on"), Value(date(9999, 12, 31), output_field=models.DateField())),
                name="dossier_unit_end",
            ),
        ),
        migrations.RunSQL(
            "ALTER TABLE dossiers_dossier ADD CONSTRAINT dossier_and_its_unit UNIQUE (id, unit_id)",
            "ALTER TABLE dossiers_dossier DROP CONSTRAINT dossier_and_its_unit",
        ),
    ]

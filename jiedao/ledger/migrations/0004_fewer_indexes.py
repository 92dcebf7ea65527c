"""Two indexes fewer are written with every line: the numbers of each chain begin with the same column."""

import django.db.models.deletion
from django.db import migrations, models

INDEXES = {
    "dossier_id": "ledger_entry_dossier_id_39a7978f",
    "unit_id": "ledger_entry_unit_id_dc935bfa",
}


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0007_longest_untouched"),
        ("ledger", "0003_newest"),
        ("organisation", "0001_initial"),
    ]

    operations = [
        # Altering the fields would check every line against its dossier again, the ledger locked meanwhile.
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f'DROP INDEX IF EXISTS "{index}"',
                    f'CREATE INDEX "{index}" ON "ledger_entry" ("{column}")',
                )
                for column, index in INDEXES.items()
            ],
            state_operations=[
                migrations.AlterField(
                    model_name="entry",
                    name="dossier",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="dossiers.dossier",
                        verbose_name="案卷",
                    ),
                ),
                migrations.AlterField(
                    model_name="entry",
                    name="unit",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="organisation.unit",
                        verbose_name="单位",
                    ),
                ),
            ],
        ),
    ]

"""One index fewer is written with every opinion: opinion_number_once begins with the same column."""

import django.db.models.deletion
from django.db import migrations, models

INDEX = "decisions_opinion_matter_id_a04251c3"


class Migration(migrations.Migration):
    dependencies = [("decisions", "0019_order_corrected")]

    operations = [
        # Altering the field would check every opinion against its matter again, the table locked meanwhile.
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f'DROP INDEX IF EXISTS "{INDEX}"',
                    f'CREATE INDEX "{INDEX}" ON "decisions_opinion" ("matter_id")',
                )
            ],
            state_operations=[
                migrations.AlterField(
                    model_name="opinion",
                    name="matter",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="decisions.matter",
                        verbose_name="事项",
                    ),
                )
            ],
        )
    ]

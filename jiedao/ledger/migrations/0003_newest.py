"""The newest lines of all dossiers and units are found by an index (台账总览)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_append_only")]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["-recorded_at", "-id"], name="entry_newest"),
        ),
    ]

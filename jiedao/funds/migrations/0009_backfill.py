"""Payments from before the office kept its money here say so, and why."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("funds", "0008_split_kept"),
    ]

    operations = [
        migrations.AddField(
            model_name="payment",
            name="backfill_reason",
            # What the code of before enters during an upgrade is no history.
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                max_length=200,
                verbose_name="补录的原因和出处",
            ),
        ),
    ]

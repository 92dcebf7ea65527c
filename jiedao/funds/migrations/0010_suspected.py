"""Payments that look split are found without reading the others."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("funds", "0009_backfill"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="payment",
            index=models.Index(
                condition=models.Q(("decision", None), ("is_split", True)),
                fields=["on"],
                name="payment_suspected",
            ),
        ),
    ]

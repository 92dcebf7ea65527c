"""The days of forms sent lie in order: a word for each block of them takes the place of an index."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("once", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="sentform",
            name="day",
            field=models.DateField(verbose_name="日期"),
        ),
        migrations.AddIndex(
            model_name="sentform",
            index=BrinIndex(fields=["day"], name="sent_form_day"),
        ),
    ]

"""Two indexes fewer are written with every form: nobody looks for digests that begin with some letters,
and the nightly forgetting may read the rows of two days."""

from django.db import migrations, models

PREFIXES = "once_sentform_key_45a68f68_like"  # Django's, beside every key that is a word


class Migration(migrations.Migration):
    dependencies = [("once", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="sentform",
            name="day",
            field=models.DateField(verbose_name="日期"),
        ),
        migrations.RunSQL(
            f'DROP INDEX IF EXISTS "{PREFIXES}"',
            f'CREATE INDEX "{PREFIXES}" ON "once_sentform" ("key" varchar_pattern_ops)',
        ),
    ]

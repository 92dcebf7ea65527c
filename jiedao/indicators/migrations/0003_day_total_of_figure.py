from django.db import migrations, models

# The new figures of limits and of statutory meetings are counted at the next settling.
MARK = """
insert into indicators_stale (dossier_id)
select dossier_id from deadlines_deadline union select dossier_id from meetings_meeting
"""


class Migration(migrations.Migration):
    dependencies = (
        ("indicators", "0002_stale"),
        ("deadlines", "__first__"),
        ("meetings", "__first__"),
    )

    operations = (
        migrations.AddIndex(
            model_name="daytotal",
            index=models.Index(fields=["figure", "unit", "day"], name="day_total_of_figure"),
        ),
        migrations.RunSQL(MARK, migrations.RunSQL.noop),
    )

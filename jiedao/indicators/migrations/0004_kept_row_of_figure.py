from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("indicators", "0003_day_total_of_figure"),)

    operations = (
        migrations.AddIndex(
            model_name="keptrow",
            index=models.Index(fields=["figure", "unit", "day"], name="kept_row_of_figure"),
        ),
    )

"""What is under way in a unit is found with what was longest untouched first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0006_found_by_their_end")]

    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                fields=["unit", "last_act_on", "id"],
                condition=models.Q(closed_on=None),
                name="dossier_unit_untouched",
            ),
        ),
        migrations.RemoveIndex(model_name="dossier", name="dossier_unit_running"),
    ]

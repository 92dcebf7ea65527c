"""What is under way in a unit is found without what was done with long ago."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publications", "0014_struck_lately")]

    operations = [
        migrations.AddIndex(
            model_name="publicstate",
            index=models.Index(
                fields=["unit", "-changed_at"],
                condition=models.Q(is_open=True),
                name="public_state_unit_open",
            ),
        ),
    ]

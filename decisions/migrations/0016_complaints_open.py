"""What residents reported and is not closed is found for the desk without reading all of them."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("decisions", "0015_keeping")]

    operations = [
        AddIndexConcurrently(
            model_name="complaint",
            index=models.Index(
                fields=["state"],
                name="complaint_open",
                condition=~Q(state__in=("published", "answered")),
            ),
        ),
    ]

"""What was struck last is found at the end of an index, like what was posted and taken down last."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("publications", "0013_struck_stays")]

    operations = [
        AddIndexConcurrently(
            model_name="publication",
            index=models.Index(
                fields=["-struck_at"],
                name="publication_struck_at",
                condition=Q(struck_at__isnull=False),
            ),
        ),
    ]

"""The inbox is read by the moment a line was told."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial")]

    operations = [
        migrations.AlterModelOptions(
            name="notice",
            options={
                "ordering": ("-created_at", "-id"),
                "verbose_name": "站内通知",
                "verbose_name_plural": "站内通知",
            },
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["user", "-created_at", "-id"], name="notice_newest"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                fields=["user", "-created_at", "-id"],
                condition=models.Q(read_at__isnull=True),
                name="notice_unread_newest",
            ),
        ),
        migrations.RemoveIndex(model_name="notice", name="notice_unread"),
    ]

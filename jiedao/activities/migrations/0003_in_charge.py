import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE TRIGGER activities_keep BEFORE UPDATE OR DELETE ON activities_incharge
    FOR EACH ROW EXECUTE FUNCTION activities_keep();
"""
BACKWARD = "DROP TRIGGER activities_keep ON activities_incharge;"


def person(words):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
        verbose_name=words,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0002_kept"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="InCharge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("named_at", models.DateTimeField(verbose_name="登记时间")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="in_charge",
                        to="activities.superiordocument",
                        verbose_name="上级文件",
                    ),
                ),
                ("named_by", person("登记人")),
                ("user", person("责任人")),
            ],
            options={
                "verbose_name": "上级文件的责任人",
                "verbose_name_plural": "上级文件的责任人",
                "ordering": ("id",),
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]

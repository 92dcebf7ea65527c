import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def give_every_rule_its_document(apps, schema_editor):
    """What was set before rests on the document it already names."""
    rule, scheme = (apps.get_model("rulebooks", name) for name in ("LocalRule", "LocalScheme"))
    for row in rule.objects.order_by("in_force", "id"):
        row.scheme, _ = scheme.objects.get_or_create(
            unit_id=row.unit_id,
            title=row.document,
            number=row.document_number,
            issued_on=row.document_on,
            defaults={
                "issuer": row.unit.name,
                "in_force": row.in_force,
                "entered_at": row.set_at,
                "entered_by_id": row.set_by_id,
            },
        )
        row.save(update_fields=["scheme"])


class Migration(migrations.Migration):
    dependencies = (
        ("organisation", "0001_initial"),
        ("rulebooks", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    )

    operations = (
        migrations.CreateModel(
            name="LocalScheme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                ("issuer", models.CharField(max_length=80, verbose_name="印发单位")),
                ("issued_on", models.DateField(verbose_name="印发日期")),
                ("in_force", models.DateField(verbose_name="施行日期")),
                ("until", models.DateField(blank=True, null=True, verbose_name="停止日期")),
                ("says", models.TextField(blank=True, verbose_name="主要内容")),
                ("entered_at", models.DateTimeField(verbose_name="登记时间")),
                ("entered_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="登记人")),
                ("unit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="local_schemes", to="organisation.unit", verbose_name="适用单位")),
            ],
            options={
                "verbose_name": "本地实施方案",
                "verbose_name_plural": "本地实施方案",
                "ordering": ("-in_force", "-id"),
            },
        ),
        migrations.AddConstraint(
            model_name="localscheme",
            constraint=models.UniqueConstraint(fields=("unit", "title", "number", "issued_on"), name="local_scheme_once", violation_error_message="这个单位已经登记过这份文件。"),
        ),
        migrations.AddConstraint(
            model_name="localscheme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("in_force__gte", models.F("issued_on")),
                    models.Q(("until__isnull", True), ("until__gt", models.F("in_force")), _connector="OR"),
                ),
                name="local_scheme_days_in_order",
                violation_error_message="施行日期不能早于印发日期，停止日期要晚于施行日期。",
            ),
        ),
        migrations.AddField(
            model_name="localrule",
            name="scheme",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="rules", to="rulebooks.localscheme", verbose_name="实施方案"),
        ),
        migrations.RunPython(give_every_rule_its_document, migrations.RunPython.noop),
    )

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("rulebooks", "0002_schemes"),)

    operations = (
        migrations.AlterField(
            model_name="localrule",
            name="scheme",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="rules", to="rulebooks.localscheme", verbose_name="实施方案"),
        ),
    )

"""One index fewer is written with every receipt: nobody looks for digests that begin with some letters."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("receipts", "0001_initial")]

    operations = [
        # First the new constraint: at no moment may a code stand twice.
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.UniqueConstraint(fields=("code_hash",), name="receipt_code_once"),
        ),
        migrations.AlterField(
            model_name="receipt",
            name="code_hash",
            field=models.CharField(max_length=64, verbose_name="回执码的摘要"),
        ),
    ]

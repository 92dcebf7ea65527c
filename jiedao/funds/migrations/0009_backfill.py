"""Payments from before the office kept its money here say so, and why."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('funds', '0008_split_kept'),
    ]

    operations = [
        migrations.AddField(
            model_name='payment',
            name='backfill_reason',
            field=models.CharField(blank=True, max_length=200, verbose_name='补录的原因和出处'),
        ),
    ]

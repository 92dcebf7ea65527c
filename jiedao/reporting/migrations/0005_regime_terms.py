"""Who reports and by which day are settings of the street; a period keeps the hour it opened with."""

import django.contrib.postgres.fields
import jiedao.reporting.models.regime
from django.db import migrations, models

HOURS = """
update reporting_period p set due_hour = r.due_hour
from reporting_regime r where r.street_id = p.street_id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('reporting', '0004_work_reports_stay'),
    ]

    operations = [
        migrations.AddField(
            model_name='period',
            name='due_hour',
            field=models.PositiveSmallIntegerField(default=17, verbose_name='当天几点截止'),
        ),
        migrations.RunSQL(HOURS, migrations.RunSQL.noop),
        migrations.AddField(
            model_name='regime',
            name='half_by',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('community', '社区'), ('department', '科室'), ('group', '专项工作小组')], max_length=12), default=jiedao.reporting.models.regime._half_by, size=None, verbose_name='半月小结由谁报'),
        ),
        migrations.AddField(
            model_name='regime',
            name='half_days',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), default=jiedao.reporting.models.regime._half_days, size=None, verbose_name='半月小结哪天报'),
        ),
        migrations.AddField(
            model_name='regime',
            name='review_days',
            field=models.PositiveSmallIntegerField(default=5, verbose_name='每月讲评第几个工作日'),
        ),
        migrations.AddField(
            model_name='regime',
            name='weekly_by',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('community', '社区'), ('department', '科室'), ('group', '专项工作小组')], max_length=12), default=jiedao.reporting.models.regime._weekly_by, size=None, verbose_name='每周汇报由谁报'),
        ),
        migrations.AddField(
            model_name='regime',
            name='weekly_day',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='每周汇报哪天报'),
        ),
    ]

"""The payee of a payment, and what publishes a project."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0005_closed_lately'),
        ('funds', '0006_supports'),
        ('publications', '0011_objections_mark'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='payment',
            name='is_split',
            field=models.BooleanField(default=False, verbose_name='拆分合计达到大额'),
        ),
        migrations.AddField(
            model_name='payment',
            name='payee',
            field=models.CharField(blank=True, max_length=80, verbose_name='收款人'),
        ),
        migrations.CreateModel(
            name='ProjectPublication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('named_at', models.DateTimeField(verbose_name='登记时间')),
                ('dropped_at', models.DateTimeField(blank=True, null=True, verbose_name='撤下时间')),
                ('drop_reason', models.CharField(blank=True, max_length=200, verbose_name='撤下原因')),
                ('dropped_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='撤下人')),
                ('matter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.dossier', verbose_name='事项案卷')),
                ('named_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publishing', to='funds.project', verbose_name='项目')),
                ('publication', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='publications.publication', verbose_name='公示')),
            ],
            options={
                'verbose_name': '项目公开',
                'verbose_name_plural': '项目公开',
                'ordering': ('project_id', 'id'),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('matter__isnull', True), ('publication__isnull', False)), models.Q(('matter__isnull', False), ('publication__isnull', True)), _connector='OR'), name='project_published_by_one'), models.UniqueConstraint(condition=models.Q(('dropped_at__isnull', True)), fields=('project', 'publication', 'matter'), name='project_published_once', nulls_distinct=False, violation_error_message='这份公示已经登记在项目里，不用重复登记。'), models.CheckConstraint(condition=models.Q(models.Q(('drop_reason', ''), ('dropped_at__isnull', True), ('dropped_by__isnull', True)), models.Q(('dropped_at__isnull', False), ('dropped_by__isnull', False), models.Q(('drop_reason', ''), _negated=True)), _connector='OR'), name='project_publication_dropped_with_reason')],
            },
        ),
    ]

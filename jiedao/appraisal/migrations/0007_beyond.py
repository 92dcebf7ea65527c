"""Points beyond the targets, the share of the first grade, vetoes of a year, the pack that stays."""


import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('appraisal', '0006_kept_reviews'),
        ('dossiers', '0005_closed_lately'),
        ('organisation', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Bonus',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=100, verbose_name='加分事项')),
                ('points', models.DecimalField(decimal_places=1, max_digits=6, verbose_name='加分')),
                ('happened_on', models.DateField(verbose_name='发生日期')),
                ('reason', models.CharField(max_length=300, verbose_name='理由')),
                ('given_at', models.DateTimeField(verbose_name='登记时间')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='撤销时间')),
                ('withdraw_reason', models.CharField(blank=True, max_length=200, verbose_name='撤销原因')),
            ],
            options={
                'verbose_name': '加分',
                'verbose_name_plural': '加分',
                'ordering': ('list_id', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Pack',
            fields=[
                ('appraisal', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='pack', serialize=False, to='appraisal.appraisal', verbose_name='年度考核')),
                ('sha256', models.CharField(max_length=64, verbose_name='摘要')),
                ('size', models.PositiveBigIntegerField(verbose_name='字节数')),
                ('kept_at', models.DateTimeField(verbose_name='固定时间')),
            ],
            options={
                'verbose_name': '年终材料包',
                'verbose_name_plural': '年终材料包',
                'ordering': ('-appraisal_id',),
            },
        ),
        migrations.CreateModel(
            name='VetoMatter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=60, verbose_name='情形')),
                ('added_at', models.DateTimeField(verbose_name='列入时间')),
            ],
            options={
                'verbose_name': '一票否决情形',
                'verbose_name_plural': '一票否决情形',
                'ordering': ('appraisal_id', 'id'),
            },
        ),
        migrations.RemoveConstraint(
            model_name='target',
            name='target_rule_is_whole',
        ),
        migrations.AddField(
            model_name='appraisal',
            name='first_persons',
            field=models.PositiveSmallIntegerField(default=20, verbose_name='个人“优秀”的比例（%）'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='appraisal',
            name='first_units',
            field=models.PositiveSmallIntegerField(default=40, verbose_name='单位“好”的比例（%）'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='targetlist',
            name='second_because',
            field=models.CharField(blank=True, max_length=200, verbose_name='不评第一等的理由'),
        ),
        migrations.AlterField(
            model_name='target',
            name='rule',
            field=models.CharField(choices=[('over', '数字超过标准，按超过的扣分'), ('under', '数字低于标准，按低于的扣分'), ('manual', '由考核组评分'), ('review', '联述评议得分，按分值折算')], max_length=8, verbose_name='扣分办法'),
        ),
        migrations.AddConstraint(
            model_name='appraisal',
            constraint=models.CheckConstraint(condition=models.Q(('first_persons__gte', 1), ('first_persons__lte', 100), ('first_units__gte', 1), ('first_units__lte', 100)), name='first_grade_has_its_share', violation_error_message='第一等的比例是1到100的整数。'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('indicator', ''), ('per__isnull', True), ('points_each__isnull', True), ('rule__in', ('manual', 'review')), ('threshold__isnull', True)), models.Q(models.Q(('rule__in', ('manual', 'review')), _negated=True), models.Q(('indicator', ''), _negated=True), ('per__gt', 0), ('points_each__gt', 0), ('threshold__gte', 0)), _connector='OR'), name='target_rule_is_whole', violation_error_message='自动计分的要选指标，并填标准数、每多少扣、扣几分。'),
        ),
        migrations.AddField(
            model_name='bonus',
            name='evidence',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bonuses', to='dossiers.dossier', verbose_name='证明案卷'),
        ),
        migrations.AddField(
            model_name='bonus',
            name='given_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='bonus',
            name='list',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bonuses', to='appraisal.targetlist', verbose_name='责任书'),
        ),
        migrations.AddField(
            model_name='bonus',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='撤销人'),
        ),
        migrations.AddField(
            model_name='pack',
            name='kept_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='固定人'),
        ),
        migrations.AddField(
            model_name='vetomatter',
            name='added_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='列入人'),
        ),
        migrations.AddField(
            model_name='vetomatter',
            name='appraisal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='veto_matters', to='appraisal.appraisal', verbose_name='年度考核'),
        ),
        migrations.AddConstraint(
            model_name='bonus',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('list', 'evidence'), name='bonus_once', violation_error_message='这个案卷已经给这份责任书加过分，不能重复加分。'),
        ),
        migrations.AddConstraint(
            model_name='bonus',
            constraint=models.CheckConstraint(condition=models.Q(('points__gt', 0)), name='bonus_adds', violation_error_message='加分要大于0。'),
        ),
        migrations.AddConstraint(
            model_name='bonus',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True), ('withdraw_reason', '')), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False), models.Q(('withdraw_reason', ''), _negated=True)), _connector='OR'), name='bonus_withdrawn_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='pack',
            constraint=models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='pack_digest_written_out'),
        ),
        migrations.AddConstraint(
            model_name='vetomatter',
            constraint=models.UniqueConstraint(fields=('appraisal', 'words'), name='veto_matter_once', violation_error_message='这种情形已经列入，不用重复列入。'),
        ),
    ]

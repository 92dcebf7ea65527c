"""A recusal that is taken back (撤销回避登记) stays on record; the code of before takes one back by deleting it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0002_administrators_apart'),
        ('dossiers', '0006_found_by_their_end'),
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='recusal',
            name='recusal_once',
        ),
        migrations.AddField(
            model_name='recusal',
            name='lifted_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='撤销人'),
        ),
        migrations.AddField(
            model_name='recusal',
            name='lifted_on',
            field=models.DateField(null=True, verbose_name='撤销日期'),
        ),
        migrations.AddField(
            model_name='recusal',
            name='lifted_why',
            field=models.CharField(db_default='', default='', max_length=200, verbose_name='撤销原因'),
        ),
        migrations.AddConstraint(
            model_name='recusal',
            constraint=models.UniqueConstraint(condition=models.Q(('lifted_on__isnull', True)), fields=('person', 'dossier'), name='recusal_once_in_force', violation_error_message='这个人已经登记过回避。'),
        ),
        migrations.AddConstraint(
            model_name='recusal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lifted_by__isnull', True), ('lifted_on__isnull', True), ('lifted_why', '')), models.Q(('lifted_by__isnull', False), ('lifted_on__gte', models.F('declared_on')), models.Q(('lifted_why', ''), _negated=True)), _connector='OR'), name='recusal_lifted_whole', violation_error_message='撤销回避要写明原因。'),
        ),
    ]

"""An address counts once its person has confirmed it; those there were wait for that too."""


import jiedao.personal.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('delivery', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='contact',
            name='code',
            field=jiedao.personal.fields.SealedField(blank=True, default='', editable=False, kind='contact', verbose_name='确认码'),
        ),
        migrations.AddField(
            model_name='contact',
            name='code_tries',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='确认码填错次数'),
        ),
        migrations.AddField(
            model_name='contact',
            name='code_until',
            field=models.DateTimeField(blank=True, null=True, verbose_name='确认码有效到'),
        ),
        migrations.AddField(
            model_name='contact',
            name='confirmed_on',
            field=models.DateField(blank=True, null=True, verbose_name='确认日期'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_on', None), models.Q(models.Q(('address_hash', ''), _negated=True), ('code_until', None)), _connector='OR'), name='contact_confirmed_with_address', violation_error_message='还没有登记地址，不能确认，请先登记。'),
        ),
    ]

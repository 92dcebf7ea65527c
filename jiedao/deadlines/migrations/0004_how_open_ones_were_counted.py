from django.db import migrations

# What runs already says in its own sentence how it was counted. One that had rested does not say from
# which day it ran on, and stays where it is.
READ = """
update deadlines_deadline set
  counted_from = begins_on,
  span = coalesce(
    'w' || substring(explanation from '次日起算，(\\d+)个工作日'),
    's' || substring(explanation from '次日起算，(\\d+)日，最后一日是')
  )
where closed_at is null and span = '' and explanation not like '%停止计算%'
  and explanation ~ '次日起算，(\\d+个工作日|\\d+日，最后一日是)'
"""


class Migration(migrations.Migration):
    dependencies = (("deadlines", "0003_follow_the_calendar"),)

    operations = (migrations.RunSQL(READ, migrations.RunSQL.noop),)

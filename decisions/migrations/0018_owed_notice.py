"""An order to publish says which notice of the matter is missing; earlier orders keep what they said.

What was ordered before leaves it empty, which means as ever: any notice of the matter meets it.
"""

from django.db import migrations, models
from django.db.models import Q

OWED = [
    ("resolution", "决议公示"),
    ("result", "实施结果公示"),
    ("review", "民主评议公示"),
    ("other", "不是公示，是别的内容，由社区写明怎么公布的"),
]
KEPT = """
create trigger decisions_complaint_owed_kept before update of owed on decisions_complaint for each row
  when (old.answered_on is not null and new.owed is distinct from old.owed)
  execute function decisions_complaint_owed_keep();
"""
GUARD = """
create function decisions_complaint_owed_keep() returns trigger language plpgsql as $$
begin
  raise exception '责令公布哪份公示，责令以后不能修改。'
    using errcode = 'integrity_constraint_violation', constraint = 'complaint_words_stay';
end $$;
"""
RELEASE = """
drop trigger decisions_complaint_owed_kept on decisions_complaint;
drop function decisions_complaint_owed_keep();
"""


class Migration(migrations.Migration):
    dependencies = [("decisions", "0017_counted_where_they_lie")]

    operations = [
        migrations.AddField(
            "complaint",
            "owed",
            models.CharField(
                blank=True,
                choices=OWED,
                db_default="",
                max_length=10,
                verbose_name="责令公布哪份公示",
            ),
        ),
        migrations.AddConstraint(
            "complaint",
            models.CheckConstraint(
                condition=Q(owed="") | Q(matter__isnull=False) & ~Q(order=""),
                name="complaint_owed_of_a_matter",
                violation_error_message="哪份公示要公布，只在责令公布一件事项的时候写。",
            ),
        ),
        migrations.RunSQL(GUARD + KEPT, RELEASE),
    ]

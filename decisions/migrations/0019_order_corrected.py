"""The street puts right which notice it ordered, or by when (更正责令); nothing else changes an order.

The new columns count the corrections and hold the last: an order changes only together with them,
and where it was met nothing changes any more. What the code of before writes leaves all of it alone.
"""

from importlib import import_module

from django.db import migrations, models
from django.db.models import Q

BEFORE = import_module("decisions.migrations.0018_owed_notice")
KEEP = """
create or replace function decisions_complaint_keep() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'received' then
      raise exception '反映只能从收到开始登记。'
        using errcode = 'integrity_constraint_violation', constraint = 'complaint_begins_received';
    end if;
    return new;
  elsif tg_op = 'DELETE' then
    raise exception '反映不能删除。'
      using errcode = 'integrity_constraint_violation', constraint = 'complaint_stays';
  end if;
  if (new.dossier_id, new.community_id, new.wrong, new.matter_id, new.affair, new.way, new.said_on,
      new.name, new.text)
     is distinct from
     (old.dossier_id, old.community_id, old.wrong, old.matter_id, old.affair, old.way, old.said_on,
      old.name, old.text)
    or old.answered_on is not null and
     (new.found, new.answer, new.answered_on, new."order"{until})
     is distinct from
     (old.found, old.answer, old.answered_on, old."order"{until_before})
  then
    raise exception '反映的内容和答复不能修改。'
      using errcode = 'integrity_constraint_violation', constraint = 'complaint_words_stay';
  end if;
  if old.state <> new.state and not exists (
    select 1 from procedures_move
    where procedure = 'complaint' and source = old.state and target = new.state
  ) then
    raise exception '不能从%直接到%，不能跳过环节。', old.state, new.state
      using errcode = 'integrity_constraint_violation', constraint = 'complaint_moves_lawfully';
  end if;
  return new;
end $$;
"""
GUARD = """
create function decisions_complaint_order_keep() returns trigger language plpgsql as $$
begin
  if old.state = 'ordered' and new.state = 'ordered' and new.corrections = old.corrections + 1 then
    return new;
  end if;
  raise exception '责令公布哪份公示、最晚哪一天，责令以后只能由街道更正。'
    using errcode = 'integrity_constraint_violation', constraint = 'complaint_words_stay';
end $$;
create trigger decisions_complaint_order_kept before update on decisions_complaint for each row
  when (old.answered_on is not null
    and (new.owed, new.publish_by, new.correction, new.corrected_on, new.corrections)
    is distinct from
    (old.owed, old.publish_by, old.correction, old.corrected_on, old.corrections))
  execute function decisions_complaint_order_keep();
"""
RELEASE = """
drop trigger decisions_complaint_order_kept on decisions_complaint;
drop function decisions_complaint_order_keep();
"""


def keep(until: str) -> str:
    """The guard of what was reported, answered and ordered, with the day or without it."""
    return KEEP.format(
        until=f", new.{until}" if until else "", until_before=f", old.{until}" if until else ""
    )


class Migration(migrations.Migration):
    dependencies = [("decisions", "0018_owed_notice")]

    operations = [
        migrations.AddField(
            "complaint",
            "correction",
            models.CharField(
                blank=True, db_default="", max_length=200, verbose_name="为什么更正责令"
            ),
        ),
        migrations.AddField(
            "complaint",
            "corrected_on",
            models.DateField(null=True, verbose_name="更正责令的日期"),
        ),
        migrations.AddField(
            "complaint",
            "corrections",
            models.PositiveSmallIntegerField(
                db_default=0, default=0, verbose_name="更正责令的次数"
            ),
        ),
        migrations.AddConstraint(
            "complaint",
            models.CheckConstraint(
                condition=Q(correction="", corrected_on__isnull=True, corrections=0)
                | Q(corrected_on__gte=models.F("answered_on"), corrections__gt=0)
                & ~Q(correction="")
                & ~Q(order=""),
                name="complaint_corrected_whole",
                violation_error_message="更正责令要写明日期和原因。",
            ),
        ),
        migrations.RunSQL(BEFORE.RELEASE, BEFORE.GUARD + BEFORE.KEPT),
        migrations.RunSQL(keep("") + GUARD, RELEASE + keep("publish_by")),
    ]

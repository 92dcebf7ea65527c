"""A complaint moves as its procedure says; what was reported, answered and ordered stays as it was."""

from django.db import migrations

GUARD = """
create function decisions_complaint_keep() returns trigger language plpgsql as $$
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
     (new.found, new.answer, new.answered_on, new."order", new.publish_by)
     is distinct from
     (old.found, old.answer, old.answered_on, old."order", old.publish_by)
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
create trigger decisions_complaint_kept before insert or update or delete
  on decisions_complaint for each row execute function decisions_complaint_keep();
"""

RELEASE = """
drop trigger decisions_complaint_kept on decisions_complaint;
drop function decisions_complaint_keep();
"""


class Migration(migrations.Migration):
    dependencies = [("decisions", "0012_complaints"), ("procedures", "0001_initial")]

    operations = [migrations.RunSQL(GUARD, RELEASE)]

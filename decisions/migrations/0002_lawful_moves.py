from django.db import migrations

# Every lawful change of state, so that no door (admin, shell, import, another program) can skip a
# step. tests/house/test_procedures.py compares this table with decisions.procedures.MATTER.
MOVES = (
    ("draft", "consulting"),
    ("consulting", "proposed"),
    ("rejected", "proposed"),
    ("proposed", "deliberated"),
    ("deliberated", "resolved"),
    ("deliberated", "rejected"),
    ("resolved", "resolution_published"),
    ("resolution_published", "implementing"),
    ("implementing", "result_published"),
    ("result_published", "archived"),
)

GUARD = """
create function decisions_lawful_move() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception '重大事项只能从动议开始登记。'
        using errcode = 'integrity_constraint_violation', constraint = 'matter_begins_as_draft';
    end if;
  elsif tg_op = 'DELETE' then
    raise exception '重大事项不能删除。'
      using errcode = 'integrity_constraint_violation', constraint = 'matter_stays';
  elsif old.state <> new.state and (old.state, new.state) not in (%s) then
    raise exception '不能从%%直接到%%，不能跳过环节。', old.state, new.state
      using errcode = 'integrity_constraint_violation', constraint = 'matter_moves_lawfully';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger decisions_matter_lawful before insert or update or delete on decisions_matter
  for each row execute function decisions_lawful_move();
""" % ", ".join(f"('{old}', '{new}')" for old, new in MOVES)

RELEASE = """
drop trigger decisions_matter_lawful on decisions_matter;
drop function decisions_lawful_move();
"""


class Migration(migrations.Migration):
    dependencies = (("decisions", "0001_initial"),)

    operations = (migrations.RunSQL([(GUARD, None)], RELEASE),)

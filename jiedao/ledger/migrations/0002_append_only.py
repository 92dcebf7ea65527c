from django.db import migrations

# 台账只增不改：no UPDATE, no DELETE, no TRUNCATE, by any door. The tests empty their own tables
# between cases and say so in their connection (jiedao.tests); a real server never sets it.
LOCK = """
create function ledger_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'TRUNCATE' and current_setting('jiedao.tests', true) = 'on' then
    return null;
  end if;
  raise exception '台账只能追加，不能修改或删除。' using errcode = 'integrity_constraint_violation';
end $$;
create trigger ledger_entry_append_only before update or delete on ledger_entry
  for each row execute function ledger_append_only();
create trigger ledger_entry_no_truncate before truncate on ledger_entry
  for each statement execute function ledger_append_only();
"""
UNLOCK = """
drop trigger ledger_entry_no_truncate on ledger_entry;
drop trigger ledger_entry_append_only on ledger_entry;
drop function ledger_append_only();
"""


class Migration(migrations.Migration):
    dependencies = (("ledger", "0001_initial"),)

    operations = (migrations.RunSQL(LOCK, UNLOCK),)

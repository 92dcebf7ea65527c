from django.db import migrations

# Every line of the ledger of a dossier says that its figures may have changed: whoever writes it,
# by whatever door.
MARK = """
create function indicators_mark_stale() returns trigger language plpgsql as $$
begin
  insert into indicators_stale (dossier_id) values (new.dossier_id);
  return null;
end $$;
create trigger indicators_mark_stale after insert on ledger_entry
  for each row when (new.dossier_id is not null) execute function indicators_mark_stale();
"""
UNMARK = """
drop trigger indicators_mark_stale on ledger_entry;
drop function indicators_mark_stale();
"""
# What there is already is counted at the first settling.
MARK_ALL = "insert into indicators_stale (dossier_id) select id from dossiers_dossier"


class Migration(migrations.Migration):
    dependencies = (("indicators", "0001_initial"), ("ledger", "0002_append_only"))

    operations = (
        migrations.RunSQL(MARK, UNMARK),
        migrations.RunSQL(MARK_ALL, migrations.RunSQL.noop),
    )

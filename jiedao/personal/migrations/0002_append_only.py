from django.db import migrations

# Who looked at which number is kept like the ledger: added to, never changed.
LOCK = """
create trigger personal_disclosure_append_only before update or delete on personal_disclosure
  for each row execute function ledger_append_only();
create trigger personal_disclosure_no_truncate before truncate on personal_disclosure
  for each statement execute function ledger_append_only();
"""
UNLOCK = """
drop trigger personal_disclosure_no_truncate on personal_disclosure;
drop trigger personal_disclosure_append_only on personal_disclosure;
"""


class Migration(migrations.Migration):
    dependencies = (("personal", "0001_initial"), ("ledger", "0002_append_only"))

    operations = (migrations.RunSQL(LOCK, UNLOCK),)

from django.db import migrations

# A sealed casefile is kept like the ledger: added to, never changed.
LOCK = """
create trigger casefiles_casefile_append_only before update or delete on casefiles_casefile
  for each row execute function ledger_append_only();
create trigger casefiles_casefile_no_truncate before truncate on casefiles_casefile
  for each statement execute function ledger_append_only();
"""
UNLOCK = """
drop trigger casefiles_casefile_no_truncate on casefiles_casefile;
drop trigger casefiles_casefile_append_only on casefiles_casefile;
"""


class Migration(migrations.Migration):
    dependencies = (("casefiles", "0001_initial"), ("ledger", "0002_append_only"))

    operations = (migrations.RunSQL(LOCK, UNLOCK),)

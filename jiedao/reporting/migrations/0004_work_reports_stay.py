"""What was filed stays as it was, and a figure put right by hand stays on record: no update, no delete."""

from django.db import migrations

TABLES = ("reporting_workoverride", "reporting_filedreport", "reporting_filedreportfigure")
KEEP = """
create trigger {table}_append_only before update or delete on {table}
  for each row execute function ledger_append_only();
create trigger {table}_no_truncate before truncate on {table}
  for each statement execute function ledger_append_only();
"""
LET_GO = """
drop trigger {table}_no_truncate on {table};
drop trigger {table}_append_only on {table};
"""


class Migration(migrations.Migration):
    dependencies = (
        ("reporting", "0003_work_reports"),
        ("ledger", "0002_append_only"),
    )

    operations = tuple(
        migrations.RunSQL(KEEP.format(table=table), LET_GO.format(table=table)) for table in TABLES
    )

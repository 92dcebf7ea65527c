"""What was set aside, adjusted, due and paid as wages stays as it was entered, too."""

from django.db import migrations

TABLES = ("budgetline", "budgetadjustment", "wagestandard", "wagepayment")
FORWARD = "".join(
    f"CREATE TRIGGER funds_keep BEFORE UPDATE OR DELETE ON funds_{table}"
    " FOR EACH ROW EXECUTE FUNCTION funds_keep();"
    for table in TABLES
)
BACKWARD = "".join(f"DROP TRIGGER funds_keep ON funds_{table};" for table in TABLES)


class Migration(migrations.Migration):
    dependencies = [("funds", "0004_wages")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

"""The guard of a table of the package, for its migrations."""

from django.db import migrations

TRIGGER = """
CREATE TRIGGER liaison_keep BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION liaison_keep({columns});
"""


def guard(table: str, columns: tuple[str, ...]) -> migrations.RunSQL:
    """Keep the columns that never change and, after a star, those that are set once."""
    quoted = ", ".join(f"'{column}'" for column in columns)
    return migrations.RunSQL(
        TRIGGER.format(table=table, columns=quoted), f"DROP TRIGGER liaison_keep ON {table}"
    )

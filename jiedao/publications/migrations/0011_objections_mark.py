"""How many objected and were answered stands on the notice's page: a change gives a new mark."""

from django.db import migrations

WATCH = """
CREATE CONSTRAINT TRIGGER publications_objection_marked
    AFTER INSERT OR UPDATE OR DELETE ON publications_objection
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION publications_mark_content();
"""

UNWATCH = "DROP TRIGGER publications_objection_marked ON publications_objection;"


class Migration(migrations.Migration):
    dependencies = [("publications", "0010_keep_joint")]
    operations = [migrations.RunSQL(WATCH, UNWATCH)]

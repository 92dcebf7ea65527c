"""Papers count on the last day of their period, no longer on the day after: count theirs anew."""

from django.db import migrations

FORWARD = """
INSERT INTO indicators_stale (dossier_id) SELECT dossier_id FROM reporting_paper;
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0005_regime_terms"), ("indicators", "0004_kept_row_of_figure")]

    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]

"""Complaints count with the unit their dossier lies in, no longer with the community at once: count them anew."""

from django.db import migrations

FORWARD = """
INSERT INTO indicators_stale (dossier_id) SELECT dossier_id FROM decisions_complaint;
"""


class Migration(migrations.Migration):
    dependencies = [("decisions", "0016_complaints_open"), ("indicators", "0004_kept_row_of_figure")]

    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]

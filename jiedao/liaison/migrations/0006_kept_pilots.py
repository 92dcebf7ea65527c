"""What was entered of a pilot, a trial and a responsibility stays, and so does an end once there is one."""

from django.db import migrations

from jiedao.liaison.guards import guard

KEPT = {
    "liaison_pilot": (
        *("dossier_id", "street_id", "level", "office_name", "document_number", "designated_on"),
    ),
    "liaison_exchange": ("id", "pilot_id", "activity_id"),
    "liaison_trial": (
        *("dossier_id", "pilot_id", "community_id", "first", "second", "responsible_id"),
        *("goal", "figure", "least", "started_on", "due_on", "*", "done_on", "summary"),
    ),
    "liaison_stage": ("id", "trial_id", "kind", "*", "done_on"),
    "liaison_responsibility": (
        *("dossier_id", "post", "standard", "basis", "since", "due_on", "proof", "figure"),
        *("least", "proof_dossier_id", "limit", "*", "withdrawn"),
    ),
}


class Migration(migrations.Migration):
    dependencies = [("liaison", "0005_pilots")]

    operations = [guard(table, columns) for table, columns in KEPT.items()]

"""What was entered of an assignment and of a visit stays, and so does an end once there is one."""

from django.db import migrations

from jiedao.liaison.guards import guard

KEPT = {
    "liaison_assignment": (
        *("dossier_id", "community_id", "leader_id", "since", "*", "until", "reason"),
    ),
    "liaison_visit": (
        *("id", "assignment_id", "day", "kind", "done", "problems", "activity_id"),
        *("*", "withdrawn"),
    ),
    "liaison_participation": (
        *("id", "dossier_id", "user_id", "post", "since", "*", "until"),
    ),
}


class Migration(migrations.Migration):
    dependencies = [("liaison", "0003_assignments")]

    operations = [guard(table, columns) for table, columns in KEPT.items()]

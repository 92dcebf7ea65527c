"""Telling the database what the tables of steps allow."""

from typing import Any

from django.db import transaction

from jiedao.procedures.models import Move
from jiedao.procedures.steps import all_procedures


@transaction.atomic
def keep_moves(**_: Any) -> None:
    """Bring the database's table of lawful moves in line with the declared procedures (同步程序表)."""
    declared = {
        (procedure.code, source, target)
        for procedure in all_procedures().values()
        for source, target in procedure.transitions()
    }
    known = {(row.procedure, row.source, row.target): row.pk for row in Move.objects.all()}
    Move.objects.filter(pk__in=[known[move] for move in known.keys() - declared]).delete()
    Move.objects.bulk_create(
        Move(procedure=procedure, source=source, target=target)
        for procedure, source, target in sorted(declared - known.keys())
    )

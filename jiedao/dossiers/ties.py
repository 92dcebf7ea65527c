"""What of its dossiers is said when a unit is to be closed, and how those that end with it are locked."""

from typing import Any

from django.db.models import QuerySet

from jiedao.dossiers.actions import hold_all
from jiedao.organisation import ties
from jiedao.organisation.ties import SHOWN


def numbered(rows: QuerySet[Any]) -> tuple[str, ...]:
    """The first of some records by number and state: who closes units sees no matters, so no titles."""
    said = rows.order_by("pk").values_list("dossier__number", "dossier__state_label")
    return tuple(f"{number}（{state}）" for number, state in said[:SHOWN])


ties.dossiers_held_by(hold_all)

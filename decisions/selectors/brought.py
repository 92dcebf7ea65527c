"""What a matter's page shows besides, brought along in the matter's own query (same number of queries).

Few rows each, and all of them wanted: a subquery of JSON is cheaper than one more round to the
database. For pages only; an act reads its rows anew under the lock.
"""

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from decisions.models import Matter, SupervisionOpinion
from jiedao.attachments.models import Attachment
from jiedao.people.models import Person
from jiedao.publications.models import Objection

OPINION = ("id", "step", "verdict", "text", "signed_on", "answer", "answered_on")
OBJECTION = (
    *("id", "number", "status", "said_on", "acknowledged_on", "answered_on", "escalated_on"),
    *("decided_on", "finding", "outcome", "publication_id", "joint_base", "signed", "expected"),
    "calls_meeting",
)


def along(rows: QuerySet[Matter]) -> QuerySet[Matter]:
    """Matters with the supervision committee's opinions and the objections to their notices."""
    said = SupervisionOpinion.objects.filter(matter=OuterRef("pk")).order_by("id")
    objected = Objection.objects.filter(dossier=OuterRef("pk")).order_by("number")
    return rows.annotate(
        opinion_rows=ArraySubquery(
            said.values(
                found=JSONObject(
                    **{name: name for name in OPINION},
                    signer="signer_id",
                    signer_name="signer__name",
                    signer_hint="signer__hint",
                    scan="scan_id",
                    scan_name="scan__name",
                )
            )
        ),
        objection_rows=ArraySubquery(
            objected.values(found=JSONObject(**{name: name for name in OBJECTION}))
        ),
    )


def opinions_of(matter: Matter) -> list[SupervisionOpinion]:
    """The opinions that came along."""
    return [_opinion(matter, row) for row in vars(matter)["opinion_rows"]]


def objections_of(matter: Matter) -> list[Objection]:
    """The objections that came along."""
    return [
        Objection(dossier=matter.dossier, **_dated(row)) for row in vars(matter)["objection_rows"]
    ]


def _opinion(matter: Matter, row: dict[str, Any]) -> SupervisionOpinion:
    opinion = SupervisionOpinion(matter=matter, **_dated({name: row[name] for name in OPINION}))
    opinion.signer = Person(pk=row["signer"], name=row["signer_name"], hint=row["signer_hint"])
    if row["scan"]:
        opinion.scan = Attachment(pk=row["scan"], name=row["scan_name"])
    return opinion


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    """JSON knows no days: they are read again."""
    return {
        name: date.fromisoformat(value) if name.endswith("_on") and value else value
        for name, value in row.items()
    }

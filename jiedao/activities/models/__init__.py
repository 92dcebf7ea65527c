"""Activities of the office and papers from above, as they are kept."""

from jiedao.activities.models.activity import Activity, ActivityQuerySet
from jiedao.activities.models.problem import Problem
from jiedao.activities.models.roster import Attendee, AttendeeQuerySet
from jiedao.activities.models.superior import (
    InCharge,
    Relay,
    Study,
    SuperiorDocument,
    SuperiorDocumentQuerySet,
)

__all__ = [
    "Activity",
    "ActivityQuerySet",
    "Attendee",
    "AttendeeQuerySet",
    "InCharge",
    "Problem",
    "Relay",
    "Study",
    "SuperiorDocument",
    "SuperiorDocumentQuerySet",
]

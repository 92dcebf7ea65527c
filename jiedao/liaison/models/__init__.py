"""The tables of the package, by noun."""

from jiedao.liaison.models.assignments import (
    Assignment,
    AssignmentQuerySet,
    Participation,
    Visit,
    VisitQuerySet,
)
from jiedao.liaison.models.groups import Charge, Member, WorkGroup, WorkGroupQuerySet
from jiedao.liaison.models.pilots import Exchange, Pilot, Stage, Trial, TrialQuerySet
from jiedao.liaison.models.responsibilities import Responsibility

__all__ = [
    "Assignment",
    "AssignmentQuerySet",
    "Charge",
    "Exchange",
    "Member",
    "Participation",
    "Pilot",
    "Responsibility",
    "Stage",
    "Trial",
    "TrialQuerySet",
    "Visit",
    "VisitQuerySet",
    "WorkGroup",
    "WorkGroupQuerySet",
]

"""The tables of the package, by noun."""

from jiedao.liaison.models.assignments import (
    Assignment,
    AssignmentQuerySet,
    Participation,
    Visit,
    VisitQuerySet,
)
from jiedao.liaison.models.groups import Charge, Member, WorkGroup, WorkGroupQuerySet

__all__ = [
    "Assignment",
    "AssignmentQuerySet",
    "Charge",
    "Member",
    "Participation",
    "Visit",
    "VisitQuerySet",
    "WorkGroup",
    "WorkGroupQuerySet",
]

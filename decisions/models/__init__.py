"""The tables of 一征三议两公开: the matter, what residents said of it, and what became of it."""

from decisions.models.matter import CLOSED, SINCE_IMPLEMENTING, Matter, MatterQuerySet
from decisions.models.oversight import SupervisionOpinion
from decisions.models.owners import OwnerVote
from decisions.models.review import Applicant
from decisions.models.turns import Suspension
from decisions.models.voices import Channel, Opinion
from decisions.models.work import Progress, Survey

__all__ = [
    "CLOSED",
    "SINCE_IMPLEMENTING",
    "Applicant",
    "Channel",
    "Matter",
    "MatterQuerySet",
    "Opinion",
    "OwnerVote",
    "Progress",
    "SupervisionOpinion",
    "Survey",
    "Suspension",
]

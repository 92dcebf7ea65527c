"""The tables of 一征三议两公开: the matter, what residents said of it, and what became of it."""

from decisions.models.complaint import Complaint
from decisions.models.convening import CalledOnRequest, ConveningRequest, Signatory
from decisions.models.historic import HistoricImport, HistoricMatter
from decisions.models.matter import CLOSED, EMERGENCY, SINCE_IMPLEMENTING, Matter, MatterQuerySet
from decisions.models.oversight import SupervisionOpinion
from decisions.models.owners import OwnerVote
from decisions.models.review import Applicant
from decisions.models.standing import Authorisation, Emergency, Revocation
from decisions.models.turns import Change, Rejection, StreetReview, Suspension
from decisions.models.voices import Channel, Opinion, OpinionCorrection
from decisions.models.work import Progress, Survey

__all__ = [
    "CLOSED",
    "EMERGENCY",
    "SINCE_IMPLEMENTING",
    "Applicant",
    "Authorisation",
    "CalledOnRequest",
    "Change",
    "Channel",
    "Complaint",
    "ConveningRequest",
    "Emergency",
    "HistoricImport",
    "HistoricMatter",
    "Matter",
    "MatterQuerySet",
    "Opinion",
    "OpinionCorrection",
    "OwnerVote",
    "Progress",
    "Rejection",
    "Revocation",
    "Signatory",
    "StreetReview",
    "SupervisionOpinion",
    "Survey",
    "Suspension",
]

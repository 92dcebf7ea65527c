"""The tables of the yearly appraisal."""

from jiedao.appraisal.models.appraisals import (
    Appeal,
    Appraisal,
    Score,
    Target,
    TargetList,
    Veto,
)
from jiedao.appraisal.models.results import Award, Consequence
from jiedao.appraisal.models.reviews import Ballots, BranchReview, Problem

__all__ = [
    "Appeal",
    "Appraisal",
    "Award",
    "Ballots",
    "BranchReview",
    "Consequence",
    "Problem",
    "Score",
    "Target",
    "TargetList",
    "Veto",
]

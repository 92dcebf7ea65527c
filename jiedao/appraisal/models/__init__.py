"""The tables of the yearly appraisal."""

from jiedao.appraisal.models.appraisals import (
    Appeal,
    Appraisal,
    Score,
    Target,
    TargetList,
    Veto,
)
from jiedao.appraisal.models.bonuses import Bonus, Pack, VetoMatter
from jiedao.appraisal.models.results import Award, Consequence
from jiedao.appraisal.models.reviews import Ballots, BranchReview, Problem

__all__ = [
    "Appeal",
    "Appraisal",
    "Award",
    "Ballots",
    "Bonus",
    "BranchReview",
    "Consequence",
    "Pack",
    "Problem",
    "Score",
    "Target",
    "TargetList",
    "Veto",
    "VetoMatter",
]

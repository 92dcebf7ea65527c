"""The tables of the yearly appraisal."""

from jiedao.appraisal.models.appraisals import (
    Appeal,
    Appraisal,
    Score,
    Target,
    TargetList,
    Veto,
)

__all__ = ["Appeal", "Appraisal", "Score", "Target", "TargetList", "Veto"]

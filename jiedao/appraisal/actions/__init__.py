"""Everything that writes in the yearly appraisal."""

from jiedao.appraisal.actions.marks import answer, appeal, lift_veto, rate, veto, veto_matters
from jiedao.appraisal.actions.results import award, use
from jiedao.appraisal.actions.reviews import (
    close_review,
    comment,
    conclude,
    count_ballots,
    deliver,
    enter_ballots,
    open_review,
    settle,
)
from jiedao.appraisal.actions.targets import add_list, add_target, open_appraisal, remove_target
from jiedao.appraisal.actions.years import announce, finish, issue, recall, score

__all__ = [
    "add_list",
    "add_target",
    "announce",
    "answer",
    "appeal",
    "award",
    "close_review",
    "comment",
    "conclude",
    "count_ballots",
    "deliver",
    "enter_ballots",
    "finish",
    "issue",
    "lift_veto",
    "open_appraisal",
    "open_review",
    "rate",
    "recall",
    "remove_target",
    "score",
    "settle",
    "use",
    "veto",
    "veto_matters",
]

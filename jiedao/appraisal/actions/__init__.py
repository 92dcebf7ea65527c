"""Everything that writes in the yearly appraisal."""

from jiedao.appraisal.actions.marks import answer, appeal, lift_veto, rate, veto, veto_matters
from jiedao.appraisal.actions.targets import add_list, add_target, open_appraisal, remove_target
from jiedao.appraisal.actions.years import announce, finish, issue, recall, score

__all__ = [
    "add_list",
    "add_target",
    "announce",
    "answer",
    "appeal",
    "finish",
    "issue",
    "lift_veto",
    "open_appraisal",
    "rate",
    "recall",
    "remove_target",
    "score",
    "veto",
    "veto_matters",
]

"""Everything that writes in the yearly appraisal."""

from jiedao.appraisal.actions.bonuses import add_bonus, withdraw_bonus
from jiedao.appraisal.actions.drawing import (
    add_veto_matter,
    hold_back,
    restore_first,
    set_shares,
    strike_veto_matter,
)
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
from jiedao.appraisal.actions.years import announce, finish, issue, keep_pack, recall, score

__all__ = [
    "add_bonus",
    "add_list",
    "add_target",
    "add_veto_matter",
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
    "hold_back",
    "issue",
    "keep_pack",
    "lift_veto",
    "open_appraisal",
    "open_review",
    "rate",
    "recall",
    "remove_target",
    "restore_first",
    "score",
    "set_shares",
    "settle",
    "strike_veto_matter",
    "use",
    "veto",
    "veto_matters",
    "withdraw_bonus",
]

"""Everything that writes about activities and papers from above."""

from jiedao.activities.actions.aftermath import attach, find_problem, make_up, solve
from jiedao.activities.actions.course import cancel, hold, plan, register
from jiedao.activities.actions.superior import put_in_charge, receive, relay, study

__all__ = [
    "attach",
    "cancel",
    "find_problem",
    "hold",
    "make_up",
    "plan",
    "put_in_charge",
    "receive",
    "register",
    "relay",
    "solve",
    "study",
]

"""Everything that writes in 一征三议两公开; one function per step, named like the step."""

from decisions.actions.amending import (
    correct_notice,
    refuse_changed_decision,
    repost_notice,
    withdraw_notice,
)
from decisions.actions.aside import resume, suspend, terminate, withdraw
from decisions.actions.consultation import (
    add_channel,
    add_opinions,
    answer_opinion,
    consult,
    say_opinion,
    sum_up,
)
from decisions.actions.matters import archive, attach, draft, recuse, revise
from decisions.actions.meetings import (
    call_meeting,
    cancel_meeting,
    count_votes,
    fail_meeting,
    sign_in,
)
from decisions.actions.notices import (
    post_notice,
    publish_resolution,
    publish_result,
    take_down_notice,
)
from decisions.actions.oversight import answer_supervision, supervise
from decisions.actions.resolution import deliberate, propose, reject, resolve
from decisions.actions.work import accept_work, implement, report_progress, survey

__all__ = [
    "accept_work",
    "add_channel",
    "add_opinions",
    "answer_opinion",
    "answer_supervision",
    "archive",
    "attach",
    "call_meeting",
    "cancel_meeting",
    "consult",
    "correct_notice",
    "count_votes",
    "deliberate",
    "draft",
    "fail_meeting",
    "implement",
    "post_notice",
    "propose",
    "publish_resolution",
    "publish_result",
    "recuse",
    "refuse_changed_decision",
    "reject",
    "report_progress",
    "repost_notice",
    "resolve",
    "resume",
    "revise",
    "say_opinion",
    "sign_in",
    "sum_up",
    "supervise",
    "survey",
    "suspend",
    "take_down_notice",
    "terminate",
    "withdraw",
    "withdraw_notice",
]

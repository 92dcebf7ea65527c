"""Everything that writes in 一征三议两公开; one function per step, named like the step."""

from decisions.actions.advisory import (
    begin_review,
    conclude,
    list_applicants,
    publish_review,
    review,
)
from decisions.actions.amending import (
    correct_notice,
    refuse_changed_decision,
    repost_notice,
    withdraw_notice,
)
from decisions.actions.aside import resume, suspend, terminate, withdraw
from decisions.actions.changing import (
    adjust,
    approve_review,
    change,
    keep_resolution,
    send_back,
    send_to_street,
)
from decisions.actions.consultation import (
    Spoken,
    add_channel,
    add_opinions,
    answer_opinion,
    consult,
    correct_opinion,
    enter_opinion,
    say_opinion,
    sum_up,
)
from decisions.actions.convening import (
    accept_request,
    decline_request,
    enter_sheet,
    record_convening,
    request_convening,
    tick_names,
)
from decisions.actions.filing import accept_filing, order_correction, submit_filing
from decisions.actions.historic import import_historic, read_historic
from decisions.actions.joint import enter_joint_objection, revote
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
from decisions.actions.objections import (
    acknowledge_objection,
    answer_objection,
    close_objection,
    decide_objection,
    enter_objection,
    escalate_objection,
    respond_objection,
    say_objection,
)
from decisions.actions.oversight import answer_supervision, supervise
from decisions.actions.owners import (
    begin_owner_vote,
    count_owner_vote,
    reject_by_owners,
    resolve_by_owners,
)
from decisions.actions.resolution import decline_ratification, deliberate, propose, reject, resolve
from decisions.actions.sealing import seal
from decisions.actions.standing import act_first, authorise, end_authorisation, remand, revoke
from decisions.actions.work import accept_work, correct_progress, implement, report_progress, survey

__all__ = [
    "Spoken",
    "accept_filing",
    "accept_request",
    "accept_work",
    "acknowledge_objection",
    "act_first",
    "add_channel",
    "add_opinions",
    "adjust",
    "answer_objection",
    "answer_opinion",
    "answer_supervision",
    "approve_review",
    "archive",
    "attach",
    "authorise",
    "begin_owner_vote",
    "begin_review",
    "call_meeting",
    "cancel_meeting",
    "change",
    "close_objection",
    "conclude",
    "consult",
    "correct_notice",
    "correct_opinion",
    "correct_progress",
    "count_owner_vote",
    "count_votes",
    "decide_objection",
    "decline_ratification",
    "decline_request",
    "deliberate",
    "draft",
    "end_authorisation",
    "enter_joint_objection",
    "enter_objection",
    "enter_opinion",
    "enter_sheet",
    "escalate_objection",
    "fail_meeting",
    "implement",
    "import_historic",
    "keep_resolution",
    "list_applicants",
    "order_correction",
    "post_notice",
    "propose",
    "publish_resolution",
    "publish_result",
    "publish_review",
    "read_historic",
    "record_convening",
    "recuse",
    "refuse_changed_decision",
    "reject",
    "reject_by_owners",
    "remand",
    "report_progress",
    "repost_notice",
    "request_convening",
    "resolve",
    "resolve_by_owners",
    "respond_objection",
    "resume",
    "review",
    "revise",
    "revoke",
    "revote",
    "say_objection",
    "say_opinion",
    "seal",
    "send_back",
    "send_to_street",
    "sign_in",
    "submit_filing",
    "sum_up",
    "supervise",
    "survey",
    "suspend",
    "take_down_notice",
    "terminate",
    "tick_names",
    "withdraw",
    "withdraw_notice",
]

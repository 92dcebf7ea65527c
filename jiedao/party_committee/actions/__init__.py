"""Everything that is written about the party committee's work."""

from jiedao.party_committee.actions.agenda import (
    hand_out,
    lift_recusal,
    put_on_agenda,
    recuse,
    take_off_agenda,
)
from jiedao.party_committee.actions.deciding import count_votes, defer, reject, resolve
from jiedao.party_committee.actions.meetings import (
    call_meeting,
    cancel_meeting,
    issue_minutes,
    sign_in,
)
from jiedao.party_committee.actions.members import add_member, end_membership
from jiedao.party_committee.actions.tasks import (
    accept,
    assign,
    hand_back,
    reassign,
    report_done,
    report_progress,
)
from jiedao.party_committee.actions.topics import (
    resubmit,
    review,
    send_back,
    submit,
    withdraw,
)

__all__ = [
    "accept",
    "add_member",
    "assign",
    "call_meeting",
    "cancel_meeting",
    "count_votes",
    "defer",
    "end_membership",
    "hand_back",
    "hand_out",
    "issue_minutes",
    "lift_recusal",
    "put_on_agenda",
    "reassign",
    "recuse",
    "reject",
    "report_done",
    "report_progress",
    "resolve",
    "resubmit",
    "review",
    "send_back",
    "sign_in",
    "submit",
    "take_off_agenda",
    "withdraw",
]

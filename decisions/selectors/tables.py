"""What the steps and states of a matter stand for: the rules of a meeting, the day of a milestone."""

from decisions.states import MatterState
from jiedao.meetings.states import MeetingKind

# The keys in the rulebook for each kind of meeting: notice, presence, votes for.
MEETING_RULES: dict[str, tuple[str, str, str]] = {
    MeetingKind.PARTY: ("branch_notice", "branch_present", "branch_for"),
    MeetingKind.JOINT: ("joint_notice", "joint_present", "joint_for"),
    MeetingKind.REPRESENTATIVES: (
        "representatives_notice",
        "representatives_present",
        "representatives_for",
    ),
    MeetingKind.RESIDENTS: ("residents_notice", "residents_present", "residents_for"),
    MeetingKind.REVIEW: ("review_notice", "review_present", "review_for"),
}
# Which meetings a state waits for.
MEETINGS_OF_STATE: dict[str, tuple[str, ...]] = {
    MatterState.CONSULTING: (MeetingKind.PARTY,),
    MatterState.ACTED: (MeetingKind.PARTY,),
    MatterState.REJECTED: (MeetingKind.PARTY,),
    MatterState.RETURNED: (MeetingKind.PARTY,),
    MatterState.REVIEWING: (MeetingKind.REVIEW,),
    MatterState.PROPOSED: (MeetingKind.JOINT,),
    MatterState.DELIBERATED: (MeetingKind.REPRESENTATIVES, MeetingKind.RESIDENTS),
}

# Where a milestone left its day on the matter.
DAY_OF = {
    "consult": "consulted_on",
    "act_first": "acted_on",
    "propose": "proposed_on",
    "deliberate": "deliberated_on",
    "resolve": "resolved_on",
    "resolve_by_owners": "resolved_on",
    "publish_resolution": "resolution_published_on",
    "implement": "implementing_on",
    "publish_result": "result_published_on",
    "archive": "archived_on",
    "begin_review": "review_begun_on",
    "review": "reviewed_on",
    "publish_review": "review_published_on",
    "conclude": "concluded_on",
    "submit_filing": "filed_on",
    "accept_filing": "filing_accepted_on",
}

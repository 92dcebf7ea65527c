"""Reading the party committee's work: decisions for whoever must rest on one, lists, single records."""

from jiedao.party_committee.selectors.decisions import Decision, passed_decision
from jiedao.party_committee.selectors.meetings import get_visible_meeting, meetings_seen_by
from jiedao.party_committee.selectors.topics import get_visible, visible_to

__all__ = [
    "Decision",
    "get_visible",
    "get_visible_meeting",
    "meetings_seen_by",
    "passed_decision",
    "visible_to",
]

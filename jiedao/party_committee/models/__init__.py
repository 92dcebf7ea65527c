"""What the party committee deliberates: its members, its meetings, the topics and what became of them."""

from jiedao.party_committee.models.meetings import AgendaEntry, Attendee, PartyMeeting, Speech
from jiedao.party_committee.models.members import PartyMember
from jiedao.party_committee.models.topics import Topic, TopicProgress, TopicQuerySet

__all__ = [
    "AgendaEntry",
    "Attendee",
    "PartyMeeting",
    "PartyMember",
    "Speech",
    "Topic",
    "TopicProgress",
    "TopicQuerySet",
]

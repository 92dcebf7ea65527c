"""Agendas as they may be read: the topics of a meeting with their sums, a topic at its meetings."""

from __future__ import annotations

from dataclasses import dataclass

from jiedao.access.selectors import visible_dossiers
from jiedao.party_committee import counting
from jiedao.party_committee.models import AgendaEntry, PartyMeeting, Topic
from jiedao.party_committee.models.meetings import Speech
from jiedao.party_committee.rules import RULES
from jiedao.people.models import User


@dataclass(frozen=True)
class Item:
    """A topic on an agenda; of one that may not be known, only that it is there."""

    entry: AgendaEntry
    topic: Topic
    sums: list[counting.Sum]
    known: bool


@dataclass(frozen=True)
class Voting:
    """How a topic was discussed and voted on at one meeting."""

    entry: AgendaEntry
    sums: list[counting.Sum]
    speeches: list[Speech]


def agenda_of(meeting: PartyMeeting, user: User) -> list[Item]:
    """The topics of a meeting in their order, each with its sums."""
    edition = RULES.on(meeting.held_on, meeting.dossier.unit)
    entries = list(meeting.entries.select_related("topic__dossier__unit", "topic__department"))
    known = set(
        visible_dossiers(user).filter(topic__entries__in=entries).values_list("pk", flat=True)
    )
    heads = counting.heads_by_entry(meeting, entries)
    return [
        Item(
            entry,
            entry.topic,
            counting.sums_of(entry, heads[entry.pk], edition),
            entry.topic_id in known,
        )
        for entry in entries
    ]


def votings_of(topic: Topic) -> list[Voting]:
    """The meetings a topic was before, the latest first."""
    rows = topic.entries.select_related("meeting__dossier__unit").prefetch_related(
        "speeches__person"
    )
    return [_voting(topic, entry) for entry in rows.order_by("-id")]


def _voting(topic: Topic, entry: AgendaEntry) -> Voting:
    entry.topic = topic
    heads, edition = counting.heads_for(entry), counting.edition_for(entry)
    return Voting(entry, counting.sums_of(entry, heads, edition), entry.spoken())

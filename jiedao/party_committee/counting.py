"""Who counts for a topic, and whether enough came and enough said yes: computed, never typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from jiedao.access.recusals import recused_by_dossier
from jiedao.lib.quotas import MoreThan, Quota
from jiedao.party_committee.models import AgendaEntry, Attendee, PartyMeeting, Topic
from jiedao.party_committee.rules import RULES
from jiedao.party_committee.states import Category, MemberPosition
from jiedao.rulebooks.editions import Edition

PRESENT_RULE = {Category.CADRES: "cadres_present", Category.PROJECT: "projects_present"}
USUAL = "meeting_present"


@dataclass(frozen=True)
class Heads:
    """The members who count for one topic: those who withdrew (回避) stand outside of the base."""

    members: tuple[Attendee, ...]
    recused: frozenset[int]

    @property
    def base(self) -> list[Attendee]:
        """应到会委员, less those who withdrew."""
        return [one for one in self.members if one.person_id not in self.recused]

    @property
    def voters(self) -> list[Attendee]:
        """Who came and may vote."""
        return [one for one in self.base if one.present]

    @property
    def withdrawn(self) -> list[Attendee]:
        return [one for one in self.members if one.person_id in self.recused]

    @property
    def in_words(self) -> str:
        """应到7人，回避1人，按6人计，到会5人."""
        out = f"，回避{len(self.withdrawn)}人，按{len(self.base)}人计" if self.withdrawn else ""
        return f"应到{len(self.members)}人{out}，到会{len(self.voters)}人"

    @property
    def secretary(self) -> Attendee | None:
        """The secretary, where he came and may speak."""
        here = (one for one in self.voters if one.position == MemberPosition.SECRETARY)
        return next(here, None)


@dataclass(frozen=True)
class Sum:
    """One line of arithmetic, for the page and the minutes (算法)."""

    title: str
    words: str
    basis: str
    is_met: bool


def heads_for(entry: AgendaEntry) -> Heads:
    """The heads of a topic at a meeting; two queries."""
    return heads_by_entry(entry.meeting, [entry])[entry.pk]


def heads_by_entry(meeting: PartyMeeting, entries: Iterable[AgendaEntry]) -> dict[int, Heads]:
    """The heads of every topic of a meeting, by the key of its entry; two queries in all."""
    entries = list(entries)
    members = tuple(meeting.attendees.select_related("person"))
    recused = recused_by_dossier(entry.topic_id for entry in entries)
    return {entry.pk: Heads(members, recused.get(entry.topic_id, frozenset())) for entry in entries}


def edition_for(entry: AgendaEntry) -> Edition:
    """A topic is judged by the rules of the day of its meeting."""
    return RULES.on(entry.meeting.held_on, entry.meeting.dossier.unit)


def present_rule(topic: Topic) -> str:
    """Which rule says how many must be there."""
    return PRESENT_RULE.get(Category(topic.category), USUAL)


def quorum(topic: Topic, heads: Heads, edition: Edition) -> Sum:
    """Whether enough came for this topic."""
    key = present_rule(topic)
    quota: Quota = getattr(edition, key)
    came, base = len(heads.voters), len(heads.base)
    words = f"{heads.in_words}，须{quota}：{quota.arithmetic(came, base)}"
    return Sum("到会", words, edition.source(key), bool(base) and quota.met(came, base))


def majority(entry: AgendaEntry, heads: Heads, edition: Edition) -> Sum:
    """Whether enough said yes, out of all who were to come and did not withdraw."""
    assert entry.in_favour is not None
    quota: MoreThan = edition.passing
    base = len(heads.base)
    sum_of = quota.arithmetic(entry.in_favour, base, counted="赞成", noun="票")
    words = f"{entry.votes_in_words}，赞成须{quota}（应到{base}人）：{sum_of}"
    met = quota.met(entry.in_favour, base)
    return Sum("赞成", words, edition.source("passing"), met)


def sums_of(entry: AgendaEntry, heads: Heads, edition: Edition) -> list[Sum]:
    """The sums a topic was judged by at a meeting; nothing before the members are known."""
    if not heads.members:
        return []
    found = [quorum(entry.topic, heads, edition)]
    return [*found, majority(entry, heads, edition)] if entry.is_counted else found


def last_day_for_papers(day: date, edition: Edition) -> date:
    """By when the papers of a meeting on a day must be with the members."""
    return day - timedelta(days=edition.papers_before.n)

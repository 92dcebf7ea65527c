"""The party committee of the street: seven members, and topics brought as far as a test needs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from jiedao.lib import clock
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.party_committee import actions
from jiedao.party_committee.actions.deciding import Votes
from jiedao.party_committee.models import PartyMeeting, Topic
from jiedao.people.models import Person, User
from tests.conftest import Office, _someone, _unit

MONDAY = date(2026, 11, 2)
DAY = timedelta(days=1)
MEETING_DAY = MONDAY + 7 * DAY
NAMES = ("吕红梅", "孙正平", "周国梁", "唐玉梅", "曾长江")


@pytest.fixture
def organiser(office: Office) -> User:
    """组织委员 of the street."""
    return _someone("han", "韩学军", office.street, "organiser")


@pytest.fixture
def room(office: Office) -> Unit:
    """社会事务办公室, a department of the street."""
    return _unit(
        "410105001-K02", "社会事务办公室", "社会事务办", UnitLevel.DEPARTMENT, office.street
    )


@pytest.fixture
def clerk(room: Unit) -> User:
    """An officer of that department."""
    return _someone("xu", "许桂英", room, "officer")


@dataclass
class Committee:
    """The committee at work, each act by whose it is, each on its day."""

    street: Unit
    room: Unit
    secretary: User
    lead: User
    organiser: User
    clerk: User
    members: list[Person]

    def submitted(self, **other: Any) -> Topic:
        given: dict[str, Any] = {
            "title": "体育社区日间照料中心改造经费",
            "category": "money",
            "proposal": "拟安排改造经费，用于屋面和适老化设施。",
            "amount": Decimal(86000),
        }
        by = other.pop("by", self.clerk)
        department = other.pop("department", self.room)
        with clock.moved_to(other.pop("on", MONDAY)):
            return actions.submit(department, by=by, **(given | other))

    def reviewed(self, **other: Any) -> Topic:
        topic = self.submitted(**other)
        with clock.moved_to(MONDAY + DAY):
            return actions.review(topic, by=self.lead, opinion="同意提请研究")

    def meeting(self, held_on: date = MEETING_DAY) -> PartyMeeting:
        with clock.moved_to(MONDAY):
            return actions.call_meeting(
                self.street, by=self.organiser, held_on=held_on, place="三楼会议室"
            )

    def on_agenda(self, meeting: PartyMeeting, **other: Any) -> Topic:
        topic = self.reviewed(**other)
        with clock.moved_to(MONDAY + 2 * DAY):
            return actions.put_on_agenda(topic, by=self.secretary, meeting=meeting)

    def papers(self, topic: Topic, on: date = MEETING_DAY - 3 * DAY, why: str = "") -> Topic:
        with clock.moved_to(on):
            return actions.hand_out(topic, by=self.organiser, papers_on=on, urgent_reason=why)

    def sign_in(self, meeting: PartyMeeting, absent: int = 0) -> PartyMeeting:
        """The last ones of the roster are absent."""
        here = self.members[: len(self.members) - absent]
        with clock.moved_to(meeting.held_on):
            return actions.sign_in(
                meeting,
                by=self.organiser,
                present=[one.pk for one in here],
                chair=self.members[0],
            )

    def vote(self, topic: Topic, yes: int, no: int = 0, abstain: int = 0, **other: Any) -> Topic:
        secretary = self.members[0]
        speeches = other.pop(
            "speeches", f"{self.members[1]}：同意。\n{secretary}：同意大家的意见。"
        )
        with clock.moved_to(MEETING_DAY):
            return actions.count_votes(
                topic,
                by=self.organiser,
                speeches=speeches,
                votes=Votes(yes, no, abstain),
                **other,
            )

    def ready(self, **other: Any) -> Topic:
        """On the agenda of a meeting at which all seven are present, its papers with them."""
        meeting = self.meeting()
        topic = self.papers(self.on_agenda(meeting, **other))
        self.sign_in(meeting)
        return topic

    def passed(self, **other: Any) -> Topic:
        topic = self.vote(self.ready(**other), 7)
        with clock.moved_to(MEETING_DAY):
            return actions.resolve(topic, by=self.organiser, decision="同意安排改造经费8.6万元。")

    def given(self, owner: User | None = None, days: int = 10, **other: Any) -> Topic:
        topic = self.passed(**other)
        with clock.moved_to(MEETING_DAY + DAY):
            due_on = MEETING_DAY + days * DAY
            return actions.assign(
                topic, by=self.organiser, owner=owner or self.clerk, due_on=due_on
            )


@pytest.fixture
def committee(
    office: Office,
    room: Unit,
    li_secretary: User,
    lead_official: User,
    organiser: User,
    clerk: User,
) -> Committee:
    """Seven members since 2024: the secretary, the organiser, five others."""
    since = date(2024, 1, 10)
    members: list[Person] = []

    def add(position: str, **who: Any) -> None:
        one = actions.add_member(
            office.street, by=organiser, position=position, starts_on=since, **who
        )
        members.append(one.person)

    add("secretary", person=li_secretary.person)
    add("member", person=organiser.person)
    for place, name in enumerate(NAMES):
        add("deputy" if place == 0 else "member", name=name)
    return Committee(office.street, room, li_secretary, lead_official, organiser, clerk, members)


Browser = Callable[[User], Any]

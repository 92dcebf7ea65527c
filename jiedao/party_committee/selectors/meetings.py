"""Meetings and members: who may see them, which are to come, whom one may name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from jiedao.access import selectors as access
from jiedao.lib.sheets import Cell
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.party_committee.conditions import KEEP, SEE
from jiedao.party_committee.kinds import MEETING
from jiedao.party_committee.models import Attendee, PartyMeeting, PartyMember
from jiedao.party_committee.models.meetings import PartyMeetingQuerySet
from jiedao.party_committee.states import MeetingStanding, MemberPosition, Outcome
from jiedao.people.models import Person, User
from jiedao.web.lists import MOST_EXPORTED, Asked, Listed, Listing, Narrowing, page_of

CHIPS = {
    MeetingStanding.CALLED: "soon",
    MeetingStanding.HELD: "soon",
    MeetingStanding.MINUTED: "ok",
    MeetingStanding.CANCELLED: "",
}
ORDER = {position: place for place, position in enumerate(MemberPosition)}
COLUMNS = ("编号", "会议", "开会日期", "地点", "议题数", "通过", "纪要编号", "现在")
STANDINGS = {
    MeetingStanding.CALLED: Q(signed_in_at=None, cancelled_at=None),
    MeetingStanding.HELD: Q(signed_in_at__isnull=False, minutes_at=None),
    MeetingStanding.MINUTED: Q(minutes_at__isnull=False),
    MeetingStanding.CANCELLED: Q(cancelled_at__isnull=False),
}
LISTING = Listing(
    "编号、地点或者纪要编号",
    {
        "newest": ("新开的在前", ("-held_on", "-pk")),
        "oldest": ("先开的在前", ("held_on", "pk")),
    },
    (Narrowing("standing", "现在", MeetingStanding.choices),),
)


@dataclass(frozen=True)
class Row:
    """A meeting as the list shows it: how it stands, how many topics, how many of them passed."""

    record: PartyMeeting
    word: str
    chip: str
    topics: int
    passed: int


def meetings_seen_by(user: User) -> PartyMeetingQuerySet:
    """The meetings a person may see."""
    seen = access.dossiers_seen_by(user, *MEETING.seen_with)
    return PartyMeeting.objects.filter(seen).select_related("dossier__unit", "chair")


def get_visible_meeting(user: User, number: str) -> PartyMeeting:
    """One meeting by its number; Http404 when there is none or it may not be known."""
    rows = meetings_seen_by(user).select_related("dossier__opened_by", "minutes_by")
    found = rows.filter(dossier__number=number).first()
    if found is None:
        raise Http404
    return found


def asked_for(user: User, asked: Asked) -> PartyMeetingQuerySet:
    """The meetings that were asked for, each with how many topics it had."""
    rows = meetings_seen_by(user)
    if asked.of("standing"):
        rows = rows.filter(STANDINGS[MeetingStanding(asked.of("standing"))])
    if asked.words:
        rows = rows.filter(
            Q(dossier__number__icontains=asked.words)
            | Q(place__icontains=asked.words)
            | Q(minutes_number__icontains=asked.words)
        )
    return _counted(rows)


def counted_of(records: list[PartyMeeting]) -> list[PartyMeeting]:
    """The same meetings, each with how many topics it had."""
    rows = PartyMeeting.objects.filter(pk__in=[one.pk for one in records])
    counts = {one.pk: one for one in _counted(rows.select_related("dossier__unit", "chair"))}
    return [counts[one.pk] for one in records]


def _counted(rows: PartyMeetingQuerySet) -> PartyMeetingQuerySet:
    counted: PartyMeetingQuerySet = rows.annotate(
        topics=Count("entries", filter=~Q(entries__outcome=Outcome.TAKEN_OFF)),
        passed=Count("entries", filter=Q(entries__outcome=Outcome.PASSED)),
    )
    return counted


def listed(user: User, asked: Asked) -> Listed[Row]:
    """One page of the list."""
    return page_of(asked_for(user, asked), asked, row_of, measure="次")


def row_of(record: PartyMeeting) -> Row:
    """A meeting that was read with its counts, as a line."""
    said = vars(record)
    standing = record.standing
    return Row(record, str(standing.label), CHIPS[standing], said["topics"], said["passed"])


def lines_of(rows: PartyMeetingQuerySet) -> Iterator[list[Cell]]:
    """The rows for Excel."""
    for record in rows[:MOST_EXPORTED]:
        row = row_of(record)
        yield [
            record.dossier.number,
            str(record),
            record.held_on,
            record.place,
            row.topics,
            row.passed,
            record.minutes_number,
            row.word,
        ]


def to_come(unit: Unit, *, today: date) -> PartyMeetingQuerySet:
    """The meetings a topic can still be put before, the nearest first."""
    rows = PartyMeeting.objects.called().filter(dossier__unit=unit, held_on__gte=today)
    return rows.select_related("dossier__unit").order_by("held_on", "pk")


def streets_of(user: User) -> QuerySet[Unit]:
    """The streets whose meetings and members a person keeps."""
    return access.units_within(user, KEEP).filter(level=UnitLevel.STREET)


def members_on(unit: Unit, day: date) -> list[PartyMember]:
    """The members of a street on a day: secretary, deputies, then the others."""
    rows = PartyMember.objects.on(day).filter(unit=unit).select_related("person")
    return sorted(rows, key=lambda one: (ORDER[MemberPosition(one.position)], one.pk))


def roster_seen_by(user: User) -> QuerySet[PartyMember]:
    """Everyone who is or was a member, of the streets whose committee a person may see."""
    units = access.units_within(user, SEE)
    return PartyMember.objects.filter(unit__in=units).select_related("person", "unit")


def members_seen_by(user: User) -> list[PartyMember]:
    """The roster as it is read: street by street, those of today first, by their posts."""
    return sorted(
        roster_seen_by(user),
        key=lambda one: (
            one.unit.path,
            one.ends_on is not None,
            ORDER[MemberPosition(one.position)],
            one.pk,
        ),
    )


def get_member(user: User, pk: int) -> PartyMember:
    """One line of the roster; Http404 when there is none or it may not be known."""
    found = roster_seen_by(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def officials_of(unit: Unit) -> QuerySet[User]:
    """Who works in the street or its departments today: whom a decision can be given to."""
    posts = access.valid_posts().filter(
        unit__path__startswith=unit.path,
        unit__level__in=(UnitLevel.STREET, UnitLevel.DEPARTMENT, UnitLevel.COMMUNITY),
    )
    rows = User.objects.filter(pk__in=posts.values("user"), is_active=True)
    return rows.order_by("name", "pk")


def candidates(unit: Unit) -> QuerySet[Person]:
    """Who can be put on the roster without typing: those with an account and a post in the street."""
    posts = access.valid_posts().filter(
        unit__path__startswith=unit.path,
        unit__level__in=(UnitLevel.STREET, UnitLevel.DEPARTMENT),
    )
    rows = Person.objects.filter(user__in=posts.values("user"), user__is_active=True)
    return rows.order_by("sort_key", "pk")


def candidates_within(user: User) -> QuerySet[Person]:
    """Those of every street whose roster a person keeps."""
    persons = Person.objects.none()
    for unit in streets_of(user):
        persons |= candidates(unit)
    return persons.order_by("sort_key", "pk")


def roster_of(meeting: PartyMeeting) -> list[PartyMember | Attendee]:
    """Who was to come to a meeting: as frozen when it was signed in, before that the members of its day."""
    if meeting.signed_in_at:
        return list(meeting.attendees.select_related("person"))
    return list(members_on(meeting.dossier.unit, meeting.held_on))

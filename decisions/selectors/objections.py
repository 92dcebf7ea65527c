"""The objections of a matter (异议): which wait for what, and what keeps the next step from beginning."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.http import Http404

from decisions.models import Matter
from decisions.selectors import facts
from jiedao.lib.quotas import AtLeast
from jiedao.organisation.models import Seat
from jiedao.organisation.selectors import head_count_on
from jiedao.organisation.states import BodyKind
from jiedao.people.models import Person
from jiedao.publications.models import Objection
from jiedao.publications.objecting import Finding, JointBase, ObjectionStatus, Outcome


@dataclass(frozen=True)
class ObjectionCount:
    """How many objections a matter has, and how they stand."""

    total: int
    answered: int
    open: int

    @property
    def words(self) -> str:
        return f"收到异议{self.total}件，已答复{self.answered}件"


def count_of(matter: Matter) -> ObjectionCount:
    """收到异议N件，已答复M件."""
    found = facts(matter).objections
    return ObjectionCount(
        len(found),
        sum(one.answered_on is not None for one in found),
        sum(one.is_open for one in found),
    )


def with_status(matter: Matter, *statuses: str) -> list[Objection]:
    """Those that stand at one of these, oldest first."""
    return [one for one in facts(matter).objections if one.status in statuses]


def answered_lately(matter: Matter, on: date) -> list[Objection]:
    """Answered, and the objector may still say that it does not satisfy."""
    answered = with_status(matter, ObjectionStatus.ANSWERED)
    if not answered:
        return []
    wait = timedelta(days=facts(matter).edition(on).respond_within.n)
    return [one for one in answered if one.answered_on and on <= one.answered_on + wait]


def respond_until(matter: Matter, objection: Objection) -> date | None:
    """Until when the objector's word on the answer is waited for."""
    if objection.answered_on is None:
        return None
    days = facts(matter).edition(objection.answered_on).respond_within.n
    return objection.answered_on + timedelta(days=days)


def not_yet_heard(matter: Matter) -> list[Objection]:
    """Joint objections of so many that a meeting must be called, which has not been."""
    return [
        one
        for one in facts(matter).objections
        if one.calls_meeting and one.outcome != Outcome.HEARD
    ]


def not_yet_corrected(matter: Matter) -> list[Objection]:
    """Those on which the street ordered a correction that is still to be made."""
    superseded = {notice.pk for notice in facts(matter).publications if notice.superseded_as}
    return [
        one
        for one in facts(matter).objections
        if one.finding == Finding.ORDERED and one.publication_id not in superseded
    ]


def get_objection(matter: Matter, number: int) -> Objection:
    """One objection of this matter, or 404: what belongs to another is not known here."""
    rows = Objection.objects.filter(dossier=matter.dossier, number=number)
    found = rows.select_related(
        "publication", "signatures", "acknowledged_by", "answered_by", "decided_by", "dossier"
    ).first()
    if found is None:
        raise Http404
    return found


def oldest(objections: Iterable[Objection], column: str) -> date | None:
    """The earliest day of a column, from which the limit of several runs."""
    days: list[date] = [day for one in objections if (day := getattr(one, column))]
    return min(days, default=None)


def joint_quota(matter: Matter, base: str, on: date) -> tuple[AtLeast, str]:
    """How many who object together may demand a meeting, and the article (第二十六条、第二十八条)."""
    edition = facts(matter).edition(on)
    many = base == JointBase.REPRESENTATIVES
    key = "convene_representatives" if many else "convene_by_residents"
    return getattr(edition, key), edition.source(key)


def joint_total(matter: Matter, base: str, on: date) -> int:
    """Out of how many: the representatives who sit that day, or the dated head count; 0 unknown."""
    unit = matter.dossier.unit
    if base == JointBase.REPRESENTATIVES:
        return representatives(matter, on).count()
    heads = head_count_on(unit, on)
    if heads is None:
        return 0
    return heads.households if base == JointBase.HOUSEHOLDS else heads.adults


def representatives(matter: Matter, on: date) -> QuerySet[Person]:
    """The residents' representatives of the community who sit on a day, to be ticked."""
    seats = Seat.objects.sitting(on).of(matter.dossier.unit, BodyKind.REPRESENTATIVES)
    return Person.objects.filter(pk__in=seats.values("person"))

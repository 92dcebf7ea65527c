"""Reading the organisation: the tree as pages show it, bodies as meetings need them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from jiedao.organisation import eligibility
from jiedao.organisation.models import Body, HeadCount, Seat, Term, Unit
from jiedao.organisation.rosters import HEADS
from jiedao.organisation.rules import RULES
from jiedao.organisation.states import BodyKind, Position, UnitLevel
from jiedao.people.models import Kinship, Person

SELF_GOVERNING = (UnitLevel.COMMUNITY, UnitLevel.VILLAGE)
PAGE, POSTS, FOLDED = 40, 60, 20
ONE_DAY = timedelta(days=1)
BODY_KINDS = len(BodyKind)
RANK = {position: place for place, position in enumerate(Position.values)}


class Composed(NamedTuple):
    """One person of a meeting, whatever the number of bodies he sits in (组成人员)."""

    person: Person
    kinds: frozenset[str]
    position: str


@dataclass(frozen=True)
class BodyView:
    """A body with the term that runs on a day and who sits in it."""

    body: Body
    term: Term | None
    seats: list[Seat]
    last: Term | None = None

    @property
    def head(self) -> Seat | None:
        return next((s for s in self.seats if s.position == HEADS.get(self.body.kind)), None)

    @property
    def last_day(self) -> date | None:
        """The day the running term ends on, itself included."""
        return self.term.ends_on - ONE_DAY if self.term else None

    @property
    def is_long(self) -> bool:
        """Whether the roster is folded away on the page."""
        return len(self.seats) > FOLDED

    @property
    def has_groups(self) -> bool:
        return any(seat.group for seat in self.seats)


@dataclass(frozen=True)
class Page:
    """A page of units, by key: `after` is the key that leads to the next page."""

    rows: list[Unit]
    total: int
    sort: str
    after: str = ""
    continued: bool = False


def get_unit(code: str) -> Unit:
    """The unit of that code; every signed-in person may see the tree. Http404 when there is none."""
    unit = Unit.objects.select_related("parent").filter(code=code).first()
    if unit is None:
        raise Http404(f"没有代码为{code}的单位。")
    return unit


def get_body(pk: int) -> Body:
    """A body with its unit; Http404 when there is none."""
    body = Body.objects.select_related("unit").filter(pk=pk).first()
    if body is None:
        raise Http404("没有这个社区组织。")
    return body


def get_term(pk: int) -> Term:
    """A term with its body and unit; Http404 when there is none."""
    term = Term.objects.select_related("body__unit").filter(pk=pk).first()
    if term is None:
        raise Http404("没有这一届。")
    return term


def get_seat(pk: int) -> Seat:
    """A seat with its person, term, body and unit; Http404 when there is none."""
    seat = Seat.objects.select_related("person", "term__body__unit").filter(pk=pk).first()
    if seat is None:
        raise Http404("没有这个席位。")
    return seat


def seats_at_end(term: Term) -> list[Seat]:
    """Who sat in a term to its end, in the order of a roster."""
    seats = term.seats.filter(left_on__isnull=True).select_related("person")
    return sorted(seats, key=lambda seat: (RANK[seat.position], seat.group, seat.person.sort_key))


def posts_of(unit: Unit, on: date) -> list[Any]:
    """Who is appointed at a unit on a day; the rows are those of `access`, which stands above."""
    valid = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    rows = unit.appointments.filter(valid, starts_on__lte=on)  # declared by access on Unit
    return list(rows.select_related("user").order_by("role", "id")[:POSTS])


def line_above(unit: Unit) -> list[Unit]:
    """The units above, from the root down, without the unit itself; one query."""
    return list(Unit.objects.filter(pk__in=unit.ancestor_ids[:-1]).order_by("path"))


def streets() -> list[Unit]:
    """The top of the tree with its streets, each with its number of communities and villages."""
    rows = Unit.objects.of_level(UnitLevel.DISTRICT, UnitLevel.STREET).active()
    return list(
        rows.annotate(
            communities=_beneath(UnitLevel.COMMUNITY), villages=_beneath(UnitLevel.VILLAGE)
        ).order_by("level", "code")
    )


def _beneath(level: str) -> Count:
    return Count("children", filter=Q(children__level=level, children__closed_on__isnull=True))


def children_of(unit: Unit) -> list[Unit]:
    """What stands directly beneath a unit, communities first, each with what is missing in sight."""
    return list(
        Unit.objects.active()
        .filter(parent=unit)
        .annotate(beneath=Count("children", filter=Q(children__closed_on__isnull=True)))
        .order_by("code")
    )


def matching(words: str) -> Q:
    """Units whose name, code or pinyin holds the words: 体育, tiyu, tysq, 410105001003."""
    words = words.strip()
    found = Q(name__icontains=words) | Q(short_name__icontains=words) | Q(code__startswith=words)
    letters = re.sub(r"[^a-z]", "", words.lower())
    if letters and words.isascii():
        whole = "[0-9 ]*".join(letters)
        initials = "[a-z]*[0-9] ".join(letters)
        found |= Q(sort_key__regex=rf"(^|\s){whole}") | Q(sort_key__regex=rf"(^|\s){initials}")
    return found


def find_units(
    *,
    words: str = "",
    level: str = "",
    street: Unit | None = None,
    sort: str = "code",
    after: str = "",
    limit: int = PAGE,
) -> Page:
    """A page of the list of units: narrowed, sorted, continued after a key; two queries."""
    rows = Unit.objects.active().select_related("parent")
    if words:
        rows = rows.filter(matching(words))
    if level in UnitLevel.values:
        rows = rows.filter(level=level)
    if street is not None:
        rows = rows.filter(path__startswith=street.path).exclude(pk=street.pk)
    total = rows.count()
    by_name = sort == "name"
    if after:
        # A key of sound may occur twice; the code decides between the two.
        sound, _, code = after.rpartition("~")
        later = Q(code__gt=code)
        rows = rows.filter(Q(sort_key__gt=sound) | Q(sort_key=sound) & later if by_name else later)
    found = list(rows.order_by(*(("sort_key", "code") if by_name else ("code",)))[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    key = f"{last.sort_key if by_name else ''}~{last.code}" if last else ""
    return Page(found[:limit], total, "name" if by_name else "code", key, bool(after))


def bodies_of(unit: Unit, on: date) -> list[BodyView]:
    """The bodies of a community in office order, with their running term and seats; three queries."""
    bodies = {body.pk: body for body in Body.objects.filter(unit=unit).select_related("unit")}
    terms = list(Term.objects.filter(body__in=bodies).order_by("begins_on"))
    running = {term.body_id: term for term in terms if term.begins_on <= on < term.ends_on}
    last = {term.body_id: term for term in terms}
    seats: dict[int, list[Seat]] = {}
    rows = Seat.objects.sitting(on).filter(term__in=running.values())
    for seat in rows.select_related("person"):
        seats.setdefault(seat.term_id, []).append(seat)
    order = list(BodyKind.values)
    views = []
    for body in sorted(bodies.values(), key=lambda one: order.index(one.kind)):
        term = running.get(body.pk)
        sitting = seats.get(term.pk, []) if term else []
        sitting.sort(key=lambda seat: (RANK[seat.position], seat.group, seat.person.sort_key))
        views.append(BodyView(body, term, sitting, last.get(body.pk)))
    return views


def body_with_seats(unit: Unit, kind: str, on: date) -> BodyView | None:
    """One body of a community with its running term and seats on a day, or None."""
    return next((view for view in bodies_of(unit, on) if view.body.kind == kind), None)


def meeting_composition(unit: Unit, kinds: Iterable[str], on: date) -> list[Composed]:
    """Who makes up a meeting of these bodies on a day; who sits in two of them counts once."""
    kinds = list(kinds)
    rows = Seat.objects.sitting(on).of(unit, *kinds).select_related("person", "term__body")
    seats = sorted(
        rows,
        key=lambda seat: (
            kinds.index(seat.term.body.kind),
            RANK[seat.position],
            seat.person.sort_key,
            seat.person_id,
        ),
    )
    people: dict[int, list[Seat]] = {}
    for seat in seats:
        people.setdefault(seat.person_id, []).append(seat)
    return [
        Composed(
            held[0].person,
            frozenset(seat.term.body.kind for seat in held),
            "、".join(dict.fromkeys(seat.get_position_display() for seat in held)),
        )
        for held in people.values()
    ]


def head_count_on(unit: Unit, on: date) -> HeadCount | None:
    """The newest head count of a community up to a day: what a residents' meeting is counted by."""
    return HeadCount.objects.filter(unit=unit, counted_on__lte=on).first()


def head_counts(unit: Unit) -> list[HeadCount]:
    """The head counts of a community, newest first."""
    return list(HeadCount.objects.filter(unit=unit).select_related("entered_by")[:10])


def kinships_of(unit: Unit) -> list[Kinship]:
    """The near relatives among those who sit, or sat, in a community's bodies."""
    seated = people_of(unit).values("pk")
    rows = Kinship.objects.filter(Q(one__in=seated) | Q(other__in=seated))
    return list(rows.select_related("one", "other").order_by("id"))


def people_of(unit: Unit) -> QuerySet[Person]:
    """Everyone a community's rosters name."""
    return Person.objects.filter(seats__term__body__unit=unit).distinct()


def missing(unit: Unit, views: list[BodyView], counts: list[HeadCount], on: date) -> list[str]:
    """What a community still has to enter before it can hold its meetings, each in a sentence."""
    said = []
    by_kind = {view.body.kind: view for view in views}
    for kind in BodyKind.values:
        word = eligibility.word_for(unit, kind)
        view = by_kind.get(kind)
        if view is None:
            said.append(f"还没有登记{word}。")
        elif view.last is None:
            said.append(f"{word}还没有登记届次和成员。")
        elif view.term is None:
            ended = view.last.ends_on <= on
            said.append(
                f"{word}第{view.last.number}届"
                + (
                    "已届满，请登记换届。"
                    if ended
                    else f"从{view.last.begins_on:%Y-%m-%d}起，现在没有在任的一届。"
                )
            )
        elif kind in HEADS and view.head is None:
            said.append(f"{word}现在没有{HEADS[kind].label}，请登记增补。")
    if not counts:
        said.append("还没有登记人口底数，召开居民会议时算不出应到人数。")
    return said + _too_few(unit, by_kind, on)


def _too_few(unit: Unit, by_kind: dict[str, BodyView], on: date) -> list[str]:
    edition = RULES.on(on)
    said = []
    for kind, key in (
        (BodyKind.COMMITTEE, "committee_min"),
        (BodyKind.SUPERVISION, "supervision_min"),
    ):
        view = by_kind.get(kind)
        name = eligibility.norm(unit, key)
        least = getattr(edition, name)
        if view and view.term and len(view.seats) < least:
            said.append(
                f"{view.body}现有{len(view.seats)}人，应不少于{least}人"
                f"（{edition.source(name)}），请及时补选。"
            )
    return said

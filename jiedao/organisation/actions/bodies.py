"""Writing a community's bodies: terms, seats, kinship."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db import transaction

from jiedao.ledger import actions as ledger
from jiedao.ledger import acts
from jiedao.lib import numerals, text
from jiedao.lib.refusals import refuse, unless
from jiedao.organisation import eligibility, rosters
from jiedao.organisation.actions.standing import standing
from jiedao.organisation.models import Body, Seat, Term, Unit
from jiedao.organisation.rosters import RosterLine
from jiedao.organisation.rules import RULES
from jiedao.organisation.states import BodyKind, Position
from jiedao.people import actions as people
from jiedao.people.models import Kinship, Person, User
from jiedao.web import duties
from jiedao.web.duties import OfficeDuty

ESTABLISHED = acts.declare("organisation.establish_body", "成立社区组织")
TERM_BEGUN = acts.declare("organisation.begin_term", "换届")
SEAT_FILLED = acts.declare("organisation.fill_seat", "增补席位")
SEAT_LEFT = acts.declare("organisation.leave_seat", "席位离任")
KIN = acts.declare("organisation.register_kinship", "登记近亲属")

Place = tuple[Person, str, str]


@transaction.atomic
def establish_body(unit: Unit, *, kind: str, by: User, name: str = "") -> Body:
    """A community gets a standing body (成立社区组织): committee, supervision committee…"""
    duties.demand(by, OfficeDuty.MANAGE_UNITS, unit, act="登记社区组织")
    standing(unit)  # what one body may hold depends on who sits in the others
    unless(eligibility.why_no_bodies(unit))
    if Body.objects.filter(unit=unit, kind=kind).exists():
        raise refuse(
            "organisation.body_exists",
            f"{unit}已经登记过{BodyKind(kind).label}，换届请在它下面登记新的一届。",
            field="kind",
        )
    body = Body.objects.create(unit=unit, kind=kind, name=name or eligibility.body_name(unit, kind))
    ledger.record(unit, act=ESTABLISHED, by=by, words=f"登记{body.name}。", data={"body": body.pk})
    return body


@transaction.atomic
def begin_term(
    body: Body,
    *,
    number: int,
    begins_on: date,
    ends_on: date,
    seats: Sequence[Place],
    by: User,
) -> Term:
    """A newly elected body begins its term with its members (换届), judged by the rules of that day.

    `ends_on` is the first day it no longer sits. Refused when size, kinship, the length of the term
    or the share of representatives is not as the law has it.
    """
    duties.demand(by, OfficeDuty.MANAGE_UNITS, body.unit, act="登记换届")
    unit = standing(body.unit)
    edition = RULES.on(begins_on, unit)
    eligibility.refuse_wrong_period(body, number, begins_on, ends_on, edition)
    eligibility.refuse_wrong_roster(body, seats, edition)
    sitting = [person for person, _, _ in seats]
    eligibility.refuse_kin(body, sitting, begins_on, ends_on, edition)
    term = Term.objects.create(body=body, number=number, begins_on=begins_on, ends_on=ends_on)
    Seat.objects.bulk_create(
        Seat(term=term, person=person, position=position, group=group, joined_on=begins_on)
        for person, position, group in seats
    )
    for day in eligibility.days_together(term):
        eligibility.refuse_share(body, day, RULES.on(day, unit), field="roster")
    words = (
        f"{body.name}第{number}届自{numerals.long_day(begins_on)}至"
        f"{numerals.long_day(ends_on - timedelta(days=1))}，{len(seats)}人。"
    )
    ledger.record(
        unit,
        act=TERM_BEGUN,
        by=by,
        words=words,
        occurred_on=begins_on,
        edition=edition.code,
        data={"term": term.pk, "seats": len(seats)},
    )
    return term


@transaction.atomic
def fill_seat(
    term: Term,
    *,
    person: Person,
    position: str,
    joined_on: date,
    by: User,
    group: str = "",
) -> Seat:
    """A person takes a place in a running term (增补): the same rules as at the election."""
    body = term.body
    duties.demand(by, OfficeDuty.MANAGE_UNITS, body.unit, act="登记增补")
    unit = standing(body.unit)
    edition = RULES.on(joined_on, unit)
    eligibility.refuse_outside_term(term, joined_on, field="joined_on")
    sitting = list(Seat.objects.sitting(joined_on).filter(term=term).select_related("person"))
    eligibility.refuse_wrong_addition(body, person, position, sitting, edition)
    eligibility.refuse_kin(body, [person], joined_on, term.ends_on, edition, field="person")
    seat = Seat.objects.create(
        term=term, person=person, position=position, group=group, joined_on=joined_on
    )
    eligibility.refuse_share(body, joined_on, edition, field="person")
    ledger.record(
        unit,
        act=SEAT_FILLED,
        by=by,
        words=f"{body.name}第{term.number}届增补{Position(position).label}1人。",
        occurred_on=joined_on,
        edition=edition.code,
        data={"seat": seat.pk},
    )
    return seat


@transaction.atomic
def leave_seat(seat: Seat, *, left_on: date, reason: str, by: User) -> Seat:
    """A person leaves a place (离任); the place stays on record with its days."""
    term, body = seat.term, seat.term.body
    duties.demand(by, OfficeDuty.MANAGE_UNITS, body.unit, act="登记离任")
    unit = standing(body.unit)
    seat.refresh_from_db(fields=["left_on"])
    if seat.left_on:
        raise refuse(
            "organisation.left",
            f"{seat.person}已于{numerals.long_day(seat.left_on)}离任，不用再登记。",
        )
    if left_on < seat.joined_on:
        raise refuse(
            "organisation.left_before",
            f"离任日期不能早于任职日期{numerals.long_day(seat.joined_on)}。",
            field="left_on",
        )
    eligibility.refuse_outside_term(term, left_on, field="left_on")
    seat.left_on, seat.left_reason = left_on, reason
    seat.save(update_fields=["left_on", "left_reason"])
    edition = RULES.on(left_on, unit)
    if body.kind == BodyKind.REPRESENTATIVES:
        eligibility.refuse_share(body, left_on, edition, field="left_on", leaving=True)
    ledger.record(
        unit,
        act=SEAT_LEFT,
        by=by,
        words=f"{body.name}第{term.number}届{seat.get_position_display()}1人离任。",
        occurred_on=left_on,
        edition=edition.code,
        data={"seat": seat.pk},
    )
    return seat


@transaction.atomic
def people_of(unit: Unit, *, lines: Iterable[RosterLine], by: User) -> list[Place]:
    """The persons a roster means (认人): those the community knows already, the others entered now."""
    duties.demand(by, OfficeDuty.MANAGE_UNITS, unit, act="登记名册")
    standing(unit)
    known: dict[str, list[Person]] = {}
    for person in Person.objects.filter(seats__term__body__unit=unit).distinct().order_by("id"):
        known.setdefault(person.name, []).append(person)
    places: list[Place] = []
    for line in lines:
        alike = [one for one in known.get(line.name, []) if not line.hint or one.hint == line.hint]
        if len(alike) > 1:
            hints = "、".join(f"“{one.name}（{one.hint or '未写区别'}）”" for one in alike)
            raise refuse(
                "organisation.which_person",
                f"第{line.line}行“{line.name}”在本社区有{len(alike)}个人：{hints}，"
                "请在姓名后用括号写明是哪一位。",
                field="roster",
            )
        person = alike[0] if alike else people.register_person(name=line.name, hint=line.hint)
        places.append((person, line.position, line.group))
    return places


@transaction.atomic
def elect(
    body: Body, *, number: int, begins_on: date, ends_on: date, roster: str, by: User
) -> Term:
    """Begin a term from a roster as it was pasted (按名单登记换届)."""
    try:
        lines = rosters.read(roster, body.kind)
    except ValueError as wrong:
        raise refuse("organisation.roster", str(wrong), field="roster") from wrong
    seats = people_of(body.unit, lines=lines, by=by)
    return begin_term(body, number=number, begins_on=begins_on, ends_on=ends_on, seats=seats, by=by)


@transaction.atomic
def establish_elected(
    unit: Unit,
    *,
    kind: str,
    name: str,
    number: int,
    begins_on: date,
    ends_on: date,
    roster: str,
    by: User,
) -> Term:
    """A body is registered together with the term that runs, from its roster (登记社区组织)."""
    body = establish_body(unit, kind=kind, name=name, by=by)
    return elect(body, number=number, begins_on=begins_on, ends_on=ends_on, roster=roster, by=by)


@transaction.atomic
def fill_by_name(
    term: Term, *, person: str, position: str, group: str, joined_on: date, by: User
) -> Seat:
    """A person named as on a roster of one line takes a place in a running term (增补)."""
    try:
        (line,) = rosters.read(person, term.body.kind)
    except ValueError as wrong:
        said = str(wrong).removeprefix("第1行：")
        raise refuse("organisation.name", said, field="person") from wrong
    ((found, _, _),) = people_of(term.body.unit, lines=[line], by=by)
    return fill_seat(term, person=found, position=position, group=group, joined_on=joined_on, by=by)


@transaction.atomic
def register_kinship(unit: Unit, *, one: Person, other: Person, relation: str, by: User) -> Kinship:
    """Enter that two people of a community are near relatives (登记近亲属); their names stay here."""
    duties.demand(by, OfficeDuty.MANAGE_UNITS, unit, act="登记近亲属关系")
    standing(unit)
    if one.pk == other.pk:
        raise refuse(
            "organisation.kin_of_two", "亲属关系要登记在两个人之间，请选另一个人。", field="other"
        )
    relation = text.clean(relation)
    kinship = people.register_kinship(one, other, relation=relation)
    ledger.record(
        unit, act=KIN, by=by, words=f"{unit}登记近亲属关系一项。", data={"kinship": kinship.pk}
    )
    return kinship

"""The roster of the party committee: who comes, who leaves."""

from datetime import date

from django.db import transaction

from jiedao.ledger import actions as ledger
from jiedao.ledger import acts
from jiedao.lib import clock, text
from jiedao.lib.numerals import long_day
from jiedao.lib.refusals import refuse, unless
from jiedao.organisation.models import Unit
from jiedao.party_committee.conditions import why_not_keep
from jiedao.party_committee.models import PartyMember
from jiedao.party_committee.states import MemberPosition
from jiedao.people import actions as people
from jiedao.people.models import Person, User

ADDED = acts.declare("party_member.add", "登记党工委委员")
ENDED = acts.declare("party_member.end", "登记党工委委员离任")


@transaction.atomic
def add_member(
    unit: Unit,
    *,
    by: User,
    position: str,
    starts_on: date,
    person: Person | None = None,
    name: str = "",
) -> PartyMember:
    """Put a person on the roster of a street's party committee (登记委员)."""
    unless(why_not_keep(unit, by=by))
    _one_at_a_time(unit)
    name = text.clean(name).replace("\n", " ").strip()
    if (person is None) == (not name):
        raise refuse(
            "party_member.who", "请从列表里选一个人，或者写一个姓名，二者选一。", field="person"
        )
    person = person or people.register_person(name=name)
    _not_yet(unit, person, position, starts_on)
    member = PartyMember.objects.create(
        unit=unit,
        person=person,
        position=position,
        starts_on=starts_on,
        added_at=clock.now(),
        added_by=by,
    )
    words = f"{by}登记{person}任党工委{member.get_position_display()}，{long_day(starts_on)}起。"
    ledger.record(unit, act=ADDED, by=by, words=words)
    return member


@transaction.atomic
def end_membership(member: PartyMember, *, by: User, ends_on: date) -> PartyMember:
    """A member leaves the committee (离任); meetings before keep him."""
    unless(why_not_keep(member.unit, by=by))
    _one_at_a_time(member.unit)
    member.refresh_from_db(fields=["ends_on"])
    if member.ends_on:
        raise refuse("party_member.ended", f"{member}已经登记离任，不用再登记。")
    if ends_on <= member.starts_on:
        raise refuse(
            "party_member.days",
            f"{member.person}从{long_day(member.starts_on)}起任职，离任日期要晚于这一天。",
            field="ends_on",
        )
    member.ends_on, member.ended_at, member.ended_by = ends_on, clock.now(), by
    member.save(update_fields=["ends_on", "ended_at", "ended_by"])
    label = member.get_position_display()
    words = f"{by}登记{member.person}不再任党工委{label}，{long_day(ends_on)}起。"
    ledger.record(member.unit, act=ENDED, by=by, words=words)
    return member


def _one_at_a_time(unit: Unit) -> None:
    """Two who change the roster of one street at once: the second waits, and sees the first."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)


def _not_yet(unit: Unit, person: Person, position: str, starts_on: date) -> None:
    later = PartyMember.objects.filter(unit=unit).exclude(ends_on__lte=starts_on)
    if later.filter(person=person).exists():
        raise refuse(
            "party_member.known",
            f"{person}这段时间已经在党工委名册上，没有重复登记。",
            field="person",
        )
    if position != MemberPosition.SECRETARY:
        return
    other = later.filter(position=MemberPosition.SECRETARY).select_related("person").first()
    if other:
        raise refuse(
            "party_member.secretary",
            f"{other.person}这段时间是书记，请先登记离任。",
            field="position",
        )

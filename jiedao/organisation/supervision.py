"""Who may speak for a community's supervision committee on a day (居务监督委员会, 第三十六条)."""

from datetime import date

from django.db.models import Q

from jiedao.lib.numerals import long_day
from jiedao.organisation.eligibility import body_name, norm, word_for
from jiedao.organisation.models import Seat, Unit
from jiedao.organisation.rules import RULES
from jiedao.organisation.states import BodyKind
from jiedao.people.models import Kinship, Person


def supervisors(unit: Unit) -> list[Person]:
    """Everyone who sits, or sat, in the supervision committee, for a choice; the day decides later."""
    seats = Seat.objects.of(unit, BodyKind.SUPERVISION).select_related("person")
    return list({seat.person_id: seat.person for seat in seats.order_by("-id")}.values())


def why_not_supervisor(unit: Unit, person: Person, on: date) -> tuple[str, str] | None:
    """Why a person could not sign for the supervision committee that day, and the article; or None."""
    edition = RULES.on(on)
    basis = edition.source(norm(unit, "supervision_kin_apart"))
    sitting = Seat.objects.sitting(on)
    if not sitting.of(unit, BodyKind.SUPERVISION).filter(person=person).exists():
        body = body_name(unit, BodyKind.SUPERVISION)
        return f"{person}{long_day(on)}不是{body}成员，不能出具监督意见。", basis
    committee = dict(sitting.of(unit, BodyKind.COMMITTEE).values_list("person_id", "person__name"))
    word = word_for(unit, BodyKind.COMMITTEE)
    if person.pk in committee:
        return f"{person}同时是{word}成员，不能监督自己的工作。", basis
    kin = Kinship.objects.filter(
        Q(one=person, other__in=committee) | Q(other=person, one__in=committee)
    ).first()
    if kin is None:
        return None
    relative = committee.get(kin.one_id) or committee[kin.other_id]
    return f"{person}与{word}成员{relative}是近亲属（{kin.relation}），不能出具监督意见。", basis

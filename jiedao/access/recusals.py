"""Who stands aside from a dossier (回避): from acting on it, from seeing it, from voting on it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from jiedao.access.models import Recusal
from jiedao.access.states import RecusalScope
from jiedao.dossiers.models import Dossier
from jiedao.lib.prepared import Records
from jiedao.lib.refusals import FORBIDDEN, Refusal
from jiedao.people.models import Person, User

KEEPING = (RecusalScope.ACT, RecusalScope.SEE)


@Records
def _keeping_from(*, person: int, dossier: int) -> QuerySet[Recusal]:
    rows = Recusal.objects.in_force().filter(person=person, dossier=dossier, scope__in=KEEPING)
    return rows.order_by("pk")[:1]


def recusal_from(user: User, dossier: Dossier) -> Recusal | None:
    """The recusal that keeps a person from acting on a dossier, if there is one."""
    if not user.person_id:
        return None
    return _keeping_from.first(person=user.person_id, dossier=dossier.pk)


def recusal_as_read(user: User, record: Any) -> Recusal | None:
    """The same for a page: a record that was read `with_exceptions` for this person says if there is none."""
    said = vars(record)
    was_asked = "read_for" in said and said["read_for"] == user.person_id
    if was_asked and not said["is_kept_from"]:
        return None
    return recusal_from(user, record.dossier)


def standing_aside(recusal: Recusal | None, noun: str) -> Refusal | None:
    """Why somebody who stands aside may do nothing about a dossier; `noun` begins the code."""
    if recusal is None:
        return None
    return Refusal(
        f"{noun}.recused",
        f"您已申报回避（{recusal.reason}），不能办理这件事，请由其他人办理。",
        status=FORBIDDEN,
    )


def recused_from_voting(dossier: Dossier) -> set[int]:
    """Primary keys of the persons who may not vote on a dossier."""
    return set(Recusal.objects.in_force().filter(dossier=dossier).values_list("person", flat=True))


def recused_by_dossier(dossiers: Iterable[int]) -> dict[int, frozenset[int]]:
    """The same for several dossiers by their keys; one query."""
    found: dict[int, set[int]] = {}
    rows = Recusal.objects.in_force().filter(dossier__in=list(dossiers))
    for dossier, person in rows.values_list("dossier", "person"):
        found.setdefault(dossier, set()).add(person)
    return {dossier: frozenset(persons) for dossier, persons in found.items()}


def recusals_of(dossier: Dossier) -> QuerySet[Recusal]:
    """The recusals of a dossier that stand, with their persons."""
    return recusals_entered(dossier).filter(lifted_on__isnull=True)


def withdrawn_from(dossier: Dossier) -> QuerySet[Person]:
    """Whose recusals from a dossier stand, by name: whose can be taken back."""
    standing = Recusal.objects.in_force().filter(dossier=dossier)
    return Person.objects.filter(pk__in=standing.values("person")).order_by("sort_key", "id")


def recusals_entered(dossier: Dossier) -> QuerySet[Recusal]:
    """All that were ever entered, those that were taken back among them: for the page."""
    return dossier.recusals.select_related("person").order_by("id")

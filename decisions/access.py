"""The duties of 一征三议两公开, and the two ways to reach a matter."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from decisions.duties import Duty
from decisions.models import Matter, MatterQuerySet
from jiedao.access import selectors as access
from jiedao.people.models import User


def visible_to(user: User, *, known: access.Exceptions | None = None) -> MatterQuerySet:
    """The matters a person may see: by duty over the unit, by admission, minus recusals."""
    return Matter.objects.filter(
        access.dossiers_seen_by(user, Duty.VIEW, Duty.OPINIONS, known=known)
    ).select_related("dossier__unit__parent", "acceptance_supervisor")


def get_visible(
    user: User, number: str, *, also: Callable[[QuerySet[Matter]], QuerySet[Matter]] | None = None
) -> Matter:
    """One matter by its number; Http404 when there is none or it may not be known.

    `also` may have the query bring along what a page shows besides.
    """
    rows = visible_to(user)
    return get_object_or_404(also(rows) if also else rows, dossier__number=number)

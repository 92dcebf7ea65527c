"""The duties of 一征三议两公开, and the two ways to reach a matter."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from decisions.duties import Duty
from decisions.models import Matter
from jiedao.access import selectors as access
from jiedao.people.models import User


def visible_to(user: User) -> QuerySet[Matter]:
    """The matters a person may see: by duty over the unit, by admission, minus recusals."""
    return Matter.objects.filter(
        access.dossiers_seen_by(user, Duty.VIEW, Duty.OPINIONS)
    ).select_related("dossier__unit__parent")


def get_visible(user: User, number: str) -> Matter:
    """One matter by its number; Http404 when there is none or it may not be known."""
    return get_object_or_404(visible_to(user), dossier__number=number)

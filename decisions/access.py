"""The duties of 一征三议两公开, and the two ways to reach a matter."""

from collections.abc import Callable
from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from decisions.duties import Duty
from decisions.models import Matter, MatterQuerySet
from jiedao.access import selectors as access
from jiedao.dossiers.models import Dossier
from jiedao.lib import clock
from jiedao.lib.prepared import Records
from jiedao.people.models import User

SEEN_WITH = (Duty.VIEW, Duty.OPINIONS)


def visible_to(user: User) -> MatterQuerySet:
    """The matters a person may see: by duty over the unit, by admission, minus recusals."""
    return Matter.objects.filter(access.dossiers_seen_by(user, *SEEN_WITH)).select_related(
        "dossier__unit__parent", "acceptance_supervisor"
    )


def seen_by(viewer: access.Viewer) -> MatterQuerySet:
    """The same for a prepared question; joins nothing."""
    return Matter.objects.filter(access.seen_by(viewer, *SEEN_WITH))


def matter_of(dossier: Dossier) -> Matter | None:
    """The matter of a dossier, for its papers; nobody is asked for."""
    rows = Matter.objects.select_related("dossier__unit__parent__parent")
    return rows.filter(pk=dossier.pk).first()


Also = Callable[[QuerySet[Matter]], QuerySet[Matter]]


@Records
def _numbered(
    *, number: str, also: Also | None, user: int, person: int, today: date
) -> QuerySet[Matter]:
    rows: QuerySet[Matter] = Matter.objects.filter(dossier__number=number)
    rows = rows.select_related("dossier__unit__parent", "acceptance_supervisor")
    rows = access.with_exceptions(rows, user=user, person=person, today=today)
    return also(rows) if also else rows


def get_visible(user: User, number: str, *, also: Also | None = None) -> Matter:
    """One matter by its number; Http404 when there is none or it may not be known.

    `also` may have the query bring along what a page shows besides.
    """
    matter = _numbered.first(
        number=number,
        also=also,
        user=user.pk,
        person=user.person_id or 0,
        today=clock.today(),
    )
    if matter is None or not access.may_see(user, matter.dossier, *SEEN_WITH, marked=matter):
        raise Http404
    return matter

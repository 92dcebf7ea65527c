"""Which responsibilities are late on a day (责任清单逾期项), as one queryset: for the list and for its figure.

The list says of each line how it stands, at every moment; here what a figure comes to is read from
the settled sums, which follow an act within a minute.
"""

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from jiedao.deadlines.models import Deadline
from jiedao.indicators.figures import AMOUNT
from jiedao.indicators.models import DayTotal
from jiedao.liaison.models import Responsibility
from jiedao.liaison.states import Proof


def late(day: date) -> QuerySet[Responsibility]:
    """Lines on the list on a day that are late on it; what was taken off is not."""
    return Responsibility.objects.filter(
        _by_figure(day) | _by_dossier(day) | _by_limits(day),
        dossier__opened_on__lte=day,
        withdrawn="",
    )


def _by_figure(day: date) -> Q:
    """The time is over, and the figure has not come to enough in it."""
    sums = DayTotal.objects.filter(
        figure=OuterRef("figure"),
        unit__path__startswith=OuterRef("dossier__unit__path"),
        day__gte=OuterRef("since"),
        day__lte=OuterRef("due_on"),
    )
    whole = sums.order_by().values("figure").annotate(whole=Sum("amount")).values("whole")
    reached = Coalesce(Subquery(whole), 0, output_field=AMOUNT)
    rows: QuerySet[Any] = Responsibility.objects.filter(proof=Proof.FIGURE, due_on__lt=day)
    short = rows.annotate(reached=reached).filter(reached__lt=F("least"))
    return Q(pk__in=short.order_by().values("pk"))


def _by_dossier(day: date) -> Q:
    """The time is over, and the dossier is not closed."""
    open_then = Q(proof_dossier__closed_on=None) | Q(proof_dossier__closed_on__gt=day)
    return Q(proof=Proof.DOSSIER, due_on__lt=day) & open_then


def _by_limits(day: date) -> Q:
    """A limit of the kind was missed, in the unit and the time."""
    limits = Deadline.objects.filter(
        code=OuterRef("limit"),
        dossier__unit__path__startswith=OuterRef("dossier__unit__path"),
        due_on__gte=OuterRef("since"),
        due_on__lte=OuterRef("due_on"),
    ).filter(due_on__lt=day)
    rests = Q(paused_on__isnull=False, paused_on__lte=day)
    missed = Q(closed_on__gt=F("due_on")) | Q(closed_at=None) & ~rests
    return Q(Exists(limits.filter(missed)), proof=Proof.LIMIT)

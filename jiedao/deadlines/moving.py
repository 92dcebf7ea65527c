"""Open limits follow the working calendar (期限随节假日安排重新计算)."""

from collections.abc import Iterator
from datetime import date

from jiedao.deadlines import actions
from jiedao.deadlines.models import Deadline
from jiedao.lib import clock
from jiedao.people.models import User
from jiedao.workdays import moving
from jiedao.workdays.calendars import Calendar
from jiedao.workdays.due import Due, due
from jiedao.workdays.moving import Move
from jiedao.workdays.selectors import calendar as calendar_from
from jiedao.workdays.spans import span_of

EVER = date(2000, 1, 1)


class OpenLimits:
    """The limits that run, counted in working days or ending on one."""

    def moves(self, calendar: Calendar, years: frozenset[int]) -> list[Move]:
        """Those whose last day would be another."""
        return [
            Move(
                f"{limit.dossier.title}：{limit.name}",
                str(limit.dossier.unit),
                limit.due_on,
                computed.on,
            )
            for limit, computed in _computed(calendar, years)
            if computed.on != limit.due_on
        ]

    def move(self, years: frozenset[int], *, by: User) -> None:
        """Set the new days; each is told in the dossier's ledger and to those on whose desk it lies."""
        # Dossiers are locked in one order, so that two changes at once cannot block each other.
        found = sorted(_computed(calendar_from(EVER), years), key=lambda one: one[0].dossier_id)
        for limit, computed in found:
            actions.move(limit, computed, by=by)


def _computed(calendar: Calendar, years: frozenset[int]) -> Iterator[tuple[Deadline, Due]]:
    """Every open limit that days of these years can move, with its last day by this calendar."""
    today = clock.today()
    limits = (
        Deadline.objects.open()
        .exclude(span="")
        .filter(due_on__gte=date(min(years), 1, 1), counted_from__lte=date(max(years), 12, 31))
        .select_related("dossier__unit")
        .order_by("due_on", "pk")
    )
    for limit in limits:
        assert limit.counted_from
        computed = due(limit.counted_from, span_of(limit.span), calendar=calendar)
        if computed.on < min(today, limit.due_on):
            # Nobody is made late by a make-up day that came to be known afterwards.
            computed = Due(min(today, limit.due_on), computed.explanation, computed.uncertain_years)
        yield limit, computed


moving.declare(OpenLimits())

"""What lasts from a day until a day, the second outside."""

from datetime import date, timedelta

from django.db.models import F, Func, Q

SPAN = Func(F("since"), F("until"), function="daterange")
IN_ORDER = Q(until__isnull=True) | Q(until__gte=F("since"))


def on(day: date) -> Q:
    """The WHERE of what lasts on a day."""
    return Q(until=None, since__lte=day) | Q(until__gt=day, since__lte=day)


def overlapping(since: date) -> Q:
    """The WHERE of what shares a day with something that lasts from `since` on."""
    return Q(until=None) | Q(until__gt=since) & Q(until__gt=F("since"))


def last_day(until: date | None) -> date | None:
    """The last day within; None while no end is set."""
    return until - timedelta(days=1) if until else None

"""Figures of 一征三议两公开, each defined once."""

from django.db.models import QuerySet

from decisions.models import Matter
from jiedao.indicators.figures import Count, Scope


def carried_out(scope: Scope) -> QuerySet[Matter]:
    """Matters resolved by the residents whose carrying-out began in the period."""
    return Matter.objects.carried_out().filter(
        implementing_on__gte=scope.since,
        implementing_on__lt=scope.until,
    )


MATTERS_CARRIED_OUT = Count(
    "decisions.carried_out",
    "办理居民切身利益重大事项",
    "期内按“一征三议两公开”通过决议、公示期满并进入组织实施的事项，按开始实施的日期计。",
    carried_out,
    report="F5",
    on="implementing_on",
)

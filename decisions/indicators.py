"""Figures of 一征三议两公开, each defined once."""

from django.db.models import QuerySet

from decisions.models import HistoricMatter, Matter
from decisions.states import MatterState
from jiedao.indicators.figures import Count, Rows, Scope


def carried_out(scope: Scope) -> QuerySet[Matter]:
    """Matters resolved by the residents whose carrying-out began in the period."""
    return Matter.objects.carried_out().filter(
        implementing_on__gte=scope.since,
        implementing_on__lt=scope.until,
    )


def ended(state: str) -> Rows:
    """Matters that came to an end of this kind in the period, by the day of the end."""

    def rows(scope: Scope) -> QuerySet[Matter]:
        return Matter.objects.filter(
            state=state,
            dossier__closed_on__gte=scope.since,
            dossier__closed_on__lt=scope.until,
        )

    return rows


def acted_first(scope: Scope) -> QuerySet[Matter]:
    """Matters in which something had to be done first in the period."""
    return Matter.objects.filter(acted_on__gte=scope.since, acted_on__lt=scope.until)


def historic(scope: Scope) -> QuerySet[HistoricMatter]:
    """Old matters on record whose resolution is of the period."""
    return HistoricMatter.objects.filter(decided_on__gte=scope.since, decided_on__lt=scope.until)


MATTERS_CARRIED_OUT = Count(
    "decisions.carried_out",
    "办理居民切身利益重大事项",
    "期内按“一征三议两公开”通过决议、公示期满并进入组织实施的事项，按开始实施的日期计。",
    carried_out,
    report="F5",
    on="implementing_on",
)

TERMINATED = Count(
    "decisions.terminated",
    "终止办理的重大事项",
    "期内写明原因终止的事项，按终止的日期计；不计入办理的事项。",
    ended(MatterState.TERMINATED),
)
REVOKED = Count(
    "decisions.revoked",
    "决议被撤销的重大事项",
    "期内登记为已撤销的决议（居民会议撤销、街道责令改正、人民法院判决），按登记的日期计。",
    ended(MatterState.REVOKED),
)
EMERGENCIES = Count(
    "decisions.emergency",
    "先行应急处置的重大事项",
    "期内来不及征求意见、先行处置、事后提请追认的事项，按处置的日期计。",
    acted_first,
    on="acted_on",
)
HISTORIC = Count(
    "decisions.historic",
    "历史补录的重大事项",
    "使用平台以前办完、照档案补录的事项，按决议的日期计；单独计数，不计入办理的事项。",
    historic,
    on="decided_on",
)

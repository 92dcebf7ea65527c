"""Who owes a paper in a period (报送单位): communities and departments, work groups, the street itself."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from jiedao.liaison import selectors as liaison
from jiedao.liaison.models import WorkGroup
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.reporting.models import Excuse
from jiedao.reporting.states import PaperKind

REPORTING = (UnitLevel.COMMUNITY, UnitLevel.VILLAGE, UnitLevel.DEPARTMENT)


@dataclass(frozen=True)
class Party:
    """One that owes a paper: a unit, or a group of which a unit is the responsible department."""

    unit: Unit
    group: WorkGroup | None = None

    @property
    def name(self) -> str:
        return self.group.dossier.title if self.group else str(self.unit)


def parties(street: Unit, kind: str, day: date) -> list[Party]:
    """Who owes a paper of a kind on a day; units excused or dissolved do not."""
    if kind == PaperKind.REVIEW:
        return [Party(street)]
    groups = [
        Party(group.department_on(day) or street, group)
        for group in liaison.active_groups(street, day).special()
    ]
    return groups if kind == PaperKind.HALF else [*map(Party, _units(street, day)), *groups]


def _units(street: Unit, day: date) -> list[Unit]:
    excused = Excuse.objects.filter(Q(until=None) | Q(until__gt=day), since__lte=day)
    return list(
        Unit.objects.within(street)
        .active()
        .of_level(*REPORTING)
        .exclude(pk__in=excused.values("unit"))
        .order_by("path")
    )

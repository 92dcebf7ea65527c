"""Who owes a paper in a period (报送单位): communities and departments, work groups, the street itself."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from jiedao.liaison import selectors as liaison
from jiedao.liaison.models import WorkGroup
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.reporting.models import Excuse
from jiedao.reporting.states import PaperKind, PartyKind
from jiedao.reporting.terms import DEFAULTS, Terms

LEVELS = {
    PartyKind.COMMUNITY: (UnitLevel.COMMUNITY, UnitLevel.VILLAGE),
    PartyKind.DEPARTMENT: (UnitLevel.DEPARTMENT,),
}
REPORTING = (UnitLevel.COMMUNITY, UnitLevel.VILLAGE, UnitLevel.DEPARTMENT)


@dataclass(frozen=True)
class Party:
    """One that owes a paper: a unit, or a group of which a unit is the responsible department."""

    unit: Unit
    group: WorkGroup | None = None

    @property
    def name(self) -> str:
        return self.group.dossier.title if self.group else str(self.unit)


def parties(street: Unit, kind: str, day: date, terms: Terms = DEFAULTS) -> list[Party]:
    """Who owes a paper of a kind on a day; units excused or dissolved do not."""
    if kind == PaperKind.REVIEW:
        return [Party(street)]
    asked = terms.by(kind)
    levels = [level for one in asked for level in LEVELS.get(PartyKind(one), ())]
    owing = [Party(unit) for unit in _units(street, levels, day)] if levels else []
    if PartyKind.GROUP not in asked:
        return owing
    groups = liaison.active_groups(street, day).special()
    return owing + [Party(group.department_on(day) or street, group) for group in groups]


def _units(street: Unit, levels: list[UnitLevel], day: date) -> list[Unit]:
    excused = Excuse.objects.filter(Q(until=None) | Q(until__gt=day), since__lte=day)
    return list(
        Unit.objects.within(street)
        .active()
        .of_level(*levels)
        .exclude(pk__in=excused.values("unit"))
        .order_by("path")
    )

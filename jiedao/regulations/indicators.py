"""Figures of what the office has issued, each defined once."""

from datetime import date

from jiedao.indicators.figures import AsOf, Count, Scope
from jiedao.regulations.models import Regulation, RegulationQuerySet
from jiedao.regulations.states import Area


def in_force(day: date) -> RegulationQuerySet:
    """Regulations in force on a day."""
    return Regulation.objects.in_force(day)


def of_supervision(day: date) -> RegulationQuerySet:
    """Those of them on 党风政风监督检查."""
    return in_force(day).filter(area=Area.SUPERVISION)


def issued_on_disputes(scope: Scope) -> RegulationQuerySet:
    """Regulations on 矛盾调解化解 issued in the period; a revision is issued anew."""
    return Regulation.objects.ever_in_force().filter(
        area=Area.DISPUTES, issued_on__gte=scope.since, issued_on__lt=scope.until
    )


IN_FORCE = AsOf(
    "regulations.in_force",
    "现行规章制度",
    "期末那天正在施行的规章制度，各类都算；已经废止、已经被新制度替代的不算。",
    in_force,
    measure="项",
)
SUPERVISION = AsOf(
    "regulations.supervision",
    "党风政风监督检查规章制度",
    "期末那天正在施行的党风政风监督检查类规章制度。",
    of_supervision,
    report="F13",
    glance="supervision",
    measure="项",
)
DISPUTES = Count(
    "regulations.disputes",
    "完善矛盾纠纷排查、人民调解规章制度",
    "期内印发的矛盾调解化解类规章制度，修订后重新印发的也算，按印发的日期计；"
    "没有施行就废止或者替代的不算。",
    issued_on_disputes,
    report="F10",
    glance="disputes",
    on="issued_on",
    measure="项",
)

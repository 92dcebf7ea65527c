"""Figures of the package, each defined once."""

from datetime import date

from jiedao.indicators.figures import AsOf, Count, Scope
from jiedao.liaison.models import (
    Assignment,
    AssignmentQuerySet,
    Trial,
    TrialQuerySet,
    Visit,
    VisitQuerySet,
    WorkGroup,
    WorkGroupQuerySet,
)
from jiedao.liaison.selectors import lateness


def special_groups(day: date) -> WorkGroupQuerySet:
    """The special groups there are on a day."""
    return WorkGroup.objects.active(day).special()


SPECIAL_GROUPS = AsOf(
    "liaison.special_groups",
    "专项工作小组",
    "期末那天在运行的专项工作小组，四项制度各一个；领导小组不算，已经撤销的不算。",
    special_groups,
    report="F1",
    measure="个",
)


def visits(scope: Scope) -> VisitQuerySet:
    """The visits made in the period."""
    return Visit.objects.made().filter(day__gte=scope.since, day__lt=scope.until)


def assigned(day: date) -> AssignmentQuerySet:
    """The assignments there are on a day."""
    return Assignment.objects.on(day)


def visited_in_time(day: date) -> AssignmentQuerySet:
    """Those of them whose next visit was not overdue on that day."""
    return assigned(day).in_time(day)


VISITS = Count(
    "liaison.visits",
    "分包社区走访",
    "期内分包领导走访所分包社区的记录，按走访的日期计；作废的不算。",
    visits,
    on="day",
    unit_path="assignment__dossier__unit__path",
    dossier="assignment",
    measure="次",
)
ASSIGNED = AsOf(
    "liaison.assignments",
    "班子成员分包社区",
    "期末那天有效的分包，一位领导分包一个社区计一项。",
    assigned,
    measure="项",
)
VISITED_IN_TIME = AsOf(
    "liaison.visited_in_time",
    "按期走访的分包",
    "期末那天有效的分包里，走访没有超过规定间隔的；间隔见规则“班子成员分包社区”。",
    visited_in_time,
    measure="项",
)


def trying(day: date) -> TrialQuerySet:
    """The communities that have begun to try, until a day."""
    return Trial.objects.begun(day)


TRIALS = AsOf(
    "liaison.trials",
    "试点社区",
    "到期末那天已经开始先试两项制度的社区，已经完成的也算；一次试点里一个社区计一个。",
    trying,
    measure="个",
)

LATE_RESPONSIBILITIES = AsOf(
    "liaison.responsibilities_late",
    "责任清单逾期项",
    "期末那天在责任清单上、已经逾期的：靠指标证明的，过了时限数还不够；靠案卷证明的，过了时限案卷还没有办结；"
    "靠期限证明的，期内有期限没有按时办结。指标按已经归账的数，刚办的事一分钟内归账；撤下的不算。",
    lateness.late,
    measure="项",
)

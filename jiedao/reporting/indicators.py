"""Figures of the regime: papers owed and on time, those so late that they count, tasks handed out."""

from datetime import date

from django.db.models import Q, QuerySet

from jiedao.indicators.figures import AsOf, Count, Scope, Share
from jiedao.reporting.models import Paper, PaperQuerySet, Task
from jiedao.reporting.states import PaperKind, PaperState


def owed(scope: Scope) -> PaperQuerySet:
    """Weekly and half-monthly papers of the periods that ended in the scope."""
    papers = Paper.objects.filter(
        released_at__isnull=True, period__until__gte=scope.since, period__until__lt=scope.until
    )
    return papers.exclude(kind=PaperKind.REVIEW)


def on_time(scope: Scope) -> PaperQuerySet:
    """Those of them that were handed in on time."""
    missing = (PaperState.DRAFTING, PaperState.RETURNED)
    return owed(scope).filter(is_late=False).exclude(state__in=missing)


def counted(scope: Scope) -> PaperQuerySet:
    """Papers that were so late that they were counted for the appraisal in the scope."""
    return Paper.objects.filter(counted_on__gte=scope.since, counted_on__lt=scope.until)


def running(day: date) -> QuerySet[Task]:
    """Tasks handed out by a day and not done on it."""
    return Task.objects.filter(Q(done_on=None) | Q(done_on__gt=day), dossier__opened_on__lte=day)


OWED = Count(
    "reporting.owed",
    "应报的汇报",
    "结束日期在期内的每周汇报、半月小结，一份计一次；登记不再报送的不算。",
    owed,
    on="period__until",
    measure="份",
)
ON_TIME = Count(
    "reporting.on_time",
    "按期报送的汇报",
    "应报的汇报中，在截止时间以前报送的；退回以后过了截止时间才重新报送的不算。",
    on_time,
    on="period__until",
    measure="份",
)
ON_TIME_SHARE = Share(
    "reporting.on_time_share",
    "汇报按期率",
    "应报的汇报中按期报送的占多少。",
    OWED,
    ON_TIME,
)
COUNTED = Count(
    "reporting.counted",
    "逾期计入考核的汇报",
    "截止以后三个工作日还没有报送、登记计入考核的汇报，按计入的日期计。",
    counted,
    on="counted_on",
    measure="份",
)
TASKS = AsOf(
    "reporting.tasks",
    "在办的交办任务",
    "期末那天每月讲评已经交办、还没有办结的任务。",
    running,
    measure="项",
)

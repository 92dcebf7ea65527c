"""Figures of the regime: papers owed, on time, late and missing; tasks handed out; limits nobody met."""

from datetime import date, timedelta

from django.db.models import DateField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from jiedao.deadlines.models import Deadline
from jiedao.dossiers.models import open_after
from jiedao.indicators import claims
from jiedao.indicators.figures import AsOf, Count, Scope, Share
from jiedao.reporting.kinds import PAPER, REVIEW
from jiedao.reporting.models import Filing, Paper, PaperQuerySet, Task
from jiedao.reporting.states import PaperKind, PaperState


def ended(scope: Scope) -> PaperQuerySet:
    """Papers whose period has its last day in the scope, with that day.

    The first half of November belongs to November, and the second as well: what ends with the 30th
    must not count in December, where the day after it lies.
    """
    the_day_before = ExpressionWrapper(
        F("period__until") - timedelta(days=1), output_field=DateField()
    )
    papers = Paper.objects.filter(period__until__gt=scope.since, period__until__lte=scope.until)
    return papers.annotate(ended_on=Cast(the_day_before, DateField()))


def owed(scope: Scope) -> PaperQuerySet:
    """Weekly and half-monthly papers of the periods that ended in the scope."""
    return ended(scope).filter(released_at__isnull=True).exclude(kind=PaperKind.REVIEW)


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


def late(scope: Scope) -> PaperQuerySet:
    """Those of them that were handed in too late."""
    missing = (PaperState.DRAFTING, PaperState.RETURNED)
    return owed(scope).filter(is_late=True).exclude(state__in=missing)


def reviews(scope: Scope) -> PaperQuerySet:
    """Monthly reviews, published, of the months that ended in the scope."""
    return ended(scope).filter(kind=PaperKind.REVIEW, state=PaperState.PUBLISHED)


def missing(day: date) -> QuerySet[Paper]:
    """Papers due before a day that had not once been handed in by then."""
    filed = Filing.objects.filter(paper=OuterRef("pk"), filed_at__date__lte=day)
    due = Deadline.objects.filter(dossier=OuterRef("pk"), due_on__lt=day)
    released = Q(released_at__isnull=True) | Q(released_at__date__gt=day)
    rows = Paper.objects.filter(released, Exists(due), ~Exists(filed))
    return rows.exclude(kind=PaperKind.REVIEW)


def overdue(day: date) -> QuerySet[Deadline]:
    """Limits past on a day and not met by then; that papers are owed is counted above."""
    met = Q(closed_on__isnull=True) | Q(closed_on__gt=day)
    runs = Q(paused_on__isnull=True) | Q(paused_on__gt=day)
    # A closed dossier has no limit that runs, and of open ones there are few.
    rows = Deadline.objects.filter(open_after(day, "dossier__"), met, runs, due_on__lt=day)
    return rows.exclude(dossier__kind__in=(PAPER.code, REVIEW.code))


def limits_due(scope: Scope) -> QuerySet[Deadline]:
    """Limits that end in the period, met or not; that papers are owed is counted above."""
    rows = Deadline.objects.filter(due_on__gte=scope.since, due_on__lt=scope.until)
    return rows.exclude(dossier__kind__startswith="reporting.")


def limits_kept(scope: Scope) -> QuerySet[Deadline]:
    """Those of them that were met by their last day."""
    return limits_due(scope).filter(closed_on__lte=F("due_on"))


OWED = Count(
    "reporting.owed",
    "应报的汇报",
    "最后一天在期内的每周汇报、半月小结，一份计一次；登记不再报送的不算。",
    owed,
    on="ended_on",
    measure="份",
)
ON_TIME = Count(
    "reporting.on_time",
    "按期报送的汇报",
    "应报的汇报中，在截止时间以前报送的；退回以后过了截止时间才重新报送的不算。",
    on_time,
    on="ended_on",
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
LATE = Count(
    "reporting.late",
    "逾期报送的汇报",
    "应报的汇报中，过了截止时间才报送的；还没有报送的另有一项指标。",
    late,
    on="ended_on",
    measure="份",
)
REVIEWS = Count(
    "reporting.reviews",
    "每月讲评",
    "所讲评的月份最后一天在期内、已经印发的。",
    reviews,
    on="ended_on",
    measure="次",
)
MISSING = AsOf(
    "reporting.missing",
    "没有报送的汇报",
    "期末那天已经过了截止日、一次也没有报送过的每周汇报和半月小结；登记不再报送的不算。",
    missing,
    measure="份",
)
OVERDUE = AsOf(
    "reporting.overdue",
    "逾期未办的期限",
    "期末那天已经到期、还没有办结的期限，各项制度都算；停止计算的不算，汇报的报送期限另计。",
    overdue,
    dossier="dossier",
    measure="项",
)
claims.every("reporting.all_on_time", "汇报都按期报送", out_of=OWED, done=ON_TIME)
LIMITS_DUE = Count(
    "reporting.limits_due",
    "到期的期限",
    "期内到期的期限，各项制度都算，办没办都算；汇报和讲评任务的期限另计。",
    limits_due,
    on="due_on",
    dossier="dossier",
    measure="项",
)
LIMITS_KEPT = Count(
    "reporting.limits_kept",
    "按期办结的期限",
    "期内到期的期限里，在最后一天以前（含当天）办结的。",
    limits_kept,
    on="due_on",
    dossier="dossier",
    measure="项",
)
# How papers are handed in is told of units side by side, in the review: to a paper that is being written
# its own figures would say that it was not handed in.
OF_PAPERS = frozenset((OWED.code, ON_TIME.code, ON_TIME_SHARE.code, LATE.code))
LIMITS_KEPT_SHARE = Share(
    "reporting.limits_kept_share",
    "期限按期办结率",
    "期内到期的期限里按期办结的占多少；还没有到最后一天的也在分母里，期末那天才到期的当天就算。",
    LIMITS_DUE,
    LIMITS_KEPT,
)

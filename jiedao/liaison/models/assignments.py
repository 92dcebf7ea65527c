"""Communities the leading officials answer for (分包社区), their visits, and who goes along."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, OuterRef, Q

from jiedao.deadlines.models import Deadline
from jiedao.dossiers.models import Dossier, DossierRecord
from jiedao.liaison.deadlines import VISIT
from jiedao.liaison.kinds import ASSIGNMENT
from jiedao.liaison.models import periods
from jiedao.liaison.states import VisitKind
from jiedao.lib.addresses import address
from jiedao.lib.numerals import long_day
from jiedao.organisation.models import Unit


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def on(self, day: date) -> AssignmentQuerySet:
        return self.filter(periods.on(day))

    def late(self, day: date) -> AssignmentQuerySet:
        """Those whose next visit was due before a day, and had not been made by then."""
        missed = Deadline.objects.filter(
            Q(closed_on=None) | Q(closed_on__gt=day),
            dossier=OuterRef("pk"),
            code=VISIT.code,
            begins_on__lte=day,
            due_on__lt=day,
        )
        return self.filter(Exists(missed))

    def in_time(self, day: date) -> AssignmentQuerySet:
        return self.exclude(pk__in=self.late(day).values("pk"))


class Assignment(DossierRecord):
    """A leading official answers for a community from a day until a day (分包)."""

    community = models.ForeignKey(
        Unit, models.PROTECT, related_name="assignments", verbose_name="社区"
    )
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="分包领导"
    )
    since = models.DateField("从哪天起分包")
    until = models.DateField("从哪天起不再分包", null=True, blank=True)
    reason = models.CharField("不再分包的原因", max_length=200, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "分包社区"
        ordering = ("community__path", "-since", "-dossier_id")
        constraints = (
            models.CheckConstraint(
                condition=periods.IN_ORDER,
                name="assignment_days_in_order",
                violation_error_message="不再分包的日期不能早于开始分包的日期，请核对。",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True, reason="") | Q(until__isnull=False) & ~Q(reason=""),
                name="assignment_ended_with_reason",
                violation_error_message="结束分包要有日期和原因，请补充。",
            ),
            ExclusionConstraint(
                name="assignment_once_at_a_time",
                expressions=(
                    ("community", RangeOperators.EQUAL),
                    ("leader", RangeOperators.EQUAL),
                    (periods.SPAN, RangeOperators.OVERLAPS),
                ),
                violation_error_message="这位领导这段时间已经分包这个社区，没有重复登记。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.leader}分包{self.community}"

    def get_absolute_url(self) -> str:
        return address(ASSIGNMENT.page, self.dossier.number)

    @property
    def days_in_words(self) -> str:
        """From when until when; true on every day it is read."""
        last = periods.last_day(self.until)
        if last is None:
            return f"{long_day(self.since)}起"
        return "登记错误" if last < self.since else f"{long_day(self.since)}至{long_day(last)}"


class VisitQuerySet(models.QuerySet["Visit"]):
    def made(self) -> VisitQuerySet:
        """Those that were made: what was entered wrongly is withdrawn."""
        return self.filter(withdrawn="")


class Visit(models.Model):
    """A visit to the community (走访): what was done, what problems there are."""

    assignment = models.ForeignKey(
        Assignment, models.PROTECT, related_name="visits", verbose_name="分包"
    )
    day = models.DateField("走访日期")
    kind = models.CharField("主要做什么", max_length=12, choices=VisitKind)
    done = models.TextField("做了什么")
    problems = models.TextField("发现的问题", blank=True)
    activity = models.ForeignKey(
        Dossier,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="visits",
        verbose_name="相关活动的案卷",
    )
    withdrawn = models.CharField("作废原因", max_length=200, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "走访"
        ordering = ("-day", "-id")
        indexes = (models.Index(fields=("day",), name="visit_day"),)


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def on(self, day: date) -> ParticipationQuerySet:
        return self.filter(periods.on(day))


class Participation(models.Model):
    """A head of a department takes part all along (中层干部全程参与): in a group, in a community."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="participations", verbose_name="参与什么"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="中层干部"
    )
    post = models.CharField("当时的职务", max_length=60)
    since = models.DateField("从哪天起")
    until = models.DateField("从哪天起不再参与", null=True, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "中层干部参与"
        ordering = ("since", "id")
        constraints = (
            models.CheckConstraint(
                condition=periods.IN_ORDER,
                name="participation_days_in_order",
                violation_error_message="不再参与的日期不能早于开始参与的日期，请核对。",
            ),
            ExclusionConstraint(
                name="participation_once_at_a_time",
                expressions=(
                    ("dossier", RangeOperators.EQUAL),
                    ("user", RangeOperators.EQUAL),
                    (periods.SPAN, RangeOperators.OVERLAPS),
                ),
                violation_error_message="这位干部这段时间已经在参与，没有重复登记。",
            ),
        )

    @property
    def last_day(self) -> date | None:
        return periods.last_day(self.until)

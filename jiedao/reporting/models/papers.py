"""A paper, and what it leaves open: points, tasks, and what later papers say of them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jiedao.dossiers.models import DossierRecord
from jiedao.liaison.models import WorkGroup
from jiedao.lib.addresses import address
from jiedao.organisation.models import Unit
from jiedao.reporting.kinds import PAPER
from jiedao.reporting.models.fields import person
from jiedao.reporting.models.regime import Period
from jiedao.reporting.states import (
    Outcome,
    PaperKind,
    PaperState,
    PointKind,
    TaskState,
)


class PaperQuerySet(models.QuerySet["Paper"]):
    def owed(self) -> PaperQuerySet:
        """Papers that still have to be handed in."""
        return self.filter(
            state__in=(PaperState.DRAFTING, PaperState.RETURNED), released_at__isnull=True
        )


class Paper(DossierRecord):
    """One paper of a period (汇报): of a unit, of a work group, or the street's review for all.

    While it is written its draft is read from the records; handed in, it is a `Filing`.
    """

    period = models.ForeignKey(Period, models.PROTECT, related_name="papers", verbose_name="汇报期")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="papers", verbose_name="单位")
    group = models.ForeignKey(
        WorkGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="papers",
        verbose_name="工作小组",
    )
    kind = models.CharField("类别", max_length=10, choices=PaperKind)
    state = models.CharField("状态", max_length=12, choices=PaperState, default=PaperState.DRAFTING)
    done = models.TextField("工作情况", blank=True)
    highlights = models.TextField("亮点", blank=True)
    problems = models.TextField("存在问题", blank=True)
    measures = models.TextField("措施", blank=True)
    plans = models.TextField("下期计划", blank=True)
    help = models.TextField("需要协调", blank=True)
    submitted_at = models.DateTimeField("报送时间", null=True, blank=True)
    submitted_by = person("报送人")
    is_late = models.BooleanField("逾期", default=False)
    returns = models.PositiveSmallIntegerField("退回次数", default=0)
    return_reason = models.CharField("退回原因", max_length=500, blank=True)
    received_at = models.DateTimeField("接收时间", null=True, blank=True)
    received_by = person("接收人")
    counted_on = models.DateField("计入考核日期", null=True, blank=True)
    released_at = models.DateTimeField("不再报送登记时间", null=True, blank=True)
    released_by = person("不再报送登记人")
    release_reason = models.CharField("不再报送原因", max_length=200, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "汇报"
        ordering = ("-dossier_id",)
        indexes = (
            models.Index(fields=("unit", "kind", "-dossier"), name="paper_unit_kind_newest"),
            models.Index(
                fields=("unit",),
                condition=Q(state__in=("drafting", "returned", "submitted")),
                name="paper_unit_running",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("period", "unit"),
                condition=Q(group__isnull=True),
                name="one_paper_of_a_unit",
                violation_error_message="这个单位这一期的汇报已经有了。",
            ),
            models.UniqueConstraint(
                fields=("period", "group"),
                condition=Q(group__isnull=False),
                name="one_paper_of_a_group",
                violation_error_message="这个小组这一期的汇报已经有了。",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, submitted_by__isnull=True)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="paper_submitted_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(received_at__isnull=True, received_by__isnull=True)
                | Q(received_at__isnull=False, received_by__isnull=False),
                name="paper_received_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, released_by__isnull=True, release_reason="")
                | Q(released_at__isnull=False, released_by__isnull=False) & ~Q(release_reason=""),
                name="paper_released_with_reason",
                violation_error_message="不再报送要写明原因。",
            ),
        )

    def __str__(self) -> str:
        return self.dossier.title

    def forget(self) -> None:
        """What it owes an answer to is read anew (selectors.owed)."""
        vars(self).pop("_owed", None)

    def get_absolute_url(self) -> str:
        return address(PAPER.page, self.dossier.number)

    @property
    def is_review(self) -> bool:
        return self.kind == PaperKind.REVIEW

    @property
    def is_open(self) -> bool:
        """Whether it is still being written."""
        return self.state in (PaperState.DRAFTING, PaperState.RETURNED) and not self.released_at

    @property
    def party(self) -> str:
        """Who reports: the unit, or the group."""
        return str(self.group) if self.group_id else str(self.unit)


class Point(models.Model):
    """One line a paper leaves open (问题、计划、协调事项): the next one answers it."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="points", verbose_name="汇报")
    kind = models.CharField("类别", max_length=10, choices=PointKind)
    words = models.CharField("内容", max_length=300)

    class Meta:
        verbose_name = verbose_name_plural = "待答复事项"
        ordering = ("paper_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("paper", "kind", "words"),
                name="one_point_once",
                violation_error_message="同一项写了两遍，请删去一遍。",
            ),
        )


class Task(DossierRecord):
    """A task the monthly review hands out (交办任务): to a unit, to a person, by a day."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="tasks", verbose_name="单位")
    owner = person("责任人", optional=False)
    words = models.CharField("任务", max_length=300)
    due_on = models.DateField("期限")
    state = models.CharField("状态", max_length=10, choices=TaskState, default=TaskState.OPEN)
    given_in = models.ForeignKey(
        Paper, models.PROTECT, related_name="tasks", verbose_name="哪次讲评交办"
    )
    done_on = models.DateField("办结日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "交办任务"
        ordering = ("-dossier_id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state=TaskState.OPEN, done_on__isnull=True)
                | Q(state=TaskState.DONE, done_on__isnull=False),
                name="task_done_on_a_day",
            ),
        )

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return address("reporting:task_page", self.dossier.number)


class Answer(models.Model):
    """What a paper says became of a point of an earlier one, or of a task (答复)."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="answers", verbose_name="汇报")
    point = models.ForeignKey(
        Point, models.PROTECT, null=True, blank=True, related_name="answers", verbose_name="事项"
    )
    task = models.ForeignKey(
        Task, models.PROTECT, null=True, blank=True, related_name="answers", verbose_name="任务"
    )
    outcome = models.CharField("结果", max_length=10, choices=Outcome)
    words = models.CharField("说明", max_length=300)

    class Meta:
        verbose_name = verbose_name_plural = "答复"
        ordering = ("paper_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("paper", "point"),
                condition=Q(point__isnull=False),
                name="one_answer_to_a_point",
                violation_error_message="这一项在这份汇报里已经答复过。",
            ),
            models.UniqueConstraint(
                fields=("paper", "task"),
                condition=Q(task__isnull=False),
                name="one_answer_to_a_task",
                violation_error_message="这项任务在这份汇报里已经答复过。",
            ),
            models.CheckConstraint(
                condition=Q(point__isnull=False, task__isnull=True)
                | Q(point__isnull=True, task__isnull=False),
                name="answer_to_one_thing",
            ),
        )

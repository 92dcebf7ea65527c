"""The regime of papers: who reports in which street, its periods, the papers, what they leave open."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from jiedao.dossiers.models import DossierRecord
from jiedao.liaison.models import WorkGroup
from jiedao.lib.addresses import address
from jiedao.organisation.models import Unit
from jiedao.reporting.kinds import PAPER
from jiedao.reporting.states import (
    MentionKind,
    Outcome,
    PaperKind,
    PaperState,
    PointKind,
    TaskState,
)


def _person(label: str, *, optional: bool = True) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=optional,
        blank=optional,
        related_name="+",
        verbose_name=label,
    )


class Regime(models.Model):
    """A street in which the papers are asked for (督导检查制度), since when, at what time of day."""

    street = models.OneToOneField(
        Unit, models.PROTECT, primary_key=True, related_name="regime", verbose_name="街道"
    )
    since = models.DateField("从哪天起")
    due_hour = models.PositiveSmallIntegerField("当天几点截止", default=17)
    kinds = ArrayField(
        models.CharField(max_length=10, choices=PaperKind), verbose_name="要报的", default=list
    )
    changed_at = models.DateTimeField("登记时间")
    changed_by = _person("登记人", optional=False)

    class Meta:
        verbose_name = verbose_name_plural = "汇报制度"
        constraints = (
            models.CheckConstraint(
                condition=Q(due_hour__gte=8, due_hour__lte=23),
                name="regime_due_by_day",
                violation_error_message="截止时间要在8点到23点之间。",
            ),
        )


class Excuse(models.Model):
    """A unit that need not report for a time (免报), and why."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="excuses", verbose_name="单位")
    since = models.DateField("从哪天起")
    until = models.DateField("到哪天止（不含）", null=True, blank=True)
    reason = models.CharField("原因", max_length=200)
    made_at = models.DateTimeField("登记时间")
    made_by = _person("登记人", optional=False)

    class Meta:
        verbose_name = verbose_name_plural = "免报"
        ordering = ("-since", "-id")
        constraints = (
            ExclusionConstraint(
                name="excuses_do_not_overlap",
                expressions=(
                    ("unit", RangeOperators.EQUAL),
                    (
                        Func(F("since"), F("until"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ),
                violation_error_message="这个单位在这段时间已经登记过免报，请核对日期。",
            ),
        )


class Period(models.Model):
    """A week, half a month or a month of a street (期): [since, until)."""

    street = models.ForeignKey(
        Unit, models.PROTECT, related_name="report_periods", verbose_name="街道"
    )
    kind = models.CharField("类别", max_length=10, choices=PaperKind)
    since = models.DateField("开始")
    until = models.DateField("结束（不含）")
    # Whether every unit and group has its paper: a sweep that was cut off goes on with the rest.
    is_opened = models.BooleanField("已全部开始填报", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "汇报期"
        ordering = ("-since", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(until__gt=F("since")),
                name="period_has_days",
                violation_error_message="汇报期的结束日期要晚于开始日期。",
            ),
            ExclusionConstraint(
                name="periods_do_not_overlap",
                expressions=(
                    ("street", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (
                        Func(F("since"), F("until"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ),
                violation_error_message="这段时间已经有同一种汇报，不能重叠。",
            ),
        )

    @property
    def last(self) -> date:
        return date.fromordinal(self.until.toordinal() - 1)


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
    submitted_by = _person("报送人")
    is_late = models.BooleanField("逾期", default=False)
    returns = models.PositiveSmallIntegerField("退回次数", default=0)
    return_reason = models.CharField("退回原因", max_length=500, blank=True)
    received_at = models.DateTimeField("接收时间", null=True, blank=True)
    received_by = _person("接收人")
    counted_on = models.DateField("计入考核日期", null=True, blank=True)
    released_at = models.DateTimeField("不再报送登记时间", null=True, blank=True)
    released_by = _person("不再报送登记人")
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
        """Nothing is remembered of other rows."""

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
    owner = _person("责任人", optional=False)
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


class Override(models.Model):
    """A figure of a paper put right by hand (人工修正): the counted one stays beside it, with the reason."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="overrides", verbose_name="汇报")
    figure = models.CharField("指标", max_length=60)
    value = models.DecimalField("改为", max_digits=18, decimal_places=2)
    reason = models.CharField("原因", max_length=200)
    made_at = models.DateTimeField("登记时间")
    made_by = _person("登记人", optional=False)

    class Meta:
        verbose_name = verbose_name_plural = "人工修正"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("paper", "figure"), name="one_override_a_figure"),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="override_has_a_reason",
                violation_error_message="人工修正数字要写明原因。",
            ),
        )


class Mention(models.Model):
    """Praise or criticism of a unit in the monthly review (表扬、批评), with what it rests on."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="mentions", verbose_name="讲评")
    kind = models.CharField("类别", max_length=10, choices=MentionKind)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    words = models.CharField("内容", max_length=300)
    # The rows it rests on, as they stood: [{"words": …, "url": …}].
    evidence = models.JSONField("依据", default=list, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "表扬和批评"
        ordering = ("kind", "id")


class Assignment(models.Model):
    """A task as the review being written will hand it out (拟交办); published, it becomes a `Task`."""

    paper = models.ForeignKey(
        Paper, models.PROTECT, related_name="assignments", verbose_name="讲评"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    owner = _person("责任人", optional=False)
    words = models.CharField("任务", max_length=300)
    due_on = models.DateField("期限")

    class Meta:
        verbose_name = verbose_name_plural = "拟交办任务"
        ordering = ("id",)


class Filing(models.Model):
    """A paper as it was handed in (报送件): its text, its figures, the keys of the rows behind them.

    A trigger keeps it as it is. A paper that came back has one filing for each time it was handed in.
    """

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="filings", verbose_name="汇报")
    round = models.PositiveSmallIntegerField("第几次")
    content = models.JSONField("内容")
    digest = models.CharField("摘要", max_length=64)
    filed_at = models.DateTimeField("报送时间")
    filed_by = _person("报送人", optional=False)

    class Meta:
        verbose_name = verbose_name_plural = "报送件"
        ordering = ("-round",)
        constraints = (
            models.UniqueConstraint(fields=("paper", "round"), name="one_filing_a_round"),
        )


class FiledFigure(models.Model):
    """A figure of a filing: what it was, and which rows it counted."""

    filing = models.ForeignKey(
        Filing, models.PROTECT, related_name="figures", verbose_name="报送件"
    )
    code = models.CharField("指标", max_length=60)
    value = models.DecimalField("数值", max_digits=18, decimal_places=2, null=True)
    rows = ArrayField(models.BigIntegerField(), verbose_name="记录", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "报送的指标"
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("filing", "code"), name="one_filed_figure"),)

"""The appraisal of a year (年度考核), and the target lists it is made of (目标责任书)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import Q

from jiedao.appraisal.kinds import APPRAISAL, UNIT_LIST
from jiedao.appraisal.models.fields import in_points, person
from jiedao.appraisal.states import (
    WITHOUT_FIGURE,
    WORDS,
    AppealOutcome,
    AppraisalState,
    Assessed,
    Deduction,
    Grade,
)
from jiedao.dossiers.models import DossierRecord
from jiedao.indicators.figures import Scope
from jiedao.lib.addresses import address
from jiedao.organisation.models import Unit


class Appraisal(DossierRecord):
    """How a street assesses its departments, communities and people in one year (年度考核)."""

    street = models.ForeignKey(Unit, models.PROTECT, related_name="appraisals", verbose_name="街道")
    year = models.PositiveSmallIntegerField("年度")
    state = models.CharField(
        "进度", max_length=10, choices=AppraisalState, default=AppraisalState.DRAFT
    )
    issued_on = models.DateField("下达日期", null=True, blank=True)
    scored_on = models.DateField("计分日期", null=True, blank=True)
    announced_on = models.DateField("公布日期", null=True, blank=True)
    # Of those assessed, how many in a hundred may come to the first grade.
    first_units = models.PositiveSmallIntegerField("单位“好”的比例（%）")
    first_persons = models.PositiveSmallIntegerField("个人“优秀”的比例（%）")

    class Meta:
        verbose_name = verbose_name_plural = "年度考核"
        ordering = ("-year", "-dossier_id")
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    first_units__gte=1,
                    first_units__lte=100,
                    first_persons__gte=1,
                    first_persons__lte=100,
                ),
                name="first_grade_has_its_share",
                violation_error_message="第一等的比例是1到100的整数。",
            ),
            models.UniqueConstraint(
                fields=("street", "year"),
                name="one_appraisal_a_year",
                violation_error_message="这个街道这一年的年度考核已经开始，不用再建。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.year}年度考核"

    def forget(self) -> None:
        """Nothing is remembered of other rows."""

    def get_absolute_url(self) -> str:
        return address(APPRAISAL.page, self.dossier.number)

    @property
    def is_open(self) -> bool:
        """Whether scores are still live: read from the records at every look."""
        return self.state in (AppraisalState.DRAFT, AppraisalState.ISSUED)

    @property
    def last_day(self) -> date:
        return date(self.year, 12, 31)

    def scope(self, unit: Unit, today: date) -> Scope:
        """What a target of this year is counted over: the unit, from January until now at most."""
        since, end = date(self.year, 1, 1), date(self.year + 1, 1, 1)
        until = min(end, date.fromordinal(today.toordinal() + 1))
        return Scope(unit, since, max(until, date(self.year, 1, 2)))


class TargetList(DossierRecord):
    """What one department, community or person is to reach in a year (目标责任书).

    Points and grade are empty until they are frozen; before, the score is computed at each look.
    """

    appraisal = models.ForeignKey(
        Appraisal, models.PROTECT, related_name="lists", verbose_name="年度考核"
    )
    kind = models.CharField("考核对象", max_length=12, choices=Assessed)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="target_lists", verbose_name="单位")
    person = person("被考核人", optional=True)
    points = in_points("计分", null=True, blank=True)
    corrected = in_points("申诉更正", default=Decimal(0))
    grade = models.CharField("等次", max_length=8, choices=Grade, blank=True)
    # The points would be enough for the first grade, the share of it is not.
    second_because = models.CharField("不评第一等的理由", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "目标责任书"
        ordering = ("dossier_id",)
        constraints = (
            models.UniqueConstraint(
                fields=("appraisal", "unit"),
                condition=Q(person__isnull=True),
                name="one_list_of_a_unit",
                violation_error_message="这个单位今年的责任书已经有了。",
            ),
            models.UniqueConstraint(
                fields=("appraisal", "person"),
                condition=Q(person__isnull=False),
                name="one_list_of_a_person",
                violation_error_message="这个人今年的责任书已经有了。",
            ),
            models.CheckConstraint(
                condition=Q(kind=Assessed.PERSON, person__isnull=False)
                | ~Q(kind=Assessed.PERSON) & Q(person__isnull=True),
                name="list_of_a_person_names_him",
            ),
            models.CheckConstraint(
                condition=Q(points__isnull=True, grade="") | Q(points__isnull=False),
                name="list_graded_after_scored",
            ),
        )

    def __str__(self) -> str:
        return self.dossier.title

    def get_absolute_url(self) -> str:
        return address(UNIT_LIST.page, self.dossier.number)

    @property
    def whose(self) -> str:
        """Who is assessed: the unit, or the person."""
        return str(self.person) if self.person_id else str(self.unit)

    @property
    def final_points(self) -> Decimal | None:
        """The frozen score with what appeals corrected; None while it is still live."""
        return None if self.points is None else self.points + self.corrected

    @property
    def grade_word(self) -> str:
        """The grade in the words of units or of persons."""
        return self.word_of(Grade(self.grade)) if self.grade else ""

    @property
    def first_word(self) -> str:
        """What the first grade is called of this list: 好, or 优秀."""
        return self.word_of(Grade.FIRST)

    def word_of(self, grade: Grade) -> str:
        of_units, of_persons = WORDS[grade]
        return of_persons if self.kind == Assessed.PERSON else of_units


class Target(models.Model):
    """One line of a target list (考核目标): what is to be done, how much it weighs, how points are lost.

    An automatic one names a figure by its code: it loses `points_each` for every full `per` by which
    the figure of the unit and the year is over or under the `threshold`. One by review takes what the
    ballots of 联述联评联考 came to, in its weight.
    """

    list = models.ForeignKey(
        TargetList, models.PROTECT, related_name="targets", verbose_name="责任书"
    )
    words = models.CharField("目标", max_length=100)
    standard = models.CharField("标准", max_length=200)
    weight = models.PositiveSmallIntegerField("分值")
    rule = models.CharField("扣分办法", max_length=8, choices=Deduction)
    indicator = models.CharField("指标", max_length=60, blank=True)
    threshold = models.DecimalField(
        "标准数", max_digits=14, decimal_places=2, null=True, blank=True
    )
    per = models.DecimalField("每多少", max_digits=14, decimal_places=2, null=True, blank=True)
    points_each = in_points("扣几分", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "考核目标"
        ordering = ("list_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("list", "words"),
                name="one_target_once",
                violation_error_message="责任书里已经有这一项目标。",
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=100),
                name="target_weighs_something",
                violation_error_message="分值是1到100的整数。",
            ),
            models.CheckConstraint(
                condition=Q(
                    rule__in=WITHOUT_FIGURE,
                    indicator="",
                    threshold__isnull=True,
                    per__isnull=True,
                    points_each__isnull=True,
                )
                | ~Q(rule__in=WITHOUT_FIGURE)
                & ~Q(indicator="")
                & Q(threshold__gte=0, per__gt=0, points_each__gt=0),
                name="target_rule_is_whole",
                violation_error_message="自动计分的要选指标，并填标准数、每多少扣、扣几分。",
            ),
        )

    def __str__(self) -> str:
        return self.words

    @property
    def is_manual(self) -> bool:
        return self.rule == Deduction.MANUAL

    @property
    def is_by_review(self) -> bool:
        return self.rule == Deduction.REVIEW


class Score(models.Model):
    """The points of one target (得分): given by the assessment group, or frozen when the year closed.

    `rows` are the dossiers that were counted. A trigger keeps what is frozen.
    """

    target = models.OneToOneField(
        Target, models.PROTECT, primary_key=True, related_name="score", verbose_name="目标"
    )
    points = in_points("得分")
    value = models.DecimalField("指标值", max_digits=18, decimal_places=2, null=True, blank=True)
    words = models.CharField("理由或者算法", max_length=300)
    rows = models.JSONField("计入的案卷", default=list, blank=True)
    is_frozen = models.BooleanField("已固定", default=False)
    given_at = models.DateTimeField("评分时间")
    given_by = person("评分人")

    class Meta:
        verbose_name = verbose_name_plural = "得分"
        ordering = ("target_id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(points__gte=0),
                name="score_not_negative",
                violation_error_message="得分不能小于0。",
            ),
        )


class Veto(models.Model):
    """Something that keeps a unit or a person from a good grade whatever the score (一票否决)."""

    list = models.ForeignKey(
        TargetList, models.PROTECT, related_name="vetoes", verbose_name="责任书"
    )
    matter = models.CharField("情形", max_length=60)
    happened_on = models.DateField("发生日期")
    reason = models.CharField("事实和依据", max_length=300)
    vetoed_at = models.DateTimeField("登记时间")
    vetoed_by = person("登记人")
    lifted_at = models.DateTimeField("撤销时间", null=True, blank=True)
    lifted_by = person("撤销人", optional=True)
    lift_reason = models.CharField("撤销原因", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "一票否决"
        ordering = ("list_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("list", "matter"),
                condition=Q(lifted_at__isnull=True),
                name="veto_once",
                violation_error_message="这种情形已经登记过，不用重复登记。",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True, lift_reason="")
                | Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lift_reason=""),
                name="veto_lifted_with_reason",
            ),
        )


class Appeal(models.Model):
    """What the assessed says against the score (申诉), and what it was answered."""

    list = models.ForeignKey(
        TargetList, models.PROTECT, related_name="appeals", verbose_name="责任书"
    )
    words = models.TextField("申诉理由")
    made_on = models.DateField("申诉日期")
    made_by = person("申诉人")
    outcome = models.CharField("结论", max_length=10, choices=AppealOutcome, blank=True)
    correction = in_points("更正分数", default=Decimal(0))
    answer = models.TextField("答复", blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    answered_by = person("答复人", optional=True)

    class Meta:
        verbose_name = verbose_name_plural = "申诉"
        ordering = ("list_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("list",),
                condition=Q(answered_at__isnull=True),
                name="one_appeal_at_a_time",
                violation_error_message="上一次申诉还没有答复，请等答复以后再提。",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, outcome="")
                | Q(answered_at__isnull=False, answered_by__isnull=False)
                & ~Q(outcome="")
                & ~Q(answer=""),
                name="appeal_answered_in_words",
            ),
            models.CheckConstraint(
                condition=Q(correction=0) | Q(outcome="upheld"),
                name="appeal_corrects_when_upheld",
            ),
        )

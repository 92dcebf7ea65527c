"""联述联评联考: a party secretary reports, is rated by category, is told what to settle, is graded."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from jiedao.appraisal.kinds import BRANCH_REVIEW
from jiedao.appraisal.models.appraisals import Appraisal
from jiedao.appraisal.models.fields import in_points, person
from jiedao.appraisal.states import WORDS, Grade, Raters, ReviewState
from jiedao.dossiers.models import DossierRecord
from jiedao.lib.addresses import address
from jiedao.organisation.models import Unit


class BranchReview(DossierRecord):
    """The review of one community's party secretary in one year (联述联评联考).

    Who voted how is nowhere: ballots are counts per grade and category of raters.
    """

    appraisal = models.ForeignKey(
        Appraisal, models.PROTECT, related_name="reviews", verbose_name="年度考核"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="branch_reviews", verbose_name="社区"
    )
    secretary = person("述职人")
    state = models.CharField("进度", max_length=10, choices=ReviewState, default=ReviewState.OPENED)
    stated_on = models.DateField("述职日期", null=True, blank=True)
    summary = models.TextField("述职摘要", blank=True)
    comment = models.TextField("领导点评", blank=True)
    commentator = person("点评人", optional=True)
    points = in_points("评议得分", null=True, blank=True)
    grade = models.CharField("等次", max_length=8, choices=Grade, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "联述联评联考"
        ordering = ("-dossier_id",)
        constraints = (
            models.UniqueConstraint(
                fields=("appraisal", "unit"),
                name="one_review_of_a_branch",
                violation_error_message="这个社区今年的述评考已经有了。",
            ),
            models.CheckConstraint(
                condition=Q(comment="", commentator__isnull=True)
                | ~Q(comment="") & Q(commentator__isnull=False),
                name="review_commented_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(grade="") | Q(points__isnull=False), name="review_graded_by_points"
            ),
        )

    def __str__(self) -> str:
        return self.dossier.title

    def forget(self) -> None:
        """Nothing is remembered of other rows."""

    def get_absolute_url(self) -> str:
        return address(BRANCH_REVIEW.page, self.dossier.number)

    @property
    def grade_word(self) -> str:
        """The grade in the words of party-building reviews: 好、较好、一般、差."""
        return WORDS[Grade(self.grade)][0] if self.grade else ""


class Ballots(models.Model):
    """The ballots of one category of raters, counted by grade (评议票)."""

    review = models.ForeignKey(
        BranchReview, models.PROTECT, related_name="ballots", verbose_name="述评考"
    )
    raters = models.CharField("评议人", max_length=10, choices=Raters)
    first = models.PositiveIntegerField("好")
    second = models.PositiveIntegerField("较好")
    third = models.PositiveIntegerField("一般")
    fourth = models.PositiveIntegerField("差")
    entered_at = models.DateTimeField("登记时间")
    entered_by = person("登记人")

    class Meta:
        verbose_name = verbose_name_plural = "评议票"
        ordering = ("review_id", "id")
        constraints = (
            models.UniqueConstraint(fields=("review", "raters"), name="ballots_of_a_category"),
            models.CheckConstraint(
                condition=Q(first__gt=-F("second") - F("third") - F("fourth")),
                name="ballots_are_some",
                violation_error_message="一票也没有的不用登记。",
            ),
        )

    @property
    def cast(self) -> int:
        """How many ballots there were."""
        return self.first + self.second + self.third + self.fourth

    def mean(self, worth: dict[str, int]) -> Decimal:
        """What a ballot of this category is worth on average."""
        total = sum(getattr(self, grade) * points for grade, points in worth.items())
        return Decimal(total) / Decimal(self.cast)


class Problem(models.Model):
    """A problem named in the review (问题), to be settled by a day."""

    review = models.ForeignKey(
        BranchReview, models.PROTECT, related_name="problems", verbose_name="述评考"
    )
    words = models.CharField("问题", max_length=200)
    due_on = models.DateField("整改期限")
    result = models.CharField("整改结果", max_length=300, blank=True)
    settled_at = models.DateTimeField("整改登记时间", null=True, blank=True)
    settled_by = person("整改登记人", optional=True)

    class Meta:
        verbose_name = verbose_name_plural = "述评问题"
        ordering = ("review_id", "due_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("review", "words"),
                name="review_problem_once",
                violation_error_message="同一个问题写了两遍，请删去一遍。",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True, result="")
                | Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(result=""),
                name="review_problem_settled_with_result",
            ),
        )

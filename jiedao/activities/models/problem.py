"""Problems found on a visit (督导发现的问题), each with its measure and its day."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from jiedao.activities.models.activity import Activity
from jiedao.organisation.models import Unit


class Problem(models.Model):
    """One problem found on a visit to a community: whose it is, by when it is to be solved."""

    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="problems", verbose_name="督导"
    )
    words = models.CharField("发现的问题", max_length=300)
    measure = models.CharField("解决措施", max_length=300)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="责任单位")
    whose = models.CharField("责任人", max_length=40)
    due_on = models.DateField("解决期限")
    found_at = models.DateTimeField("登记时间")
    found_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )
    solved_on = models.DateField("解决日期", null=True, blank=True)
    solved_how = models.CharField("怎么解决的", max_length=300, blank=True)
    solved_at = models.DateTimeField("解决登记时间", null=True, blank=True)
    solved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="解决登记人",
    )

    class Meta:
        verbose_name = verbose_name_plural = "督导发现的问题"
        ordering = ("activity_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("activity", "words", "unit"),
                name="problem_once",
                violation_error_message="这个问题已经登记过，没有重复登记。",
            ),
            models.CheckConstraint(
                condition=Q(
                    solved_on__isnull=True,
                    solved_at__isnull=True,
                    solved_by__isnull=True,
                    solved_how="",
                )
                | Q(solved_on__isnull=False, solved_at__isnull=False, solved_by__isnull=False)
                & ~Q(solved_how=""),
                name="problem_solved_somehow",
                violation_error_message="登记解决要写明日期和怎么解决的。",
            ),
        )

    def __str__(self) -> str:
        return self.words

    @property
    def is_solved(self) -> bool:
        return self.solved_on is not None

    def is_late(self, day: date) -> bool:
        return not self.is_solved and self.due_on < day

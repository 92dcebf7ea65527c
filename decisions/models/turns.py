"""What a matter went through besides its straight way: interruptions, each with its reason."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Suspension(models.Model):
    """One interruption of a matter (中止办理): why, from when, until when at the latest."""

    matter = models.ForeignKey(
        "decisions.Matter", models.PROTECT, related_name="suspensions", verbose_name="事项"
    )
    suspended_on = models.DateField("中止日期")
    reason = models.CharField("中止原因", max_length=200)
    until = models.DateField("最晚恢复日期")
    suspended_at = models.DateTimeField("中止登记时间")
    suspended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="中止登记人"
    )
    ended_on = models.DateField("恢复或终止日期", null=True)
    ended_at = models.DateTimeField("恢复登记时间", null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="恢复登记人",
    )

    class Meta:
        verbose_name = verbose_name_plural = "中止办理"
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("matter",),
                condition=Q(ended_at__isnull=True),
                name="one_suspension_at_a_time",
                violation_error_message="这件事已经中止办理，请先恢复。",
            ),
            models.CheckConstraint(
                condition=Q(until__gte=F("suspended_on")) & ~Q(reason=""),
                name="suspension_has_reason_and_end",
                violation_error_message="中止办理要写明原因，最晚恢复日期不能早于中止日期。",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_at__isnull=True, ended_by__isnull=True)
                | Q(
                    ended_on__gte=F("suspended_on"),
                    ended_at__isnull=False,
                    ended_by__isnull=False,
                ),
                name="suspension_ended_by_someone",
            ),
        )

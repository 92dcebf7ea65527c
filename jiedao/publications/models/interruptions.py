"""Papers that did not hang to the end (公示中断)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Interruption(models.Model):
    """A paper that did not hang to the end (公示中断): torn off or covered, and put up again."""

    publication = models.ForeignKey(
        "publications.Publication",
        models.PROTECT,
        related_name="interruptions",
        verbose_name="公示",
    )
    broken_on = models.DateField("发现日期")
    reason = models.CharField("怎么中断的", max_length=120)
    reposted_on = models.DateField("重新张贴日期")
    place = models.CharField("张贴地点", max_length=80)
    photo = models.ForeignKey(
        "attachments.Attachment", models.PROTECT, related_name="+", verbose_name="重新张贴的照片"
    )
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "公示中断"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(reposted_on__gte=F("broken_on")),
                name="interruption_reposted_after_broken",
                violation_error_message="重新张贴的日期不能早于发现中断的日期。",
            ),
        )

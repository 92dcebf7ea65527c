"""What became of a resolution: the work, and what residents say of it (组织实施)."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from decisions.models.matter import Matter
from decisions.states import ChannelKind


class Progress(models.Model):
    """One report on the work (实施进展), with what was spent since the last."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="progress", verbose_name="事项")
    reported_on = models.DateField("日期")
    words = models.TextField("进展", max_length=1000)
    spent = models.DecimalField(
        "本次支出（元）", max_digits=12, decimal_places=2, validators=[MinValueValidator(0)]
    )
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "实施进展"
        ordering = ("-reported_on", "-id")


class Survey(models.Model):
    """One count of satisfaction among residents (满意度测评), from sheets or calls."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="surveys", verbose_name="事项")
    surveyed_on = models.DateField("日期")
    channel = models.CharField("方式", max_length=10, choices=ChannelKind)
    asked = models.PositiveIntegerField("发出（份）")
    satisfied = models.PositiveIntegerField("满意")
    fair = models.PositiveIntegerField("基本满意")
    unsatisfied = models.PositiveIntegerField("不满意")
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "满意度测评"
        ordering = ("surveyed_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(asked__gte=F("satisfied") + F("fair") + F("unsatisfied"))
                & Q(asked__gte=1),
                name="survey_answers_within_asked",
                violation_error_message="满意、基本满意、不满意三项合计不能超过发出的份数。",
            ),
        )

"""What became of a resolution: the work, and what residents say of it (组织实施)."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from decisions.models.matter import Matter
from decisions.states import ChannelKind, Payee
from jiedao.attachments.models import Attachment


class Progress(models.Model):
    """One report on the work (实施进展), with what was spent since the last."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="progress", verbose_name="事项")
    reported_on = models.DateField("日期")
    words = models.TextField("进展", max_length=1000)
    spent = models.DecimalField(
        "本次支出（元）", max_digits=12, decimal_places=2, validators=[MinValueValidator(0)]
    )
    item = models.CharField("支出项目", max_length=60, blank=True)
    payee = models.CharField("收款方", max_length=12, choices=Payee, blank=True)
    photo = models.ForeignKey(
        Attachment, models.PROTECT, null=True, related_name="+", verbose_name="现场照片"
    )
    voucher = models.ForeignKey(
        Attachment, models.PROTECT, null=True, related_name="+", verbose_name="票据"
    )
    # A slip of the pen is put right by another line, with the reason; the wrong one stays.
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        related_name="correction",
        verbose_name="更正的是哪一条",
    )
    reason = models.CharField("更正原因", max_length=200, blank=True)
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "实施进展"
        ordering = ("-reported_on", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, reason="")
                | Q(corrects__isnull=False) & ~Q(reason=""),
                name="progress_corrected_with_a_reason",
                violation_error_message="更正进展要写明原因。",
            ),
        )

    @property
    def is_corrected(self) -> bool:
        """Whether a later line put it right; then it no longer counts."""
        return hasattr(self, "correction")


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

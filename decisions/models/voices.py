"""What residents were asked, and what they said (征求意见)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from decisions.models.matter import Matter
from decisions.states import ChannelKind, Uptake
from jiedao.personal.fields import SealedField


class Channel(models.Model):
    """One way in which residents were asked (征求意见方式), with its day and place."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="channels", verbose_name="事项")
    kind = models.CharField("方式", max_length=10, choices=ChannelKind)
    started_on = models.DateField("开始日期")
    place = models.CharField("地点或范围", max_length=120)
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "征求意见方式"
        ordering = ("started_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("matter", "kind"),
                name="channel_once_per_kind",
                violation_error_message="这种征求意见方式已经登记过。",
            ),
        )


class Opinion(models.Model):
    """What one resident said of a matter (意见), whatever the way, and whether it was taken up."""

    matter = models.ForeignKey(
        Matter,
        models.PROTECT,
        db_index=False,  # opinion_number_once begins with it
        related_name="opinions",
        verbose_name="事项",
    )
    number = models.PositiveIntegerField("序号")
    channel = models.CharField("方式", max_length=10, choices=ChannelKind)
    said_on = models.DateField("日期")
    speaker = models.CharField("称呼", max_length=20, blank=True)
    phone = SealedField("电话", kind="phone")
    text = models.TextField("意见", max_length=1000)
    is_read_back = models.BooleanField("已念给本人核对", default=False)
    uptake = models.CharField("采纳情况", max_length=12, choices=Uptake, blank=True)
    reason = models.CharField("理由", max_length=300, blank=True)
    gist = models.CharField("意见要点（公布用）", max_length=100, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="答复人"
    )
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "居民意见"
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("matter", "number"), name="opinion_number_once"),
            models.CheckConstraint(
                condition=Q(
                    uptake="", reason="", answered_at__isnull=True, answered_by__isnull=True
                )
                | ~Q(uptake="")
                & ~Q(reason="")
                & Q(answered_at__isnull=False, answered_by__isnull=False),
                name="opinion_answered_with_reason",
                violation_error_message="采纳、部分采纳、不采纳都要写明理由。",
            ),
        )


class OpinionCorrection(models.Model):
    """One slip of the pen put right in an opinion the office had typed (更正意见登记).

    The words as they were stay only as a keyed digest: enough to prove what a paper list says.
    """

    opinion = models.ForeignKey(
        Opinion, models.PROTECT, related_name="corrections", verbose_name="意见"
    )
    reason = models.CharField("更正原因", max_length=100)
    old_digest = models.CharField("更正前的摘要", max_length=64)
    corrected_at = models.DateTimeField("更正时间")
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="更正人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "意见更正"
        ordering = ("id",)

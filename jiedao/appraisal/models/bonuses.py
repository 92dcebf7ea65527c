"""What is given beyond the targets (加分), and what vetoes a good grade in a year (一票否决情形)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jiedao.appraisal.models.appraisals import Appraisal, TargetList
from jiedao.appraisal.models.fields import in_points, person
from jiedao.dossiers.models import Dossier


class Bonus(models.Model):
    """Points beyond the targets with their reason (加分), and the dossier that bears them out."""

    list = models.ForeignKey(
        TargetList, models.PROTECT, related_name="bonuses", verbose_name="责任书"
    )
    words = models.CharField("加分事项", max_length=100)
    points = in_points("加分")
    happened_on = models.DateField("发生日期")
    evidence = models.ForeignKey(
        Dossier, models.PROTECT, related_name="bonuses", verbose_name="证明案卷"
    )
    reason = models.CharField("理由", max_length=300)
    given_at = models.DateTimeField("登记时间")
    given_by = person("登记人")
    withdrawn_at = models.DateTimeField("撤销时间", null=True, blank=True)
    withdrawn_by = person("撤销人", optional=True)
    withdraw_reason = models.CharField("撤销原因", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "加分"
        ordering = ("list_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("list", "evidence"),
                condition=Q(withdrawn_at__isnull=True),
                name="bonus_once",
                violation_error_message="这个案卷已经给这份责任书加过分，不能重复加分。",
            ),
            models.CheckConstraint(
                condition=Q(points__gt=0),
                name="bonus_adds",
                violation_error_message="加分要大于0。",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                & Q(withdraw_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                & ~Q(withdraw_reason=""),
                name="bonus_withdrawn_with_reason",
            ),
        )

    def __str__(self) -> str:
        return self.words


class VetoMatter(models.Model):
    """What keeps from a good grade in a year (一票否决情形), as the office drew it up for that year."""

    appraisal = models.ForeignKey(
        Appraisal, models.PROTECT, related_name="veto_matters", verbose_name="年度考核"
    )
    words = models.CharField("情形", max_length=60)
    added_at = models.DateTimeField("列入时间")
    added_by = person("列入人")

    class Meta:
        verbose_name = verbose_name_plural = "一票否决情形"
        ordering = ("appraisal_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("appraisal", "words"),
                name="veto_matter_once",
                violation_error_message="这种情形已经列入，不用重复列入。",
            ),
        )

    def __str__(self) -> str:
        return self.words


class Pack(models.Model):
    """The year-end pack as it was when the grades were out (年终材料包): bytes that stay the same."""

    appraisal = models.OneToOneField(
        Appraisal, models.PROTECT, primary_key=True, related_name="pack", verbose_name="年度考核"
    )
    sha256 = models.CharField("摘要", max_length=64)
    size = models.PositiveBigIntegerField("字节数")
    kept_at = models.DateTimeField("固定时间")
    kept_by = person("固定人")

    class Meta:
        verbose_name = verbose_name_plural = "年终材料包"
        ordering = ("-appraisal_id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="pack_digest_written_out"
            ),
        )

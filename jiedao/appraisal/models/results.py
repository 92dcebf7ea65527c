"""What a result is used for (考评结果运用): awards, and what else follows from it."""

from __future__ import annotations

from django.db import models

from jiedao.appraisal.models.appraisals import TargetList
from jiedao.appraisal.models.fields import person
from jiedao.appraisal.states import Use
from jiedao.attachments.models import Attachment


class Award(models.Model):
    """An honour given on the grounds of the appraisal (评先创优), with the document that says so."""

    list = models.ForeignKey(
        TargetList, models.PROTECT, related_name="awards", verbose_name="责任书"
    )
    name = models.CharField("荣誉", max_length=60)
    document_number = models.CharField("文号", max_length=40, blank=True)
    awarded_on = models.DateField("表彰日期")
    document = models.ForeignKey(
        Attachment, models.PROTECT, related_name="+", verbose_name="表彰文件"
    )
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = person("登记人")

    class Meta:
        verbose_name = verbose_name_plural = "评先创优"
        ordering = ("list_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("list", "name"),
                name="award_once",
                violation_error_message="这项荣誉已经登记过，不用重复登记。",
            ),
        )


class Consequence(models.Model):
    """What followed from a result on a day (结果运用)."""

    list = models.ForeignKey(
        TargetList, models.PROTECT, related_name="consequences", verbose_name="责任书"
    )
    kind = models.CharField("运用方式", max_length=12, choices=Use)
    words = models.CharField("内容", max_length=300)
    taken_on = models.DateField("日期")
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = person("登记人")

    class Meta:
        verbose_name = verbose_name_plural = "结果运用"
        ordering = ("list_id", "taken_on", "id")

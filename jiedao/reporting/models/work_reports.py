"""Work reports that were filed, as they were then; figures of a report put right by hand."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from jiedao.lib.addresses import address
from jiedao.organisation.models import Unit
from jiedao.reporting.models.fields import person


class WorkOverride(models.Model):
    """A figure of the report of a unit and period put right by hand (人工修正), with the reason.

    Lines are only added: the last one of a figure holds; one without a value takes it back.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    since = models.DateField("开始")
    until = models.DateField("结束（不含）")
    figure = models.CharField("指标", max_length=60)
    value = models.DecimalField("改为", max_digits=18, decimal_places=2, null=True)
    reason = models.CharField("原因", max_length=200)
    made_at = models.DateTimeField("登记时间")
    made_by = person("登记人", optional=False)

    class Meta:
        verbose_name = verbose_name_plural = "工作总结人工修正"
        ordering = ("id",)
        indexes = (models.Index(fields=("unit", "since", "until"), name="work_override_of_report"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="work_override_has_a_reason",
                violation_error_message="人工修正数字要写明原因。",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0),
                name="work_override_not_negative",
                violation_error_message="数字不能小于零。",
            ),
        )


class FiledReport(models.Model):
    """A work report as it was filed (存档的工作总结): its text, its figures, the rows behind them."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="work_reports", verbose_name="单位")
    since = models.DateField("开始")
    until = models.DateField("结束（不含）")
    content = models.JSONField("内容")
    digest = models.CharField("摘要", max_length=64)
    filed_at = models.DateTimeField("存档时间")
    filed_by = person("存档人", optional=False)

    class Meta:
        verbose_name = verbose_name_plural = "存档的工作总结"
        ordering = ("-id",)
        indexes = (models.Index(fields=("unit", "-id"), name="filed_report_unit_newest"),)
        constraints = (
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="filed_report_has_days"),
            models.UniqueConstraint(
                fields=("unit", "digest"),
                name="one_filing_of_a_text",
                violation_error_message="同样的内容已经存档，没有重复存档。",
            ),
        )

    def __str__(self) -> str:
        return str(self.content["title"])

    def get_absolute_url(self) -> str:
        return address("reporting:work_report_filed", self.pk)

    @property
    def last(self) -> date:
        return date.fromordinal(self.until.toordinal() - 1)


class FiledReportFigure(models.Model):
    """A figure of a filed report: what it was, and which rows it counted."""

    report = models.ForeignKey(
        FiledReport, models.PROTECT, related_name="figures", verbose_name="工作总结"
    )
    code = models.CharField("指标", max_length=60)
    value = models.DecimalField("数值", max_digits=18, decimal_places=2)
    rows = ArrayField(models.BigIntegerField(), verbose_name="记录", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "存档的工作总结指标"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("report", "code"), name="one_figure_of_a_report"),
        )

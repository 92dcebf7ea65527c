"""A paper as it was handed in, with the rows behind its figures; figures put right by hand."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast, JSONObject

from jiedao.reporting.models.fields import person
from jiedao.reporting.models.papers import Paper


class Override(models.Model):
    """A figure of a paper put right by hand (人工修正): the counted one stays beside it, with the reason."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="overrides", verbose_name="汇报")
    figure = models.CharField("指标", max_length=60)
    value = models.DecimalField("改为", max_digits=18, decimal_places=2)
    reason = models.CharField("原因", max_length=200)
    made_at = models.DateTimeField("登记时间")
    made_by = person("登记人", optional=False)

    class Meta:
        verbose_name = verbose_name_plural = "人工修正"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("paper", "figure"), name="one_override_a_figure"),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="override_has_a_reason",
                violation_error_message="人工修正数字要写明原因。",
            ),
        )


def of_override() -> JSONObject:
    """A figure put right, as it goes along with its paper."""
    return JSONObject(figure="figure", value=Cast("value", models.TextField()), reason="reason")


class Filing(models.Model):
    """A paper as it was handed in (报送件): its text, its figures, the keys of the rows behind them.

    A trigger keeps it as it is. A paper that came back has one filing for each time it was handed in.
    """

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="filings", verbose_name="汇报")
    round = models.PositiveSmallIntegerField("第几次")
    content = models.JSONField("内容")
    digest = models.CharField("摘要", max_length=64)
    filed_at = models.DateTimeField("报送时间")
    filed_by = person("报送人", optional=False)

    class Meta:
        verbose_name = verbose_name_plural = "报送件"
        ordering = ("-round",)
        constraints = (
            models.UniqueConstraint(fields=("paper", "round"), name="one_filing_a_round"),
        )


class FiledFigure(models.Model):
    """A figure of a filing: what it was, and which rows it counted."""

    filing = models.ForeignKey(
        Filing, models.PROTECT, related_name="figures", verbose_name="报送件"
    )
    code = models.CharField("指标", max_length=60)
    value = models.DecimalField("数值", max_digits=18, decimal_places=2, null=True)
    rows = ArrayField(models.BigIntegerField(), verbose_name="记录", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "报送的指标"
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("filing", "code"), name="one_filed_figure"),)

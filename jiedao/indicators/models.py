"""Figures as they stand: what each dossier adds to which figure, and the sums by day and month.

Nothing here is a record of the office: all of it can be counted again from the records at any time, and
is, every night. What changed since is `Stale`, entered by the database with every line of the ledger.
"""

from django.db import models

from jiedao.dossiers.models import Dossier
from jiedao.organisation.models import Unit


class KeptRow(models.Model):
    """A record that a figure counts (计入指标的记录): on which day, for which unit, how much."""

    figure = models.CharField("指标", max_length=60)
    row = models.BigIntegerField("记录")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="案卷")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", db_index=False, verbose_name="单位"
    )
    day = models.DateField("日期")
    amount = models.DecimalField("数", max_digits=18, decimal_places=2)

    class Meta:
        verbose_name = verbose_name_plural = "计入指标的记录"
        constraints = (
            models.UniqueConstraint(fields=("figure", "row"), name="kept_row_once_per_figure"),
        )
        # Which dossiers a figure counts in a unit and a period.
        indexes = (models.Index(fields=("figure", "unit", "day"), name="kept_row_of_figure"),)


class Total(models.Model):
    """The sum of a figure in a unit."""

    figure = models.CharField("指标", max_length=60)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", db_index=False, verbose_name="单位"
    )
    amount = models.DecimalField("数", max_digits=18, decimal_places=2)

    class Meta:
        abstract = True


class DayTotal(Total):
    """One day (日合计)."""

    day = models.DateField("日期")

    class Meta:
        verbose_name = verbose_name_plural = "指标日合计"
        constraints = (
            models.UniqueConstraint(fields=("unit", "day", "figure"), name="one_total_per_day"),
        )
        # For questions about one figure: on which days was there a meeting?
        indexes = (models.Index(fields=("figure", "unit", "day"), name="day_total_of_figure"),)


class MonthTotal(Total):
    """One month, by its first day (月合计)."""

    month = models.DateField("月份")

    class Meta:
        verbose_name = verbose_name_plural = "指标月合计"
        constraints = (
            models.UniqueConstraint(fields=("unit", "month", "figure"), name="one_total_per_month"),
        )


class Stale(models.Model):
    """A dossier that something was done in since it was last counted (待重数), one row for each act.

    A row for each act and not for each dossier: an act that is not saved yet must not hide behind
    one that was.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="案卷")

    class Meta:
        verbose_name = verbose_name_plural = "待重数的案卷"

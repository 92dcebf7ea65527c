"""What a community's staff is to be paid each month and was paid, as sums: never whom, never how much each."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from jiedao.dossiers.models import DossierRecord
from jiedao.funds.kinds import WAGES
from jiedao.funds.models.money import MoneyEntry
from jiedao.lib.addresses import address
from jiedao.organisation.models import Unit

MONTHS = Q(month__gte=1, month__lte=12)


class Wages(DossierRecord):
    """The wages of a community's staff in a year (社区人员工资)."""

    # The dossier's unit once more: a community has its wages once a year.
    community = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="社区")
    year = models.PositiveSmallIntegerField("年度")

    class Meta:
        verbose_name = verbose_name_plural = "社区人员工资"
        ordering = ("-year", "community_id")
        constraints = (
            models.UniqueConstraint(
                fields=("community", "year"),
                name="wages_once_a_year",
                violation_error_message="这个社区这一年的工资已经登记，没有重复登记。",
            ),
        )

    def __str__(self) -> str:
        return self.dossier.title

    def get_absolute_url(self) -> str:
        return address(WAGES.page, self.dossier.number)


class WageStandard(models.Model):
    """What is to be paid each month from a month on (应发标准): the last entered one holds; stays as entered."""

    wages = models.ForeignKey(
        Wages, models.PROTECT, related_name="standards", verbose_name="社区人员工资"
    )
    month = models.PositiveSmallIntegerField("从几月起")
    amount = models.DecimalField("每月应发合计", max_digits=14, decimal_places=2)
    heads = models.PositiveSmallIntegerField("人数")
    document = models.CharField("依据", max_length=120)
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "应发标准"
        ordering = ("month", "pk")
        constraints = (
            models.CheckConstraint(
                condition=MONTHS,
                name="wage_standard_month",
                violation_error_message="月份只能是1到12。",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0, heads__gt=0),
                name="wage_standard_above_zero",
                violation_error_message="应发合计和人数要大于零。",
            ),
        )


class WagePayment(MoneyEntry):
    """What was paid for a month (发放工资)."""

    month = models.PositiveSmallIntegerField("哪个月的")

    class Meta(MoneyEntry.Meta):
        verbose_name = verbose_name_plural = "工资发放"
        constraints = [
            *MoneyEntry.Meta.constraints,
            models.CheckConstraint(
                condition=MONTHS,
                name="wage_payment_month",
                violation_error_message="月份只能是1到12。",
            ),
        ]

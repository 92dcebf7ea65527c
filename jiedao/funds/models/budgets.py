"""The street's budget of a year for its communities, line by line (年度预算)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from jiedao.dossiers.models import DossierRecord
from jiedao.funds.kinds import BUDGET
from jiedao.funds.states import LineKind
from jiedao.lib.addresses import address
from jiedao.organisation.models import Unit


class Budget(DossierRecord):
    """What a street has set aside for its communities in a year; settled once the year is over (年终结账)."""

    # The dossier's unit once more: a street has one budget a year.
    street = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="街道")
    year = models.PositiveSmallIntegerField("年度")
    settled_on = models.DateField("结账日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "年度预算"
        ordering = ("-year", "street_id")
        constraints = (
            models.UniqueConstraint(
                fields=("street", "year"),
                name="one_budget_per_year",
                violation_error_message="这一年的预算已经登记，没有重复登记。",
            ),
        )

    def __str__(self) -> str:
        return self.dossier.title

    def get_absolute_url(self) -> str:
        return address(BUDGET.page, self.dossier.number)


class BudgetLine(models.Model):
    """One line of a budget as it was set at the beginning of the year (预算科目)."""

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="lines", verbose_name="预算")
    kind = models.CharField("科目", max_length=12, choices=LineKind)
    planned = models.DecimalField("年初预算", max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = verbose_name_plural = "预算科目"
        ordering = ("budget_id", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("budget", "kind"),
                name="budget_line_once",
                violation_error_message="这个科目已经有了，没有重复登记。",
            ),
            models.CheckConstraint(
                condition=Q(planned__gte=0),
                name="budget_line_not_negative",
                violation_error_message="预算金额不能是负数。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.budget.year}年{self.get_kind_display()}"


class BudgetAdjustment(models.Model):
    """What was added to a line or taken from it during the year, and why (预算调整); stays as entered."""

    line = models.ForeignKey(
        BudgetLine, models.PROTECT, related_name="adjustments", verbose_name="科目"
    )
    on = models.DateField("调整日期")
    amount = models.DecimalField("增加或者减少", max_digits=14, decimal_places=2)
    reason = models.CharField("原因", max_length=200)
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "预算调整"
        ordering = ("on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(amount=0),
                name="budget_adjustment_changes",
                violation_error_message="调整的金额不能是零。",
            ),
        )

"""Money that came and went: entries that stay as they are, each taken back by a counter-entry only."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from jiedao.dossiers.models import Dossier
from jiedao.funds.models.budgets import BudgetLine
from jiedao.funds.states import Source


class MoneyQuerySet(models.QuerySet[Any]):
    """Entries that are right, apart from the wrong ones and what took them back."""

    def standing(self) -> MoneyQuerySet:
        return self.filter(corrects=None, corrected_by=None)

    def taken_back(self) -> MoneyQuerySet:
        return self.filter(corrected_by__isnull=False)

    def until(self, day: date) -> MoneyQuerySet:
        return self.filter(on__lte=day)


class MoneyEntry(models.Model):
    """One sum on one day with its voucher (到账、支出).

    A counter-entry (冲销) has the day and the negative sum of the wrong entry, so that the period it
    stood in is right again. Nothing else changes or takes away an entry; a database trigger sees to it.
    """

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="+", verbose_name="案卷", db_index=False
    )
    on = models.DateField("日期")
    amount = models.DecimalField("金额", max_digits=14, decimal_places=2)
    voucher = models.CharField("凭证号", max_length=40)
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected_by",
        verbose_name="冲销的是",
    )
    reason = models.CharField("冲销原因", max_length=200, blank=True)
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )

    objects = MoneyQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(corrects=None, amount__gt=0, reason="")
                | Q(corrects__isnull=False, amount__lt=0) & ~Q(reason=""),
                name="%(class)s_right_way",
                violation_error_message="金额要大于零；登记错了的，用冲销并写明原因。",
            ),
        ]
        indexes = [models.Index(fields=("dossier", "on"), name="%(class)s_dossier_day")]

    @property
    def is_counter(self) -> bool:
        """Whether it takes back another one: only those are below zero."""
        return self.amount < 0

    @property
    def is_standing(self) -> bool:
        """Whether it is neither taken back nor takes anything back."""
        return not self.is_counter and getattr(self, "corrected_by", None) is None


class Receipt(MoneyEntry):
    """Money that came in for a project (到账)."""

    source = models.CharField("来源", max_length=12, choices=Source)
    payer = models.CharField("谁拨付或者捐助", max_length=80)

    class Meta(MoneyEntry.Meta):
        verbose_name = verbose_name_plural = "到账"


class Payment(MoneyEntry):
    """Money that was paid (支出): for a project, or straight from the street's budget.

    Its dossier is the project's or the budget's. What a `line` of a budget bears does not need to have
    been received for the project. `is_large` and `is_split` were judged by the edition of its day;
    `decision` is the dossier of the party committee's decision it rests on. What was paid before the
    office kept its money here has a `backfill_reason` (补录) and may rest on none.
    """

    purpose = models.CharField("用途", max_length=200)
    payee = models.CharField("收款人", max_length=80, blank=True)
    line = models.ForeignKey(
        BudgetLine,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="payments",
        verbose_name="预算科目",
    )
    is_large = models.BooleanField("大额支出", default=False)
    # None of them large, but with others to the same payee within the window it was.
    is_split = models.BooleanField("拆分合计达到大额", default=False)
    decision = models.ForeignKey(
        Dossier,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="党工委决定",
    )
    backfill_reason = models.CharField(
        "补录的原因和出处", max_length=200, blank=True, default="", db_default=""
    )

    class Meta(MoneyEntry.Meta):
        verbose_name = verbose_name_plural = "支出"
        indexes = [
            *MoneyEntry.Meta.indexes,
            # The list of projects asks each time since when any look split: hardly any do.
            models.Index(
                fields=("on",),
                condition=Q(is_split=True, decision=None),
                name="payment_suspected",
            ),
        ]

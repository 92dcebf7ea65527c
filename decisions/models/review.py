"""Whom a community reviews (民主评议): the households of an advisory matter."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from decisions.models.matter import Matter
from decisions.states import ReviewOutcome


class ApplicantQuerySet(models.QuerySet["Applicant"]):
    def standing(self) -> ApplicantQuerySet:
        """Those on the list; who was taken off before the review stays on record."""
        return self.filter(withdrawn_at__isnull=True)


class Applicant(models.Model):
    """One household under review (评议对象): what a notice may say of it and nothing more.

    《社会救助暂行办法》第六十一条: no number, no address, no illness. The name is shown to residents
    until the public period is over.
    """

    matter = models.ForeignKey(
        Matter, models.PROTECT, related_name="applicants", verbose_name="事项"
    )
    number = models.PositiveIntegerField("序号")
    name = models.CharField("户主姓名", max_length=20)
    people = models.PositiveSmallIntegerField("保障人口", validators=[MinValueValidator(1)])
    amount = models.DecimalField(
        "拟补助金额（元）",
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    outcome = models.CharField("评议结果", max_length=10, choices=ReviewOutcome, blank=True)
    reason = models.CharField("复核理由", max_length=200, blank=True)
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )
    withdrawn_at = models.DateTimeField("移出时间", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="移出人"
    )

    objects = ApplicantQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "评议对象"
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("matter", "number"), name="applicant_number_once"),
            models.CheckConstraint(
                condition=~Q(outcome=ReviewOutcome.DOUBTED) | ~Q(reason=""),
                name="applicant_doubted_with_reason",
                violation_error_message="建议复核的，要写明理由。",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="applicant_withdrawn_by_someone",
            ),
        )

    def __str__(self) -> str:
        return f"第{self.number}户"

"""What a street or community has set for itself, stricter than the law."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jiedao.rulebooks import values
from jiedao.rulebooks.editions import Rule


class LocalRuleQuerySet(models.QuerySet["LocalRule"]):
    def on(self, day: date) -> "LocalRuleQuerySet":
        """Rules that apply on a day."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), in_force__lte=day)

    def over(self, unit_ids: tuple[int, ...]) -> "LocalRuleQuerySet":
        """Rules set for any of these units (a unit and all above it)."""
        return self.filter(unit_id__in=unit_ids)


class LocalScheme(models.Model):
    """A document in which a unit sets rules for itself (本地实施方案): what every local number rests on.

    `until` is the first day it is no longer in force. It is ended or replaced, never changed.
    """

    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, related_name="local_schemes", verbose_name="适用单位"
    )
    title = models.CharField("名称", max_length=120)
    number = models.CharField("文号", max_length=60, blank=True)
    issuer = models.CharField("印发单位", max_length=80)
    issued_on = models.DateField("印发日期")
    in_force = models.DateField("施行日期")
    until = models.DateField("停止日期", null=True, blank=True)
    says = models.TextField("主要内容", blank=True)
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "本地实施方案"
        ordering = ("-in_force", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "title", "number", "issued_on"),
                name="local_scheme_once",
                violation_error_message="这个单位已经登记过这份文件。",
            ),
            models.CheckConstraint(
                condition=Q(in_force__gte=F("issued_on"))
                & (Q(until__isnull=True) | Q(until__gt=F("in_force"))),
                name="local_scheme_days_in_order",
                violation_error_message="施行日期不能早于印发日期，停止日期要晚于施行日期。",
            ),
        )

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """The document as it is quoted: 《街道议事规程》（经八办〔2026〕18号）."""
        title = self.title if self.title.startswith("《") else f"《{self.title}》"
        return f"{title}（{self.number}）" if self.number else title


class LocalRule(models.Model):
    """One number a unit has set for itself and all beneath it (本地从严), and the paper it rests on.

    `until` is the first day it no longer applies. It is ended or superseded, never changed.
    """

    book = models.CharField("规则集", max_length=40)
    key = models.CharField("规则", max_length=60)
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, related_name="local_rules", verbose_name="单位"
    )
    value_json = models.JSONField("值")
    scheme = models.ForeignKey(
        LocalScheme, models.PROTECT, related_name="rules", verbose_name="实施方案"
    )
    in_force = models.DateField("施行日期")
    until = models.DateField("停止日期", null=True, blank=True)
    document = models.CharField("依据文件", max_length=120)
    document_number = models.CharField("文号", max_length=60, blank=True)
    document_on = models.DateField("文件日期")
    set_at = models.DateTimeField("设定时间")
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="设定人"
    )

    objects = LocalRuleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "本地从严规定"
        ordering = ("book", "key", "-in_force", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "book", "key", "in_force"),
                name="local_rule_once_a_day",
                violation_error_message="这个单位的这一项规则从这一天起已经另有规定。",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("in_force")),
                name="local_rule_ends_after_it_begins",
                violation_error_message="停止日期要晚于施行日期。",
            ),
            models.CheckConstraint(
                condition=Q(document_on__lte=F("in_force")),
                name="local_rule_not_before_document",
                violation_error_message="施行日期不能早于依据文件的日期。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.book}.{self.key}（{self.document_words}）"

    @property
    def document_words(self) -> str:
        """The paper it rests on, as it is quoted: 《街道议事规程》（经八办〔2026〕18号）."""
        title = self.document if self.document.startswith("《") else f"《{self.document}》"
        return f"{title}（{self.document_number}）" if self.document_number else title

    def value_for(self, law: Rule) -> Any:
        """The value itself; TypeError when the law has since put this number differently."""
        return values.decode(self.value_json, like=law.value)

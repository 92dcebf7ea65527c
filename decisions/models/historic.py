"""Matters decided before the office used the portal (历史补录): on record, outside the procedure."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from decisions import catalogue
from jiedao.dossiers.models import DossierRecord
from jiedao.meetings.states import STATUTORY, MeetingKind

DECIDED_BY = [(kind.value, kind.label) for kind in MeetingKind if kind in STATUTORY]


class HistoricImport(models.Model):
    """One Excel file of old matters that was taken over whole (补录的表格)."""

    filename = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("文件摘要", max_length=64, db_index=True)
    taken = models.PositiveIntegerField("补录件数")
    known = models.PositiveIntegerField("以前已经补录的件数")
    imported_at = models.DateTimeField("补录时间")
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="补录人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "历史补录的表格"
        ordering = ("-id",)


class HistoricMatter(DossierRecord):
    """An old matter as its papers have it (历史补录): counted apart, never able to act.

    Numbers are copied from the old papers; nothing is judged by them.
    """

    kind = models.CharField("事项类型", max_length=20, choices=catalogue.CHOICES)
    decided_on = models.DateField("决议日期")
    decided_by = models.CharField("由谁决定", max_length=16, choices=DECIDED_BY)
    expected = models.PositiveIntegerField("应到", null=True)
    present = models.PositiveIntegerField("实到", null=True)
    in_favour = models.PositiveIntegerField("赞成", null=True)
    resolution = models.TextField("决议内容")
    published_on = models.DateField("决议公开日期", null=True)
    finished_on = models.DateField("办结日期", null=True)
    spent = models.DecimalField(
        "决算（元）", max_digits=12, decimal_places=2, null=True, validators=[MinValueValidator(0)]
    )
    source = models.CharField("档案出处", max_length=120)
    # What tells that a row was taken over before, whatever the file is called.
    digest = models.CharField("补录摘要", max_length=64, unique=True)
    batch = models.ForeignKey(
        HistoricImport, models.PROTECT, related_name="matters", verbose_name="补录的表格"
    )

    class Meta:
        verbose_name = verbose_name_plural = "历史补录的事项"
        ordering = ("-dossier_id",)
        constraints = (
            models.CheckConstraint(
                condition=(Q(published_on__isnull=True) | Q(published_on__gte=F("decided_on")))
                & (Q(finished_on__isnull=True) | Q(finished_on__gte=F("decided_on"))),
                name="historic_days_in_order",
                violation_error_message="公开和办结的日期不能早于决议日期。",
            ),
        )

    def __str__(self) -> str:
        return str(self.dossier)

    def get_absolute_url(self) -> str:
        return f"/office/decisions/historic/{self.dossier.number}/"

    @property
    def matter_type(self) -> catalogue.MatterType:
        return catalogue.TYPES[self.kind]

"""Casefiles that are bound and sealed; their bytes are attachments of the dossier."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from jiedao.attachments.models import Attachment
from jiedao.dossiers.models import Dossier


class Casefile(models.Model):
    """One sealed casefile (案卷): the book, the package, and what is in them with every digest.

    Rows are added and never changed. `manifest` is the 目录.csv of the package; `ledger_seq` is
    the line of the dossier's ledger that carries the digests.
    """

    dossier = models.OneToOneField(
        Dossier,
        models.PROTECT,
        primary_key=True,
        related_name="casefile",
        verbose_name="案卷",
        error_messages={"unique": "这个案卷已经封卷，不能再封一次。"},
    )
    book = models.OneToOneField(
        Attachment, models.PROTECT, related_name="+", verbose_name="案卷PDF"
    )
    package = models.OneToOneField(
        Attachment, models.PROTECT, related_name="+", verbose_name="案卷压缩包"
    )
    manifest = models.TextField("目录")
    parts = models.PositiveIntegerField("件数")
    pages = models.PositiveIntegerField("页数")
    ledger_seq = models.PositiveIntegerField("台账条目")
    sealed_on = models.DateField("封卷日期")
    sealed_at = models.DateTimeField("封卷时间")
    sealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="封卷人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "案卷封卷"
        ordering = ("-sealed_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(parts__gte=1, pages__gte=1) & ~Q(manifest=""),
                name="casefile_not_empty",
                violation_error_message="案卷里没有文件，不能封卷。",
            ),
        )

    def __str__(self) -> str:
        return f"案卷{self.dossier_id}"

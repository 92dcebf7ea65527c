"""Receipts: with the code on one, a resident without an account learns what became of his words."""

from django.conf import settings
from django.db import models

from jiedao.dossiers.models import Dossier


class Receipt(models.Model):
    """One receipt (回执): the code itself is given out once and kept only as a keyed hash.

    `subject` is the key of what it is for (an opinion, an objection) in the table of its kind.
    """

    kind = models.CharField("类别", max_length=40)
    code_hash = models.CharField("回执码的摘要", max_length=64)
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="receipts", verbose_name="案卷"
    )
    subject = models.BigIntegerField("所指的记录")
    issued_at = models.DateTimeField("出具时间")
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="出具人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "回执"
        ordering = ("-id",)
        constraints = (
            # Not `unique`, which brings a second index for words that begin so: a digest never does.
            models.UniqueConstraint(fields=("code_hash",), name="receipt_code_once"),
            models.UniqueConstraint(
                fields=("kind", "subject"),
                name="receipt_once_per_subject",
                violation_error_message="这一条已经出具过回执。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

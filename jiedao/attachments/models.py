"""The papers and pictures of a dossier; the bytes stand in the vault under their digest."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from jiedao.attachments.states import PHOTOS, AttachmentKind
from jiedao.dossiers.models import Dossier, Secrecy


class Attachment(models.Model):
    """One file of a dossier (附件): what it is, who added it when, and the digest of its bytes.

    A database trigger keeps the evidence as it was entered; a better scan is one more attachment.
    """

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="attachments", verbose_name="案卷"
    )
    kind = models.CharField("类别", max_length=20, choices=AttachmentKind)
    name = models.CharField("文件名", max_length=120)
    sha256 = models.CharField("摘要", max_length=64)
    size = models.PositiveBigIntegerField("字节数")
    mime = models.CharField("格式", max_length=100)
    secrecy = models.CharField("密级", max_length=10, choices=Secrecy, default=Secrecy.INTERNAL)
    step = models.CharField("环节", max_length=40, blank=True)
    added_on = models.DateField("附上日期")
    added_at = models.DateTimeField("登记时间")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="经办人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "附件"
        ordering = ("-id",)
        indexes = (models.Index(fields=("sha256",), name="attachment_by_digest"),)
        constraints = (
            models.UniqueConstraint(
                fields=("dossier", "kind", "step", "sha256"),
                name="attachment_once",
                violation_error_message="同一个文件已经附在这里，不用再传一次。",
            ),
            models.CheckConstraint(
                condition=Q(size__gte=1),
                name="attachment_not_empty",
                violation_error_message="文件是空的，请重新选择。",
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="attachment_digest_written_out"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_photo(self) -> bool:
        """Whether this shows what was to be seen, rather than says it."""
        return self.kind in PHOTOS

    @property
    def opens_inline(self) -> bool:
        """Whether a browser may show it itself: pictures and PDF, nothing else."""
        return self.mime.startswith("image/") or self.mime == "application/pdf"

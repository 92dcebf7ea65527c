"""Forms that were printed, so that what comes back on paper finds its dossier."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from jiedao.dossiers.models import Dossier


class PrintedForm(models.Model):
    """One form that goes out on paper and comes back filled in (打印出去的表).

    The same form printed twice carries the same code. `subject` says which meeting or publication
    it is about: the key of the meeting, the number of the publication, empty for the dossier.
    """

    code = models.CharField("编码", max_length=12, unique=True)
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="printed_forms", verbose_name="案卷"
    )
    document = models.CharField("文书", max_length=40)
    subject = models.CharField("哪一次会议或者哪一份公示", max_length=40, blank=True)
    printed_at = models.DateTimeField("第一次打印时间")
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="打印人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "打印出去的表"
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("dossier", "document", "subject"),
                name="printed_form_once",
                violation_error_message="这张表已经编过码，请刷新页面后再打印。",
            ),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[2-9A-HJKMNP-TW-Z]{12}$"),
                name="printed_form_code_whole",
            ),
        )

    def __str__(self) -> str:
        return self.code

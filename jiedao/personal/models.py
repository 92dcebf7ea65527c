"""Who looked at a person's full number, and why."""

from django.conf import settings
from django.db import models

from jiedao.dossiers.models import Dossier


class Disclosure(models.Model):
    """One look at a full number (查看完整号码): written before the number is shown, never changed."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="disclosures", verbose_name="案卷"
    )
    what = models.CharField("看了什么", max_length=80)
    reason = models.CharField("原因", max_length=200)
    disclosed_at = models.DateTimeField("时间")
    disclosed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="查看人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "查看完整号码"
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.disclosed_by}查看{self.what}"

"""The inbox: what the portal tells a person who works in it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from jiedao.dossiers.models import Dossier
from jiedao.notices.states import NoticeKind


class Notice(models.Model):
    """One line in a person's inbox (站内通知).

    `deadline`, `kind` and `day` name the occasion: UNIQUE, so that a sweep run twice tells once.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name="收件人"
    )
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, null=True, related_name="notices", verbose_name="案卷"
    )
    deadline = models.ForeignKey(
        "deadlines.Deadline", models.PROTECT, null=True, related_name="notices", verbose_name="期限"
    )
    kind = models.CharField("类别", max_length=20)
    day = models.DateField("日期")
    words = models.CharField("内容", max_length=300)
    url = models.CharField("去办理", max_length=200, blank=True)
    created_at = models.DateTimeField("时间")
    read_at = models.DateTimeField("已读时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "站内通知"
        ordering = ("-created_at", "-id")
        indexes = (
            models.Index(fields=("user", "-created_at", "-id"), name="notice_newest"),
            models.Index(
                fields=("user", "-created_at", "-id"),
                name="notice_unread_newest",
                condition=Q(read_at__isnull=True),
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("user", "deadline", "kind", "day"),
                condition=Q(deadline__isnull=False),
                name="one_reminder_per_occasion",
            ),
        )

    @property
    def kind_name(self) -> str:
        """The word before the line; a kind nobody named is simply news."""
        return name_of(self.kind)


_NAMES = {str(value): str(label) for value, label in NoticeKind.choices}


def name_of(kind: str) -> str:
    """The word for a kind; one nobody named is simply news."""
    return _NAMES.get(kind, str(NoticeKind.NEWS.label))

"""What the supervision committee says of a matter's steps (监督意见), and what is answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from decisions.states import SupervisedStep, Verdict
from jiedao.attachments.models import Attachment
from jiedao.people.models import Person


class SupervisionOpinion(models.Model):
    """One opinion of the supervision committee on one step (监督意见, 第三十六条).

    A step taken again (重新表决、重新公开) wants an opinion of its own: `signed_on` says of which.
    """

    matter = models.ForeignKey(
        "decisions.Matter",
        models.PROTECT,
        related_name="supervision_opinions",
        verbose_name="事项",
    )
    step = models.CharField("环节", max_length=24, choices=SupervisedStep)
    verdict = models.CharField("意见", max_length=10, choices=Verdict)
    text = models.TextField("具体意见", max_length=1000, blank=True)
    signer = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name="签署的监督委员"
    )
    signed_on = models.DateField("签署日期")
    scan = models.ForeignKey(
        Attachment, models.PROTECT, null=True, related_name="+", verbose_name="扫描件"
    )
    answer = models.TextField("答复", max_length=1000, blank=True)
    answered_on = models.DateField("答复日期", null=True)
    answered_at = models.DateTimeField("答复登记时间", null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="答复人"
    )
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "监督意见"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(verdict=Verdict.AGREE) | ~Q(text=""),
                name="supervision_concerns_are_written",
                violation_error_message="有意见的，要写明是什么意见。",
            ),
            models.CheckConstraint(
                condition=Q(
                    answer="",
                    answered_on__isnull=True,
                    answered_at__isnull=True,
                    answered_by__isnull=True,
                )
                | Q(
                    answered_on__isnull=False,
                    answered_at__isnull=False,
                    answered_by__isnull=False,
                )
                & ~Q(answer=""),
                name="supervision_answered_whole",
                violation_error_message="答复监督意见要写明内容。",
            ),
        )

    @property
    def waits_for_answer(self) -> bool:
        """Whether the committee still owes an answer (有意见，尚未答复)."""
        return self.verdict == Verdict.CONCERNS and self.answered_on is None

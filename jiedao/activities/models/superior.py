"""Papers from above (上级文件): received, studied, handed down."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from jiedao.activities.kinds import SUPERIOR_DOCUMENT
from jiedao.activities.models.activity import Activity
from jiedao.activities.states import Genre, Level, Way
from jiedao.dossiers.models import DossierRecord
from jiedao.lib.addresses import address
from jiedao.organisation.models import Unit
from jiedao.people.models import User


class SuperiorDocumentQuerySet(models.QuerySet["SuperiorDocument"]):
    def studied(self) -> SuperiorDocumentQuerySet:
        return self.filter(models.Exists(_studies()))

    def not_studied(self) -> SuperiorDocumentQuerySet:
        return self.filter(~models.Exists(_studies()))

    def relayed(self) -> SuperiorDocumentQuerySet:
        """Handed down to at least one unit."""
        return self.filter(models.Exists(Relay.objects.filter(document=models.OuterRef("pk"))))


def _studies() -> models.QuerySet[Study]:
    return Study.objects.filter(document=models.OuterRef("pk"))


class SuperiorDocument(DossierRecord):
    """A speech or a paper that came from above (上级文件); its title stands on the dossier.

    By whom it was studied follows from the rosters of the studies it is linked to.
    """

    level = models.CharField("哪一级", max_length=12, choices=Level)
    genre = models.CharField("种类", max_length=12, choices=Genre)
    issuer = models.CharField("发文机关或讲话人", max_length=80)
    document_number = models.CharField("文号", max_length=40, blank=True)
    received_on = models.DateField("收到日期")
    summary = models.TextField("主要精神")
    # What tells that the same paper was entered before.
    digest = models.CharField("登记摘要", max_length=64, unique=True)

    objects = SuperiorDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "上级文件"
        ordering = ("-received_on", "-dossier_id")

    def __str__(self) -> str:
        return f"《{self.dossier.title}》"

    def get_absolute_url(self) -> str:
        return address(SUPERIOR_DOCUMENT.page, self.dossier.number)

    @property
    def responsible(self) -> User | None:
        """Who sees to its study and its handing down; None when nobody was named."""
        last = max(self.in_charge.all(), key=lambda one: one.pk, default=None)
        return last.user if last else None

    @property
    def cited(self) -> str:
        """How a paper cites it: 《…》（豫办〔2026〕3号）."""
        return f"{self}（{self.document_number}）" if self.document_number else str(self)


class InCharge(models.Model):
    """Who sees to it that a paper is studied and handed down (责任人); of several the last holds."""

    document = models.ForeignKey(
        SuperiorDocument, models.PROTECT, related_name="in_charge", verbose_name="上级文件"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="责任人"
    )
    named_at = models.DateTimeField("登记时间")
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "上级文件的责任人"
        ordering = ("id",)


class Study(models.Model):
    """A paper was studied at an activity (学习记录)."""

    document = models.ForeignKey(
        SuperiorDocument, models.PROTECT, related_name="studies", verbose_name="上级文件"
    )
    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="studies", verbose_name="集中学习"
    )
    linked_at = models.DateTimeField("登记时间")
    linked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "上级文件的学习"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("document", "activity"),
                name="study_once",
                violation_error_message="这次学习已经登记过，没有重复登记。",
            ),
        )


class Relay(models.Model):
    """A paper was handed down to a unit (传达记录)."""

    document = models.ForeignKey(
        SuperiorDocument, models.PROTECT, related_name="relays", verbose_name="上级文件"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="传达到")
    relayed_on = models.DateField("传达日期")
    way = models.CharField("传达方式", max_length=12, choices=Way)
    relayed_at = models.DateTimeField("登记时间")
    relayed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "上级文件的传达"
        ordering = ("relayed_on", "unit__path", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("document", "unit"),
                name="relay_once_per_unit",
                violation_error_message="已经传达到这个单位，没有重复登记。",
            ),
        )

"""The ledger: append-only entries, one chain of digests per dossier and one per unit."""

from django.conf import settings
from django.db import models

from jiedao.ledger.chains import Chained


class EntryQuerySet(models.QuerySet["Entry"]):
    def of(self, chain: Chained) -> "EntryQuerySet":
        return self.filter(**{str(chain._meta.model_name): chain.pk}).order_by("-seq")


class Entry(models.Model):
    """One line of the ledger (台账条目): who did what to which dossier, when, under which edition.

    It carries the words needed to show it, names as they were then. `body` is what is hashed.
    """

    # The numbers of each chain are an index that begins with it: another would only be written.
    dossier = models.ForeignKey(
        "dossiers.Dossier",
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="entries",
        verbose_name="案卷",
    )
    unit = models.ForeignKey(
        "organisation.Unit",
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="entries",
        verbose_name="单位",
    )
    seq = models.PositiveIntegerField("序号")
    act = models.CharField("办理动作", max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="办理人"
    )
    occurred_on = models.DateField("发生日期")
    recorded_at = models.DateTimeField("记录时间")
    words = models.TextField("记载")
    body = models.TextField("摘要原文")
    previous = models.CharField("上一条摘要", max_length=64, blank=True)
    digest = models.CharField("摘要", max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "台账条目"
        ordering = ("-id",)
        # Over all dossiers and units (台账总览) the newest are found without reading the others.
        indexes = (models.Index(fields=("-recorded_at", "-id"), name="entry_newest"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(dossier__isnull=False, unit__isnull=True)
                | models.Q(dossier__isnull=True, unit__isnull=False),
                name="entry_on_one_chain",
                violation_error_message="一条台账只能记在一个案卷或一个单位名下。",
            ),
            models.UniqueConstraint(fields=("dossier", "seq"), name="entry_dossier_seq"),
            models.UniqueConstraint(fields=("unit", "seq"), name="entry_unit_seq"),
        )

"""Where a matter stands, as far as anybody may read it (对外公开的办理状态)."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from jiedao.dossiers.models import Dossier
from jiedao.organisation.models import Unit


class PublicStateQuerySet(models.QuerySet["PublicState"]):
    def within(self, unit: Unit) -> PublicStateQuerySet:
        return self.filter(unit__path__startswith=unit.path)

    def open(self) -> PublicStateQuerySet:
        return self.filter(is_open=True)

    def consulting(self, on: date) -> PublicStateQuerySet:
        """Matters residents may still say their opinion on."""
        return self.open().filter(consult_until__gte=on)


class PublicState(models.Model):
    """Where one matter stands, in the few words anybody may read (对外公开的办理状态).

    Residents' pages read this row and publications, never the matter itself.
    """

    dossier = models.OneToOneField(
        Dossier,
        models.PROTECT,
        primary_key=True,
        related_name="public_state",
        verbose_name="案卷",
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="public_states", verbose_name="单位"
    )
    title = models.CharField("标题", max_length=80)
    stage = models.CharField("办到哪一步", max_length=40)
    line = models.CharField("一句话说明", max_length=200, blank=True)
    consult_until = models.DateField("征求意见截止日", null=True, blank=True)
    consult_url = models.CharField("说意见的网页", max_length=200, blank=True)
    is_open = models.BooleanField("正在办理", default=True)
    changed_at = models.DateTimeField("更新时间")
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="更新人"
    )

    objects = PublicStateQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "对外公开的办理状态"
        ordering = ("-changed_at", "-dossier_id")
        indexes = (
            models.Index(fields=("unit", "-changed_at"), name="public_state_unit_newest"),
            models.Index(fields=("-changed_at",), name="public_state_changed"),
            models.Index(
                fields=("unit", "-changed_at"),
                name="public_state_unit_open",
                condition=Q(is_open=True),
            ),
            models.Index(
                fields=("unit", "consult_until"),
                name="public_state_consulting",
                condition=Q(is_open=True, consult_until__isnull=False),
            ),
        )


class ContentMark(models.Model):
    """The state of everything residents are shown (公开内容标记): one row, one random mark.

    A trigger gives it a new mark with every change of a publication, a public state or a unit, when
    the change is saved. Random and not counted: after a restore an old mark means the old content.
    """

    mark = models.UUIDField("标记")

    class Meta:
        verbose_name = verbose_name_plural = "公开内容标记"

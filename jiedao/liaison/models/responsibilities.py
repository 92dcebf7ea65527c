"""Responsibilities (责任清单): whose, what, by which standard and when, and what proves it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from jiedao.dossiers.models import Dossier, DossierRecord
from jiedao.liaison.kinds import RESPONSIBILITY
from jiedao.liaison.states import Proof
from jiedao.lib.addresses import address

NO_FIGURE = Q(figure="", least__isnull=True)
NO_DOSSIER, NO_LIMIT = Q(proof_dossier__isnull=True), Q(limit="")


class ResponsibilityQuerySet(models.QuerySet["Responsibility"]):
    def on_the_list(self) -> ResponsibilityQuerySet:
        """Those that were not taken off."""
        return self.filter(withdrawn="")


class Responsibility(DossierRecord):
    """One line of the list; the matter stands on the dossier, whose unit is whose it is (主体).

    Nothing says whether it is fulfilled: that is read from its proof.
    """

    post = models.CharField("岗位", max_length=40, blank=True)
    standard = models.TextField("标准")
    basis = models.CharField("依据", max_length=120)
    since = models.DateField("从哪天起")
    due_on = models.DateField("时限")
    proof = models.CharField("靠什么证明", max_length=10, choices=Proof)
    figure = models.CharField("指标", max_length=60, blank=True)
    least = models.PositiveIntegerField("不少于", null=True, blank=True)
    proof_dossier = models.ForeignKey(
        Dossier,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proves",
        verbose_name="案卷",
    )
    limit = models.CharField("期限", max_length=40, blank=True)
    withdrawn = models.CharField("撤下原因", max_length=200, blank=True)

    objects = ResponsibilityQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "责任清单"
        ordering = ("due_on", "dossier_id")
        constraints = (
            models.CheckConstraint(
                condition=Q(due_on__gte=F("since")),
                name="responsibility_days_in_order",
                violation_error_message="时限不能早于开始的日期，请核对。",
            ),
            models.CheckConstraint(
                condition=Q(proof=Proof.FIGURE)
                & ~Q(figure="")
                & Q(least__gte=1)
                & NO_DOSSIER
                & NO_LIMIT
                | Q(proof=Proof.DOSSIER, proof_dossier__isnull=False) & NO_FIGURE & NO_LIMIT
                | Q(proof=Proof.LIMIT) & ~Q(limit="") & NO_FIGURE & NO_DOSSIER,
                name="responsibility_one_proof",
                violation_error_message="证明只填选中的那一种，请核对。",
            ),
        )

    def __str__(self) -> str:
        return self.dossier.title

    def get_absolute_url(self) -> str:
        return address(RESPONSIBILITY.page, self.dossier.number)

    @property
    def subject(self) -> str:
        """Whose it is: the unit, or a post of it (主体)."""
        return f"{self.dossier.unit}{self.post}"

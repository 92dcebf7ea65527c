"""Rules the office has issued (规章制度): in force from a day until a day, and what came after them."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jiedao.dossiers.models import DossierRecord
from jiedao.lib.addresses import address
from jiedao.lib.numerals import long_day
from jiedao.regulations.kinds import REGULATION
from jiedao.regulations.states import Area, Standing

NEVER_IN_FORCE = Q(until=F("in_force_from"))


class RegulationQuerySet(models.QuerySet["Regulation"]):
    def in_force(self, day: date) -> RegulationQuerySet:
        return self.filter(Q(until=None) | Q(until__gt=day), in_force_from__lte=day)

    def coming(self, day: date) -> RegulationQuerySet:
        return self.filter(in_force_from__gt=day).exclude(NEVER_IN_FORCE)

    def over(self, day: date) -> RegulationQuerySet:
        return self.filter(Q(until__lte=day) | NEVER_IN_FORCE)

    def ever_in_force(self) -> RegulationQuerySet:
        return self.exclude(NEVER_IN_FORCE)


class Regulation(DossierRecord):
    """A regulation as it was issued (规章制度); its title stands on the dossier.

    `until` is the first day on which it is no longer in force. A database trigger keeps what was
    entered, and the end once there is one: what is wrong is repealed with the reason.
    """

    area = models.CharField("类别", max_length=16, choices=Area)
    document_number = models.CharField("文号", max_length=40, blank=True)
    issued_on = models.DateField("印发日期")
    in_force_from = models.DateField("施行日期")
    until = models.DateField("从哪天起不再执行", null=True, blank=True)
    summary = models.TextField("主要内容")
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name="替代的制度",
    )
    repeal_reason = models.CharField("废止原因", max_length=200, blank=True)
    repealed_at = models.DateTimeField("废止登记时间", null=True, blank=True)
    repealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="废止登记人",
    )
    # What tells that the same paper was entered before.
    digest = models.CharField("登记摘要", max_length=64)

    objects = RegulationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "规章制度"
        ordering = ("-issued_on", "-dossier_id")
        indexes = (models.Index(fields=("area", "issued_on"), name="regulation_area_issued"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(in_force_from__gte=F("issued_on")),
                name="regulation_issued_before_in_force",
                violation_error_message="施行日期不能早于印发日期，请核对。",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("in_force_from")),
                name="regulation_days_in_order",
                violation_error_message="不再执行的日期不能早于施行日期，请核对。",
            ),
            models.CheckConstraint(
                condition=Q(repealed_at__isnull=True, repealed_by__isnull=True, repeal_reason="")
                | Q(repealed_at__isnull=False, repealed_by__isnull=False, until__isnull=False)
                & ~Q(repeal_reason=""),
                name="regulation_repealed_with_reason",
                violation_error_message="废止要有日期和原因，请补充。",
            ),
            models.UniqueConstraint(
                fields=("digest",),
                condition=Q(until__isnull=True) | Q(until__gt=F("in_force_from")),
                name="regulation_once",
                violation_error_message="这份规章制度已经登记过，没有重复登记。",
            ),
        )

    def __str__(self) -> str:
        return f"《{self.dossier.title}》"

    def get_absolute_url(self) -> str:
        return address(REGULATION.page, self.dossier.number)

    @property
    def cited(self) -> str:
        """How a paper cites it: 《…》（经八办〔2026〕12号）."""
        return f"{self}（{self.document_number}）" if self.document_number else str(self)

    @property
    def was_repealed(self) -> bool:
        return self.repealed_at is not None

    @property
    def was_in_force(self) -> bool:
        """Whether there is a day on which it is in force; one put right at once has none."""
        return self.until is None or self.until > self.in_force_from

    @property
    def last_day(self) -> date | None:
        """The last day on which it is in force; None while no end is set."""
        return self.until - timedelta(days=1) if self.until else None

    @property
    def days_in_words(self) -> str:
        """From when until when it is in force; true on every day it is read."""
        if self.until is None:
            return f"{long_day(self.in_force_from)}起施行"
        if not self.was_in_force:
            return "没有施行"
        assert self.last_day
        return f"{long_day(self.in_force_from)}至{long_day(self.last_day)}"

    def standing(self, day: date) -> Standing:
        """How it stands on a day."""
        if not self.was_in_force or (self.until and self.until <= day):
            return Standing.OVER
        return Standing.COMING if self.in_force_from > day else Standing.IN_FORCE

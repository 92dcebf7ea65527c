"""Activities (会议活动): what the street or a community held, or is going to hold."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from jiedao.activities.kinds import ACTIVITY
from jiedao.activities.states import MADE_UP, Kind, System
from jiedao.dossiers.models import DossierRecord
from jiedao.lib.addresses import address
from jiedao.lib.numerals import long_day
from jiedao.organisation.models import Unit


class ActivityQuerySet(models.QuerySet["Activity"]):
    def planned(self) -> ActivityQuerySet:
        """Planned, and neither entered as held nor cancelled."""
        return self.filter(held_at__isnull=True, cancelled_at__isnull=True)

    def held(self) -> ActivityQuerySet:
        return self.filter(held_at__isnull=False)

    def cancelled(self) -> ActivityQuerySet:
        return self.filter(cancelled_at__isnull=False)

    def of_kind(self, *kinds: str) -> ActivityQuerySet:
        return self.filter(kind__in=kinds)


class Activity(DossierRecord):
    """Something the office held or plans to hold (会议活动); its topic stands on the dossier.

    应到 and 实到 are no columns: 应到 is the roster, frozen when it is planned; 实到 is the names
    ticked on it. A trigger keeps what was entered once it was held or cancelled.
    """

    kind = models.CharField("类别", max_length=12, choices=Kind)
    systems = ArrayField(
        models.CharField(max_length=12, choices=System),
        verbose_name="四项制度里的哪几项",
        default=list,
        blank=True,
    )
    held_on = models.DateField("日期")
    begins = models.TimeField("开始时间")
    ends = models.TimeField("结束时间", null=True, blank=True)
    place = models.CharField("地点", max_length=80)
    communities = models.ManyToManyField(
        Unit, blank=True, related_name="+", verbose_name="督导的社区"
    )
    chair = models.CharField("主持人", max_length=40, blank=True)
    summary = models.TextField("内容和议定事项", blank=True)
    held_at = models.DateTimeField("召开登记时间", null=True, blank=True)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="召开登记人",
    )
    cancel_reason = models.CharField("取消原因", max_length=200, blank=True)
    cancelled_at = models.DateTimeField("取消登记时间", null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="取消登记人",
    )

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "会议活动"
        ordering = ("-held_on", "-dossier_id")
        indexes = (models.Index(fields=("kind", "held_on"), name="activity_kind_day"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gt=F("begins")),
                name="activity_ends_after_it_begins",
                violation_error_message="结束时间要晚于开始时间，请核对。",
            ),
            models.CheckConstraint(
                condition=Q(held_at__isnull=True, held_by__isnull=True, summary="", chair="")
                | Q(held_at__isnull=False, held_by__isnull=False) & ~Q(summary="") & ~Q(chair=""),
                name="activity_held_with_summary",
                violation_error_message="登记召开要有主持人和内容，请补充。",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancelled_by__isnull=True, cancel_reason="")
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False, held_at__isnull=True)
                & ~Q(cancel_reason=""),
                name="activity_cancelled_with_reason",
                violation_error_message="取消要写明原因；已经召开的不能取消。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}“{self.dossier.title}”"

    def get_absolute_url(self) -> str:
        return address(ACTIVITY.page, self.dossier.number)

    @property
    def is_held(self) -> bool:
        return self.held_at is not None

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def is_planned(self) -> bool:
        """Whether it still has to be entered as held, or cancelled."""
        return not self.is_held and not self.is_cancelled

    @property
    def is_made_up(self) -> bool:
        """Whether who is absent makes it up (补学)."""
        return self.kind in MADE_UP

    @property
    def is_visit(self) -> bool:
        return self.kind == Kind.VISIT

    @property
    def is_study(self) -> bool:
        return self.kind == Kind.STUDY

    @property
    def systems_in_words(self) -> str:
        return "、".join(str(System(one).label) for one in self.systems)

    @property
    def when(self) -> str:
        """2026年11月23日 09:00至11:00."""
        until = f"至{self.ends:%H:%M}" if self.ends else ""
        return f"{long_day(self.held_on)} {self.begins:%H:%M}{until}"

    def is_late(self, day: date) -> bool:
        """Whether its day has passed and nobody has entered what became of it."""
        return self.is_planned and self.held_on < day

"""Time limits of a dossier, each with how its day was computed, and the reminders sent for them."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jiedao.dossiers.models import Dossier
from jiedao.organisation.models import Unit


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def open(self) -> DeadlineQuerySet:
        """Limits that run: neither met nor at rest."""
        return self.filter(closed_at__isnull=True, paused_at__isnull=True)

    def paused(self) -> DeadlineQuerySet:
        """Limits at rest because their dossier is (中止办理): never late."""
        return self.filter(closed_at__isnull=True, paused_at__isnull=False)

    def due_before(self, day: date) -> DeadlineQuerySet:
        return self.filter(due_on__lt=day)


class Deadline(models.Model):
    """One limit of a dossier (期限): what must be done by when, counted how, under which rule."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="deadlines", verbose_name="案卷"
    )
    # The unit of its dossier, so that what is late in a district is found by unit and day. PostgreSQL
    # sees to it that the two agree (deadline_of_its_unit).
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
        editable=False,
        verbose_name="单位",
    )
    code = models.CharField("代码", max_length=40)
    name = models.CharField("要做的事", max_length=60)
    duty = models.CharField("由谁办", max_length=40)
    begins_on = models.DateField("起算日")
    due_on = models.DateField("到期日")
    # What rests on the working calendar can be computed again: from which day, how long.
    counted_from = models.DateField("从哪天数起", null=True, blank=True)
    span = models.CharField("多长", max_length=8, blank=True)
    explanation = models.TextField("怎么算的")
    basis = models.CharField("依据", max_length=120)
    is_uncertain = models.BooleanField("所依据的日历不完整", default=False)
    opened_at = models.DateTimeField("开始时间")
    paused_on = models.DateField("停止计算日期", null=True, blank=True)
    paused_at = models.DateTimeField("停止计算时间", null=True, blank=True)
    paused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="停止计算登记人",
    )
    closed_on = models.DateField("办结日期", null=True, blank=True)
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="办结人"
    )

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "期限"
        ordering = ("due_on", "id")
        indexes = (
            models.Index(
                fields=("due_on",), name="deadline_open_due", condition=Q(closed_at__isnull=True)
            ),
            models.Index(
                fields=("unit", "due_on"),
                name="deadline_open_in_unit",
                condition=Q(closed_at__isnull=True, paused_at__isnull=True),
            ),
            # What a statute wants soon: few limits rest on one.
            models.Index(
                fields=("unit", "due_on"),
                name="deadline_open_lawful",
                condition=Q(closed_at__isnull=True, paused_at__isnull=True, basis__startswith="《"),
            ),
            # Whether a kind of limit was ever missed in a period: most never are.
            models.Index(
                fields=("code", "due_on"),
                name="deadline_missed",
                condition=Q(closed_on__gt=F("due_on")) | Q(closed_at__isnull=True),
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("dossier", "code"),
                condition=Q(closed_at__isnull=True),
                name="one_open_deadline_per_code",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("begins_on")), name="deadline_due_after_begin"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, closed_on__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False, closed_on__isnull=False),
                name="deadline_closed_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(paused_at__isnull=True, paused_by__isnull=True, paused_on__isnull=True)
                | Q(paused_at__isnull=False, paused_by__isnull=False, paused_on__isnull=False),
                name="deadline_paused_by_someone",
            ),
        )

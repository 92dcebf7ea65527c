"""The dossier: the one kernel table that everything about a matter hangs on."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan

from jiedao.ledger.chains import Chained
from jiedao.organisation.models import Unit


class Secrecy(models.TextChoices):
    PUBLIC = "public", "可公开"
    INTERNAL = "internal", "内部"


NEVER = Value(date(9999, 12, 31), output_field=models.DateField())


def open_after(day: date, prefix: str = "") -> GreaterThan:
    """The WHERE of dossiers that were still open when a day was over, or are today.

    One range of one index (dossier_unit_end), however many were closed before.
    """
    return GreaterThan(Coalesce(F(f"{prefix}closed_on"), NEVER), day)


class DossierQuerySet(models.QuerySet["Dossier"]):
    def within(self, unit: Unit) -> DossierQuerySet:
        return self.filter(unit__path__startswith=unit.path)

    def open(self) -> DossierQuerySet:
        return self.filter(closed_on__isnull=True)


class Dossier(Chained):
    """What the office must be able to hand over as one file (案卷).

    Holds number, title, unit, secrecy, opened/closed and a state label; never an app's own fields
    or rules.
    """

    number = models.CharField("编号", max_length=32, unique=True)
    kind = models.CharField("类别", max_length=40)
    title = models.CharField("标题", max_length=80)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="dossiers", verbose_name="单位")
    secrecy = models.CharField("密级", max_length=10, choices=Secrecy, default=Secrecy.INTERNAL)
    state_label = models.CharField("办理状态", max_length=40, blank=True)
    opened_on = models.DateField("立卷日期")
    opened_at = models.DateTimeField("登记时间")
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="立卷人"
    )
    last_act_on = models.DateField("最近办理日期")
    closed_on = models.DateField("结案日期", null=True, blank=True)

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "案卷"
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("unit", "kind", "-id"), name="dossier_unit_kind_newest"),
            models.Index(
                fields=("opened_by", "-id"),
                condition=models.Q(closed_on=None),
                name="dossier_opened_by_running",
            ),
            models.Index(  # what is under way in a unit, longest untouched first
                fields=("unit", "last_act_on", "id"),
                condition=models.Q(closed_on=None),
                name="dossier_unit_untouched",
            ),
            models.Index(
                fields=("closed_on",),
                condition=models.Q(closed_on__isnull=False),
                name="dossier_closed_lately",
            ),
            models.Index(F("unit"), Coalesce(F("closed_on"), NEVER), name="dossier_unit_end"),
            models.Index(fields=("unit", "-last_act_on", "-id"), name="dossier_unit_acted"),
            models.Index(fields=("unit", "state_label", "-id"), name="dossier_unit_state"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(last_act_on__gte=F("opened_on")),
                name="dossier_acts_after_opening",
                violation_error_message="办理日期不能早于立卷日期。",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="dossier_closed_after_opening",
                violation_error_message="结案日期不能早于立卷日期。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class DossierRecord(models.Model):
    """The main row of an app, one-to-one with its dossier and sharing its key."""

    dossier = models.OneToOneField(
        Dossier,
        models.PROTECT,
        primary_key=True,
        related_name="%(class)s",
        verbose_name="案卷",
    )
    # Where its ledger ended when it was read, if it was read in one statement with its dossier.
    as_of: int | None = None

    class Meta:
        abstract = True

    def read_with_dossier(self) -> None:
        """Note that the record and its dossier are of one moment: one statement read both."""
        self.as_of = self.dossier.ledger_seq


class Counter(models.Model):
    """The last number given out for a kind of paper in a unit and year (编号流水)."""

    kind = models.CharField("类别", max_length=20)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    year = models.PositiveSmallIntegerField("年度")
    last = models.PositiveIntegerField("末号")

    class Meta:
        verbose_name = verbose_name_plural = "编号流水"
        constraints = (
            models.UniqueConstraint(fields=("kind", "unit", "year"), name="one_counter_per_year"),
        )


class SearchText(models.Model):
    """What can be found of a dossier (检索文本); never holds a resident's number.

    `grams` is a generated column of two-character grams, so two-character Chinese words are found.
    """

    dossier = models.OneToOneField(
        Dossier, models.CASCADE, primary_key=True, related_name="search", verbose_name="案卷"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    text = models.TextField("文本")
    grams = models.GeneratedField(
        expression=models.Func(F("text"), function="zh_grams"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = verbose_name_plural = "检索文本"
        indexes = (GinIndex(fields=("grams",), name="search_grams"),)

"""The office as it stands: the tree of units, a community's bodies, their terms and seats."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from jiedao.ledger.chains import Chained
from jiedao.organisation.states import BodyKind, Position, UnitLevel
from jiedao.people.models import Person


class UnitQuerySet(models.QuerySet["Unit"]):
    def within(self, unit: Unit) -> UnitQuerySet:
        """The unit itself and everything beneath it."""
        return self.filter(path__startswith=unit.path)

    def active(self) -> UnitQuerySet:
        return self.filter(closed_on__isnull=True)

    def of_level(self, *levels: str) -> UnitQuerySet:
        return self.filter(level__in=levels)


class Unit(Chained):
    """A unit of the office (单位): district, street, department, community, estate or grid.

    `path` is the materialised path of primary keys, "/1/25/312/", so that everything beneath a unit
    is one prefix.
    """

    code = models.CharField("代码", max_length=24, unique=True)
    name = models.CharField("全称", max_length=80)
    short_name = models.CharField("简称", max_length=40)
    sort_key = models.CharField("拼音", max_length=320, editable=False)
    level = models.CharField("层级", max_length=12, choices=UnitLevel)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="children", verbose_name="上级单位"
    )
    path = models.CharField("路径", max_length=200, editable=False, db_index=False)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    address = models.CharField("办公地点", max_length=120, blank=True)
    hours = models.CharField("办公时间", max_length=60, blank=True)
    closed_on = models.DateField("撤销日期", null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "单位"
        ordering = ("path",)
        indexes = (
            models.Index(
                fields=("path",), name="unit_path_prefix", opclasses=("text_pattern_ops",)
            ),
        )

    def __str__(self) -> str:
        return self.short_name

    @property
    def ancestor_ids(self) -> tuple[int, ...]:
        """Primary keys from the root down to this unit itself."""
        return ids_on(self.path)

    def is_within(self, other: Unit) -> bool:
        return self.path.startswith(other.path)


def ids_on(path: str) -> tuple[int, ...]:
    """Primary keys of the units on a path, from the root down to the unit it leads to."""
    return tuple(int(pk) for pk in path.strip("/").split("/"))


class HeadCount(models.Model):
    """How many adult residents and households a community had on a day, and who says so (人口底数)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="head_counts", verbose_name="社区")
    counted_on = models.DateField("截止日期")
    adults = models.PositiveIntegerField("十八周岁以上居民人数")
    households = models.PositiveIntegerField("户数")
    source = models.CharField("来源", max_length=120)
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "人口底数"
        ordering = ("-counted_on", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(households__gte=1, adults__gte=F("households")),
                name="head_count_plausible",
                violation_error_message="人口底数有误：十八周岁以上居民人数应不少于户数，且都大于零。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit}{self.counted_on:%Y-%m-%d}的人口底数"


class Body(models.Model):
    """A standing body of a community (社区组织): party branch, committee, supervision committee…"""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="bodies", verbose_name="社区")
    kind = models.CharField("类别", max_length=20, choices=BodyKind)
    name = models.CharField("名称", max_length=80)

    class Meta:
        verbose_name = verbose_name_plural = "社区组织"
        ordering = ("unit_id", "kind")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "kind"),
                name="body_once_per_unit",
                violation_error_message="这个社区已经登记过这一类组织。",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Term(models.Model):
    """One term of a body (届): from a day until the next election."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="terms", verbose_name="组织")
    number = models.PositiveSmallIntegerField("第几届")
    begins_on = models.DateField("开始日期")
    ends_on = models.DateField("届满日期")

    class Meta:
        verbose_name = verbose_name_plural = "届"
        ordering = ("-begins_on",)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("begins_on")),
                name="term_ends_after_it_begins",
                violation_error_message="届满日期要晚于开始日期。",
            ),
            models.UniqueConstraint(
                fields=("body", "number"),
                name="term_number_once",
                violation_error_message="这个组织的这一届已经登记过，请核对届次。",
            ),
            ExclusionConstraint(
                name="terms_do_not_overlap",
                expressions=(
                    ("body", RangeOperators.EQUAL),
                    (
                        Func(F("begins_on"), F("ends_on"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ),
                violation_error_message="同一组织的两届任期不能重叠，请先核对上一届的届满日期。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.body} 第{self.number}届"


class SeatQuerySet(models.QuerySet["Seat"]):
    def sitting(self, on: date) -> SeatQuerySet:
        """Seats that are filled on a day, within a running term."""
        return self.filter(
            Q(left_on__isnull=True) | Q(left_on__gt=on),
            term__begins_on__lte=on,
            term__ends_on__gt=on,
            joined_on__lte=on,
        )

    def of(self, unit: Unit, *kinds: str) -> SeatQuerySet:
        return self.filter(term__body__unit=unit, term__body__kind__in=kinds)


class Seat(models.Model):
    """One person's place in one term of a body (席位)."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="seats", verbose_name="届")
    person = models.ForeignKey(Person, models.PROTECT, related_name="seats", verbose_name="人员")
    position = models.CharField("职务", max_length=20, choices=Position)
    group = models.CharField("居民小组或网格", max_length=40, blank=True)
    joined_on = models.DateField("任职日期")
    left_on = models.DateField("离任日期", null=True, blank=True)
    left_reason = models.CharField("离任原因", max_length=120, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "席位"
        ordering = ("term_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("term", "person"),
                condition=Q(left_on__isnull=True),
                name="one_seat_per_person_and_term",
                violation_error_message="这个人在本届已经有席位。",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")),
                name="seat_left_after_joined",
                violation_error_message="离任日期不能早于任职日期。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.term}{self.get_position_display()}{self.person}"

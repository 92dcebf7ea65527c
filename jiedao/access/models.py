"""Who holds which duty where: appointments, grants on units, admissions and recusals."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from jiedao.access import roles
from jiedao.access.states import RecusalScope
from jiedao.dossiers.models import Dossier
from jiedao.organisation.models import Unit


class UnitUserGrant(UserObjectPermissionBase):
    """guardian's direct table of user grants on units; kept empty: people hold roles."""

    content_object = models.ForeignKey(Unit, models.CASCADE, related_name="user_grants")

    class Meta(UserObjectPermissionBase.Meta):
        verbose_name = verbose_name_plural = "个人授权"


class UnitGrant(GroupObjectPermissionBase):
    """A role's duty on a unit (职责授权), inherited by everything beneath it."""

    content_object = models.ForeignKey(Unit, models.CASCADE, related_name="grants")

    class Meta(GroupObjectPermissionBase.Meta):
        verbose_name = verbose_name_plural = "职责授权"


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def valid(self, on: date) -> AppointmentQuerySet:
        return self.filter(Appointment.running(on))

    def overlapping(self, start: date, end: date | None) -> AppointmentQuerySet:
        """Appointments that share a day with [start, end), those to come included."""
        rows = self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=start))
        return rows.filter(starts_on__lt=end) if end else rows

    def coming(self, unit: Unit, today: date) -> AppointmentQuerySet:
        """Those that begin later at a unit, and were not called off."""
        meant = Q(ends_on=None) | Q(ends_on__gt=F("starts_on"))
        return self.filter(meant, unit=unit, starts_on__gt=today)


class Appointment(models.Model):
    """A person in a role at a unit, from a day until a day (任职)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="appointments",
        verbose_name="人员",
    )
    role = models.CharField("岗位", max_length=40)
    line = models.CharField("岗位系列", max_length=40, default=roles.OFFICE, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="appointments", verbose_name="单位")
    group = models.ForeignKey(
        Group, models.PROTECT, related_name="appointments", verbose_name="授权组"
    )
    starts_on = models.DateField("任职日期")
    ends_on = models.DateField("离任日期", null=True, blank=True)
    appointed_at = models.DateTimeField("登记时间")
    appointed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )
    reason = models.CharField("依据或原因", max_length=200, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任职"
        ordering = ("unit__path", "role", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="appointment_ends_after_it_starts",
                violation_error_message="离任日期不能早于任职日期。",
            ),
            ExclusionConstraint(
                name="appointment_once_at_a_time",
                expressions=(
                    ("user", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    (
                        Func(F("starts_on"), F("ends_on"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ),
                violation_error_message="这个人在这个单位的同一岗位上已有任职，日期重叠。",
            ),
            # 三员分立: office work and each kind of administration are lines of their own, and one
            # person stands in one line at a time, whoever writes the row.
            ExclusionConstraint(
                name="appointment_in_one_line_at_a_time",
                expressions=(
                    ("user", RangeOperators.EQUAL),
                    ("line", RangeOperators.NOT_EQUAL),
                    (
                        Func(F("starts_on"), F("ends_on"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ),
                violation_error_message="三员分立：管理员岗位不能与其他岗位由同一人兼任。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}任{self.unit}{self.role_name}"

    @staticmethod
    def running(on: date) -> Q:
        """The WHERE of the appointments valid on a day."""
        return Q(ends_on__isnull=True, starts_on__lte=on) | Q(ends_on__gt=on, starts_on__lte=on)

    @property
    def role_name(self) -> str:
        """The role's Chinese name; a retired code shows as itself."""
        return roles.name_of(self.role)


class Admission(models.Model):
    """One person let into one dossier until a day (知情协办)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="人员"
    )
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="admissions", verbose_name="案卷"
    )
    until = models.DateField("截止日期")
    reason = models.CharField("原因", max_length=200)
    admitted_at = models.DateTimeField("登记时间")
    admitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "知情协办"
        constraints = (
            models.UniqueConstraint(
                fields=("user", "dossier"),
                name="admission_once",
                violation_error_message="这个人已经可以查看本案卷。",
            ),
        )


class RecusalQuerySet(models.QuerySet["Recusal"]):
    """The recusals with the words of the office."""

    def in_force(self) -> RecusalQuerySet:
        """Those that were not taken back: nothing else keeps anybody from anything."""
        return self.filter(lifted_on__isnull=True)


class Recusal(models.Model):
    """One person shut out of one dossier, whatever the duty (回避), until it is taken back (撤销)."""

    person = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="recusals", verbose_name="回避人"
    )
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="recusals", verbose_name="案卷"
    )
    scope = models.CharField("范围", max_length=4, choices=RecusalScope)
    reason = models.CharField("原因", max_length=200)
    declared_on = models.DateField("申报日期")
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )
    lifted_on = models.DateField("撤销日期", null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="撤销人",
    )
    lifted_why = models.CharField("撤销原因", max_length=200, default="", db_default="")

    objects = RecusalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "回避"
        constraints = (
            models.UniqueConstraint(
                fields=("person", "dossier"),
                condition=Q(lifted_on__isnull=True),
                name="recusal_once_in_force",
                violation_error_message="这个人已经登记过回避。",
            ),
            models.CheckConstraint(
                condition=Q(lifted_on__isnull=True, lifted_by__isnull=True, lifted_why="")
                | Q(lifted_on__gte=F("declared_on"), lifted_by__isnull=False) & ~Q(lifted_why=""),
                name="recusal_lifted_whole",
                violation_error_message="撤销回避要写明原因。",
            ),
        )

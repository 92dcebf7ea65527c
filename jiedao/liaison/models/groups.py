"""Work groups (领导小组、专项工作小组): who leads them from which day on, and who belongs to them."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from jiedao.dossiers.models import DossierRecord
from jiedao.liaison.kinds import GROUP
from jiedao.liaison.models import periods
from jiedao.liaison.states import Area, GroupKind
from jiedao.lib.addresses import address
from jiedao.lib.numerals import long_day
from jiedao.organisation.models import Unit
from jiedao.people.models import User

STANDS = Func(F("established_on"), F("until"), function="daterange")


class WorkGroupQuerySet(models.QuerySet["WorkGroup"]):
    def active(self, day: date) -> WorkGroupQuerySet:
        return self.filter(Q(until=None) | Q(until__gt=day), established_on__lte=day)

    def over(self, day: date) -> WorkGroupQuerySet:
        return self.filter(until__lte=day)

    def special(self) -> WorkGroupQuerySet:
        return self.filter(kind=GroupKind.SPECIAL)


class WorkGroup(DossierRecord):
    """A group of a street (工作小组); its name stands on the dossier.

    `until` is the first day on which it is no more. On any day a street has one leading group, and
    one special group for each of the four systems.
    """

    street = models.ForeignKey(
        Unit, models.PROTECT, related_name="work_groups", verbose_name="街道"
    )
    kind = models.CharField("类别", max_length=10, choices=GroupKind)
    area = models.CharField("负责的制度", max_length=16, choices=Area, blank=True)
    document_number = models.CharField("成立文件的文号", max_length=40, blank=True)
    established_on = models.DateField("成立日期")
    until = models.DateField("从哪天起撤销", null=True, blank=True)
    reason = models.CharField("撤销原因", max_length=200, blank=True)

    objects = WorkGroupQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "工作小组"
        ordering = ("kind", "area", "-established_on", "-dossier_id")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind=GroupKind.LEADING, area="")
                | Q(kind=GroupKind.SPECIAL) & ~Q(area=""),
                name="work_group_area_of_special",
                violation_error_message="专项工作小组要选负责的制度，领导小组统管四项、不选。",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("established_on")),
                name="work_group_days_in_order",
                violation_error_message="撤销日期不能早于成立日期，请核对。",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True, reason="") | Q(until__isnull=False) & ~Q(reason=""),
                name="work_group_dissolved_with_reason",
                violation_error_message="撤销小组要有日期和原因，请补充。",
            ),
            ExclusionConstraint(
                name="one_leading_group_at_a_time",
                condition=Q(kind=GroupKind.LEADING),
                expressions=(("street", RangeOperators.EQUAL), (STANDS, RangeOperators.OVERLAPS)),
                violation_error_message="这个街道已经有领导小组，同一时间只能有一个，请先撤销原来的。",
            ),
            ExclusionConstraint(
                name="one_special_group_at_a_time",
                condition=Q(kind=GroupKind.SPECIAL),
                expressions=(
                    ("street", RangeOperators.EQUAL),
                    ("area", RangeOperators.EQUAL),
                    (STANDS, RangeOperators.OVERLAPS),
                ),
                violation_error_message=(
                    "这项制度已经有专项工作小组，同一时间只能有一个，请先撤销原来的。"
                ),
            ),
        )

    def __str__(self) -> str:
        return self.dossier.title

    def get_absolute_url(self) -> str:
        return address(GROUP.page, self.dossier.number)

    @property
    def kind_in_words(self) -> str:
        """领导小组, or 专项工作小组 with its system."""
        if self.kind == GroupKind.LEADING:
            return str(GroupKind.LEADING.label)
        return f"{GroupKind.SPECIAL.label}（{self.get_area_display()}）"

    @property
    def head_word(self) -> str:
        """How who leads it is called."""
        return "组长" if self.kind == GroupKind.LEADING else "分管领导"

    @property
    def last_day(self) -> date | None:
        """The last day on which it is; None while no end is set."""
        return periods.last_day(self.until)

    @property
    def days_in_words(self) -> str:
        """From when until when it is; true on every day it is read."""
        since = f"{long_day(self.established_on)}成立"
        if self.until is None or self.last_day is None:
            return since
        if self.until == self.established_on:
            return "登记错误，没有成立"
        return f"{since}，到{long_day(self.last_day)}为止"

    def is_active(self, day: date) -> bool:
        return self.established_on <= day and (self.until is None or day < self.until)

    def charge_on(self, day: date) -> Charge | None:
        """Who led it, and who answered for it, on a day; None when it was not, or was no more."""
        if not self.is_active(day):
            return None
        found = [charge for charge in self.charges.all() if charge.begins_on <= day]
        return max(found, key=lambda charge: (charge.begins_on, charge.pk), default=None)

    def lead_on(self, day: date) -> User | None:
        """Its 组长 or 分管领导 on a day."""
        charge = self.charge_on(day)
        return charge.lead if charge else None

    def responsible_on(self, day: date) -> User | None:
        """Who answered for its work and wrote its papers on a day (责任人)."""
        charge = self.charge_on(day)
        return charge.responsible if charge else None

    def department_on(self, day: date) -> Unit | None:
        """The department it belonged to on a day (责任部门)."""
        charge = self.charge_on(day)
        return charge.department if charge else None


class Charge(models.Model):
    """Who leads a group and answers for it from a day on (分工), until the next such row.

    Rows are added, never changed. Of two from the same day the one entered last holds.
    """

    group = models.ForeignKey(
        WorkGroup, models.PROTECT, related_name="charges", verbose_name="工作小组"
    )
    begins_on = models.DateField("从哪天起")
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="分管领导"
    )
    department = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="责任部门")
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="责任人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "小组分工"
        ordering = ("begins_on", "id")
        indexes = (models.Index(fields=("group", "begins_on"), name="charge_group_begins"),)


class MemberQuerySet(models.QuerySet["Member"]):
    def on(self, day: date) -> MemberQuerySet:
        return self.filter(periods.on(day))

    def overlapping(self, since: date) -> MemberQuerySet:
        """Those that share a day with one who belongs to it from `since` on."""
        return self.filter(periods.overlapping(since))


class Member(models.Model):
    """A person's time in a group (成员), with the post he had then, in words."""

    group = models.ForeignKey(
        WorkGroup, models.PROTECT, related_name="members", verbose_name="工作小组"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="成员"
    )
    post = models.CharField("当时的职务", max_length=60)
    since = models.DateField("从哪天起")
    until = models.DateField("从哪天起不再是成员", null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "小组成员"
        ordering = ("since", "id")
        constraints = (
            models.CheckConstraint(
                condition=periods.IN_ORDER,
                name="member_days_in_order",
                violation_error_message="不再是成员的日期不能早于加入的日期，请核对。",
            ),
            ExclusionConstraint(
                name="member_once_at_a_time",
                expressions=(
                    ("group", RangeOperators.EQUAL),
                    ("user", RangeOperators.EQUAL),
                    (periods.SPAN, RangeOperators.OVERLAPS),
                ),
                violation_error_message="这个人在这段时间已经是小组成员，没有重复登记。",
            ),
        )

    @property
    def last_day(self) -> date | None:
        """The last day he belonged to it; None while he does."""
        return periods.last_day(self.until)

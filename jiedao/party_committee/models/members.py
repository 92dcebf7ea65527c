"""Who sits in the party committee, from a day until a day."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from jiedao.organisation.models import Unit
from jiedao.party_committee.states import MemberPosition
from jiedao.people.models import Person

_DAYS = Func(F("starts_on"), F("ends_on"), function="daterange")


class PartyMemberQuerySet(models.QuerySet["PartyMember"]):
    def on(self, day: date) -> PartyMemberQuerySet:
        """Those who are members on a day; the day of leaving is no longer one."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day)


class PartyMember(models.Model):
    """A person in the party committee of a street (党工委委员), `ends_on` being the day of leaving."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="party_members", verbose_name="街道"
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="姓名")
    position = models.CharField("职务", max_length=10, choices=MemberPosition)
    starts_on = models.DateField("从哪天起")
    ends_on = models.DateField("到哪天止", null=True, blank=True)
    added_at = models.DateTimeField("登记时间")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )
    ended_at = models.DateTimeField("离任登记时间", null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="离任登记人",
    )

    objects = PartyMemberQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "党工委委员"
        ordering = ("starts_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True, ended_at__isnull=True, ended_by__isnull=True)
                | Q(ends_on__gt=F("starts_on"), ended_at__isnull=False, ended_by__isnull=False),
                name="party_member_leaves_after_coming",
                violation_error_message="离任日期要晚于任职日期，请核对。",
            ),
            ExclusionConstraint(
                name="party_member_once_at_a_time",
                expressions=(
                    ("unit", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (_DAYS, RangeOperators.OVERLAPS),
                ),
                violation_error_message="这个人这段时间已经在党工委名册上，没有重复登记。",
            ),
            ExclusionConstraint(
                name="one_party_secretary_at_a_time",
                expressions=(
                    ("unit", RangeOperators.EQUAL),
                    (_DAYS, RangeOperators.OVERLAPS),
                ),
                condition=Q(position=MemberPosition.SECRETARY),
                violation_error_message="这段时间已经有书记，请先登记前任书记离任。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}（{self.get_position_display()}）"

"""The roster of an activity (名册): who was to come, who came, who made it up."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from jiedao.activities.models.activity import Activity
from jiedao.activities.states import MADE_UP, Part
from jiedao.people.models import Person


class AttendeeQuerySet(models.QuerySet["Attendee"]):
    def owing(self) -> AttendeeQuerySet:
        """Absent from a study that was held, and not made up yet."""
        return self.absent_from_study().filter(made_up_on__isnull=True)

    def owing_on(self, day: date) -> AttendeeQuerySet:
        """Those who on a day still had to make it up."""
        not_yet = Q(made_up_on__isnull=True) | Q(made_up_on__gt=day)
        return self.absent_from_study().filter(not_yet, activity__held_on__lte=day)

    def absent_from_study(self) -> AttendeeQuerySet:
        return self.filter(
            present=False,
            is_guest=False,
            activity__held_at__isnull=False,
            activity__kind__in=MADE_UP,
        )


class Attendee(models.Model):
    """One name on the roster, with the posts held on the day; guests (列席) only by name.

    `roles` are the codes of those posts: what is counted by post is counted from them.
    """

    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="roster", verbose_name="会议活动"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="人员"
    )
    name = models.CharField("姓名", max_length=90)
    post = models.CharField("职务", max_length=200, blank=True)
    roles = ArrayField(
        models.CharField(max_length=40), verbose_name="岗位代码", default=list, blank=True
    )
    part = models.CharField("参加方式", max_length=12, choices=Part, default=Part.ATTENDS)
    is_guest = models.BooleanField("列席", default=False)
    present = models.BooleanField("到会", default=False)
    ticked_at = models.DateTimeField("签到登记时间", null=True, blank=True)
    ticked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="签到登记人",
    )
    made_up_on = models.DateField("补学日期", null=True, blank=True)
    made_up_how = models.CharField("怎么补的", max_length=200, blank=True)
    made_up_at = models.DateTimeField("补学登记时间", null=True, blank=True)
    made_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="补学登记人",
    )

    objects = AttendeeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "名册"
        ordering = ("activity_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("activity", "person"),
                name="attendee_person_once",
                violation_error_message="同一个人在名册上只能出现一次。",
            ),
            models.UniqueConstraint(
                fields=("activity", "name", "post"),
                condition=Q(person__isnull=True),
                name="attendee_guest_once",
                violation_error_message="同一个列席的人只登记一次。",
            ),
            models.CheckConstraint(
                condition=Q(is_guest=True, person__isnull=True, present=True)
                | Q(is_guest=False, person__isnull=False),
                name="attendee_is_known_or_guest",
            ),
            models.CheckConstraint(
                condition=Q(present=True, ticked_at__isnull=False, ticked_by__isnull=False)
                | Q(present=False, ticked_at__isnull=True, ticked_by__isnull=True),
                name="attendee_ticked_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(
                    made_up_on__isnull=True,
                    made_up_at__isnull=True,
                    made_up_by__isnull=True,
                    made_up_how="",
                )
                | Q(
                    made_up_on__isnull=False,
                    made_up_at__isnull=False,
                    made_up_by__isnull=False,
                    present=False,
                )
                & ~Q(made_up_how=""),
                name="attendee_made_up_somehow",
                violation_error_message="补学要写明日期和怎么补的。",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def owes(self) -> bool:
        """Whether the person still has to make it up; of a study that was held."""
        return not self.present and not self.is_guest and self.made_up_on is None

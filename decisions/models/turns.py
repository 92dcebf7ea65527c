"""What a matter went through besides its straight way: rests, defeats, changes, the street's review."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from decisions.states import MatterState
from jiedao.meetings.models import Meeting


class Suspension(models.Model):
    """One interruption of a matter (中止办理): why, from when, until when at the latest."""

    matter = models.ForeignKey(
        "decisions.Matter", models.PROTECT, related_name="suspensions", verbose_name="事项"
    )
    suspended_on = models.DateField("中止日期")
    reason = models.CharField("中止原因", max_length=200)
    until = models.DateField("最晚恢复日期")
    suspended_at = models.DateTimeField("中止登记时间")
    suspended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="中止登记人"
    )
    ended_on = models.DateField("恢复或终止日期", null=True)
    ended_at = models.DateTimeField("恢复登记时间", null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="恢复登记人",
    )

    class Meta:
        verbose_name = verbose_name_plural = "中止办理"
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("matter",),
                condition=Q(ended_at__isnull=True),
                name="one_suspension_at_a_time",
                violation_error_message="这件事已经中止办理，请先恢复。",
            ),
            models.CheckConstraint(
                condition=Q(until__gte=F("suspended_on")) & ~Q(reason=""),
                name="suspension_has_reason_and_end",
                violation_error_message="中止办理要写明原因，最晚恢复日期不能早于中止日期。",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_at__isnull=True, ended_by__isnull=True)
                | Q(
                    ended_on__gte=F("suspended_on"),
                    ended_at__isnull=False,
                    ended_by__isnull=False,
                ),
                name="suspension_ended_by_someone",
            ),
        )


class Rejection(models.Model):
    """A plan the residents voted down (未获通过): the same words wait before they are voted on again."""

    matter = models.ForeignKey(
        "decisions.Matter", models.PROTECT, related_name="rejections", verbose_name="事项"
    )
    meeting = models.OneToOneField(
        Meeting, models.PROTECT, related_name="+", verbose_name="表决的会议"
    )
    rejected_on = models.DateField("日期")
    plan = models.TextField("没有通过的方案")
    digest = models.CharField("方案文字的摘要", max_length=64, db_index=True)
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "未获通过的方案"
        ordering = ("-id",)


class EarlierRound(models.Model):
    """How far an earlier resolution had come before it was undone (原来的决议): nothing is lost."""

    from_state = models.CharField("原来的环节", max_length=24, choices=MatterState)
    proposed_on = models.DateField("原提议日期", null=True)
    proposal_meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, related_name="+", verbose_name="原提议会议"
    )
    deliberated_on = models.DateField("原商议日期", null=True)
    deliberation_meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, related_name="+", verbose_name="原商议会议"
    )
    resolved_on = models.DateField("原决议日期", null=True)
    resolution_meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, related_name="+", verbose_name="原决议会议"
    )
    resolution_text = models.TextField("原决议内容", blank=True)
    resolution_published_on = models.DateField("原决议公开日期", null=True)
    implementing_on = models.DateField("原开始实施日期", null=True)

    class Meta:
        abstract = True


EARLIER = (
    *("proposed_on", "proposal_meeting", "deliberated_on", "deliberation_meeting"),
    *("resolved_on", "resolution_meeting", "resolution_text"),
    *("resolution_published_on", "implementing_on"),
)
# What a new round begins without; the meetings stay named, so that none serves twice.
UNDONE: dict[str, object] = {
    "deliberated_on": None,
    "street_approved_on": None,
    "resolved_on": None,
    "resolution_text": "",
    "resolution_published_on": None,
    "implementing_on": None,
}


class Change(EarlierRound):
    """What was altered after the residents had resolved (决议后的变更或调整), old and new side by side.

    A change sends the matter back to be deliberated and voted on anew; what it had reached by then,
    its earlier resolution above all, is kept here. An adjustment stays within the resolution.
    """

    matter = models.ForeignKey(
        "decisions.Matter", models.PROTECT, related_name="changes", verbose_name="事项"
    )
    is_back_to_vote = models.BooleanField("重新商议表决")
    changed_on = models.DateField("日期")
    reason = models.CharField("原因", max_length=300)
    purpose = models.BooleanField("用途改变")
    site = models.BooleanField("地点改变")
    beneficiaries = models.BooleanField("受益的人改变")
    sum = models.CharField("经费变动的算法", max_length=200)
    basis = models.CharField("依据", max_length=120)
    plan_before = models.TextField("原方案")
    plan_after = models.TextField("新方案")
    budget_before = models.DecimalField(
        "原预算（元）",
        max_digits=12,
        decimal_places=2,
        null=True,
        validators=[MinValueValidator(0)],
    )
    budget_after = models.DecimalField(
        "新预算（元）",
        max_digits=12,
        decimal_places=2,
        null=True,
        validators=[MinValueValidator(0)],
    )
    kept_on = models.DateField("维持原决议的日期", null=True)
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "决议后的变更"
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(is_back_to_vote=True)
                | Q(purpose=False, site=False, beneficiaries=False),
                name="adjustment_keeps_what_was_resolved",
                violation_error_message="用途、地点、受益的人变了，要重新商议表决。",
            ),
        )


class StreetReview(models.Model):
    """The street looks at a plan before the vote (街道审核): lawful, feasible, paid for."""

    matter = models.ForeignKey(
        "decisions.Matter", models.PROTECT, related_name="street_reviews", verbose_name="事项"
    )
    asked_on = models.DateField("送审日期")
    asked_at = models.DateTimeField("送审登记时间")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="送审人"
    )
    is_approved = models.BooleanField("同意", null=True)
    opinion = models.CharField("审核意见", max_length=500, blank=True)
    decided_on = models.DateField("审核日期", null=True)
    decided_at = models.DateTimeField("审核登记时间", null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="审核人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "街道审核"
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("matter",),
                condition=Q(decided_at__isnull=True),
                name="one_street_review_at_a_time",
                violation_error_message="这件事已经送街道审核，还没有答复。",
            ),
            models.CheckConstraint(
                condition=Q(
                    is_approved__isnull=True,
                    opinion="",
                    decided_on__isnull=True,
                    decided_at__isnull=True,
                    decided_by__isnull=True,
                )
                | Q(
                    is_approved__isnull=False,
                    decided_on__gte=F("asked_on"),
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                )
                & ~Q(opinion=""),
                name="street_review_answered_with_opinion",
                violation_error_message="街道审核要写明意见。",
            ),
        )

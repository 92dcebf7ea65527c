"""What the owners of a building decide together (业主共同决定): the vote by area and by heads."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from decisions.models.matter import Matter


def _area(label: str) -> models.DecimalField:
    return models.DecimalField(label, max_digits=12, decimal_places=2, default=Decimal(0))


class OwnerVoteQuerySet(models.QuerySet["OwnerVote"]):
    def counted(self) -> OwnerVoteQuerySet:
        return self.filter(counted_at__isnull=False)


class OwnerVote(models.Model):
    """One vote of the owners (业主表决), counted from the sheet (民法典第二百七十八条).

    Areas are those of the exclusive parts in square metres; an owner of several counts as one head.
    """

    matter = models.ForeignKey(
        Matter, models.PROTECT, related_name="owner_votes", verbose_name="事项"
    )
    round = models.PositiveSmallIntegerField("第几次")
    begun_on = models.DateField("开始表决")
    until = models.DateField("表决截止")
    place = models.CharField("表决方式和地点", max_length=120)
    total_area = _area("专有部分总面积（平方米）")
    total_heads = models.PositiveIntegerField("业主总人数")
    begun_at = models.DateTimeField("登记时间")
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )
    for_area = _area("同意的面积")
    for_heads = models.PositiveIntegerField("同意的人数", default=0)
    against_area = _area("反对的面积")
    against_heads = models.PositiveIntegerField("反对的人数", default=0)
    abstain_area = _area("弃权的面积")
    abstain_heads = models.PositiveIntegerField("弃权的人数", default=0)
    counted_on = models.DateField("计票日期", null=True)
    counted_at = models.DateTimeField("计票登记时间", null=True)
    counted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="计票人"
    )

    objects = OwnerVoteQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "业主表决"
        ordering = ("-round",)
        constraints = (
            models.UniqueConstraint(fields=("matter", "round"), name="owner_vote_round_once"),
            models.CheckConstraint(
                condition=Q(total_area__gt=0, total_heads__gte=1, until__gte=F("begun_on")),
                name="owner_vote_has_a_base",
                violation_error_message="业主总面积和总人数都要大于零，截止日期不能早于开始日期。",
            ),
            models.CheckConstraint(
                condition=Q(
                    total_area__gte=F("for_area") + F("against_area") + F("abstain_area"),
                    total_heads__gte=F("for_heads") + F("against_heads") + F("abstain_heads"),
                ),
                name="owner_vote_within_its_base",
                violation_error_message="参加表决的面积、人数合计不能超过业主总面积、总人数，请核对。",
            ),
            models.CheckConstraint(
                condition=Q(
                    counted_on__isnull=True, counted_at__isnull=True, counted_by__isnull=True
                )
                | Q(counted_on__isnull=False, counted_at__isnull=False, counted_by__isnull=False),
                name="owner_vote_counted_by_someone",
            ),
        )

    def __str__(self) -> str:
        return f"第{self.round}次业主表决"

    @property
    def present_area(self) -> Decimal:
        """The area that took part (参与表决的面积)."""
        return self.for_area + self.against_area + self.abstain_area

    @property
    def present_heads(self) -> int:
        """The owners who took part (参与表决的人数)."""
        return self.for_heads + self.against_heads + self.abstain_heads

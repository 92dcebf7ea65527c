"""The regime of a street: which papers it asks for, who is excused, its periods."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from jiedao.organisation.models import Unit
from jiedao.reporting.models.fields import person
from jiedao.reporting.states import PaperKind, PartyKind
from jiedao.reporting.terms import DEFAULTS, Terms


def _weekly_by() -> list[str]:
    return list(DEFAULTS.weekly_by)


def _half_by() -> list[str]:
    return list(DEFAULTS.half_by)


def _half_days() -> list[int]:
    return list(DEFAULTS.half_days)


class Regime(models.Model):
    """A street in which the papers are asked for (督导检查制度), since when, at what time of day."""

    street = models.OneToOneField(
        Unit, models.PROTECT, primary_key=True, related_name="regime", verbose_name="街道"
    )
    since = models.DateField("从哪天起")
    due_hour = models.PositiveSmallIntegerField("当天几点截止", default=17)
    kinds = ArrayField(
        models.CharField(max_length=10, choices=PaperKind), verbose_name="要报的", default=list
    )
    weekly_by = ArrayField(
        models.CharField(max_length=12, choices=PartyKind),
        verbose_name="每周汇报由谁报",
        default=_weekly_by,
    )
    half_by = ArrayField(
        models.CharField(max_length=12, choices=PartyKind),
        verbose_name="半月小结由谁报",
        default=_half_by,
    )
    # 0 is the last working day of the week, 1 Monday; of the days of a month 31 is its last.
    weekly_day = models.PositiveSmallIntegerField("每周汇报哪天报", default=DEFAULTS.weekly_day)
    half_days = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name="半月小结哪天报", default=_half_days
    )
    review_days = models.PositiveSmallIntegerField(
        "每月讲评第几个工作日", default=DEFAULTS.review_days
    )
    changed_at = models.DateTimeField("登记时间")
    changed_by = person("登记人", optional=False)

    class Meta:
        verbose_name = verbose_name_plural = "汇报制度"
        constraints = (
            models.CheckConstraint(
                condition=Q(due_hour__gte=8, due_hour__lte=23),
                name="regime_due_by_day",
                violation_error_message="截止时间要在8点到23点之间。",
            ),
        )

    @property
    def terms(self) -> Terms:
        """Who reports and by which day, for the periods that open from now on."""
        return Terms(
            tuple(self.weekly_by),
            tuple(self.half_by),
            self.weekly_day,
            tuple(self.half_days),
            self.review_days,
        )

    @property
    def in_words(self) -> list[tuple[str, str]]:
        """What holds, paper by paper."""
        kinds = [kind for kind in PaperKind if kind in self.kinds]
        return [(str(kind.label), self.terms.in_words(kind, self.due_hour)) for kind in kinds]


class Excuse(models.Model):
    """A unit that need not report for a time (免报), and why."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="excuses", verbose_name="单位")
    since = models.DateField("从哪天起")
    until = models.DateField("到哪天止（不含）", null=True, blank=True)
    reason = models.CharField("原因", max_length=200)
    made_at = models.DateTimeField("登记时间")
    made_by = person("登记人", optional=False)

    class Meta:
        verbose_name = verbose_name_plural = "免报"
        ordering = ("-since", "-id")
        constraints = (
            ExclusionConstraint(
                name="excuses_do_not_overlap",
                expressions=(
                    ("unit", RangeOperators.EQUAL),
                    (
                        Func(F("since"), F("until"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ),
                violation_error_message="这个单位在这段时间已经登记过免报，请核对日期。",
            ),
        )


class Period(models.Model):
    """A week, half a month or a month of a street (期): [since, until)."""

    street = models.ForeignKey(
        Unit, models.PROTECT, related_name="report_periods", verbose_name="街道"
    )
    kind = models.CharField("类别", max_length=10, choices=PaperKind)
    since = models.DateField("开始")
    until = models.DateField("结束（不含）")
    # As it was when the period opened: who changes the hour changes it for those that open later.
    due_hour = models.PositiveSmallIntegerField("当天几点截止", default=17)
    # Whether every unit and group has its paper: a sweep that was cut off goes on with the rest.
    is_opened = models.BooleanField("已全部开始填报", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "汇报期"
        ordering = ("-since", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(until__gt=F("since")),
                name="period_has_days",
                violation_error_message="汇报期的结束日期要晚于开始日期。",
            ),
            ExclusionConstraint(
                name="periods_do_not_overlap",
                expressions=(
                    ("street", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (
                        Func(F("since"), F("until"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ),
                violation_error_message="这段时间已经有同一种汇报，不能重叠。",
            ),
        )

    @property
    def last(self) -> date:
        return date.fromordinal(self.until.toordinal() - 1)

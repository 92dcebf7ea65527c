"""The office's working calendar: the days that differ from Monday-to-Friday."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from jiedao.workdays.states import DayKind


class CalendarYear(models.Model):
    """A year whose holidays and make-up days have been entered (年度节假日安排)."""

    year = models.PositiveSmallIntegerField("年份", primary_key=True)
    document = models.CharField("依据文件", max_length=200)
    complete = models.BooleanField("安排已完整", default=True)
    loaded_at = models.DateTimeField("导入时间")
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="导入人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "年度节假日安排"
        ordering = ("-year",)
        constraints = (
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100),
                name="calendar_year_plausible",
                violation_error_message="年份应在2000年至2100年之间，请核对。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.year}年节假日安排"


class CalendarDay(models.Model):
    """A day off that would be worked, or off by name, or a weekend that is worked (休、班)."""

    day = models.DateField("日期", primary_key=True)
    year = models.ForeignKey(CalendarYear, models.PROTECT, related_name="days", verbose_name="年份")
    kind = models.CharField("休或班", max_length=4, choices=DayKind)
    name = models.CharField("节日", max_length=40)
    source = models.CharField("来源", max_length=200)
    loaded_at = models.DateTimeField("导入时间")
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="导入人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "日历例外"
        ordering = ("day",)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind=DayKind.OFF) | Q(day__week_day__in=(1, 7)),
                name="make_up_day_is_weekend",
                violation_error_message="调休上班只能是星期六或星期日，请核对日期。",
            ),
            models.CheckConstraint(
                condition=Q(day__year=models.F("year")),
                name="calendar_day_in_its_year",
                violation_error_message="日期不在所导入的年份里，请核对。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.day}（{self.get_kind_display()}）"

"""People, money and goods the street has sent down to a community (人财物下沉)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from jiedao.dossiers.models import DossierRecord
from jiedao.funds.kinds import SUPPORT
from jiedao.funds.states import SupportKind
from jiedao.lib.addresses import address
from jiedao.lib.numerals import long_day


class SupportQuerySet(models.QuerySet["Support"]):
    def there_on(self, day: date) -> SupportQuerySet:
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)

    def over(self, day: date) -> SupportQuerySet:
        return self.filter(until__lte=day)


class Support(DossierRecord):
    """What was sent down to a community, from a day until a day; what it is stands on the dossier.

    `until` is the first day on which it is there no more. Posts and things are named, people are not.
    """

    kind = models.CharField("类别", max_length=8, choices=SupportKind)
    quantity = models.CharField("数量", max_length=40)
    since = models.DateField("从哪天起")
    until = models.DateField("从哪天起不再", null=True, blank=True)
    end_reason = models.CharField("为什么结束", max_length=200, blank=True)

    objects = SupportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "人财物下沉"
        ordering = ("-since", "-dossier_id")
        constraints = (
            models.CheckConstraint(
                condition=Q(until=None, end_reason="")
                | Q(until__isnull=False, until__gte=F("since")) & ~Q(end_reason=""),
                name="support_ends_with_reason",
                violation_error_message="结束要有日期和原因，不能早于开始的那一天。",
            ),
        )

    def __str__(self) -> str:
        return self.dossier.title

    def get_absolute_url(self) -> str:
        return address(SUPPORT.page, self.dossier.number)

    def is_there(self, day: date) -> bool:
        """Whether it is there on a day."""
        return self.since <= day and (self.until is None or self.until > day)

    @property
    def days_in_words(self) -> str:
        """From when until when; true on every day it is read."""
        if self.until is None:
            return f"{long_day(self.since)}起"
        if self.until == self.since:
            return "没有下沉"
        return f"{long_day(self.since)}起，{long_day(self.until)}起不再"

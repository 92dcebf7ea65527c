"""Projects money is raised and spent for (经费项目)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from jiedao.dossiers.models import DossierRecord
from jiedao.funds.kinds import PROJECT
from jiedao.funds.states import ProjectKind, Stage
from jiedao.lib.addresses import address
from jiedao.lib.numerals import long_day


class ProjectQuerySet(models.QuerySet["Project"]):
    def preparing(self, day: date) -> ProjectQuerySet:
        return self.filter(Q(begun_on=None) | Q(begun_on__gt=day), finished_on=None)

    def under_way(self, day: date) -> ProjectQuerySet:
        return self.filter(begun_on__lte=day, finished_on=None)

    def finished(self) -> ProjectQuerySet:
        return self.filter(finished_on__isnull=False)


class Project(DossierRecord):
    """Something built or mended with the street's money (项目); its title stands on the dossier.

    Its unit is the street, or the community or estate it is for.
    """

    kind = models.CharField("类别", max_length=16, choices=ProjectKind)
    place = models.CharField("地点", max_length=80)
    planned = models.DecimalField("计划投入", max_digits=14, decimal_places=2)
    begun_on = models.DateField("开工日期", null=True, blank=True)
    finished_on = models.DateField("完工日期", null=True, blank=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "经费项目"
        ordering = ("-dossier_id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(planned__gt=0),
                name="project_planned_above_zero",
                violation_error_message="计划投入要大于零。",
            ),
            models.CheckConstraint(
                condition=Q(finished_on=None)
                | Q(begun_on__isnull=False, finished_on__gte=F("begun_on")),
                name="project_days_in_order",
                violation_error_message="完工日期不能早于开工日期，请核对。",
            ),
        )

    def __str__(self) -> str:
        return self.dossier.title

    def get_absolute_url(self) -> str:
        return address(PROJECT.page, self.dossier.number)

    def stage(self, day: date) -> Stage:
        """How far it is on a day."""
        if self.finished_on:
            return Stage.FINISHED
        return Stage.UNDER_WAY if self.begun_on and self.begun_on <= day else Stage.PREPARING

    @property
    def days_in_words(self) -> str:
        """When it was begun and finished; true on every day it is read."""
        if self.begun_on is None:
            return "还没有开工"
        begun = f"{long_day(self.begun_on)}开工"
        return f"{begun}，{long_day(self.finished_on)}完工" if self.finished_on else begun

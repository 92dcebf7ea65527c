"""Pilots (试点): the street is designated, each community tries two systems first, stage by stage."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from jiedao.deadlines.models import Deadline
from jiedao.dossiers.models import Dossier, DossierRecord
from jiedao.liaison.kinds import PILOT, TRIAL
from jiedao.liaison.states import Area, Level, StageKind
from jiedao.lib.addresses import address
from jiedao.organisation.models import Unit


class Pilot(DossierRecord):
    """A street was designated a pilot (试点); what it is called then stands on the dossier."""

    street = models.ForeignKey(Unit, models.PROTECT, related_name="pilots", verbose_name="街道")
    level = models.CharField("级别", max_length=10, choices=Level)
    office_name = models.CharField("文件里的单位名称", max_length=80)
    document_number = models.CharField("文号", max_length=40, blank=True)
    designated_on = models.DateField("确定为试点的日期")

    class Meta:
        verbose_name = verbose_name_plural = "试点"
        ordering = ("-designated_on", "-dossier_id")

    def __str__(self) -> str:
        return self.dossier.title

    def get_absolute_url(self) -> str:
        return address(PILOT.page, self.dossier.number)


class Exchange(models.Model):
    """The communities learn from each other (相互学习、交流经验): the dossier of a meeting or an activity."""

    pilot = models.ForeignKey(Pilot, models.PROTECT, related_name="exchanges", verbose_name="试点")
    activity = models.ForeignKey(
        Dossier, models.PROTECT, related_name="exchanges", verbose_name="交流活动的案卷"
    )

    class Meta:
        verbose_name = verbose_name_plural = "试点交流"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("pilot", "activity"),
                name="exchange_once",
                violation_error_message="这个案卷已经关联过，没有重复登记。",
            ),
        )


class TrialQuerySet(models.QuerySet["Trial"]):
    def begun(self, day: date) -> TrialQuerySet:
        return self.filter(started_on__lte=day)

    def late(self, day: date) -> TrialQuerySet:
        """Those with a stage, or the whole, past its day."""
        return self.filter(
            Exists(Deadline.objects.open().filter(dossier=OuterRef("pk"), due_on__lt=day))
        )


class Trial(DossierRecord):
    """What a community tries first (先试先行): two of the four systems, by whom, to what end, until when."""

    pilot = models.ForeignKey(Pilot, models.PROTECT, related_name="trials", verbose_name="试点")
    community = models.ForeignKey(Unit, models.PROTECT, related_name="trials", verbose_name="社区")
    first = models.CharField("先试的第一项", max_length=16, choices=Area)
    second = models.CharField("先试的第二项", max_length=16, choices=Area)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="负责人"
    )
    goal = models.TextField("目标")
    figure = models.CharField("用哪个指标来量", max_length=60, blank=True)
    least = models.PositiveIntegerField("不少于", null=True, blank=True)
    started_on = models.DateField("开始日期")
    due_on = models.DateField("完成期限")
    done_on = models.DateField("完成日期", null=True, blank=True)
    summary = models.TextField("总结", blank=True)

    objects = TrialQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "社区试点"
        ordering = ("-started_on", "-dossier_id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(first=F("second")),
                name="trial_of_two_systems",
                violation_error_message="每个社区先试两项制度，两项不能相同，请重新选择。",
            ),
            models.CheckConstraint(
                condition=Q(figure="", least__isnull=True) | ~Q(figure="") & Q(least__isnull=False),
                name="trial_figure_with_number",
                violation_error_message="用指标来量的，指标和不少于多少都要填；不用的两个都空着。",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gt=F("started_on")),
                name="trial_days_in_order",
                violation_error_message="完成期限要晚于开始日期，请核对。",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, summary="")
                | Q(done_on__gte=F("started_on")) & ~Q(summary=""),
                name="trial_done_with_summary",
                violation_error_message="完成试点要有日期和总结，请补充。",
            ),
            models.UniqueConstraint(
                fields=("pilot", "community"),
                name="trial_once_per_community",
                violation_error_message="这个社区在这次试点里已经登记过，没有重复登记。",
            ),
        )

    def __str__(self) -> str:
        return self.dossier.title

    def get_absolute_url(self) -> str:
        return address(TRIAL.page, self.dossier.number)

    @property
    def systems(self) -> str:
        """The two systems it tries first, in words."""
        return f"{self.get_first_display()}、{self.get_second_display()}"


class Stage(models.Model):
    """A stage of a trial (阶段): until when, and when it was done."""

    trial = models.ForeignKey(Trial, models.PROTECT, related_name="stages", verbose_name="社区试点")
    kind = models.CharField("阶段", max_length=10, choices=StageKind)
    due_on = models.DateField("期限")
    done_on = models.DateField("完成日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "试点阶段"
        ordering = ("due_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("trial", "kind"),
                name="stage_once_per_trial",
                violation_error_message="这个阶段已经登记过。",
            ),
        )

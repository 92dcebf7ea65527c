"""The tables of 一征三议两公开: the matter, what residents said of it, and what became of it."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from decisions import catalogue
from decisions.models.oversight import SupervisionOpinion
from decisions.models.turns import Suspension
from decisions.states import ChannelKind, MatterState, Origin, Uptake
from jiedao.dossiers.models import DossierRecord
from jiedao.meetings.models import Meeting
from jiedao.organisation.models import Unit

__all__ = [
    "Channel",
    "Matter",
    "MatterQuerySet",
    "Opinion",
    "Progress",
    "SupervisionOpinion",
    "Survey",
    "Suspension",
]

S = MatterState
# States that lie at or behind a step: what must be on record in them, by constraint.
SINCE_PROPOSED = (
    S.PROPOSED,
    S.DELIBERATED,
    S.RESOLVED,
    S.REJECTED,
    S.RESOLUTION_PUBLISHED,
    S.IMPLEMENTING,
    S.RESULT_PUBLISHED,
    S.ARCHIVED,
)
SINCE_DELIBERATED = tuple(state for state in SINCE_PROPOSED if state != S.PROPOSED)
SINCE_RESOLVED = (
    S.RESOLVED,
    S.RESOLUTION_PUBLISHED,
    S.IMPLEMENTING,
    S.RESULT_PUBLISHED,
    S.ARCHIVED,
)
SINCE_PUBLISHED = tuple(state for state in SINCE_RESOLVED if state != S.RESOLVED)
SINCE_IMPLEMENTING = (S.IMPLEMENTING, S.RESULT_PUBLISHED, S.ARCHIVED)
SINCE_RESULT = (S.RESULT_PUBLISHED, S.ARCHIVED)
# Nothing more is done in these; and those in which the way broke off, for a time or for good.
CLOSED = (S.ARCHIVED, S.TERMINATED, S.WITHDRAWN)
STOPPED = (S.SUSPENDED, S.TERMINATED, S.WITHDRAWN)


class MatterQuerySet(models.QuerySet["Matter"]):
    def within(self, unit: Unit) -> MatterQuerySet:
        return self.filter(dossier__unit__path__startswith=unit.path)

    def under_way(self) -> MatterQuerySet:
        return self.exclude(state__in=CLOSED)

    def carried_out(self) -> MatterQuerySet:
        """Matters whose work has begun, those included that are suspended since."""
        return self.filter(
            Q(state__in=SINCE_IMPLEMENTING)
            | Q(state=S.SUSPENDED, left_state__in=SINCE_IMPLEMENTING)
        )


def _after(later: str, earlier: str) -> Q:
    return Q(**{f"{later}__isnull": True}) | Q(**{f"{later}__gte": F(earlier)})


class Matter(DossierRecord):
    """A matter of residents' vital interest (重大事项), decided by 一征三议两公开."""

    state = models.CharField("状态", max_length=24, choices=MatterState, default=S.DRAFT)
    # Which procedure it follows: set from the catalogue, fixed when the motion leaves the drawer.
    procedure = models.CharField("适用程序", max_length=40, default="matter", editable=False)
    # Where the way broke off (中止、终止、撤回): resuming leads back there and nowhere else.
    left_state = models.CharField(
        "停在哪一环节", max_length=24, choices=MatterState, blank=True, editable=False
    )
    kind = models.CharField("事项类型", max_length=20, choices=catalogue.CHOICES)
    origin = models.CharField("动议来源", max_length=20, choices=Origin)
    proposer = models.CharField("提出人或单位", max_length=60)
    summary = models.CharField("一句话说明", max_length=200)
    plan = models.TextField("方案")
    budget = models.DecimalField(
        "预算（元）",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    funding = models.CharField("经费来源", max_length=200, blank=True)

    consulted_on = models.DateField("开始征求意见", null=True)
    consult_until = models.DateField("征求意见截止", null=True)
    summed_up_on = models.DateField("汇总日期", null=True)
    opinions_summary = models.TextField("意见汇总", blank=True)
    proposed_on = models.DateField("提议日期", null=True)
    proposal_meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, related_name="+", verbose_name="提议会议"
    )
    deliberated_on = models.DateField("商议日期", null=True)
    deliberation_meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, related_name="+", verbose_name="商议会议"
    )
    resolved_on = models.DateField("决议日期", null=True)
    resolution_meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, related_name="+", verbose_name="决议会议"
    )
    resolution_text = models.TextField("决议内容", blank=True)
    resolution_published_on = models.DateField("决议公开日期", null=True)
    implementing_on = models.DateField("开始实施", null=True)
    responsible = models.CharField("责任人", max_length=60, blank=True)
    finish_by = models.DateField("计划完成日期", null=True)
    accepted_on = models.DateField("验收日期", null=True)
    acceptance = models.TextField("验收意见", blank=True)
    spent = models.DecimalField(
        "决算（元）", max_digits=12, decimal_places=2, null=True, validators=[MinValueValidator(0)]
    )
    result_published_on = models.DateField("结果公开日期", null=True)
    archived_on = models.DateField("归档日期", null=True)

    objects = MatterQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "重大事项"
        ordering = ("-dossier_id",)
        indexes = (
            models.Index(fields=("state", "-dossier"), name="matter_state_newest"),
            models.Index(fields=("implementing_on",), name="matter_carried_out"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(state__in=S.values), name="matter_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=(S.DRAFT, S.WITHDRAWN))
                | Q(consulted_on__isnull=False, consult_until__isnull=False),
                name="matter_consulted_on_a_day",
                violation_error_message="没有征求意见起止日期的事项，不能离开动议环节。",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SINCE_PUBLISHED) | Q(resolution_published_on__isnull=False),
                name="matter_published_on_a_day",
                violation_error_message="没有公开日期的决议，不能进入公示。",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SINCE_PROPOSED)
                | Q(
                    consulted_on__isnull=False,
                    summed_up_on__isnull=False,
                    proposed_on__isnull=False,
                    proposal_meeting__isnull=False,
                ),
                name="matter_proposed_after_consulting",
                violation_error_message="没有征求意见并汇总、没有党组织提议会议的事项，不能进入提议以后的环节。",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SINCE_DELIBERATED)
                | Q(deliberated_on__isnull=False, deliberation_meeting__isnull=False),
                name="matter_deliberated_by_meeting",
                violation_error_message="没有两委商议会议的事项，不能进入商议以后的环节。",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SINCE_RESOLVED)
                | Q(resolved_on__isnull=False, resolution_meeting__isnull=False)
                & ~Q(resolution_text=""),
                name="matter_resolved_by_meeting",
                violation_error_message="没有居民（代表）会议表决的事项，不能成为决议。",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SINCE_IMPLEMENTING)
                | Q(resolution_published_on__isnull=False, implementing_on__isnull=False)
                & ~Q(responsible=""),
                name="matter_implemented_after_publication",
                violation_error_message="决议没有公开、没有责任人的事项，不能组织实施。",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SINCE_RESULT)
                | Q(accepted_on__isnull=False, result_published_on__isnull=False),
                name="matter_result_after_acceptance",
                violation_error_message="没有验收的事项，不能公开实施结果。",
            ),
            models.CheckConstraint(
                condition=~Q(state=S.ARCHIVED) | Q(archived_on__isnull=False),
                name="matter_archived_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=STOPPED) & ~Q(left_state="")
                | ~Q(state__in=STOPPED) & Q(left_state=""),
                name="matter_stopped_somewhere",
            ),
            models.CheckConstraint(
                condition=_after("summed_up_on", "consulted_on")
                & _after("proposed_on", "summed_up_on")
                & _after("deliberated_on", "proposed_on")
                & _after("resolved_on", "deliberated_on")
                & _after("resolution_published_on", "resolved_on")
                & _after("implementing_on", "resolution_published_on")
                & _after("accepted_on", "implementing_on")
                & _after("result_published_on", "accepted_on")
                & _after("archived_on", "result_published_on"),
                name="matter_steps_in_order",
                violation_error_message="环节的日期不能早于前一个环节的日期，请核对。",
            ),
        )

    def __str__(self) -> str:
        return str(self.dossier)

    def get_absolute_url(self) -> str:
        return f"/office/decisions/{self.dossier.number}/"

    @property
    def stands_at(self) -> str:
        """The state by which its line of steps is drawn: where it broke off, if it did."""
        return self.left_state or self.state

    @property
    def matter_type(self) -> catalogue.MatterType:
        return catalogue.TYPES[self.kind]

    def forget(self) -> None:
        """Drop what was read of related rows: they are read again under the lock."""
        self.__dict__.pop("_facts", None)
        self._state.fields_cache.pop("proposal_meeting", None)
        self._state.fields_cache.pop("deliberation_meeting", None)
        self._state.fields_cache.pop("resolution_meeting", None)


class Channel(models.Model):
    """One way in which residents were asked (征求意见方式), with its day and place."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="channels", verbose_name="事项")
    kind = models.CharField("方式", max_length=10, choices=ChannelKind)
    started_on = models.DateField("开始日期")
    place = models.CharField("地点或范围", max_length=120)
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "征求意见方式"
        ordering = ("started_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("matter", "kind"),
                name="channel_once_per_kind",
                violation_error_message="这种征求意见方式已经登记过。",
            ),
        )


class Opinion(models.Model):
    """What one resident said of a matter (意见), whatever the way, and whether it was taken up."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="opinions", verbose_name="事项")
    number = models.PositiveIntegerField("序号")
    channel = models.CharField("方式", max_length=10, choices=ChannelKind)
    said_on = models.DateField("日期")
    speaker = models.CharField("称呼", max_length=20, blank=True)
    text = models.TextField("意见", max_length=1000)
    uptake = models.CharField("采纳情况", max_length=12, choices=Uptake, blank=True)
    reason = models.CharField("理由", max_length=300, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="答复人"
    )
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "居民意见"
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("matter", "number"), name="opinion_number_once"),
            models.CheckConstraint(
                condition=Q(
                    uptake="", reason="", answered_at__isnull=True, answered_by__isnull=True
                )
                | ~Q(uptake="")
                & ~Q(reason="")
                & Q(answered_at__isnull=False, answered_by__isnull=False),
                name="opinion_answered_with_reason",
                violation_error_message="采纳、部分采纳、不采纳都要写明理由。",
            ),
        )


class Progress(models.Model):
    """One report on the work (实施进展), with what was spent since the last."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="progress", verbose_name="事项")
    reported_on = models.DateField("日期")
    words = models.TextField("进展", max_length=1000)
    spent = models.DecimalField(
        "本次支出（元）", max_digits=12, decimal_places=2, validators=[MinValueValidator(0)]
    )
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "实施进展"
        ordering = ("-reported_on", "-id")


class Survey(models.Model):
    """One count of satisfaction among residents (满意度测评), from sheets or calls."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="surveys", verbose_name="事项")
    surveyed_on = models.DateField("日期")
    channel = models.CharField("方式", max_length=10, choices=ChannelKind)
    asked = models.PositiveIntegerField("发出（份）")
    satisfied = models.PositiveIntegerField("满意")
    fair = models.PositiveIntegerField("基本满意")
    unsatisfied = models.PositiveIntegerField("不满意")
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "满意度测评"
        ordering = ("surveyed_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(asked__gte=F("satisfied") + F("fair") + F("unsatisfied"))
                & Q(asked__gte=1),
                name="survey_answers_within_asked",
                violation_error_message="满意、基本满意、不满意三项合计不能超过发出的份数。",
            ),
        )

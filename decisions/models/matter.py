"""The matter itself, and what must be on record of it in each state."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from decisions import catalogue
from decisions.states import Keeping, MatterState, Origin
from jiedao.dossiers.models import DossierRecord
from jiedao.meetings.models import Meeting
from jiedao.organisation.models import Unit
from jiedao.people.models import Person

S = MatterState
ADVISORY, OWNERS, FILING = "matter_advisory", "matter_owners", "matter_filing"
# What was done first and put to the residents afterwards (应急处置).
EMERGENCY = "emergency"
# States that lie at or behind a step: what must be on record in them, by constraint.
SINCE_IMPLEMENTING = (S.IMPLEMENTING, S.RESULT_PUBLISHED, S.ARCHIVED)
SINCE_RESULT = (S.RESULT_PUBLISHED, S.ARCHIVED)
SINCE_PUBLISHED = (S.RESOLUTION_PUBLISHED, S.FILING, S.FILED, *SINCE_IMPLEMENTING)
SINCE_RESOLVED = (S.RESOLVED, *SINCE_PUBLISHED)
SINCE_DELIBERATED = (S.DELIBERATED, S.STREET_REVIEW, S.REJECTED, *SINCE_RESOLVED)
SINCE_PROPOSED = (S.PROPOSED, S.OWNERS_VOTING, S.RETURNED, *SINCE_DELIBERATED)
# Advice only: these matters are reviewed and published, and never decided.
SINCE_REVIEWED = (S.REVIEWED, S.REVIEW_PUBLISHED, S.CONCLUDED)
NOT_CONSULTED = (S.DRAFT, S.REVIEWING, *SINCE_REVIEWED)
# Nothing more is done in these; and those in which the way broke off, for a time or for good.
CLOSED = (
    *(S.ARCHIVED, S.CONCLUDED, S.TERMINATED, S.WITHDRAWN),
    *(S.NOT_RATIFIED, S.REVOKED),
)
STOPPED = (S.SUSPENDED, S.TERMINATED, S.WITHDRAWN, S.REVOKED)


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

    acted_on = models.DateField("应急处置日期", null=True)
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
    # The street agreed to this plan (街道审核): undone by every new deliberation.
    street_approved_on = models.DateField("街道审核同意日期", null=True)
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
    acceptors = models.CharField("验收人", max_length=200, blank=True)
    acceptance_supervisor = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="参加验收的监督委员"
    )
    acceptance = models.TextField("验收意见", blank=True)
    spent = models.DecimalField(
        "决算（元）", max_digits=12, decimal_places=2, null=True, validators=[MinValueValidator(0)]
    )
    result_published_on = models.DateField("结果公开日期", null=True)
    archived_on = models.DateField("归档日期", null=True)
    keeping = models.CharField(
        "保管期限", max_length=10, choices=Keeping, blank=True, default="", db_default=""
    )

    review_meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, related_name="+", verbose_name="评议会议"
    )
    review_begun_on = models.DateField("开始评议", null=True)
    reviewed_on = models.DateField("评议日期", null=True)
    review_summary = models.TextField("评议情况", blank=True)
    review_published_on = models.DateField("评议公示日期", null=True)
    concluded_on = models.DateField("评议办结日期", null=True)
    filed_on = models.DateField("报送备案日期", null=True)
    filing_accepted_on = models.DateField("备案日期", null=True)
    filing_words = models.TextField("备案意见", blank=True)

    objects = MatterQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "重大事项"
        ordering = ("-dossier_id",)
        indexes = (
            models.Index(fields=("state", "-dossier"), name="matter_state_newest"),
            models.Index(fields=("implementing_on",), name="matter_carried_out"),
            # What is counted by its day is few among many: figures find it by an index of its own.
            models.Index(
                fields=("acted_on",), condition=Q(acted_on__isnull=False), name="matter_acted_first"
            ),
        )
        constraints = (
            models.CheckConstraint(condition=Q(state__in=S.values), name="matter_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=(*NOT_CONSULTED, S.WITHDRAWN))
                | Q(procedure=ADVISORY)
                | Q(procedure=EMERGENCY, acted_on__isnull=False)
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
                | Q(proposed_on__isnull=False, proposal_meeting__isnull=False)
                & (
                    Q(procedure=EMERGENCY, acted_on__isnull=False)
                    | Q(consulted_on__isnull=False, summed_up_on__isnull=False)
                ),
                name="matter_proposed_after_consulting",
                violation_error_message="没有征求意见并汇总、没有党组织提议会议的事项，不能进入提议以后的环节。",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SINCE_DELIBERATED)
                | Q(procedure=OWNERS)
                | Q(deliberated_on__isnull=False, deliberation_meeting__isnull=False),
                name="matter_deliberated_by_meeting",
                violation_error_message="没有两委商议会议的事项，不能进入商议以后的环节。",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SINCE_RESOLVED)
                | Q(resolved_on__isnull=False)
                & (Q(resolution_meeting__isnull=False) | Q(procedure=OWNERS))
                & ~Q(resolution_text=""),
                name="matter_resolved_by_meeting",
                violation_error_message="没有居民（代表）会议表决的事项，不能成为决议。",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SINCE_IMPLEMENTING)
                | Q(procedure=FILING, filing_accepted_on__isnull=False)
                | Q(resolution_published_on__isnull=False, implementing_on__isnull=False)
                & ~Q(responsible=""),
                name="matter_implemented_after_publication",
                violation_error_message="决议没有公开、没有责任人的事项，不能组织实施。",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SINCE_RESULT)
                | Q(procedure=FILING, filing_accepted_on__isnull=False)
                | Q(accepted_on__isnull=False, result_published_on__isnull=False),
                name="matter_result_after_acceptance",
                violation_error_message="没有验收的事项，不能公开实施结果。",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SINCE_REVIEWED)
                | Q(review_meeting__isnull=False, reviewed_on__isnull=False),
                name="matter_reviewed_by_meeting",
                violation_error_message="没有开过民主评议会的事项，不能进入评议以后的环节。",
            ),
            models.CheckConstraint(
                condition=~Q(state=S.CONCLUDED)
                | Q(review_published_on__isnull=False, concluded_on__isnull=False),
                name="matter_concluded_after_publication",
                violation_error_message="评议结果没有公示的事项，不能办结。",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(S.FILING, S.FILED)) | Q(filed_on__isnull=False),
                name="matter_filed_on_a_day",
                violation_error_message="没有报送日期的事项，不能进入备案。",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=NOT_CONSULTED[1:]) | Q(procedure=ADVISORY),
                name="matter_advice_is_never_a_decision",
                violation_error_message="只有仅评议的事项才能评议办结。",
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
                & _after("proposed_on", "acted_on")
                & _after("deliberated_on", "proposed_on")
                & _after("resolved_on", "deliberated_on")
                & _after("resolution_published_on", "resolved_on")
                & _after("implementing_on", "resolution_published_on")
                & _after("accepted_on", "implementing_on")
                & _after("result_published_on", "accepted_on")
                & _after("archived_on", "result_published_on")
                & _after("review_published_on", "reviewed_on")
                & _after("concluded_on", "review_published_on")
                & _after("filed_on", "resolution_published_on")
                & _after("filing_accepted_on", "filed_on"),
                name="matter_steps_in_order",
                violation_error_message="环节的日期不能早于前一个环节的日期，请核对。",
            ),
        )

    def __str__(self) -> str:
        return str(self.dossier)

    def get_absolute_url(self) -> str:
        return f"/office/decisions/{self.dossier.number}/"

    @property
    def is_emergency(self) -> bool:
        """Whether it was done first and the residents asked afterwards (应急处置)."""
        return self.procedure == EMERGENCY

    @property
    def stands_at(self) -> str:
        """The state by which its line of steps is drawn: where it broke off, if it did."""
        return self.left_state or self.state

    @property
    def is_advisory(self) -> bool:
        """Whether residents only review it and the authority decides (仅评议事项)."""
        return self.procedure == ADVISORY

    @property
    def matter_type(self) -> catalogue.MatterType:
        return catalogue.TYPES[self.kind]

    def forget(self) -> None:
        """Drop what was read of related rows: they are read again under the lock."""
        self.__dict__.pop("_facts", None)
        self.__dict__.pop("_owner_votes", None)
        self._state.fields_cache.pop("proposal_meeting", None)
        self._state.fields_cache.pop("deliberation_meeting", None)
        self._state.fields_cache.pop("resolution_meeting", None)
        self._state.fields_cache.pop("review_meeting", None)

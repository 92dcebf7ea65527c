"""A topic before the party committee, from its submission to the accepted result of its decision."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jiedao.dossiers.models import DossierRecord
from jiedao.lib.addresses import address
from jiedao.organisation.models import Unit
from jiedao.party_committee.kinds import TOPIC
from jiedao.party_committee.states import DECIDED, Category, TopicState


class TopicQuerySet(models.QuerySet["Topic"]):
    def passed(self) -> TopicQuerySet:
        """Those the committee has decided, however far they have come since."""
        return self.filter(state__in=DECIDED)

    def overdue(self, day: date) -> TopicQuerySet:
        """Decisions whose day was before `day` and which were not done by then."""
        return self.filter(
            Q(done_on=None) | Q(done_on__gt=day), assigned_on__lte=day, due_on__lt=day
        )


class Topic(DossierRecord):
    """What the party committee is to decide (议题), and the task its decision becomes (决定事项).

    A trigger of the database keeps to the procedure; its course stands in the ledger.
    """

    category = models.CharField("类别", max_length=10, choices=Category)
    department = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="申报单位")
    proposal = models.TextField("提请研究的内容")
    amount = models.DecimalField("金额", max_digits=14, decimal_places=2, null=True, blank=True)
    state = models.CharField(
        "办理状态", max_length=16, choices=TopicState, default=TopicState.SUBMITTED
    )
    returned_reason = models.CharField("退回原因", max_length=200, blank=True)
    decision = models.TextField("决定", blank=True)
    decided_on = models.DateField("决定日期", null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="责任人",
    )
    assigned_on = models.DateField("交办日期", null=True, blank=True)
    due_on = models.DateField("办理期限", null=True, blank=True)
    done_on = models.DateField("报办完日期", null=True, blank=True)
    feedback = models.TextField("验收意见", blank=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "党工委议题"
        ordering = ("-dossier_id",)
        indexes = (
            models.Index(fields=("decided_on",), name="party_topic_decided"),
            models.Index(fields=("done_on",), name="party_topic_done"),
            models.Index(
                fields=("owner",), condition=Q(done_on=None), name="party_topic_owner_open"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=~Q(category=Category.MONEY) | Q(amount__isnull=False),
                name="party_topic_money_has_amount",
                violation_error_message="大额度资金使用要写明金额。",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gt=0),
                name="party_topic_amount_above_nothing",
                violation_error_message="金额要大于零，请核对。",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DECIDED, decided_on__isnull=False) & ~Q(decision="")
                | ~Q(state__in=DECIDED) & Q(decided_on__isnull=True, decision=""),
                name="party_topic_decided_on_a_day",
                violation_error_message="通过的议题要有决定的内容和日期。",
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=True, assigned_on__isnull=True, due_on__isnull=True)
                | Q(owner__isnull=False, assigned_on__isnull=False, due_on__gte=F("assigned_on")),
                name="party_topic_assigned_whole",
                violation_error_message="交办要有责任人和办理期限，期限不能早于交办的日期。",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("carrying_out", "done", "closed")) | Q(owner__isnull=False),
                name="party_topic_task_has_owner",
                violation_error_message="办理中的决定要有责任人。",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("done", "closed"), done_on__isnull=False)
                | ~Q(state__in=("done", "closed")) & Q(done_on__isnull=True),
                name="party_topic_done_on_a_day",
            ),
        )

    def __str__(self) -> str:
        return f"《{self.dossier.title}》"

    def get_absolute_url(self) -> str:
        return address(TOPIC.page, self.dossier.number)

    def forget(self) -> None:
        """Drop what was read of related rows before the lock was held."""
        self.__dict__.pop("last_entry", None)

    @cached_property
    def last_entry(self) -> Any:
        """Its newest place on an agenda (AgendaEntry), with the meeting; None before there is one."""
        entries = self.entries.select_related("meeting__dossier__unit")
        return entries.order_by("-id").first()

    @property
    def entry(self) -> Any:
        """Its place on the agenda of the meeting that is to vote on it; None where it has none."""
        last = self.last_entry
        return last if last and not last.outcome else None

    def is_late(self, day: date) -> bool:
        """Whether its decision should have been carried out before a day, and was not."""
        if self.due_on is None or self.state in (TopicState.PASSED, TopicState.WITHDRAWN):
            return False
        return self.due_on < (self.done_on or day)


class TopicProgress(models.Model):
    """How far a decision has come, as its owner reports it (办理进展)."""

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="progress", verbose_name="议题")
    words = models.CharField("进展", max_length=400)
    reported_on = models.DateField("日期")
    reported_at = models.DateTimeField("登记时间")
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="报告人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "办理进展"
        ordering = ("-id",)

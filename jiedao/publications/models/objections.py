"""What residents object to in a publication (异议), and what became of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jiedao.attachments.models import Attachment
from jiedao.dossiers.models import Dossier
from jiedao.people.models import Person
from jiedao.personal.fields import SealedField
from jiedao.publications.objecting import (
    OPEN,
    Answerer,
    Finding,
    JointBase,
    ObjectionStatus,
    Outcome,
    Way,
)

USER = settings.AUTH_USER_MODEL


class ObjectionQuerySet(models.QuerySet["Objection"]):
    def open(self) -> ObjectionQuerySet:
        """Not answered yet, or under the street's inquiry."""
        return self.filter(status__in=OPEN)

    def answered(self) -> ObjectionQuerySet:
        return self.filter(answered_on__isnull=False)


class Objection(models.Model):
    """One objection to a publication (异议), named or anonymous, on its way to an answer.

    What was said, answered and found never changes: a trigger refuses it.
    """

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="objections", verbose_name="案卷"
    )
    publication = models.ForeignKey(
        "publications.Publication",
        models.PROTECT,
        related_name="objections",
        verbose_name="公示",
    )
    number = models.PositiveIntegerField("序号")
    way = models.CharField("怎么收到的", max_length=10, choices=Way)
    said_on = models.DateField("提出日期")
    name = models.CharField("提出人", max_length=20, blank=True)
    phone = SealedField("电话", kind="phone")
    text = models.TextField("异议内容", max_length=1000)
    # Many together (联名异议): whose signatures, how many, out of how many on that day.
    joint_base = models.CharField("联名的人", max_length=16, choices=JointBase, blank=True)
    signed = models.PositiveIntegerField("签名人数", null=True)
    expected = models.PositiveIntegerField("总数", null=True)
    calls_meeting = models.BooleanField("达到应当召集会议的人数", default=False)
    signatures = models.ForeignKey(
        Attachment, models.PROTECT, null=True, related_name="+", verbose_name="联名名单"
    )
    status = models.CharField(
        "办到哪一步", max_length=14, choices=ObjectionStatus, default=ObjectionStatus.RECEIVED
    )
    answerer = models.CharField("由谁答复", max_length=12, choices=Answerer, blank=True)
    acknowledged_on = models.DateField("受理日期", null=True)
    acknowledged_at = models.DateTimeField("受理登记时间", null=True)
    acknowledged_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name="受理人"
    )
    answer = models.TextField("答复", max_length=2000, blank=True)
    gist = models.CharField("公开的答复要点", max_length=200, blank=True)
    answered_on = models.DateField("答复日期", null=True)
    answered_at = models.DateTimeField("答复登记时间", null=True)
    answered_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name="答复人"
    )
    escalation = models.CharField("为什么不认可", max_length=500, blank=True)
    escalated_on = models.DateField("上报日期", null=True)
    escalated_at = models.DateTimeField("上报登记时间", null=True)
    escalated_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name="上报人"
    )
    finding = models.CharField("调查结论", max_length=12, choices=Finding, blank=True)
    decision = models.TextField("街道的答复", max_length=2000, blank=True)
    correct_by = models.DateField("责令更正的期限", null=True)
    decided_on = models.DateField("决定日期", null=True)
    decided_at = models.DateTimeField("决定登记时间", null=True)
    decided_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name="决定人"
    )
    outcome = models.CharField("办结情况", max_length=12, choices=Outcome, blank=True)
    closed_on = models.DateField("办结日期", null=True)
    closed_at = models.DateTimeField("办结登记时间", null=True)
    closed_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name="办结人"
    )
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="登记人")

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "异议"
        ordering = ("number",)
        indexes = (
            models.Index(fields=("dossier",), name="objection_open", condition=Q(status__in=OPEN)),
            models.Index(fields=("said_on",), name="objection_said_on"),
        )
        constraints = (
            models.UniqueConstraint(fields=("dossier", "number"), name="objection_number_once"),
            models.CheckConstraint(
                condition=Q(
                    joint_base="",
                    signed__isnull=True,
                    expected__isnull=True,
                    calls_meeting=False,
                )
                | ~Q(joint_base="") & Q(signed__gte=2, expected__gte=F("signed")),
                name="objection_joint_whole",
                violation_error_message="联名异议至少两人签名，不能超过总数。",
            ),
            models.CheckConstraint(
                condition=Q(status__in=ObjectionStatus.values), name="objection_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status=ObjectionStatus.RECEIVED)
                | Q(
                    acknowledged_on__isnull=False,
                    acknowledged_at__isnull=False,
                    acknowledged_by__isnull=False,
                )
                & ~Q(answerer=""),
                name="objection_acknowledged_whole",
                violation_error_message="受理异议要写明由谁答复。",
            ),
            models.CheckConstraint(
                condition=Q(
                    answer="",
                    answered_on__isnull=True,
                    answered_at__isnull=True,
                    answered_by__isnull=True,
                )
                | Q(
                    answered_on__isnull=False,
                    answered_at__isnull=False,
                    answered_by__isnull=False,
                )
                & ~Q(answer=""),
                name="objection_answered_whole",
                violation_error_message="答复异议要写明内容。",
            ),
            models.CheckConstraint(
                condition=Q(
                    escalated_on__isnull=True,
                    escalated_at__isnull=True,
                    escalated_by__isnull=True,
                )
                | Q(
                    escalated_on__isnull=False,
                    escalated_at__isnull=False,
                    escalated_by__isnull=False,
                ),
                name="objection_escalated_whole",
            ),
            models.CheckConstraint(
                condition=Q(
                    finding="",
                    decision="",
                    decided_on__isnull=True,
                    decided_at__isnull=True,
                    decided_by__isnull=True,
                )
                | Q(
                    decided_on__isnull=False,
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                )
                & ~Q(finding="")
                & ~Q(decision=""),
                name="objection_decided_whole",
                violation_error_message="街道的结论要写明理由。",
            ),
            models.CheckConstraint(
                condition=~Q(status=ObjectionStatus.CLOSED)
                & Q(
                    outcome="",
                    closed_on__isnull=True,
                    closed_at__isnull=True,
                    closed_by__isnull=True,
                )
                | Q(
                    status=ObjectionStatus.CLOSED,
                    closed_on__isnull=False,
                    closed_at__isnull=False,
                    closed_by__isnull=False,
                )
                & ~Q(outcome=""),
                name="objection_closed_whole",
            ),
        )

    def __str__(self) -> str:
        return f"第{self.number}号异议"

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_named(self) -> bool:
        """Whether somebody stands behind it with a name (实名)."""
        return bool(self.name)


class JointSigner(models.Model):
    """A representative ticked on the roster as one who signed a joint objection (联名的居民代表)."""

    objection = models.ForeignKey(
        Objection, models.PROTECT, related_name="signers", verbose_name="异议"
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="居民代表")

    class Meta:
        verbose_name = verbose_name_plural = "联名的居民代表"
        ordering = ("person__sort_key", "id")
        constraints = (
            models.UniqueConstraint(fields=("objection", "person"), name="joint_signer_once"),
        )

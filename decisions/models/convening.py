"""The right to have a meeting convened (应当召集, 第二十六条、第二十八条): who asked, counted, convened."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from decisions.states import Backers, ConveningState
from jiedao.dossiers.models import DossierRecord
from jiedao.meetings.models import Meeting
from jiedao.meetings.states import STATUTORY, MeetingKind
from jiedao.organisation.models import HeadCount
from jiedao.people.models import Person

S = ConveningState
ASKED_FOR = [(kind.value, kind.label) for kind in MeetingKind if kind in STATUTORY]


class ConveningRequest(DossierRecord):
    """Residents or their representatives ask together for a meeting (联名要求召集会议)."""

    state = models.CharField("状态", max_length=16, choices=ConveningState, default=S.RECEIVED)
    asked_for = models.CharField("要求召开", max_length=16, choices=ASKED_FOR)
    backers = models.CharField("由谁联名", max_length=16, choices=Backers)
    contact = models.CharField("联系人", max_length=60, blank=True)
    wish = models.TextField("要求讨论什么")
    about = models.ForeignKey(
        "decisions.Matter",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="convening_requests",
        verbose_name="涉及的事项",
    )
    head_count = models.ForeignKey(
        HeadCount, models.PROTECT, null=True, related_name="+", verbose_name="人口底数"
    )
    # Of a signed sheet; names of representatives are ticked one by one instead.
    signatures = models.PositiveIntegerField("签名册上的有效签名", null=True)
    judged = models.CharField("人数的算法", max_length=200, blank=True)
    basis = models.CharField("依据", max_length=120, blank=True)
    judged_on = models.DateField("核定日期", null=True)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, related_name="+", verbose_name="召集的会议"
    )
    convened_on = models.DateField("登记召集的日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "联名要求召集会议"
        ordering = ("-dossier_id",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(backers=Backers.REPRESENTATIVES, signatures__isnull=False)
                & (Q(backers=Backers.REPRESENTATIVES) | Q(head_count__isnull=False)),
                name="convening_counted_one_way",
                violation_error_message="居民联名按人口底数核对，居民代表联名按名册勾选。",
            ),
            models.CheckConstraint(
                condition=~Q(asked_for=MeetingKind.REPRESENTATIVES)
                | Q(backers=Backers.REPRESENTATIVES),
                name="representatives_ask_for_their_meeting",
                violation_error_message="居民代表会议由居民代表联名要求召集。",
            ),
            models.CheckConstraint(
                condition=Q(state=S.RECEIVED)
                | Q(judged_on__isnull=False) & ~Q(judged="") & ~Q(basis=""),
                name="convening_judged_by_a_sum",
            ),
            models.CheckConstraint(
                condition=~Q(state=S.CONVENED)
                | Q(meeting__isnull=False, convened_on__isnull=False),
                name="convening_ends_in_a_meeting",
                violation_error_message="请选择已经召集的会议。",
            ),
        )

    def __str__(self) -> str:
        return str(self.dossier)

    def get_absolute_url(self) -> str:
        return f"/office/decisions/convening/{self.dossier.number}/"

    def forget(self) -> None:
        """Drop what was read of related rows: they are read again under the lock."""
        self.__dict__.pop("_count", None)


class Signatory(models.Model):
    """One representative who signed (联名的居民代表), ticked on the roster of the day."""

    request = models.ForeignKey(
        ConveningRequest, models.PROTECT, related_name="signatories", verbose_name="要求"
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="居民代表")
    ticked_at = models.DateTimeField("登记时间")
    ticked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "联名的居民代表"
        ordering = ("request_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("request", "person"),
                name="signatory_once",
                violation_error_message="同一个人只算一次。",
            ),
        )


class CalledOnRequest(models.Model):
    """A meeting said, when it was called, that it is called on this request (应联名要求召集)."""

    meeting = models.OneToOneField(
        Meeting, models.PROTECT, related_name="called_on", verbose_name="会议"
    )
    request = models.ForeignKey(
        ConveningRequest, models.PROTECT, related_name="called", verbose_name="联名要求"
    )

    class Meta:
        verbose_name = verbose_name_plural = "应联名要求召集的会议"
        ordering = ("id",)

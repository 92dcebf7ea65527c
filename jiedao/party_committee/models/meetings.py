"""A meeting of the party committee: who was to come and came, what stood on its agenda, how it voted."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from jiedao.dossiers.models import DossierRecord
from jiedao.lib.addresses import address
from jiedao.party_committee.kinds import MEETING
from jiedao.party_committee.models.topics import Topic
from jiedao.party_committee.states import MeetingStanding, MemberPosition, Outcome
from jiedao.people.models import Person


def _both_or_none(at: str, by: str) -> Q:
    return Q(**{f"{at}__isnull": True, f"{by}__isnull": True}) | Q(
        **{f"{at}__isnull": False, f"{by}__isnull": False}
    )


class PartyMeetingQuerySet(models.QuerySet["PartyMeeting"]):
    def called(self) -> PartyMeetingQuerySet:
        """Those still to be held."""
        return self.filter(signed_in_at=None, cancelled_at=None)

    def held(self) -> PartyMeetingQuerySet:
        """Those that were held with enough people."""
        return self.filter(signed_in_at__isnull=False)


class PartyMeeting(DossierRecord):
    """A meeting of the party committee (党工委会议); called when its dossier was opened.

    应到 are the members on its day, frozen as `Attendee` rows when it is signed in.
    """

    year = models.PositiveSmallIntegerField("年度")
    serial = models.PositiveSmallIntegerField("第几次")
    held_on = models.DateField("开会日期")
    place = models.CharField("地点", max_length=80)
    chair = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="主持人"
    )
    observers = models.CharField("列席", max_length=200, blank=True)
    signed_in_at = models.DateTimeField("签到登记时间", null=True, blank=True)
    signed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="签到登记人",
    )
    minutes_number = models.CharField("纪要编号", max_length=40, blank=True)
    minutes_on = models.DateField("纪要印发日期", null=True, blank=True)
    minutes_at = models.DateTimeField("纪要登记时间", null=True, blank=True)
    minutes_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="纪要登记人",
    )
    cancel_reason = models.CharField("取消原因", max_length=200, blank=True)
    cancelled_at = models.DateTimeField("取消时间", null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="取消登记人",
    )

    objects = PartyMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "党工委会议"
        ordering = ("-held_on", "-dossier_id")
        indexes = (models.Index(fields=("held_on",), name="party_meeting_day"),)
        constraints = (
            models.UniqueConstraint(
                fields=("minutes_number",),
                condition=~Q(minutes_number=""),
                name="party_minutes_number_once",
                violation_error_message="这个纪要编号已经用过，请核对；一个编号只能用一次。",
            ),
            models.CheckConstraint(
                condition=_both_or_none("signed_in_at", "signed_in_by"),
                name="party_meeting_signed_in_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(
                    minutes_at__isnull=True,
                    minutes_by__isnull=True,
                    minutes_on__isnull=True,
                    minutes_number="",
                )
                | Q(
                    minutes_at__isnull=False,
                    minutes_by__isnull=False,
                    minutes_on__isnull=False,
                    signed_in_at__isnull=False,
                )
                & ~Q(minutes_number=""),
                name="party_minutes_after_the_meeting",
                violation_error_message="没有登记签到的会议不能出纪要。",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancelled_by__isnull=True, cancel_reason="")
                | Q(
                    cancelled_at__isnull=False,
                    cancelled_by__isnull=False,
                    signed_in_at__isnull=True,
                )
                & ~Q(cancel_reason=""),
                name="party_meeting_cancelled_with_reason",
                violation_error_message="已经开过的会议不能取消；取消要写明原因。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.year}年第{self.serial}次党工委会议"

    def get_absolute_url(self) -> str:
        return address(MEETING.page, self.dossier.number)

    @property
    def standing(self) -> MeetingStanding:
        if self.cancelled_at:
            return MeetingStanding.CANCELLED
        if self.minutes_at:
            return MeetingStanding.MINUTED
        return MeetingStanding.HELD if self.signed_in_at else MeetingStanding.CALLED


class Attendee(models.Model):
    """A member who was to come to a meeting (应到), and whether he came (实到)."""

    meeting = models.ForeignKey(
        PartyMeeting, models.PROTECT, related_name="attendees", verbose_name="会议"
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="姓名")
    position = models.CharField("职务", max_length=10, choices=MemberPosition)
    present = models.BooleanField("到会", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "应到会人员"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("meeting", "person"), name="party_attendee_once"),
        )

    def __str__(self) -> str:
        return str(self.person)


class AgendaEntry(models.Model):
    """A topic on the agenda of one meeting (议程): its papers, its vote, its outcome there."""

    meeting = models.ForeignKey(
        PartyMeeting, models.PROTECT, related_name="entries", verbose_name="会议"
    )
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="entries", verbose_name="议题")
    place = models.PositiveSmallIntegerField("第几项")
    added_at = models.DateTimeField("列入时间")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="列入人"
    )
    papers_on = models.DateField("材料送达日期", null=True, blank=True)
    urgent_reason = models.CharField("紧急上会的原因", max_length=200, blank=True)
    in_favour = models.PositiveSmallIntegerField("赞成", null=True, blank=True)
    against = models.PositiveSmallIntegerField("反对", null=True, blank=True)
    abstain = models.PositiveSmallIntegerField("弃权", null=True, blank=True)
    # What was mistyped is counted again; the speeches of the newest count are the ones that stand.
    counts = models.PositiveSmallIntegerField("第几次登记表决", default=0)
    minority = models.TextField("不同意见", blank=True)
    outcome = models.CharField("结果", max_length=10, choices=Outcome, blank=True)
    reason = models.CharField("暂缓或撤下的原因", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "议程"
        ordering = ("place", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("topic",),
                condition=Q(outcome=""),
                name="party_topic_on_one_agenda",
                violation_error_message="这个议题已经列在一次会议的议程上。",
            ),
            models.CheckConstraint(
                condition=Q(in_favour__isnull=True, against__isnull=True, abstain__isnull=True)
                | Q(in_favour__isnull=False, against__isnull=False, abstain__isnull=False),
                name="party_votes_are_whole",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=("passed", "rejected")) | Q(in_favour__isnull=False),
                name="party_outcome_was_voted",
                violation_error_message="没有登记表决，不能登记结果。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.meeting} 第{self.place}项"

    def spoken(self) -> list[Speech]:
        """Who said what, in the order spoken; nothing while its count was dropped."""
        return self.last_spoken() if self.is_counted else []

    def last_spoken(self) -> list[Speech]:
        """The same as it was last entered, whether the count still holds or not."""
        return [one for one in self.speeches.all() if one.turn == self.counts]

    @property
    def dissent(self) -> str:
        """The opinion of the minority (不同意见) at the count that holds."""
        return self.minority if self.is_counted else ""

    @property
    def is_counted(self) -> bool:
        return self.in_favour is not None

    @property
    def votes_in_words(self) -> str:
        if self.in_favour is None:
            return "没有表决"
        return f"赞成{self.in_favour}票，反对{self.against}票，弃权{self.abstain}票"


class Speech(models.Model):
    """What a member said of a topic, in the order spoken (发言); the secretary speaks last."""

    entry = models.ForeignKey(
        AgendaEntry, models.PROTECT, related_name="speeches", verbose_name="议程"
    )
    turn = models.PositiveSmallIntegerField("第几次登记", default=1)
    place = models.PositiveSmallIntegerField("第几个")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="发言人")
    words = models.CharField("意见", max_length=400)

    class Meta:
        verbose_name = verbose_name_plural = "发言"
        ordering = ("place", "id")
        constraints = (
            models.UniqueConstraint(fields=("entry", "turn", "person"), name="party_speech_once"),
        )

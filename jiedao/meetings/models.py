"""Meetings of a dossier: the roster frozen at the notice, the names ticked on it, the ballots."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from jiedao.dossiers.models import Dossier
from jiedao.meetings.states import STATUTORY, Base, MeetingKind, MeetingStatus, VotingMethod
from jiedao.organisation.models import HeadCount
from jiedao.organisation.states import BodyKind
from jiedao.people.models import Person


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def noticed(self) -> MeetingQuerySet:
        """Meetings called but not yet closed."""
        return self.filter(status=MeetingStatus.NOTICED)

    def held(self) -> MeetingQuerySet:
        return self.filter(status=MeetingStatus.HELD)

    def of_kind(self, *kinds: str) -> MeetingQuerySet:
        return self.filter(kind__in=kinds)


class Meeting(models.Model):
    """One meeting on a dossier (会议), from its notice to its minutes.

    应到 and 实到 are no columns: 应到 is the roster, or the dated head count of a residents'
    meeting; 实到 is the names ticked. A trigger refuses any change after the meeting is closed.
    """

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="meetings", verbose_name="案卷"
    )
    kind = models.CharField("会议", max_length=16, choices=MeetingKind)
    round = models.PositiveSmallIntegerField("第几次")
    held_at = models.DateTimeField("开会时间")
    held_on = models.DateField("开会日期")
    place = models.CharField("地点", max_length=80)
    notice_on = models.DateField("通知日期")
    urgent_reason = models.CharField("临时通知的原因", max_length=200, blank=True)
    base = models.CharField("应到按什么算", max_length=12, choices=Base, default=Base.ROSTER)
    head_count = models.ForeignKey(
        HeadCount,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name="人口底数",
    )
    is_roster_frozen = models.BooleanField("名册已固定", default=False, editable=False)
    status = models.CharField(
        "状态", max_length=12, choices=MeetingStatus, default=MeetingStatus.NOTICED
    )
    chair_name = models.CharField("主持人", max_length=40, blank=True)
    recorder_name = models.CharField("记录人", max_length=40, blank=True)
    method = models.CharField("表决方式", max_length=12, choices=VotingMethod, blank=True)
    observers = models.TextField("列席人员", blank=True)
    minutes = models.TextField("会议记录", blank=True)
    resolution = models.TextField("决议内容", blank=True)
    cancel_reason = models.CharField("取消原因", max_length=200, blank=True)
    # The sums it was judged by, as they were read out: kept when the meeting is closed.
    judged = models.JSONField("人数和票数的算法", default=list, blank=True)
    called_at = models.DateTimeField("通知登记时间")
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="通知登记人"
    )
    closed_at = models.DateTimeField("结果登记时间", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="结果登记人",
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "会议"
        ordering = ("-held_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("dossier", "kind", "round"),
                name="meeting_round_once",
                violation_error_message="这次会议已经登记过，请刷新页面核对。",
            ),
            models.UniqueConstraint(
                fields=("dossier", "kind"),
                condition=Q(status=MeetingStatus.NOTICED),
                name="one_meeting_called_at_a_time",
                violation_error_message="同一种会议已经发过通知、还没有登记结果，请先登记结果或取消。",
            ),
            models.CheckConstraint(
                condition=Q(held_on__gte=F("notice_on")),
                name="meeting_after_notice",
                violation_error_message="开会日期不能早于通知日期。",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind=MeetingKind.RESIDENTS,
                    base__in=(Base.ADULTS, Base.HOUSEHOLDS),
                    head_count__isnull=False,
                )
                | (~Q(kind=MeetingKind.RESIDENTS) & Q(base=Base.ROSTER, head_count__isnull=True)),
                name="meeting_base_fits_its_kind",
                violation_error_message="居民会议的应到人数按人口底数算，其他会议按名册算。",
            ),
            models.CheckConstraint(
                condition=Q(
                    status=MeetingStatus.NOTICED, closed_at__isnull=True, closed_by__isnull=True
                )
                | (
                    ~Q(status=MeetingStatus.NOTICED)
                    & Q(closed_at__isnull=False, closed_by__isnull=False)
                ),
                name="meeting_closed_by_someone",
            ),
        )

    def __str__(self) -> str:
        return f"第{self.round}次{self.get_kind_display()}" if self.round > 1 else self.kind_name

    @property
    def kind_name(self) -> str:
        return str(self.get_kind_display())

    @property
    def is_statutory(self) -> bool:
        """Whether the statute itself sets quorum and majority (法定会议)."""
        return self.kind in STATUTORY

    @property
    def is_open(self) -> bool:
        """Whether the result still has to be entered."""
        return self.status == MeetingStatus.NOTICED

    @property
    def noun(self) -> str:
        """What is counted: persons, or households through one representative each."""
        return "户" if self.base == Base.HOUSEHOLDS else "人"


class RosterEntry(models.Model):
    """One name on the roster of a meeting (名册), as name and position were at the notice.

    Of a residents' meeting only those who came are entered, by name, from the signed sheet.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="roster", verbose_name="会议")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="人员"
    )
    name = models.CharField("姓名", max_length=90)
    bodies = ArrayField(
        models.CharField(max_length=20, choices=BodyKind),
        verbose_name="所属组织",
        default=list,
        blank=True,
    )
    position = models.CharField("职务", max_length=80, blank=True)
    has_vote = models.BooleanField("可以表决", default=True)
    recused = models.BooleanField("回避", default=False)
    present = models.BooleanField("到会", default=False)
    ticked_at = models.DateTimeField("签到登记时间", null=True, blank=True)
    ticked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="签到登记人",
    )

    class Meta:
        verbose_name = verbose_name_plural = "名册"
        ordering = ("meeting_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "person"),
                name="roster_person_once",
                violation_error_message="同一个人在名册上只能出现一次。",
            ),
            models.UniqueConstraint(
                fields=("meeting", "name", "position"),
                condition=Q(person__isnull=True),
                name="roster_name_once",
                violation_error_message="同一个姓名和楼栋已经登记过，一个人只登记一次。",
            ),
            models.CheckConstraint(
                condition=~Q(recused=True, has_vote=True),
                name="recused_have_no_vote",
                violation_error_message="回避的人不参加表决。",
            ),
            models.CheckConstraint(
                condition=Q(present=True, ticked_at__isnull=False, ticked_by__isnull=False)
                | Q(present=False, ticked_at__isnull=True, ticked_by__isnull=True),
                name="present_ticked_by_someone",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Ballot(models.Model):
    """The counting sheet of a meeting (计票结果); never who voted how."""

    meeting = models.OneToOneField(
        Meeting, models.PROTECT, primary_key=True, related_name="ballot", verbose_name="会议"
    )
    issued = models.PositiveIntegerField("发出票数")
    in_favour = models.PositiveIntegerField("赞成")
    against = models.PositiveIntegerField("反对")
    abstain = models.PositiveIntegerField("弃权")
    invalid = models.PositiveIntegerField("废票")
    counted_at = models.DateTimeField("计票登记时间")
    counted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="计票登记人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "计票结果"
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    issued__gte=F("in_favour") + F("against") + F("abstain") + F("invalid")
                ),
                name="ballots_returned_were_issued",
                violation_error_message="四项票数合计比发出的票多，请对照计票单核对。",
            ),
        )

    @property
    def returned(self) -> int:
        """Ballots that came back (收回)."""
        return self.in_favour + self.against + self.abstain + self.invalid

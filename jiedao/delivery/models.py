"""Where a person is reached outside the portal, and what is on its way there."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from jiedao.delivery.states import FAILED, OPEN, Channel, Standing
from jiedao.personal.fields import SealedField


class ContactQuerySet(models.QuerySet["Contact"]):
    def told(self) -> ContactQuerySet:
        """Where reminders go: switched on, and confirmed by the person."""
        return self.filter(is_on=True, confirmed_on__isnull=False)


class Contact(models.Model):
    """Where a person wants to be told outside the portal (站外联系方式), one for each channel.

    Entered, confirmed, switched and taken back by the person alone. What was taken back is gone: the row stays
    without an address. `address_hash` keeps one address from being two people's.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="contacts", verbose_name="本人"
    )
    channel = models.CharField("渠道", max_length=10, choices=Channel)
    address = SealedField("地址", kind="contact")
    address_hash = models.CharField("地址摘要", max_length=64, blank=True, editable=False)
    is_on = models.BooleanField("接收", default=True)
    since = models.DateTimeField("登记时间")
    # Nothing is told at an address until its person has copied a code from there.
    confirmed_on = models.DateField("确认日期", null=True, blank=True)
    code = SealedField("确认码", kind="contact")
    code_until = models.DateTimeField("确认码有效到", null=True, blank=True)
    code_tries = models.PositiveSmallIntegerField("确认码填错次数", default=0)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "站外联系方式"
        ordering = ("user", "channel")
        constraints = (
            models.UniqueConstraint(fields=("user", "channel"), name="contact_once"),
            models.UniqueConstraint(
                fields=("channel", "address_hash"),
                condition=~Q(address_hash=""),
                name="contact_of_one_person",
                violation_error_message="这个地址已经登记在别的账号上。提醒要发给本人，请登记您自己的。",
            ),
            models.CheckConstraint(
                condition=Q(is_on=False) | ~Q(address_hash=""),
                name="contact_on_with_address",
                violation_error_message="还没有登记地址，不能打开，请先登记。",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on=None) | ~Q(address_hash="") & Q(code_until=None),
                name="contact_confirmed_with_address",
                violation_error_message="还没有登记地址，不能确认，请先登记。",
            ),
        )


class OutboxQuerySet(models.QuerySet["OutboxMessage"]):
    def due(self, now: datetime) -> OutboxQuerySet:
        """To be sent now; also what somebody began to send and never came back from."""
        return self.filter(standing__in=OPEN, next_at__lte=now)

    def failed(self) -> OutboxQuerySet:
        return self.filter(standing__in=FAILED)


class OutboxMessage(models.Model):
    """A notice on its way to a person by one channel (待发消息), written along with the notice.

    It holds neither address nor words: both are looked up when it is sent. `key` is the same at
    every try, so that the other side can tell a repetition. `doubts` counts how often somebody began
    to send it and never said what came of it.
    """

    notice = models.ForeignKey(
        "notices.Notice", models.CASCADE, related_name="messages", verbose_name="站内通知"
    )
    channel = models.CharField("渠道", max_length=10, choices=Channel)
    key = models.UUIDField("唯一编号", unique=True)
    standing = models.CharField("状态", max_length=10, choices=Standing)
    filed_at = models.DateTimeField("写入时间")
    next_at = models.DateTimeField("下次发送", null=True)
    sent_at = models.DateTimeField("发出时间", null=True)
    tries = models.PositiveSmallIntegerField("发送次数", default=0)
    doubts = models.PositiveSmallIntegerField("中断次数", default=0)
    failure = models.CharField("没有发出的原因", max_length=120, blank=True)
    told_on = models.DateField("告知系统管理员", null=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "待发消息"
        ordering = ("-id",)
        indexes = (
            models.Index(
                fields=("next_at",), name="outbox_due", condition=Q(standing__in=list(OPEN))
            ),
            models.Index(
                fields=("id",),
                name="outbox_untold",
                condition=Q(standing__in=list(FAILED), told_on__isnull=True),
            ),
            models.Index(fields=("filed_at",), name="outbox_filed"),
        )
        constraints = (
            models.UniqueConstraint(fields=("notice", "channel"), name="outbox_once"),
            models.CheckConstraint(
                condition=Q(standing=Standing.SENT, sent_at__isnull=False)
                | (~Q(standing=Standing.SENT) & Q(sent_at__isnull=True)),
                name="outbox_sent_with_time",
                violation_error_message="发出了的消息要有发出时间。",
            ),
            models.CheckConstraint(
                condition=Q(standing__in=list(OPEN), next_at__isnull=False)
                | (~Q(standing__in=list(OPEN)) & Q(next_at__isnull=True)),
                name="outbox_open_with_time",
                violation_error_message="还要发的消息要有下次发送的时间。",
            ),
        )

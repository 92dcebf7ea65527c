"""Other systems that speak to the portal, what they prove themselves with, and what they were told."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from jiedao.organisation.models import Unit


class Client(models.Model):
    """Another system with an account of its own (接口账号): a user of kind MACHINE at a unit.

    What it sees follows from its appointment, like a person's; what it may do is named here, act
    by act. It has no password and never signs in to a page.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        primary_key=True,
        related_name="client",
        verbose_name="账号",
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="clients", verbose_name="单位")
    purpose = models.CharField("用途和依据", max_length=200)
    acts = ArrayField(models.CharField(max_length=64), verbose_name="可以办理", default=list)
    networks = ArrayField(models.CharField(max_length=43), verbose_name="网络", default=list)
    per_minute = models.PositiveSmallIntegerField("每分钟次数", default=60)
    opened_at = models.DateTimeField("开通时间")
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="开通人"
    )
    closed_at = models.DateTimeField("停用时间", null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="停用人",
    )

    class Meta:
        verbose_name = verbose_name_plural = "接口账号"
        constraints = (
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="client_closed_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(per_minute__gte=1, per_minute__lte=600),
                name="client_per_minute",
                violation_error_message="每分钟次数要在1至600之间。",
            ),
        )

    def __str__(self) -> str:
        return str(self.user)


class TokenQuerySet(models.QuerySet["Token"]):
    def usable(self, on: date) -> TokenQuerySet:
        return self.filter(revoked_at=None, valid_until__gte=on)


class Token(models.Model):
    """What a client proves itself with (令牌): shown once, kept as a digest, for a limited time."""

    client = models.ForeignKey(
        Client, models.PROTECT, related_name="tokens", verbose_name="接口账号"
    )
    prefix = models.CharField("开头", max_length=12, unique=True)
    digest = models.CharField("摘要", max_length=64, unique=True)
    duties = ArrayField(models.CharField(max_length=64), verbose_name="可以使用的职责")
    valid_until = models.DateField("有效期至")
    issued_at = models.DateTimeField("签发时间")
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="签发人"
    )
    revoked_at = models.DateTimeField("撤销时间", null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="撤销人",
    )
    last_used_at = models.DateTimeField("最近使用", null=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "接口令牌"
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="token_revoked_by_someone",
            ),
        )

    def __str__(self) -> str:
        return f"{self.prefix}…"


class Answer(models.Model):
    """What a program was answered under its `Idempotency-Key` (已答复的提交), for a day.

    Written in the transaction of the act itself: there is an answer exactly where the act was done.
    """

    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="提交人"
    )
    key = models.CharField("键的摘要", max_length=64)
    asked = models.CharField("提交内容的摘要", max_length=64)
    status = models.PositiveSmallIntegerField("状态码")
    body = models.TextField("答复")
    headers = models.JSONField("响应头", default=dict)
    answered_at = models.DateTimeField("答复时间")

    class Meta:
        verbose_name = verbose_name_plural = "已答复的提交"
        indexes = (models.Index(F("answered_at"), name="answer_by_age"),)
        constraints = (models.UniqueConstraint(fields=("answered_by", "key"), name="answer_once"),)

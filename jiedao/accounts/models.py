"""What is kept of an account besides its name: sign-ins, passwords used, the second step."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_otp.models import Device, ThrottlingMixin

from jiedao.accounts.sessions import DeviceSession as DeviceSession
from jiedao.accounts.states import Outcome
from jiedao.organisation.models import Unit


class SignIn(models.Model):
    """One attempt to sign in (登录记录). Append-only; kept as long as the law asks and longer.

    The name that was tried is kept as a keyed digest: people type their password into the wrong box.
    `origin` is what wrong passwords are counted by: a browser that has signed in before, or an address.
    """

    at = models.DateTimeField("时间")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="sign_ins",
        verbose_name="账号",
    )
    name_digest = models.CharField("登录名摘要", max_length=64)
    outcome = models.CharField("结果", max_length=20, choices=Outcome)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name="所在单位"
    )
    device = models.CharField("设备", max_length=80, blank=True)
    address = models.CharField("网络地址", max_length=45, blank=True)
    origin = models.CharField("来源", max_length=80, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "登录记录"
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("name_digest", "-id"), name="sign_in_name"),
            models.Index(fields=("user", "-id"), name="sign_in_user"),
            models.Index(fields=("unit", "-id"), name="sign_in_unit"),
            models.Index(fields=("at",), name="sign_in_at"),
        )


class PasswordRecord(models.Model):
    """A password that was set (设置密码): its hash, so that it is not used again; when and by whom.

    Set by somebody else it is a first password, and must be changed before anything else is done.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="password_records",
        verbose_name="账号",
    )
    encoded = models.CharField("密码摘要", max_length=128)
    set_at = models.DateTimeField("设置时间")
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="设置人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "设置密码"
        ordering = ("-id",)

    @property
    def is_first(self) -> bool:
        """Whether somebody else chose it (初始密码)."""
        return self.user_id != self.set_by_id


class Authenticator(ThrottlingMixin, Device):
    """The telephone that shows a person's one-time codes (两步验证).

    django-otp counts wrong codes and makes one wait; the secret is kept here and not in its own
    table, so that it is sealed like a person's number. `last_t` is the last code used: none works twice.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="账号",
    )
    secret = models.TextField("密钥（加密）", blank=True)
    last_t = models.BigIntegerField("最近用过的时间段", default=-1)
    added_at = models.DateTimeField("启用时间")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="启用人"
    )
    removed_at = models.DateTimeField("停用时间", null=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="停用人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "两步验证"
        constraints = (
            models.UniqueConstraint(
                fields=("user",),
                condition=Q(removed_at__isnull=True),
                name="authenticator_one_at_a_time",
                violation_error_message="这个账号已经启用两步验证，请刷新页面。",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False, secret=""),
                name="authenticator_removed_leaves_no_secret",
                violation_error_message="停用两步验证要写明由谁停用，并清除密钥。",
            ),
        )

    def get_throttle_factor(self) -> int:
        return 1


class RecoveryCode(models.Model):
    """A code on paper for the day the telephone is lost (备用码); works once, kept as a digest."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="recovery_codes",
        verbose_name="账号",
    )
    digest = models.CharField("备用码摘要", max_length=64)
    made_at = models.DateTimeField("生成时间")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="生成人"
    )
    used_at = models.DateTimeField("使用时间", null=True)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="使用人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "备用码"
        constraints = (
            models.UniqueConstraint(fields=("user", "digest"), name="recovery_code_once"),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True, used_by__isnull=True)
                | Q(used_at__isnull=False, used_by__isnull=False),
                name="recovery_code_used_by_somebody",
                violation_error_message="备用码用过要写明由谁使用。",
            ),
        )

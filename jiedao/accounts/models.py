"""What is kept of an account besides its name: sign-ins, and the passwords that were used."""

from django.conf import settings
from django.db import models

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

"""People: those who sign in, and those who only sit in a body or are ticked on a roster."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin, UserManager
from django.db import models


class Person(models.Model):
    """A person the office knows by name (人员): committee member, representative, party member.

    No number and no address: what is not needed is not stored. `hint` tells two people of the same
    name apart on a roster (网格 or 楼栋, never a number).
    """

    name = models.CharField("姓名", max_length=40)
    sort_key = models.CharField("拼音", max_length=320, editable=False)
    hint = models.CharField("区分", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "人员"
        ordering = ("sort_key", "id")

    def __str__(self) -> str:
        return f"{self.name}（{self.hint}）" if self.hint else self.name


class Kinship(models.Model):
    """Two people are near relatives (近亲属); the supervision committee must keep them apart."""

    one = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name="甲")
    other = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name="乙")
    relation = models.CharField("关系", max_length=20)

    class Meta:
        verbose_name = verbose_name_plural = "近亲属关系"
        constraints = (
            models.UniqueConstraint(
                fields=("one", "other"),
                name="kinship_once",
                violation_error_message="这两人的亲属关系已经登记过。",
            ),
            models.CheckConstraint(
                condition=~models.Q(one=models.F("other")),
                name="kinship_of_two",
                violation_error_message="亲属关系要登记在两个人之间。",
            ),
        )


class UserKind(models.TextChoices):
    STAFF = "staff", "工作人员"
    SYSTEM = "system", "系统"
    VISITOR = "visitor", "居民（未登录）"
    MACHINE = "machine", "对接系统"


class User(AbstractBaseUser, PermissionsMixin):
    """Someone, or something with a name, that acts in the portal (用户)."""

    username = models.CharField("登录名", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=40)
    kind = models.CharField("类别", max_length=10, choices=UserKind, default=UserKind.STAFF)
    person = models.OneToOneField(
        Person, models.PROTECT, null=True, blank=True, related_name="user", verbose_name="人员"
    )
    # Django asks accounts for it; here it opens nothing: a duty lets into the back office.
    is_staff = models.BooleanField("可以进入基础数据后台", default=False)
    is_active = models.BooleanField("在用", default=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = verbose_name_plural = "用户"

    def __str__(self) -> str:
        return self.name

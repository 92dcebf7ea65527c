"""What stands beside a decision: acting before it, being allowed to take it, its being undone."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from decisions import catalogue
from decisions.models.turns import EarlierRound
from decisions.states import Authority
from jiedao.organisation.models import Unit


class Emergency(models.Model):
    """What had to be done before anybody could be asked (应急处置): why, what, at what cost."""

    matter = models.OneToOneField(
        "decisions.Matter",
        models.PROTECT,
        primary_key=True,
        related_name="emergency",
        verbose_name="事项",
    )
    reason = models.CharField("为什么来不及征求意见", max_length=200)
    done = models.TextField("先做了什么")
    cost = models.DecimalField(
        "已经花的费用（元）", max_digits=12, decimal_places=2, validators=[MinValueValidator(0)]
    )
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "应急处置"


class Revocation(EarlierRound):
    """A decision is undone or has to be made anew (撤销或者变更), by whom and on which paper."""

    matter = models.ForeignKey(
        "decisions.Matter", models.PROTECT, related_name="revocations", verbose_name="事项"
    )
    authority = models.CharField("由谁决定", max_length=16, choices=Authority)
    is_final = models.BooleanField("撤销")
    revoked_on = models.DateField("日期")
    what = models.CharField("决定的内容", max_length=300)
    document = models.CharField("文书名称", max_length=120, blank=True)
    document_number = models.CharField("文号或案号", max_length=60, blank=True)
    document_on = models.DateField("文书日期", null=True)
    decided_in = models.ForeignKey(
        "decisions.Matter",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="作出决定的事项",
    )
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "撤销和变更"
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    authority__in=(Authority.RESIDENTS, Authority.REPRESENTATIVES),
                    decided_in__isnull=False,
                )
                | Q(authority__in=(Authority.STREET, Authority.COURT), document_on__isnull=False)
                & ~Q(document="")
                & ~Q(document_number=""),
                name="revocation_rests_on_a_decision",
                violation_error_message="撤销或者变更要有依据：会议的决议，或者文书的名称、文号和日期。",
            ),
        )

    @property
    def ground(self) -> str:
        """What it rests on, as it is quoted."""
        if self.decided_in_id:
            return f"{self.get_authority_display()}决议（{self.decided_in}）"
        return f"{self.get_authority_display()}：《{self.document}》（{self.document_number}）"


class AuthorisationQuerySet(models.QuerySet["Authorisation"]):
    def on(self, day: date) -> AuthorisationQuerySet:
        """Those in force on a day."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), starts_on__lte=day)


class Authorisation(models.Model):
    """The residents' meeting lets the representatives' meeting decide kinds of matters (授权, 第三十条)."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="authorisations", verbose_name="社区"
    )
    kinds = ArrayField(
        models.CharField(max_length=20, choices=catalogue.CHOICES), verbose_name="授权的事项类型"
    )
    starts_on = models.DateField("从哪天起")
    until = models.DateField("到哪天为止", null=True, blank=True)
    document = models.CharField("授权决议名称", max_length=120)
    document_number = models.CharField("编号或文号", max_length=60, blank=True)
    met_on = models.DateField("居民会议日期")
    granted_at = models.DateTimeField("登记时间")
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )
    end_reason = models.CharField("停止的原因", max_length=200, blank=True)
    ended_at = models.DateTimeField("停止登记时间", null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="停止登记人",
    )

    objects = AuthorisationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "居民会议的授权"
        ordering = ("-id",)
        indexes = (models.Index(fields=("unit", "-id"), name="authorisation_unit_newest"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(met_on__lte=F("starts_on"))
                & (Q(until__isnull=True) | Q(until__gte=F("starts_on"))),
                name="authorisation_after_its_meeting",
                violation_error_message="授权不能早于居民会议，停止日期不能早于开始日期。",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, end_reason="")
                | Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(end_reason=""),
                name="authorisation_ended_by_someone",
            ),
        )

    def __str__(self) -> str:
        return self.document_words

    @property
    def document_words(self) -> str:
        """The resolution it rests on, as it is quoted."""
        title = self.document if self.document.startswith("《") else f"《{self.document}》"
        return f"{title}（{self.document_number}）" if self.document_number else title

    def covers(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.starts_on <= day and (self.until is None or day <= self.until)

    @property
    def kind_names(self) -> str:
        """The kinds of matters in words."""
        return "、".join(catalogue.name_of(code) for code in self.kinds)

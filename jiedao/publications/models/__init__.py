"""What the office has put on the wall, word for word, and where each matter stands in public."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from jiedao.dossiers.models import Dossier
from jiedao.organisation.models import Unit
from jiedao.publications.models.interruptions import Interruption
from jiedao.publications.models.objections import JointSigner, Objection
from jiedao.publications.models.public_state import (
    ContentMark,
    PublicState,
    PublicStateQuerySet,
)
from jiedao.publications.states import FATES, NoticeRole, PublicationKind, Struck

__all__ = [
    "ContentMark",
    "Interruption",
    "JointSigner",
    "Objection",
    "PublicState",
    "PublicStateQuerySet",
    "Publication",
    "PublicationQuerySet",
]


class PublicationQuerySet(models.QuerySet["Publication"]):
    def within(self, unit: Unit) -> PublicationQuerySet:
        """Publications of the unit and of everything beneath it."""
        return self.filter(unit__path__startswith=unit.path)

    def posted(self) -> PublicationQuerySet:
        """Those that hang, or have hung, on a wall: what residents are shown in lists."""
        return self.filter(posted_at__isnull=False)

    def running(self, on: date) -> PublicationQuerySet:
        """Posted, and the public period has not run out on that day."""
        return self.posted().filter(ends_on__gte=on, superseded_by__isnull=True, struck_as="")

    def ended(self, on: date) -> PublicationQuerySet:
        return self.posted().filter(ends_on__lt=on)


class Publication(models.Model):
    """A notice as evidence (公示): frozen text, digests, the clock, the photos of the paper board.

    Everything down to `frozen_by` never changes: a trigger refuses it. What follows is filled in
    once, when the paper is put up and when it is taken down.
    """

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="publications", verbose_name="案卷"
    )
    kind = models.CharField("类别", max_length=12, choices=PublicationKind)
    role = models.CharField(
        "用途", max_length=12, choices=NoticeRole, default=NoticeRole.NOTICE, editable=False
    )
    about = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="更正或撤回的公示",
    )
    reason = models.CharField("更正或撤回的原因", max_length=200, blank=True)
    number = models.CharField("公示编号", max_length=32, unique=True)
    document_number = models.CharField("发文字号", max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="publications", verbose_name="单位")
    title = models.CharField("标题", max_length=120)
    full_text = models.TextField("全文")
    redacted_text = models.TextField("隐去个人信息的文本")
    full_digest = models.CharField("全文摘要", max_length=64)
    redacted_digest = models.CharField("隐去个人信息后的摘要", max_length=64)
    unit_seq = models.PositiveIntegerField("本单位公示序号")
    previous = models.CharField("上一份公示的摘要", max_length=64, blank=True)
    chain_digest = models.CharField("公示链摘要", max_length=64)
    code = models.CharField("核验码", max_length=14, unique=True)
    min_days = models.PositiveSmallIntegerField("至少公示天数")
    basis = models.CharField("依据", max_length=120)
    edition = models.CharField("适用规则版本", max_length=40)
    frozen_on = models.DateField("定稿日期")
    frozen_at = models.DateTimeField("定稿时间")
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="定稿人"
    )

    posted_on = models.DateField("张贴日期", null=True, blank=True)
    posted_place = models.CharField("张贴地点", max_length=80, blank=True)
    posted_photo = models.ForeignKey(
        "attachments.Attachment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="张贴照片",
    )
    posted_at = models.DateTimeField("张贴登记时间", null=True, blank=True)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="张贴登记人",
    )
    # The paper was torn off or covered and put up again: the period is counted anew from here.
    restarted_on = models.DateField("重新张贴日期", null=True, blank=True)
    restarted_at = models.DateTimeField("重新张贴登记时间", null=True, blank=True)
    restarted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="重新张贴登记人",
    )
    ends_on = models.DateField("公示期满日", null=True, blank=True)
    taken_down_on = models.DateField("揭下日期", null=True, blank=True)
    taken_down_photo = models.ForeignKey(
        "attachments.Attachment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="揭下照片",
    )
    taken_down_at = models.DateTimeField("揭下登记时间", null=True, blank=True)
    taken_down_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="揭下登记人",
    )
    superseded_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="supersedes",
        verbose_name="更正或撤回它的公示",
    )
    superseded_as = models.CharField("后来", max_length=12, choices=FATES, blank=True)
    # What it tells of is no longer in force (责令改正、决议撤销), whether another has replaced it or not.
    struck_as = models.CharField(
        "失效", max_length=12, choices=Struck, blank=True, default="", db_default=""
    )
    struck_why = models.CharField(
        "失效的原因", max_length=200, blank=True, default="", db_default=""
    )
    struck_on = models.DateField("失效日期", null=True, blank=True)
    struck_at = models.DateTimeField("失效登记时间", null=True, blank=True)
    struck_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="失效登记人",
    )
    # Two-character grams of the title, so that residents find 照明 and 停车.
    grams = models.GeneratedField(
        expression=models.Func(F("title"), function="zh_grams"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公示"
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("unit", "-id"), name="publication_unit_newest"),
            models.Index(fields=("unit", "ends_on"), name="publication_unit_ends"),
            models.Index(fields=("-posted_at",), name="publication_posted_at"),
            models.Index(fields=("-taken_down_at",), name="publication_taken_down_at"),
            models.Index(fields=("-restarted_at",), name="publication_restarted_at"),
            # The board asks on every page what changed last (newest_change).
            models.Index(
                fields=("-struck_at",),
                name="publication_struck_at",
                condition=Q(struck_at__isnull=False),
            ),
            GinIndex(fields=("grams",), name="publication_grams"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "unit_seq"),
                name="publication_unit_seq",
                violation_error_message="同一单位的公示序号重复，请稍后重试。",
            ),
            models.UniqueConstraint(
                fields=("dossier", "kind"),
                condition=Q(
                    taken_down_at__isnull=True, superseded_by__isnull=True, about__isnull=True
                ),
                name="one_open_publication_per_kind",
                violation_error_message="这件事已有一份同类公示还没有结束，请先办完那一份。",
            ),
            models.UniqueConstraint(
                fields=("about",),
                name="publication_followed_once",
                violation_error_message="这份公示已经更正或者撤回过，请对后来的那一份办理。",
            ),
            models.CheckConstraint(
                condition=Q(role=NoticeRole.NOTICE, about__isnull=True, reason="")
                | Q(role__in=(NoticeRole.CORRECTION, NoticeRole.WITHDRAWAL), about__isnull=False)
                & ~Q(reason=""),
                name="publication_follows_with_a_reason",
                violation_error_message="更正和撤回要写明是哪一份公示和原因。",
            ),
            models.CheckConstraint(
                condition=Q(superseded_by__isnull=True, superseded_as="")
                | Q(superseded_by__isnull=False) & ~Q(superseded_as=""),
                name="publication_superseded_whole",
            ),
            models.CheckConstraint(
                condition=Q(
                    struck_as="",
                    struck_why="",
                    struck_on__isnull=True,
                    struck_at__isnull=True,
                    struck_by__isnull=True,
                )
                | Q(
                    struck_on__isnull=False,
                    struck_at__isnull=False,
                    struck_by__isnull=False,
                )
                & ~Q(struck_as="")
                & ~Q(struck_why=""),
                name="publication_struck_whole",
                violation_error_message="公示失效要写明原因。",
            ),
            models.CheckConstraint(
                condition=Q(
                    restarted_on__isnull=True,
                    restarted_at__isnull=True,
                    restarted_by__isnull=True,
                )
                | Q(
                    restarted_on__gte=F("posted_on"),
                    restarted_at__isnull=False,
                    restarted_by__isnull=False,
                ),
                name="publication_restarted_whole",
                violation_error_message="重新张贴的日期不能早于原来张贴的日期。",
            ),
            models.CheckConstraint(
                condition=Q(min_days__gte=1),
                name="publication_has_a_period",
                violation_error_message="公示天数至少1日。",
            ),
            models.CheckConstraint(
                condition=Q(
                    posted_on__isnull=True,
                    posted_place="",
                    posted_photo__isnull=True,
                    posted_at__isnull=True,
                    posted_by__isnull=True,
                    ends_on__isnull=True,
                )
                | Q(
                    posted_on__isnull=False,
                    posted_photo__isnull=False,
                    posted_at__isnull=False,
                    posted_by__isnull=False,
                    ends_on__isnull=False,
                )
                & ~Q(posted_place=""),
                name="publication_posted_whole",
                violation_error_message="登记张贴要同时有日期、地点和照片。",
            ),
            models.CheckConstraint(
                condition=Q(
                    taken_down_on__isnull=True,
                    taken_down_photo__isnull=True,
                    taken_down_at__isnull=True,
                    taken_down_by__isnull=True,
                )
                | Q(
                    taken_down_on__isnull=False,
                    taken_down_photo__isnull=False,
                    taken_down_at__isnull=False,
                    taken_down_by__isnull=False,
                    posted_at__isnull=False,
                ),
                name="publication_taken_down_whole",
                violation_error_message="登记揭下要同时有日期和照片，并且先登记过张贴。",
            ),
            models.CheckConstraint(
                condition=Q(posted_on__isnull=True) | Q(posted_on__gte=F("frozen_on")),
                name="publication_posted_after_frozen",
                violation_error_message="张贴日期不能早于公示定稿的日期。",
            ),
            models.CheckConstraint(
                condition=Q(posted_on__isnull=True)
                | Q(
                    ends_on__gte=models.ExpressionWrapper(
                        Coalesce(F("restarted_on"), F("posted_on")) + F("min_days"),
                        output_field=models.DateField(),
                    )
                ),
                name="publication_runs_long_enough",
                violation_error_message="公示期满日早于法定天数，请核对张贴日期。",
            ),
            models.CheckConstraint(
                condition=Q(taken_down_on__isnull=True) | Q(taken_down_on__gt=F("ends_on")),
                name="publication_hangs_to_the_end",
                violation_error_message="公示期满的次日起才能登记揭下。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def label(self) -> str:
        """What kind of notice it is, and whether it corrects or withdraws another."""
        kind = str(self.get_kind_display())
        return kind if self.role == NoticeRole.NOTICE else f"{kind}（{self.get_role_display()}）"

    @property
    def is_withdrawn(self) -> bool:
        return self.superseded_as == NoticeRole.WITHDRAWAL

    @property
    def runs_from(self) -> date | None:
        """The day the paper went up from which the period is counted (起算前一日)."""
        return self.restarted_on or self.posted_on

    def shows_full_text(self, today: date) -> bool:
        """Whether the full text is what residents see: until the period is over, or it stands no more."""
        if self.superseded_as or self.struck_as:
            return False
        return self.ends_on is None or today <= self.ends_on

    @property
    def names_people(self) -> bool:
        """Whether a part of it ends with its period: its two frozen texts differ."""
        return self.full_digest != self.redacted_digest

    def shows_photos(self, today: date) -> bool:
        """Whether residents see the photos of the board: whose names hang there can be read in them."""
        if self.is_withdrawn:
            return False
        return self.shows_full_text(today) or not self.names_people

    def text_on(self, today: date) -> str:
        """The frozen text residents see on a day; afterwards the one without personal parts."""
        return self.full_text if self.shows_full_text(today) else self.redacted_text

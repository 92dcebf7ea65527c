"""Paper that came back: the files as they were uploaded, and the papers found in them."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from jiedao.attachments.models import Attachment
from jiedao.attachments.states import AttachmentKind
from jiedao.documents.models import PrintedForm
from jiedao.dossiers.models import Dossier
from jiedao.organisation.models import Unit
from jiedao.publications.models import Publication
from jiedao.scans.states import OPEN, PaperStatus, ScanStatus


class Scan(models.Model):
    """One file as it was photographed or scanned (扫描原件); kept as it came, once for a unit.

    `form` is the printed form whose code led to the upload: the paper is that form, unless its own
    code says otherwise. A database trigger keeps what was uploaded. `claimed_until` says that a
    reader is at it.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="scans", verbose_name="单位")
    name = models.CharField("文件名", max_length=120)
    sha256 = models.CharField("摘要", max_length=64)
    size = models.PositiveBigIntegerField("字节数")
    mime = models.CharField("格式", max_length=100)
    form = models.ForeignKey(
        PrintedForm, models.PROTECT, null=True, related_name="+", verbose_name="上传时指明的表"
    )
    status = models.CharField("识别", max_length=12, choices=ScanStatus, default=ScanStatus.READING)
    claimed_until = models.DateTimeField("识别占用到", null=True, blank=True)
    uploaded_at = models.DateTimeField("上传时间")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "扫描原件"
        ordering = ("-id",)
        indexes = (
            models.Index(
                fields=("unit", "-id"),
                name="scan_being_read",
                condition=Q(status=ScanStatus.READING),
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "sha256"),
                name="scan_once",
                violation_error_message="这个文件已经上传过，不用再传一次。",
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$", size__gte=1),
                name="scan_digest_written_out",
            ),
        )

    def __str__(self) -> str:
        return self.name


class ScannedPaper(models.Model):
    """One paper of a scan (一份扫描件): the pages that belong together, and what they turned out to be.

    `document` and `subject` say which printed form it is, `publication` which notice is seen on it;
    `why` says in a sentence what keeps it from its dossier. `shown` are the digests of the pictures
    of its pages.
    """

    scan = models.ForeignKey(Scan, models.PROTECT, related_name="papers", verbose_name="原件")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    first_page = models.PositiveSmallIntegerField("从第几页")
    last_page = models.PositiveSmallIntegerField("到第几页")
    sha256 = models.CharField("摘要", max_length=64)
    size = models.PositiveBigIntegerField("字节数")
    mime = models.CharField("格式", max_length=100)
    shown = ArrayField(models.CharField(max_length=64), default=list, verbose_name="各页图片")
    shown_sizes = ArrayField(
        models.PositiveBigIntegerField(), default=list, verbose_name="各页图片的字节数"
    )
    status = models.CharField(
        "办到哪里", max_length=12, choices=PaperStatus, default=PaperStatus.WAITING
    )
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, null=True, related_name="scanned_papers", verbose_name="案卷"
    )
    label = models.CharField("是什么", max_length=120, blank=True)
    document = models.CharField("文书", max_length=40, blank=True)
    subject = models.CharField("哪一次会议或者哪一份公示", max_length=40, blank=True)
    kind = models.CharField("归为哪类材料", max_length=20, choices=AttachmentKind, blank=True)
    step = models.CharField("环节", max_length=40, blank=True)
    publication = models.ForeignKey(
        Publication, models.PROTECT, null=True, related_name="+", verbose_name="公示"
    )
    attachment = models.OneToOneField(
        Attachment, models.PROTECT, null=True, related_name="scanned_paper", verbose_name="附件"
    )
    why = models.CharField("还没有归卷的原因", max_length=400, blank=True)
    reason = models.CharField("不归卷的原因", max_length=200, blank=True)
    settled_at = models.DateTimeField("处理时间", null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="处理人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "扫描件"
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("unit", "-id"), name="paper_unit_newest"),
            models.Index(fields=("unit", "-id"), name="paper_open", condition=Q(status__in=OPEN)),
            models.Index(fields=("dossier", "document", "subject"), name="paper_of_form"),
        )
        constraints = (
            models.UniqueConstraint(fields=("scan", "first_page"), name="paper_once"),
            models.CheckConstraint(
                condition=Q(
                    status=PaperStatus.FILED, attachment__isnull=False, dossier__isnull=False
                )
                | (~Q(status=PaperStatus.FILED) & Q(attachment__isnull=True)),
                name="paper_filed_has_its_place",
                violation_error_message="这份扫描件还没有归入案卷。",
            ),
            models.CheckConstraint(
                condition=Q(status__in=OPEN, settled_at__isnull=True, settled_by__isnull=True)
                | (~Q(status__in=OPEN) & Q(settled_at__isnull=False, settled_by__isnull=False)),
                name="paper_settled_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(status=PaperStatus.DISMISSED) | ~Q(reason=""),
                name="paper_dismissed_for_a_reason",
                violation_error_message="请写明为什么不归卷。",
            ),
            models.CheckConstraint(
                condition=~Q(status=PaperStatus.READY) | Q(publication__isnull=False),
                name="paper_ready_shows_a_notice",
            ),
            models.CheckConstraint(
                condition=Q(shown__len=models.F("shown_sizes__len")), name="paper_pictures_sized"
            ),
            models.CheckConstraint(
                condition=Q(first_page__gte=1, last_page__gte=models.F("first_page")),
                name="paper_has_pages",
            ),
        )

    def __str__(self) -> str:
        return self.label or "没有认出的扫描件"

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.status in OPEN

    @property
    def pages_in_words(self) -> str:
        """第2页, 第2–4页 of the file it came in."""
        if self.first_page == self.last_page:
            return f"第{self.first_page}页"
        return f"第{self.first_page}–{self.last_page}页"

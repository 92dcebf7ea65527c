"""What residents report to the street about publishing (反映应公开未公开, 第三十五条)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from decisions.states import ComplaintState, Found, Owed, Wrong
from jiedao.dossiers.models import DossierRecord
from jiedao.organisation.models import Unit
from jiedao.personal.fields import SealedField
from jiedao.publications.models import Publication
from jiedao.publications.objecting import Way

S = ComplaintState
DECIDED = (S.ORDERED, S.PUBLISHED, S.ANSWERED)


class Complaint(DossierRecord):
    """A resident says that something was published late, never or untruly (反映应公开未公开).

    Its dossier is the street's until the street orders a publication; with the order it goes to the
    community. What the resident wrote is for the street alone, before and after.
    """

    state = models.CharField("状态", max_length=16, choices=ComplaintState, default=S.RECEIVED)
    community = models.ForeignKey(
        Unit, models.PROTECT, related_name="complaints", verbose_name="反映的是哪个社区"
    )
    wrong = models.CharField("反映什么", max_length=8, choices=Wrong)
    matter = models.ForeignKey(
        "decisions.Matter",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="complaints",
        verbose_name="哪件事项",
    )
    affair = models.CharField("哪件事", max_length=60, blank=True)
    way = models.CharField("怎么收到的", max_length=10, choices=Way)
    said_on = models.DateField("反映日期")
    name = models.CharField("反映人", max_length=20, blank=True)
    phone = SealedField("电话", kind="phone")
    text = models.TextField("反映的情况", max_length=1000)
    acknowledged_on = models.DateField("受理日期", null=True)
    found = models.CharField("调查结论", max_length=12, choices=Found, blank=True)
    answer = models.TextField("给反映人的答复", max_length=2000, blank=True)
    answered_on = models.DateField("答复日期", null=True)
    order = models.TextField("责令公布什么", max_length=1000, blank=True)
    # Empty where no matter is named, and in orders given before they said which: any notice meets those.
    owed = models.CharField(
        "责令公布哪份公示", max_length=10, choices=Owed, blank=True, db_default=""
    )
    publish_by = models.DateField("公布的期限", null=True)
    # The last time the street put right which notice, or by when (更正责令).
    correction = models.CharField("为什么更正责令", max_length=200, blank=True, db_default="")
    corrected_on = models.DateField("更正责令的日期", null=True)
    corrections = models.PositiveSmallIntegerField("更正责令的次数", default=0, db_default=0)
    publication = models.ForeignKey(
        Publication, models.PROTECT, null=True, related_name="+", verbose_name="公布在哪份公示"
    )
    report = models.CharField("公布情况", max_length=300, blank=True)
    published_on = models.DateField("公布日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "反映应公开未公开"
        ordering = ("-dossier_id",)
        indexes = (
            models.Index(fields=("said_on",), name="complaint_said_on"),
            models.Index(fields=("matter",), name="complaint_of_matter"),
            models.Index(fields=("community", "said_on"), name="complaint_community"),
            # The desk asks on every page what is open; nearly all of them are closed.
            models.Index(
                fields=("state",),
                name="complaint_open",
                condition=~Q(state__in=(S.PUBLISHED, S.ANSWERED)),
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(matter__isnull=False) | ~Q(affair=""),
                name="complaint_about_something",
                violation_error_message="请选择事项，或者写明是哪件事。",
            ),
            models.CheckConstraint(
                condition=Q(state=S.RECEIVED, acknowledged_on__isnull=True)
                | ~Q(state=S.RECEIVED) & Q(acknowledged_on__gte=F("said_on")),
                name="complaint_acknowledged",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED) & Q(answer="", answered_on__isnull=True)
                | Q(state__in=DECIDED, answered_on__isnull=False) & ~Q(answer=""),
                name="complaint_answered_whole",
                violation_error_message="请写明给反映人的答复。",
            ),
            models.CheckConstraint(
                condition=Q(order="", publish_by__isnull=True)
                | Q(found="", publish_by__gte=F("answered_on")) & ~Q(order=""),
                name="complaint_ordered_whole",
                violation_error_message="责令公布要写明公布什么和期限。",
            ),
            models.CheckConstraint(
                condition=Q(owed="") | Q(matter__isnull=False) & ~Q(order=""),
                name="complaint_owed_of_a_matter",
                violation_error_message="哪份公示要公布，只在责令公布一件事项的时候写。",
            ),
            models.CheckConstraint(
                condition=Q(correction="", corrected_on__isnull=True, corrections=0)
                | Q(corrected_on__gte=F("answered_on"), corrections__gt=0)
                & ~Q(correction="")
                & ~Q(order=""),
                name="complaint_corrected_whole",
                violation_error_message="更正责令要写明日期和原因。",
            ),
            models.CheckConstraint(
                condition=~Q(state=S.ANSWERED) & Q(found="") | Q(state=S.ANSWERED) & ~Q(found=""),
                name="complaint_found",
            ),
            models.CheckConstraint(
                condition=~Q(state=S.PUBLISHED)
                & Q(published_on__isnull=True, publication__isnull=True, report="")
                | Q(state=S.PUBLISHED, published_on__isnull=False)
                & (Q(publication__isnull=False) | ~Q(report="")),
                name="complaint_published_whole",
                violation_error_message="请选择公示，或者写明怎么公布的。",
            ),
        )

    def __str__(self) -> str:
        return str(self.dossier)

    def get_absolute_url(self) -> str:
        return f"/office/decisions/complaints/{self.dossier.number}/"

    @property
    def subject(self) -> str:
        """Which affair, in a few words."""
        return self.matter.dossier.title if self.matter else self.affair

    @property
    def owed_notice(self) -> str:
        """The notice that was ordered, by its name; nothing where the order is for something else."""
        return "" if self.owed in ("", Owed.OTHER) else str(self.get_owed_display())

    @property
    def is_named(self) -> bool:
        """Whether somebody stands behind it with a name (实名)."""
        return bool(self.name)

    def forget(self) -> None:
        """Drop what was read of its matter: which notice it can still put up is asked as it is now."""
        self._state.fields_cache.pop("matter", None)

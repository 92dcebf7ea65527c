"""Where a project was made public: a publication, or the dossier of the matter that decided on it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from jiedao.dossiers.models import Dossier
from jiedao.funds.models.projects import Project
from jiedao.publications.models import Publication


def _person(label: str, *, optional: bool = False) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=optional,
        blank=optional,
        related_name="+",
        verbose_name=label,
    )


class ProjectPublication(models.Model):
    """What publishes a project (项目公开): one publication, or all of a matter's dossier.

    Whether it is public is not written here: the publication knows whether it hangs.
    """

    project = models.ForeignKey(
        Project, models.PROTECT, related_name="publishing", verbose_name="项目"
    )
    publication = models.ForeignKey(
        Publication,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="公示",
    )
    matter = models.ForeignKey(
        Dossier, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="事项案卷"
    )
    named_at = models.DateTimeField("登记时间")
    named_by = _person("登记人")
    dropped_at = models.DateTimeField("撤下时间", null=True, blank=True)
    dropped_by = _person("撤下人", optional=True)
    drop_reason = models.CharField("撤下原因", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "项目公开"
        ordering = ("project_id", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(publication__isnull=False, matter__isnull=True)
                | Q(publication__isnull=True, matter__isnull=False),
                name="project_published_by_one",
            ),
            models.UniqueConstraint(
                fields=("project", "publication", "matter"),
                condition=Q(dropped_at__isnull=True),
                nulls_distinct=False,
                name="project_published_once",
                violation_error_message="这份公示已经登记在项目里，不用重复登记。",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True, dropped_by__isnull=True, drop_reason="")
                | Q(dropped_at__isnull=False, dropped_by__isnull=False) & ~Q(drop_reason=""),
                name="project_publication_dropped_with_reason",
            ),
        )

"""What the monthly review says of units, and what it will hand out."""

from __future__ import annotations

from django.db import models

from jiedao.organisation.models import Unit
from jiedao.reporting.models.fields import person
from jiedao.reporting.models.papers import Paper
from jiedao.reporting.states import (
    MentionKind,
)


class Mention(models.Model):
    """Praise or criticism of a unit in the monthly review (表扬、批评), with what it rests on."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="mentions", verbose_name="讲评")
    kind = models.CharField("类别", max_length=10, choices=MentionKind)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    words = models.CharField("内容", max_length=300)
    # The rows it rests on, as they stood: [{"words": …, "url": …}].
    evidence = models.JSONField("依据", default=list, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "表扬和批评"
        ordering = ("kind", "id")


class Assignment(models.Model):
    """A task as the review being written will hand it out (拟交办); published, it becomes a `Task`."""

    paper = models.ForeignKey(
        Paper, models.PROTECT, related_name="assignments", verbose_name="讲评"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    owner = person("责任人", optional=False)
    words = models.CharField("任务", max_length=300)
    due_on = models.DateField("期限")

    class Meta:
        verbose_name = verbose_name_plural = "拟交办任务"
        ordering = ("id",)

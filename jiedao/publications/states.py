"""Kinds of publication (公示类别)."""

from django.db.models import TextChoices


class PublicationKind(TextChoices):
    RESOLUTION = "resolution", "决议公示"
    RESULT = "result", "实施结果公示"

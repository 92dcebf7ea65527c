"""Columns several tables of the appraisal have."""

from typing import Any

from django.conf import settings
from django.db import models


def person(label: str, *, optional: bool = False) -> Any:
    """Somebody with an account."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=optional,
        blank=optional,
        related_name="+",
        verbose_name=label,
    )


def in_points(label: str, **also: Any) -> Any:
    """Points, to a tenth."""
    return models.DecimalField(label, max_digits=6, decimal_places=1, **also)

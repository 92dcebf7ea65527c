"""Columns that several tables of the regime have."""

from typing import Any

from django.conf import settings
from django.db import models


def person(label: str, *, optional: bool = True) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=optional,
        blank=optional,
        related_name="+",
        verbose_name=label,
    )

"""Several figures of a day (时点指标) counted by one statement."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from jiedao.indicators.figures import AsOf, Scope

PART = "SELECT %s, count(*) FROM ({rows}) counted"


def values(figures: Iterable[AsOf], scope: Scope) -> dict[str, Decimal]:
    """What each figure is on the last day of the scope, by code."""
    found = {figure.code: Decimal(0) for figure in figures}
    parts: list[str] = []
    asked: list[Any] = []
    for figure in figures:
        try:
            rows = figure.rows(scope).order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(PART.format(rows=rows[0]))
        asked += [figure.code, *rows[1]]
    if not parts:
        return found
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), asked)
        found |= {code: Decimal(number) for code, number in cursor.fetchall()}
    return found

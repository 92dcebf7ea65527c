"""Keeping the sums of the figures: settling what changed, and counting everything anew.

Statements written by hand: the rows of a figure go from the records into the sums without passing
through the portal.
"""

from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from jiedao.indicators.figures import Daily, ever, kept_figures
from jiedao.indicators.models import DayTotal, KeptRow, MonthTotal, Stale

BATCH = 200
# Only one settles at a time, or two would take the same change twice.
ALONE = "SELECT pg_try_advisory_xact_lock(hashtext('indicators.settle'))"
WAIT = "SELECT pg_advisory_xact_lock(hashtext('indicators.settle'))"
KEEP = """
    INSERT INTO indicators_keptrow (figure, row, dossier_id, unit_id, day, amount)
    SELECT figure, row, dossier, unit, day, amount
    FROM ({parts}) part (figure, row, dossier, unit, path, day, amount)
"""
ADD_DAYS = """
    INSERT INTO indicators_daytotal AS t (figure, unit_id, day, amount)
    SELECT figure, unit_id, day, {sign}sum(amount) FROM indicators_keptrow WHERE {which} GROUP BY 1, 2, 3
    ON CONFLICT (unit_id, day, figure) DO UPDATE SET amount = t.amount + excluded.amount
"""
ADD_MONTHS = """
    INSERT INTO indicators_monthtotal AS t (figure, unit_id, month, amount)
    SELECT figure, unit_id, date_trunc('month', day)::date, {sign}sum(amount)
    FROM indicators_keptrow WHERE {which} GROUP BY 1, 2, 3
    ON CONFLICT (unit_id, month, figure) DO UPDATE SET amount = t.amount + excluded.amount
"""


def settle() -> int:
    """Take into the sums what was done since the last time (归账); how many dossiers were counted."""
    settled = 0
    while some := _settle_some():
        settled += some
    return settled


@transaction.atomic
def _settle_some() -> int:
    """So many acts, the oldest first; none when somebody else is at it."""
    with connection.cursor() as cursor:
        cursor.execute(ALONE)
        (is_alone,) = cursor.fetchone()
        acts = Stale.objects.order_by("pk").values_list("pk", "dossier")[:BATCH]
        taken = list(acts) if is_alone else []
        if not taken:
            return 0
        dossiers = sorted({dossier for _, dossier in taken})
        Stale.objects.filter(pk__in=[pk for pk, _ in taken]).delete()
        _add(cursor, dossiers, sign="-")
        KeptRow.objects.filter(dossier__in=dossiers).delete()
        for figure in kept_figures():
            _keep(cursor, figure, figure.of(ever()).filter(**{f"{figure.dossier}__in": dossiers}))
        _add(cursor, dossiers)
    return len(dossiers)


@transaction.atomic
def recount() -> int:
    """Forget all sums and count the records anew (全部重数); how many rows the figures have."""
    with connection.cursor() as cursor:
        cursor.execute(WAIT)
        Stale.objects.all().delete()
        KeptRow.objects.all().delete()
        DayTotal.objects.all().delete()
        MonthTotal.objects.all().delete()
        for figure in kept_figures():
            _keep(cursor, figure, figure.of(ever()))
        _add(cursor)
    return KeptRow.objects.count()


def _keep(cursor: Any, figure: Daily, rows: QuerySet[Any]) -> None:
    parts, values = figure.parts(rows).query.sql_with_params()
    cursor.execute(KEEP.format(parts=parts), values)


def _add(cursor: Any, dossiers: list[int] | None = None, *, sign: str = "") -> None:
    """Add the kept rows to the sums, or take them out again: of these dossiers, or of all."""
    which, values = ("true", []) if dossiers is None else ("dossier_id = ANY(%s)", [dossiers])
    for statement in (ADD_DAYS, ADD_MONTHS):
        cursor.execute(statement.format(sign=sign, which=which), values)

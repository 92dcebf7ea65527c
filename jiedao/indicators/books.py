"""Do the kept sums say what the records say? Asked every night and by `manage.py verify`."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db import connection

from jiedao.indicators.figures import Daily, ever, kept_figures
from jiedao.indicators.models import DayTotal
from jiedao.indicators.selectors import in_words
from jiedao.lib.numerals import long_day
from jiedao.organisation.models import Unit
from jiedao.publications import books

MOST = 5  # differences of one figure that are said
# What is not settled yet is left out on both sides.
COMPARE = """
    WITH counted AS (
        SELECT unit, day, sum(amount) AS amount
        FROM ({parts}) part (figure, row, dossier, unit, path, day, amount)
        WHERE dossier NOT IN (SELECT dossier_id FROM indicators_stale) GROUP BY 1, 2
    ), kept AS (
        SELECT unit_id AS unit, day, sum(amount) AS amount FROM (
            SELECT unit_id, day, amount FROM indicators_daytotal WHERE figure = %s
            UNION ALL
            SELECT unit_id, day, -amount FROM indicators_keptrow
            WHERE figure = %s AND dossier_id IN (SELECT dossier_id FROM indicators_stale)
        ) each_day GROUP BY 1, 2
    )
    SELECT unit, day, coalesce(kept.amount, 0), coalesce(counted.amount, 0)
    FROM counted FULL JOIN kept USING (unit, day)
    WHERE coalesce(kept.amount, 0) <> coalesce(counted.amount, 0)
    ORDER BY unit, day LIMIT %s
"""
COMPARE_MONTHS = """
    WITH days AS (
        SELECT unit_id, date_trunc('month', day)::date AS month, sum(amount) AS amount
        FROM indicators_daytotal WHERE figure = %s GROUP BY 1, 2
    ), months AS (SELECT unit_id, month, amount FROM indicators_monthtotal WHERE figure = %s)
    SELECT unit_id, month, coalesce(months.amount, 0), coalesce(days.amount, 0)
    FROM months FULL JOIN days USING (unit_id, month)
    WHERE coalesce(months.amount, 0) <> coalesce(days.amount, 0)
    ORDER BY 1, 2 LIMIT %s
"""


def differences() -> Iterator[str]:
    """A sentence for each day on which a sum is not what the records come to."""
    for figure in kept_figures():
        parts, values = figure.parts(figure.of(ever())).query.sql_with_params()
        days = _rows(COMPARE.format(parts=parts), [*values, figure.code, figure.code, MOST])
        months = _rows(COMPARE_MONTHS, [figure.code, figure.code, MOST])
        for unit, day, kept, counted in days:
            yield _sentence(figure, unit, long_day(day), kept, counted)
        for unit, month, kept, counted in months:
            yield _sentence(figure, unit, f"{month.year}年{month.month}月", kept, counted)


def _sentence(figure: Daily, unit: int, when: str, kept: Decimal, counted: Decimal) -> str:
    where = Unit.objects.get(pk=unit)
    return (
        f"指标“{figure.name}”{where}{when}的合计是{in_words(figure, kept)}，"
        f"记录数出来是{in_words(figure, counted)}。"
    )


def _rows(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


books.add(
    "figures",
    "指标合计",
    differences,
    DayTotal.objects.count,
    mended_by="python3 run.py manage recount_figures 重数",
)

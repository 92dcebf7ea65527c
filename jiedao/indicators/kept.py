"""Figures read from their kept sums: whole months, single days at the ends, and what is not settled yet.

What was done since the last settling is counted from the records on the spot, so that a figure is
right at every moment and costs as much among a million records as among a thousand.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from jiedao.indicators.figures import Daily, Scope, kept_figures
from jiedao.lib import prepared

# What is not settled is taken out of the sums here, and counted anew below.
SUMS = """
    WITH units AS MATERIALIZED (
        SELECT id, path FROM organisation_unit WHERE path LIKE %(beneath)s
    ), stale AS MATERIALIZED (SELECT DISTINCT dossier_id FROM indicators_stale)
    SELECT figure, {key}, sum(amount), (SELECT array_agg(dossier_id) FROM stale)
    FROM (
        SELECT t.figure, u.path, t.month AS day, t.amount
        FROM units u JOIN indicators_monthtotal t ON t.unit_id = u.id
        WHERE t.month >= %(first)s AND t.month < %(end)s AND {wanted}
        UNION ALL
        SELECT t.figure, u.path, t.day, t.amount
        FROM units u JOIN indicators_daytotal t ON t.unit_id = u.id
        WHERE t.day >= %(since)s AND t.day < %(first)s AND {wanted}
        UNION ALL
        SELECT t.figure, u.path, t.day, t.amount
        FROM units u JOIN indicators_daytotal t ON t.unit_id = u.id
        WHERE t.day >= %(end)s AND t.day < %(until)s AND {wanted}
        UNION ALL
        SELECT t.figure, u.path, t.day, -t.amount
        FROM stale s JOIN indicators_keptrow t ON t.dossier_id = s.dossier_id
        JOIN units u ON u.id = t.unit_id
        WHERE t.day >= %(since)s AND t.day < %(until)s AND {wanted}
        UNION ALL SELECT '', '', %(since)s::date, 0
    ) t GROUP BY 1, 2
"""
ALL, BY_UNIT, BY_MONTH = "''", "path", "to_char(day, 'YYYY-MM')"


@dataclass(frozen=True)
class Part:
    """What is counted of one row that is not settled."""

    figure: str
    path: str
    day: date
    amount: Decimal


def values(scope: Scope) -> dict[str, Decimal]:
    """Every kept figure in a scope, by code."""
    found = dict.fromkeys((figure.code for figure in kept_figures()), Decimal(0))
    for (code, _), amount in _sums(scope, kept_figures(), ALL).items():
        found[code] = amount
    return found


def by_unit(figure: Daily, scope: Scope) -> dict[str, Decimal]:
    """A figure by the paths of the units its rows belong to."""
    return {path: amount for (_, path), amount in _sums(scope, [figure], BY_UNIT).items()}


def by_month(figure: Daily, scope: Scope) -> dict[str, Decimal]:
    """A figure by month (2026-03); months without rows are missing."""
    return {month: amount for (_, month), amount in _sums(scope, [figure], BY_MONTH).items()}


def _sums(scope: Scope, figures: list[Daily], key: str) -> dict[tuple[str, str], Decimal]:
    first, end = _whole_months(scope)
    wanted = "t.figure = %(figure)s" if len(figures) == 1 else "true"
    rows = prepared.answer(
        SUMS.format(key=key, wanted=wanted),
        {
            "beneath": f"{scope.unit.path}%",
            "since": scope.since,
            "first": first,
            "end": end,
            "until": scope.until,
            "figure": figures[0].code if figures else "",
        },
    )
    found: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for code, group, amount, _ in rows:
        if code:
            found[code, group] += amount
    stale: list[int] = rows[0][-1] or []
    for part in _parts(figures, scope, stale) if stale else []:
        group = {ALL: "", BY_UNIT: part.path, BY_MONTH: f"{part.day:%Y-%m}"}[key]
        found[part.figure, group] += part.amount
    known = {figure.code for figure in figures}
    return {(code, group): amount for (code, group), amount in found.items() if code in known}


def _parts(figures: list[Daily], scope: Scope, stale: list[int]) -> list[Part]:
    """What the dossiers that are not settled add, from the records; one statement for all figures."""
    each = [
        figure.parts(figure.rows(scope).filter(**{f"{figure.dossier}__in": stale}))
        for figure in figures
    ]
    rows: Any = each[0].union(*each[1:], all=True) if len(each) > 1 else each[0]
    return [Part(code, path, day, amount) for code, _, _, _, path, day, amount in rows]


def _whole_months(scope: Scope) -> tuple[date, date]:
    """From the first day of the first whole month to the day after the last one."""
    since, until = scope.since, scope.until
    first = since if since.day == 1 else _next_month(since)
    end = until.replace(day=1)
    # No whole month in it: every day is counted singly, up to the end.
    return (first, end) if first < end else (until, until)


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)

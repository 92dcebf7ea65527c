"""Figures read from their kept sums: whole months, single days at the ends, and what is not settled yet.

What was done since the last settling is counted from the records on the spot, so that a figure is
right at every moment and costs as much among a million records as among a thousand.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from jiedao.indicators.figures import Daily, Scope, kept_figures
from jiedao.indicators.models import KeptRow, Stale
from jiedao.lib import prepared
from jiedao.lib.prepared import Question
from jiedao.organisation.models import Unit

SUMS = """
    WITH stale AS MATERIALIZED (SELECT DISTINCT dossier_id FROM indicators_stale)
    SELECT place, figure, {key}, sum(amount), (SELECT array_agg(dossier_id) FROM stale)
    FROM (
        {scopes}
        UNION ALL SELECT -1, '', '', NULL, 0
    ) t GROUP BY 1, 2, 3
"""
# What is not settled is taken out of the sums here, and counted anew below. It is few dossiers: OFFSET 0
# keeps PostgreSQL from going through a unit's rows of the whole period to find them.
OF_SCOPE = """
    SELECT {n} AS place, t.figure, u.path, t.day, t.amount
    FROM organisation_unit u JOIN LATERAL (
        SELECT figure, month AS day, amount FROM indicators_monthtotal
        WHERE unit_id = u.id AND month >= %(first{n})s AND month < %(end{n})s
        UNION ALL
        SELECT figure, day, amount FROM indicators_daytotal
        WHERE unit_id = u.id AND day >= %(since{n})s AND day < %(first{n})s
        UNION ALL
        SELECT figure, day, amount FROM indicators_daytotal
        WHERE unit_id = u.id AND day >= %(end{n})s AND day < %(until{n})s
    ) t ON {wanted}
    WHERE u.path LIKE %(beneath{n})s
    UNION ALL
    SELECT {n}, t.figure, u.path, t.day, -t.amount
    FROM stale s CROSS JOIN LATERAL (
        SELECT * FROM indicators_keptrow WHERE dossier_id = s.dossier_id OFFSET 0
    ) t
    JOIN organisation_unit u ON u.id = t.unit_id
    WHERE u.path LIKE %(beneath{n})s AND t.day >= %(since{n})s AND t.day < %(until{n})s AND {wanted}
"""
ALL, BY_UNIT, BY_MONTH = "''", "path", "to_char(day, 'YYYY-MM')"
BY_DAY = "path || ' ' || day"


@dataclass(frozen=True)
class Part:
    """What is counted of one row that is not settled."""

    figure: str
    path: str
    day: date
    amount: Decimal


def values(*scopes: Scope) -> list[dict[str, Decimal]]:
    """Every kept figure in each of the scopes, by code: one statement for all of them."""
    figures = kept_figures()
    found = [dict.fromkeys((figure.code for figure in figures), Decimal(0)) for _ in scopes]
    for (place, code, _), amount in _sums(scopes, figures, ALL).items():
        found[place][code] = amount
    return found


def by_unit(figure: Daily, scope: Scope) -> dict[str, Decimal]:
    """A figure by the paths of the units its rows belong to."""
    return {path: amount for (_, _, path), amount in _sums([scope], [figure], BY_UNIT).items()}


def by_units(scope: Scope) -> dict[str, dict[str, Decimal]]:
    """Every kept figure by code and by the paths of the units its rows belong to; one statement."""
    found: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for (_, code, path), amount in _sums([scope], kept_figures(), BY_UNIT).items():
        found[code][path] = amount
    return found


def by_month(figure: Daily, scope: Scope) -> dict[str, Decimal]:
    """A figure by month (2026-03); months without rows are missing."""
    return {month: amount for (_, _, month), amount in _sums([scope], [figure], BY_MONTH).items()}


def days(figures: list[Daily], scope: Scope) -> dict[tuple[str, str], list[date]]:
    """On which days each figure has rows, by its code and the path of the unit; one statement."""
    found: dict[tuple[str, str], list[date]] = defaultdict(list)
    for (_, code, place), amount in _sums([scope], figures, BY_DAY).items():
        path, _, day = place.partition(" ")
        if amount:
            found[code, path].append(date.fromisoformat(day))
    return found


def newest(figure: Daily, scope: Scope, most: int) -> tuple[QuerySet[Any, Any], QuerySet[Any, Any]]:
    """The keys of the newest dossiers a figure counts: those settled, and those that are not yet."""
    stale = Stale.objects.values("dossier")
    settled = KeptRow.objects.filter(
        figure=figure.code,
        unit__path__startswith=scope.unit.path,
        day__gte=scope.since,
        day__lt=scope.until,
    ).exclude(dossier__in=stale)
    fresh = figure.rows(scope).filter(**{f"{figure.dossier}__in": stale})
    return (
        settled.order_by("-dossier").values("dossier").distinct()[:most],
        fresh.order_by(f"-{figure.dossier}").values(figure.dossier).distinct()[:most],
    )


def _sums(
    scopes: Sequence[Scope], figures: list[Daily], key: str
) -> dict[tuple[int, str, str], Decimal]:
    """The sums by scope, figure and unit, month or day."""
    wanted = "t.figure = ANY(%(figures)s)" if len(figures) < len(kept_figures()) else "true"
    asked: dict[str, Any] = {"figures": [figure.code for figure in figures]}
    for place, scope in enumerate(scopes):
        first, end = _whole_months(scope) if key != BY_DAY else (scope.until, scope.until)
        asked |= {
            f"beneath{place}": f"{scope.unit.path}%",
            f"since{place}": scope.since,
            f"first{place}": first,
            f"end{place}": end,
            f"until{place}": scope.until,
        }
    each = [OF_SCOPE.format(n=place, wanted=wanted) for place in range(len(scopes))]
    rows = prepared.answer(SUMS.format(key=key, scopes=" UNION ALL ".join(each)), asked)
    known = {figure.code for figure in figures}
    found: dict[tuple[int, str, str], Decimal] = defaultdict(Decimal)
    for place, code, group, amount, _ in rows:
        if code in known:
            found[place, code, group] += amount
    stale: list[int] = rows[0][-1] or []
    for place, scope in enumerate(scopes) if stale else ():
        for part in _parts(figures, scope, stale):
            group = {
                ALL: "",
                BY_UNIT: part.path,
                BY_MONTH: f"{part.day:%Y-%m}",
                BY_DAY: f"{part.path} {part.day}",
            }[key]
            found[place, part.figure, group] += part.amount
    return found


def _parts(figures: list[Daily], scope: Scope, stale: list[int]) -> list[Part]:
    """What the dossiers that are not settled add, from the records; one statement for all figures."""
    rows = _live(
        codes=frozenset(figure.code for figure in figures),
        path=scope.unit.path,
        since=scope.since,
        until=scope.until,
        stale=_padded(stale),
    )
    return [Part(code, path, day, amount) for code, _, _, _, path, day, amount in rows]


@Question
def _live(
    *, codes: frozenset[str], path: str, since: date, until: date, stale: tuple[int, ...]
) -> QuerySet[Any, Any]:
    scope = Scope(Unit(path=path), since, until)
    each = [
        figure.parts(figure.rows(scope).filter(**{f"{figure.dossier}__in": stale}))
        for figure in kept_figures()
        if figure.code in codes
    ]
    return each[0].union(*each[1:], all=True) if len(each) > 1 else each[0]


def _padded(stale: list[int]) -> tuple[int, ...]:
    """As many as a power of two, so that a dozen statements serve any number of dossiers."""
    size = 1 << max(0, len(stale) - 1).bit_length()
    return (*stale, *[0] * (size - len(stale)))


def _whole_months(scope: Scope) -> tuple[date, date]:
    """From the first day of the first whole month to the day after the last one."""
    since, until = scope.since, scope.until
    first = since if since.day == 1 else _next_month(since)
    end = until.replace(day=1)
    # No whole month in it: every day is counted singly, up to the end.
    return (first, end) if first < end else (until, until)


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)

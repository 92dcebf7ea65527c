"""A figure as it is shown: its value in words, what it is compared with, its parts and its course."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache, reduce
from operator import or_
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count as SqlCount
from django.db.models import Q, QuerySet, Value
from django.http import Http404

from jiedao.access.duties import OfficeDuty
from jiedao.access.held import NOTHING
from jiedao.access.selectors import holdings
from jiedao.indicators import kept
from jiedao.indicators.figures import AsOf, Daily, Figure, Scope, Share, Sum, all_figures, per_cent
from jiedao.lib import numerals, wording
from jiedao.lib.prepared import Question, Records
from jiedao.organisation.models import Unit
from jiedao.people.models import User

MONTHS = 24  # shown at most
WATCHES = (OfficeDuty.SEE_FIGURES,)
# What a report says is checked by whoever answers for it: who writes or receives the reports of a
# unit opens its figures. The rows behind them stay what each may see anyway.
OPENS = (*WATCHES, OfficeDuty.WRITE_REPORTS, OfficeDuty.RECEIVE_REPORTS)
Kept = dict[str, Decimal]


@dataclass(frozen=True)
class Told:
    """A figure and its value; None where there is none (a share of nothing)."""

    figure: Figure
    value: Decimal | None
    sum: str = ""

    @property
    def words(self) -> str:
        return in_words(self.figure, self.value)


def in_words(figure: Figure, value: Decimal | None) -> str:
    """A value as the office says it: 12件, 86.5万元, 80.0%."""
    if value is None:
        return "没有"
    if isinstance(figure, Sum):
        return numerals.money(value)
    if isinstance(figure, Share):
        return f"{value}%"
    return f"{value:f}".partition(".")[0] + figure.measure


def told(figures: Iterable[Figure], scope: Scope) -> list[Told]:
    """The values of figures in a scope: one statement for all that are kept."""
    wanted = list(figures)
    (known,) = kept.values(scope)
    known |= standing((figure for figure in wanted if isinstance(figure, AsOf)), scope)
    return [told_from(figure, scope, known) for figure in wanted]


def standing(figures: Iterable[AsOf], scope: Scope) -> dict[str, Decimal]:
    """What stands on the last day of a scope, by code: one statement for all of them."""
    codes = tuple(figure.code for figure in figures)
    if not codes:
        return {}
    rows = _standing(codes)(path=scope.unit.path, day=scope.last)
    return dict.fromkeys(codes, Decimal(0)) | {code: Decimal(number) for code, number in rows}


@lru_cache(maxsize=64)
def _standing(codes: tuple[str, ...]) -> Question:
    """The question how many there are of each of these figures."""

    def ask(*, path: str, day: date) -> QuerySet[Any, Any]:
        first, *others = (_counted(code, path, day) for code in codes)
        return first.union(*others, all=True) if others else first

    return Question(ask)


def _counted(code: str, path: str, day: date) -> QuerySet[Any, Any]:
    figure = all_figures()[code]
    assert isinstance(figure, AsOf)
    rows = figure.rows_on(day, path).order_by().annotate(figure_code=Value(code))
    counted = rows.values("figure_code").annotate(number=SqlCount("pk"))
    return counted.values_list("figure_code", "number")


WAN = Decimal(10_000)
EXACT, AND_MORE, AT_LEAST = "", "余", "以上"


def phrases(told: Told) -> list[str]:
    """How a report may say the value (写进材料): exactly, with 余, with 以上; none of them says more."""
    if told.value is None:
        return [told.words]
    found = [phrase(told.figure, told.value, style) for style in (EXACT, AND_MORE, AT_LEAST)]
    return list(dict.fromkeys(found))


def phrase(figure: Figure, value: Decimal, style: str = EXACT) -> str:
    """A value in one of the three ways a report says it; a share, nothing and small change exactly."""
    if style == EXACT or value <= 0 or isinstance(figure, Share):
        return in_words(figure, value)
    measure = figure.measure
    if isinstance(figure, Sum):
        if value < WAN:
            return in_words(figure, value)
        value, measure = value / WAN, "万元"
    if style == AND_MORE:
        return f"{wording.and_more(value)}{measure}"
    return f"{wording.exact(wording.at_least(value))}{measure}以上"


def told_from(figure: Figure, scope: Scope, known: Kept) -> Told:
    if isinstance(figure, Share):
        part, whole = known[figure.counts.code], known[figure.out_of.code]
        return Told(figure, per_cent(part, whole), f"{part:.0f} ÷ {whole:.0f}" if whole else "")
    if isinstance(figure, AsOf) and figure.code not in known:
        return Told(figure, figure.value(scope))
    return Told(figure, known[figure.code])


@dataclass(frozen=True)
class Compared:
    """The same figure in another period."""

    name: str
    since: date
    last: date
    words: str
    change: str


def beside(figure: Figure, scope: Scope) -> tuple[Told, list[Compared]]:
    """A figure beside the period before (上期) and the same days last year (去年同期)."""
    others = {"上期": scope.before, "去年同期": scope.year_before}
    known = kept.values(scope, *others.values())
    now, *thens = (
        told_from(figure, one, values)
        for one, values in zip((scope, *others.values()), known, strict=True)
    )
    return now, [
        Compared(name, other.since, other.last, then.words, change_of(now, then))
        for (name, other), then in zip(others.items(), thens, strict=True)
    ]


def change_of(now: Told, then: Told) -> str:
    if now.value is None or then.value is None:
        return ""
    by = now.value - then.value
    if not by:
        return "持平"
    size = f"{abs(by)}个百分点" if isinstance(now.figure, Share) else in_words(now.figure, abs(by))
    return f"{'增加' if by > 0 else '减少'}{size}"


@dataclass(frozen=True)
class Line:
    """A part of a figure: of a unit, of a month."""

    name: str
    value: Decimal
    words: str
    code: str = ""
    part: int = 0  # per cent of the highest


def units_beneath(unit: Unit) -> list[Unit]:
    """The units one level down, in office order."""
    return list(unit.children.filter(closed_on__isnull=True).order_by("path"))


def by_unit(figure: Figure, scope: Scope, beneath: list[Unit]) -> list[Line]:
    """The figure of each unit beneath the scope's, without those that have none."""
    counted = by_path(figure, scope)
    found = []
    for unit in beneath:
        value = sum(
            (part for path, part in counted.items() if path.startswith(unit.path)), Decimal(0)
        )
        if value:
            found.append(Line(str(unit), value, in_words(figure, value), unit.code))
    own = sum((part for path, part in counted.items()), Decimal(0)) - sum(
        (line.value for line in found), Decimal(0)
    )
    # What belongs to the unit itself, or to one that has been dissolved.
    if found and own:
        found.append(Line(f"{scope.unit}本级和已撤销的单位", own, in_words(figure, own)))
    return found


def by_path(figure: Figure, scope: Scope) -> Kept:
    """A figure by the paths of the units its rows belong to; nothing of a share."""
    if isinstance(figure, Daily):
        return kept.by_unit(figure, scope)
    if not isinstance(figure, AsOf):
        return {}
    rows: Any = figure.rows(scope).order_by().values_list(figure.unit_path)
    return {path: Decimal(number) for path, number in rows.annotate(number=SqlCount("pk"))}


def by_month(figure: Figure, scope: Scope) -> list[Line]:
    """The figure month by month, the last two years of the period; nothing for a single month."""
    if not isinstance(figure, Daily):
        return []
    months = list(_months(scope))[-MONTHS:]
    if len(months) < 2:
        return []
    counted = kept.by_month(figure, scope)
    values = [(month, counted.get(f"{month:%Y-%m}", Decimal(0))) for month in months]
    highest = max(value for _, value in values) or Decimal(1)
    return [
        Line(
            f"{month.year}年{month.month}月",
            value,
            in_words(figure, value),
            part=int(100 * value / highest),
        )
        for month, value in values
    ]


def _months(scope: Scope) -> Iterable[date]:
    month = scope.since.replace(day=1)
    while month < scope.until:
        yield month
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)


@Records
def _within_reach(*, paths: tuple[str, ...], code: str) -> QuerySet[Unit]:
    return _beneath_one_of(paths).filter(code=code)


@Records
def _highest_reached(*, paths: tuple[str, ...]) -> QuerySet[Unit]:
    return _beneath_one_of(paths).order_by("path")[:1]


def _beneath_one_of(paths: tuple[str, ...]) -> QuerySet[Unit]:
    within = reduce(or_, (Q(path__startswith=path) for path in paths), NOTHING)
    return Unit.objects.filter(within).select_related("parent")


def unit_of(user: User, code: str, duties: tuple[str, ...] = OPENS) -> Unit:
    """The unit asked for, or the highest one the person's duties cover."""
    paths = holdings(user).paths_of(*duties)
    unit = (
        _within_reach.first(paths=paths, code=code) if code else _highest_reached.first(paths=paths)
    )
    if unit is None:
        if not code:
            raise PermissionDenied("您没有“查看指标”职责，请联系安全管理员。")
        raise Http404("没有这个单位，或者不在您能查看的范围内。")
    return unit


def opens(user: User, unit: Unit, duties: tuple[str, ...] = OPENS) -> bool:
    """Whether a person may open the figures of a unit: asked before a link to them is shown."""
    held = holdings(user)
    return any(held.covers(duty, unit) for duty in duties)


def _in_order(report: str) -> tuple[int, str]:
    """The blanks of the work report in their order, what fills none behind them."""
    return (int(report[1:]), "") if report else (99, report)


def units_near(
    user: User, unit: Unit, beneath: list[Unit], duties: tuple[str, ...] = OPENS
) -> list[tuple[Unit, bool]]:
    """Where one may look from here: the unit above as far as one's duties reach, this one, those beneath."""
    near = [unit]
    if unit.parent and opens(user, unit.parent, duties):
        near.insert(0, unit.parent)
    return [(one, one == unit) for one in (*near, *beneath)]


def number(told: Told) -> int | float | None:
    """A value for programs: whole where it counts, with its decimals where it sums."""
    if told.value is None:
        return None
    return float(told.value) if isinstance(told.figure, Sum | Share) else int(told.value)


def shown() -> list[Figure]:
    """All figures, those of the work report first and in its order."""
    return sorted(all_figures().values(), key=lambda figure: _in_order(figure.report))

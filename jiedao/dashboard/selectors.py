"""What the dashboard shows (看板): what is red and whose, the four systems, the units side by side,
the figures of the report, money, and what the law will want next.

What is red is read anew every time; the rest is counted at most once in two minutes for a unit and
a period, and says when.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import starmap
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.cache import cache
from django.db.models import Exists, QuerySet
from django.utils.safestring import SafeString
from redis.exceptions import RedisError

from jiedao.access.desks import who_answers
from jiedao.access.duties import name_of
from jiedao.access.selectors import Viewer, dossiers_seen_now, holdings
from jiedao.dashboard import rhythms
from jiedao.dashboard.rhythms import AHEAD, Coming, way_to
from jiedao.deadlines.models import Deadline
from jiedao.deadlines.selectors import IN_ALL, given_to, left_until, nameable
from jiedao.dossiers.kinds import all_kinds
from jiedao.indicators import kept
from jiedao.indicators.blanks import BLANKS
from jiedao.indicators.figures import AsOf, Figure, Scope, Share, Sum, all_figures
from jiedao.indicators.selectors import Told, standing, told_from
from jiedao.ledger.selectors import happened_on
from jiedao.lib import clock
from jiedao.lib.addresses import address
from jiedao.lib.numerals import short_day
from jiedao.lib.prepared import Question, rounded_up
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.publications.caching import look
from jiedao.regulations.states import Area
from jiedao.reporting.actions.urging import URGED
from jiedao.reporting.indicators import LIMITS_KEPT_SHARE
from jiedao.reporting.selectors import standing as units

SHOWN, LAWFUL, SECONDS = 12, 6, 120
MONEY, NONE = "funds.", "没有"


class _Limit(NamedTuple):
    """A limit as the dashboard reads it."""

    due_on: date
    pk: int
    code: str
    name: str
    basis: str
    duty: str
    title: str
    number: str
    kind: str
    unit_name: str
    path: str
    in_all: int


COLUMNS = (
    "due_on", "pk", "code", "name", "basis", "duty", "dossier__title", "dossier__number", "dossier__kind",
    "unit__short_name", "unit__path",
)  # fmt: skip


@dataclass(frozen=True)
class Red:
    """Something late: since when, what, under which rule, whose; the address of its 督办,
    and whether that was done today."""

    left: str
    title: str
    what: str
    unit: str
    whose: str
    basis: str
    since: str
    url: str
    number: str
    urged: bool


@dataclass(frozen=True)
class Ahead:
    """Something a statute wants by a day of the next weeks."""

    due: str
    left: str
    kind: str
    title: str
    what: str
    basis: str
    url: str


@dataclass(frozen=True)
class Reds:
    """What is late now, the longest first, and how many there are."""

    rows: list[Red]
    count: str
    ahead: list[Ahead]


@Question
def _late_and_soon(
    *, viewer: Viewer, user: int, person: int, path: str, today: date, until: date
) -> QuerySet[Any, Any]:
    """What is late, and what a statute wants soon, in one statement."""
    seen = dossiers_seen_now(viewer.held, user, person, today, prefix="dossier__", unit="unit__")
    rows = (
        Deadline.objects.open()
        .filter(seen, unit__path__startswith=path)
        .order_by("due_on", "pk")
        .values_list(*COLUMNS, IN_ALL)
    )
    late = rows.filter(due_on__lt=today)[:SHOWN]
    law = rows.filter(basis__startswith=rhythms.OF_A_STATUTE, due_on__gte=today, due_on__lte=until)[
        :LAWFUL
    ]
    return late.union(law, all=True)


@Question
def _given_and_urged(
    *, limits: tuple[int, ...], codes: frozenset[str], today: date
) -> QuerySet[Any, Any]:
    """To whom each was given and whether it was urged today: asked of those shown, not of all late."""
    rows = Deadline.objects.filter(pk__in=limits)
    rows = rows.annotate(named=given_to(today, codes), urged=Exists(happened_on(today, URGED)))
    return rows.values_list("pk", "named", "urged")


def reds(user: User, unit: Unit, *, today: date) -> Reds:
    """What is late in a unit and beneath it, as far as a person may see; three queries."""
    rows = _late_and_soon(
        viewer=Viewer(holdings(user)),
        user=user.pk,
        person=user.person_id or 0,
        path=unit.path,
        today=today,
        until=today + AHEAD,
    )
    found = sorted(starmap(_Limit, rows))
    overdue = [limit for limit in found if limit.due_on < today]
    shown = rounded_up(tuple(limit.pk for limit in overdue))
    codes = frozenset(limit.code for limit in overdue)
    said = _given_and_urged(limits=shown, codes=codes & nameable(), today=today)
    named = {pk: name for pk, name, _ in said}
    urged = {pk for pk, _, is_urged in said if is_urged}
    whose = who_answers((one.duty, one.path) for one in overdue if not named[one.pk])
    return Reds(
        [
            _red(
                one,
                named[one.pk] or whose.get((one.duty, one.path), ""),
                today,
                urged=one.pk in urged,
            )
            for one in overdue
        ],
        str(overdue[0].in_all) if overdue else "",
        [_ahead(limit, today) for limit in found if limit.due_on >= today],
    )


def _red(limit: _Limit, whose: str, today: date, *, urged: bool) -> Red:
    left, _ = left_until(limit.due_on, today)
    return Red(
        left,
        limit.title,
        limit.name,
        limit.unit_name,
        whose or f"负责“{name_of(limit.duty)}”的人（现在没有人任职）",
        limit.basis,
        short_day(limit.due_on + timedelta(days=1)),
        address(all_kinds()[limit.kind].page, limit.number),
        limit.number,
        urged,
    )


def _ahead(limit: _Limit, today: date) -> Ahead:
    left, kind = left_until(limit.due_on, today)
    return Ahead(
        short_day(limit.due_on),
        left,
        kind,
        limit.title,
        f"{limit.unit_name}：{limit.name}",
        limit.basis,
        address(all_kinds()[limit.kind].page, limit.number),
    )


@dataclass(frozen=True)
class Number:
    """A figure on the dashboard, with the way to its rows."""

    code: str
    report: str
    name: str
    words: str
    url: str


@dataclass(frozen=True)
class System:
    """One of the four systems at a glance."""

    name: str
    numbers: list[Number]


@dataclass(frozen=True)
class Part:
    """A share of a unit: so many out of so many, with the way to its rows."""

    name: str
    words: str
    url: str


@dataclass(frozen=True)
class Line:
    """A unit in the table side by side: each number beside what it is out of."""

    name: str
    code: str
    papers: str
    limits: str
    overdue: int
    papers_url: str
    limits_url: str
    overdue_url: str
    shares: list[Part]


@dataclass(frozen=True)
class Counted:
    """What is counted for everyone alike who sees the unit: kept for two minutes."""

    at: datetime
    systems: list[System]
    lines: list[Line]
    shares: list[str]
    report: list[Number]
    money: list[Number]
    coming: list[Coming]
    beneath: list[Beneath]


@dataclass(frozen=True)
class Beneath:
    """A unit that can be chosen from here."""

    code: str
    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Shown:
    """The counted part, what the law wants next, and the choice of units as they were drawn."""

    at: datetime
    coming: SafeString
    choice: SafeString
    drawn: SafeString


def kept_for(scope: Scope, name: str, make: Callable[[], Shown]) -> Shown:
    """What everyone alike sees of a scope, from the cache while it is fresh.

    Each release keeps its own: during an upgrade both draw, and one cannot read what the other kept.
    """
    key = f"dashboard:{look()[:16]}:{scope.unit.pk}:{scope.since}:{scope.until}:{name}"
    try:
        known = cache.get(key)
        if known is None:
            known = make()
            cache.set(key, known, SECONDS)
    except RedisError:
        return make()
    assert isinstance(known, Shown)
    return known


def counted(scope: Scope, today: date) -> Counted:
    """The counted part of the dashboard."""
    by_unit = kept.by_units(scope)
    sums = {code: sum(parts.values(), Decimal(0)) for code, parts in by_unit.items()}
    wanted = [one for one in all_figures().values() if _is_shown(one)]
    sums |= standing((one for one in wanted if isinstance(one, AsOf)), scope)
    told = {one.code: _told(one, scope, sums) for one in wanted}
    shares = [one for one in wanted if isinstance(one, Share) and one.glance]
    beneath = units.standings(scope, today=today, by_unit=by_unit)
    lines = [_line(one, shares, by_unit, scope) for one in beneath]
    return Counted(
        at=clock.now(),
        systems=_systems(told, scope),
        lines=lines,
        shares=[share.part_name for share in shares],
        report=_report(told, scope),
        money=[
            _number(one, scope)
            for one in told.values()
            if one.figure.code.startswith(MONEY) and isinstance(one.figure, Sum)
        ],
        coming=rhythms.coming(scope.unit, [one.unit for one in beneath], today=today),
        beneath=[Beneath(line.code, line.name) for line in lines if line.code != scope.unit.code],
    )


def _is_shown(figure: Figure) -> bool:
    return bool(figure.report or figure.glance or figure.code.startswith(MONEY))


def _told(figure: Figure, scope: Scope, sums: dict[str, Decimal]) -> Told:
    known = dict(sums)
    for code in _needed(figure):
        known.setdefault(code, Decimal(0))
    return told_from(figure, scope, known)


def _needed(figure: Figure) -> Iterable[str]:
    if isinstance(figure, Share):
        return (figure.counts.code, figure.out_of.code)
    return () if isinstance(figure, AsOf) else (figure.code,)


def _number(told: Told, scope: Scope) -> Number:
    figure = told.figure
    url = way_to(figure.code, scope.unit, scope.since, scope.last)
    return Number(figure.code, figure.report, figure.name, told.words, url)


def _systems(told: dict[str, Told], scope: Scope) -> list[System]:
    return [
        System(
            str(area.label),
            [_number(one, scope) for one in told.values() if one.figure.glance == area.value],
        )
        for area in Area
        if area != Area.GENERAL
    ]


def _report(told: dict[str, Told], scope: Scope) -> list[Number]:
    """The blanks of the work report in their order; what has no records yet says so."""
    by_report = {one.figure.report: one for one in told.values() if one.figure.report}
    return [
        _number(by_report[blank.code], scope)
        if blank.code in by_report
        else Number("", blank.code, blank.name, "还没有记录", "")
        for blank in BLANKS
    ]


def _line(
    one: units.Standing, shares: list[Share], by_unit: dict[str, dict[str, Decimal]], scope: Scope
) -> Line:
    def part(share: Share) -> Part:
        words = _out_of(share, one.unit.path, by_unit)
        return Part(share.part_name, words, way_to(share.code, *where) if words != NONE else "")

    where = (one.unit, scope.since, scope.last)
    of_papers = urlencode({"q": str(one.unit)})
    return Line(
        str(one.unit),
        one.unit.code,
        one.papers,
        one.limits,
        # What is red above is red here: papers that are owed as well.
        one.overdue + one.missing,
        f"{address('reporting:paper_list')}?{of_papers}" if one.owed else "",
        way_to(LIMITS_KEPT_SHARE.code, *where) if one.due else "",
        f"{address('dashboard:late_list')}?{urlencode({'unit': one.unit.code})}",
        [part(share) for share in shares],
    )


def _out_of(share: Share, path: str, by_unit: dict[str, dict[str, Decimal]]) -> str:
    part, whole = (
        sum((n for at, n in by_unit.get(code, {}).items() if at.startswith(path)), Decimal(0))
        for code in (share.counts.code, share.out_of.code)
    )
    return f"{part:.0f}/{whole:.0f}" if whole else NONE

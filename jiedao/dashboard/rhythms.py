"""What the law wants next of every community (法律接下来要求的): meetings at intervals, notices that end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from jiedao.dashboard.indicators import REPRESENTATIVES, RESIDENTS
from jiedao.dashboard.rules import RULES
from jiedao.indicators import kept
from jiedao.indicators.figures import Count, Scope
from jiedao.lib.addresses import address
from jiedao.lib.numerals import short_day
from jiedao.lib.prepared import Question
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.publications.models import Publication

NAMED, ENDING = 3, 6
OF_A_STATUTE = "《"  # how the basis of what a statute sets begins
Days = dict[tuple[str, str], list[date]]
AHEAD = timedelta(days=30)
COMMUNITIES = (UnitLevel.COMMUNITY, UnitLevel.VILLAGE)


@dataclass(frozen=True)
class Coming:
    """Something the law wants by a day: what, of whom, how long still, under which article."""

    due: str
    left: str
    kind: str
    what: str
    basis: str
    url: str = ""


def coming(unit: Unit, units: list[Unit], *, today: date) -> list[Coming]:
    """What is still to be done in this half-year and year, and notices about to end; two queries."""
    communities = [one for one in units if one.level in COMMUNITIES]
    edition = RULES.on(today)
    half, year = _half(today), (date(today.year, 1, 1), date(today.year, 12, 31))
    held = kept.days([REPRESENTATIVES, RESIDENTS], Scope(unit, year[0], today + timedelta(days=1)))
    found: list[Coming] = []
    if "representatives_meetings" in edition:
        wanted = edition.representatives_meetings
        missing = [
            one for one in communities if _number(held, one, REPRESENTATIVES, half[0]) < wanted
        ]
        found += _of_meetings(
            "居民代表会议本半年还没有开过",
            missing,
            half[1],
            today,
            edition.source("representatives_meetings"),
            way_to(REPRESENTATIVES.code, unit, half[0], today),
        )
    wanted = edition.residents_meetings
    missing = [one for one in communities if _number(held, one, RESIDENTS, year[0]) < wanted]
    found += _of_meetings(
        f"居民会议今年还不到{wanted}次",
        missing,
        year[1],
        today,
        edition.source("residents_meetings"),
        way_to(RESIDENTS.code, unit, year[0], today),
    )
    if "member_reviews" in edition and communities:
        found.append(
            _one(
                year[1],
                today,
                f"居委会成员民主评议每年至少{edition.member_reviews}次，由居务监督委员会主持、公布结果",
                edition.source("member_reviews"),
            )
        )
    ending = _ending(path=unit.path, today=today, until=today + AHEAD)
    return found + [_notice(today, *one) for one in ending]


def way_to(code: str, unit: Unit, since: date, last: date) -> str:
    """The page of a figure in a unit and a period."""
    query = f"unit={unit.code}&since={since}&until={last}"
    return f"{address('indicators:figure_page', code)}?{query}"


def _half(today: date) -> tuple[date, date]:
    if today.month <= 6:
        return date(today.year, 1, 1), date(today.year, 6, 30)
    return date(today.year, 7, 1), date(today.year, 12, 31)


@Question
def _ending(*, path: str, today: date, until: date) -> QuerySet[Any, Any]:
    """Notices whose period ends within thirty days: whose, when, which, under which article.

    Only those whose period a statute sets: what the office itself has set is not what the law wants.
    """
    notices = Publication.objects.filter(
        unit__path__startswith=path,
        ends_on__gte=today,
        ends_on__lte=until,
        basis__startswith=OF_A_STATUTE,
    )
    columns = ("unit__short_name", "ends_on", "dossier__title", "number", "basis")
    return notices.order_by("ends_on", "pk").values_list(*columns)[:ENDING]


def _number(held: Days, unit: Unit, figure: Count, since: date) -> int:
    """On how many days there was a meeting: several matters on one day are one meeting."""
    return len(
        {
            day
            for (code, path), days in held.items()
            if code == figure.code and path.startswith(unit.path)
            for day in days
            if day >= since
        }
    )


def _of_meetings(
    what: str, missing: list[Unit], due: date, today: date, basis: str, url: str
) -> list[Coming]:
    if not missing:
        return []
    names = "、".join(str(one) for one in missing[:NAMED])
    more = f"等{len(missing)}个社区" if len(missing) > NAMED else ""
    return [_one(due, today, f"{names}{more}：{what}", basis, url)]


def _one(due: date, today: date, what: str, basis: str, url: str = "") -> Coming:
    days = (due - today).days
    kind = "late" if days < 0 else "soon" if days <= 30 else ""
    return Coming(short_day(due), f"还剩{days}天", kind, what, basis, url)


def _notice(today: date, unit: str, ends_on: date, title: str, number: str, basis: str) -> Coming:
    """A notice whose period ends: then it is taken down and photographed."""
    url = address("publications:publication", number)
    return _one(ends_on, today, f"{unit}：《{title}》公示期满，揭下并拍照", basis, url)

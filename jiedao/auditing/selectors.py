"""Reading the ledger over all units: who did what to which dossier and when, and not a word of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from jiedao.access import selectors as access
from jiedao.auditing.articles import article_of
from jiedao.auditing.asked import Asked
from jiedao.auditing.duty import auditable
from jiedao.ledger.acts import all_acts
from jiedao.ledger.selectors import Wanted, newest
from jiedao.lib import clock
from jiedao.lib.numerals import long_day
from jiedao.lib.sheets import Cell
from jiedao.organisation.models import Unit
from jiedao.organisation.selectors import SELF_GOVERNING
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User
from jiedao.web.duties import OfficeDuty
from jiedao.web.lists import MOST_EXPORTED

PAGE, MOST_UNITS = 50, 300
ONE_DAY = timedelta(days=1)
LEVELS = (UnitLevel.DISTRICT, UnitLevel.STREET, UnitLevel.DEPARTMENT, *SELF_GOVERNING)
COLUMNS = ("时间", "发生日期", "单位", "案卷", "办了什么", "谁办的", "当时的岗位", "依据")
BLANK = ("",) * (len(COLUMNS) - 1)
UPPER = (UnitLevel.DISTRICT, UnitLevel.STREET)
CUT = "一份表格最多{most}条，{day}以及更早的没有列全。请把日期分成几段，分几次导出。"
ONLY_UPPER = "您审计的单位多，这里只列区和街道；科室、社区和村的台账选它所在的街道一起看。"


@dataclass(frozen=True)
class Line:
    """One line of the ledger without its words: when, where, what, who, in which post, under which article."""

    pk: int
    at: datetime
    on: date
    number: str  # of the dossier; empty where the line is the unit's own
    unit: str
    unit_code: str
    act: str
    act_name: str
    who: str
    posts: str
    basis: str


@dataclass(frozen=True)
class Listed:
    """A page of it; `older` is where the next begins."""

    rows: list[Line]
    older: int


def wanted(user: User, asked: Asked) -> Wanted:
    """The lines asked for, of the units a person audits."""
    held = access.holdings(user)
    where = held.within(OfficeDuty.SEE_AUDIT, prefix="dossier__unit__")
    where |= held.within(OfficeDuty.SEE_AUDIT, prefix="unit__")
    if asked.unit:
        path = asked.unit.path
        where &= Q(dossier__unit__path__startswith=path) | Q(unit__path__startswith=path)
    named = (code for code, name in all_acts().items() if name == asked.act)
    return Wanted(
        where,
        _begins(asked.since),
        _begins(asked.until + ONE_DAY),
        acts=frozenset(named) if asked.act else None,
        by=_called(asked.actor) if asked.actor else None,
        before=asked.before,
    )


def listed(user: User, asked: Asked) -> Listed:
    """One page, and whether there is more; the ledger is not counted."""
    found = lines(wanted(user, asked), most=PAGE + 1)
    return Listed(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else 0)


def lines(wanted: Wanted, *, most: int) -> list[Line]:
    """Lines in words: the ledger is read, and the posts of all who acted; two statements."""
    found = newest(wanted, most=most)
    posts = _posts(found)
    return [_line(row, posts) for row in found]


def for_excel(user: User, asked: Asked) -> Iterator[tuple[Cell, ...]]:
    """The rows of an Excel file, as many as other lists have; the last one says what is left out."""
    found = lines(wanted(user, asked), most=MOST_EXPORTED + 1)
    for one in found[:MOST_EXPORTED]:
        number = one.number or "单位台账"
        yield (one.at, one.on, one.unit, number, one.act_name, one.who, one.posts, one.basis)
    if len(found) > MOST_EXPORTED:
        cut = clock.day_of(found[MOST_EXPORTED - 1].at)
        yield (CUT.format(most=MOST_EXPORTED, day=long_day(cut)), *BLANK)


@dataclass(frozen=True)
class Units:
    """The parts of the tree to choose from; `words` says which are not among them."""

    rows: list[Unit]
    words: str


def unit_choices(user: User) -> Units:
    """All of them; where they are too many for one list, the streets, within which the rest are."""
    rows = auditable(user).filter(closed_on=None)
    found = list(rows.filter(level__in=LEVELS)[: MOST_UNITS + 1])
    if len(found) <= MOST_UNITS:
        return Units(found, "")
    return Units(list(rows.filter(level__in=UPPER)), ONLY_UPPER)


def act_choices() -> list[str]:
    """The acts by their names; what several packages call the same is one choice."""
    return sorted(set(all_acts().values()))


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(0), clock.SHANGHAI)


def _called(words: str) -> QuerySet[Any]:
    """Everybody of that name, however many they are."""
    named = User.objects.filter(Q(name__icontains=words) | Q(username=words))
    return named.order_by().values("pk")


def _posts(found: list[dict[str, Any]]) -> dict[int, list[access.Held]]:
    """What everybody who acted was at the time, or before and after it."""
    if not found:
        return {}
    days = [clock.day_of(row["recorded_at"]) for row in found]
    return access.posts_between({row["by"] for row in found}, min(days), max(days) + ONE_DAY)


def _line(row: dict[str, Any], posts: dict[int, list[access.Held]]) -> Line:
    day = clock.day_of(row["recorded_at"])
    held = [post.words for post in posts.get(row["by"], []) if post.on(day)]
    return Line(
        row["pk"],
        row["recorded_at"],
        row["occurred_on"],
        row["dossier__number"] or "",
        row["dossier__unit__short_name"] or row["unit__short_name"],
        row["dossier__unit__code"] or row["unit__code"],
        row["act"],
        all_acts().get(row["act"], row["act"]),
        row["who"],
        "、".join(held),
        article_of(row["act"], row["edition"]) if row["edition"] else "",
    )

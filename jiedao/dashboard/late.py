"""Everything that is late (全部逾期的): the whole list of which the dashboard shows the beginning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, reduce
from operator import or_

from django.apps import apps
from django.db.models import Exists, Q, QuerySet

from jiedao.access.desks import who_answers
from jiedao.access.duties import name_of
from jiedao.access.selectors import dossiers_seen_now, holdings
from jiedao.deadlines.models import Deadline
from jiedao.deadlines.selectors import given_to, left_until
from jiedao.dossiers.kinds import all_kinds
from jiedao.dossiers.selectors import matching_text
from jiedao.indicators.selectors import WATCHES, unit_of, units_beneath
from jiedao.ledger.selectors import happened_on
from jiedao.lib.addresses import address
from jiedao.lib.sheets import Cell
from jiedao.people.models import User
from jiedao.reporting.actions.urging import URGED
from jiedao.web.duties import OfficeDuty
from jiedao.web.lists import MOST_EXPORTED, Asked, Listed, Listing, Narrowing, page_of

ONE_DAY = timedelta(days=1)
COLUMNS = ("编号", "事项", "要做的事", "单位", "由谁办", "哪天起逾期", "逾期天数", "依据")


@dataclass(frozen=True)
class LateRow:
    """A limit that has passed: how long since, what, whose, under which rule."""

    limit: Deadline
    left: str
    whose: str
    since: date
    url: str
    urged: bool
    may_urge: bool


def listing(user: User, code: str = "") -> Listing:
    """What can be asked of the list: the units a person answers for, and the one asked for."""
    root = unit_of(user, "", WATCHES)
    units = [(unit.code, str(unit)) for unit in units_beneath(root)]
    if code and code not in (root.code, *(known for known, _ in units)):
        units.append((code, str(unit_of(user, code, WATCHES))))
    return Listing(
        "编号、事项或者内容里的词",
        {
            "longest": ("逾期久的在前", ("due_on", "pk")),
            "newest": ("新逾期的在前", ("-due_on", "-pk")),
            "unit": ("按单位", ("unit__path", "due_on", "pk")),
        },
        (Narrowing("unit", "单位", units), Narrowing("app", "哪一类", list(_apps()))),
    )


@lru_cache(maxsize=1)
def _apps() -> tuple[tuple[str, str], ...]:
    """The packages that open dossiers, by the names they have in the office."""
    codes = dict.fromkeys(code.partition(".")[0] for code in all_kinds())
    return tuple((code, str(apps.get_app_config(code).verbose_name)) for code in codes)


def asked_for(user: User, asked: Asked, *, today: date) -> QuerySet[Deadline]:
    """What is late today of what a person may see, as it was asked for."""
    seen = dossiers_seen_now(
        holdings(user), user.pk, user.person_id or 0, today, prefix="dossier__", unit="unit__"
    )
    unit = unit_of(user, asked.of("unit"), WATCHES)
    rows = Deadline.objects.open().filter(seen, unit__path__startswith=unit.path, due_on__lt=today)
    if asked.of("app"):
        rows = rows.filter(dossier__kind__startswith=f"{asked.of('app')}.")
    if asked.words:
        by_text = Q(dossier__in=matching_text(asked.words).values("dossier"))
        # A few rows: what is in no index of words (papers of the regime) is found by its title.
        shown = ("name", "dossier__title", "dossier__number", "unit__short_name")
        by_shown = reduce(or_, (Q(**{f"{name}__contains": asked.words}) for name in shown))
        rows = rows.filter(by_text | by_shown)
    urged = Exists(happened_on(today, URGED))
    return rows.select_related("dossier", "unit").annotate(named=given_to(today), urged=urged)


def listed(user: User, asked: Asked, *, today: date) -> Listed[LateRow]:
    """One page of the list; whose its rows are is asked for all of them at once."""
    found = page_of(asked_for(user, asked, today=today), asked, _as_it_is, measure="件")
    return Listed(
        list(_rows(user, found.rows, today)), found.words, found.before_url, found.after_url
    )


def _as_it_is(limit: Deadline) -> Deadline:
    return limit


def _rows(user: User, limits: Iterable[Deadline], today: date) -> Iterator[LateRow]:
    found, held = list(limits), holdings(user)
    whose = who_answers((limit.duty, limit.unit.path) for limit in found if not _named(limit))
    for limit in found:
        left, _ = left_until(limit.due_on, today)
        said = _named(limit) or whose.get((limit.duty, limit.unit.path), "")
        yield LateRow(
            limit,
            left,
            said or f"负责“{name_of(limit.duty)}”的人（现在没有人任职）",
            limit.due_on + ONE_DAY,
            address(all_kinds()[limit.dossier.kind].page, limit.dossier.number),
            bool(vars(limit)["urged"]),
            held.covers(OfficeDuty.URGE, limit.unit),
        )


def _named(limit: Deadline) -> str:
    return str(vars(limit)["named"])


def lines_of(user: User, rows: QuerySet[Deadline], *, today: date) -> Iterator[list[Cell]]:
    """The rows for Excel."""
    for row in _rows(user, rows[:MOST_EXPORTED], today):
        limit = row.limit
        yield [
            limit.dossier.number,
            limit.dossier.title,
            limit.name,
            str(limit.unit),
            row.whose,
            row.since,
            (today - limit.due_on).days,
            limit.basis,
        ]

"""The list of matters: what was asked of it, one page by key, the rows for Excel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import DateField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import QueryDict

from decisions import access, catalogue, finding
from decisions.duties import Duty
from decisions.finding import NEVER, Line, Wanted
from decisions.models import Matter, MatterQuerySet
from decisions.states import MatterState
from jiedao.access.selectors import Viewer, holdings
from jiedao.deadlines.models import Deadline
from jiedao.deadlines.selectors import left_until
from jiedao.dossiers.selectors import matching_text
from jiedao.lib import text
from jiedao.lib.prepared import Question
from jiedao.lib.sheets import Cell
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User

PAGE, COUNTED, MOST_EXPORTED, MOST_UNITS = 20, 1000, 5000, 400
SORTS = {"newest": "最新登记的在前", "limit": "期限近的在前", "acted": "最近办理的在前"}
UNDER_WAY = "open"
COLUMNS = (
    "编号", "事项", "社区", "类型", "动议来源", "办到哪一步", "最近期限", "要做的事",
    "登记日期", "最近办理", "预算（元）", "保管期限",
)  # fmt: skip
_KEY = re.compile(r"(?:(\d{8})-)?(\d{1,18})", re.ASCII)
_CODE = re.compile(r"[0-9A-Za-z-]{1,24}", re.ASCII)


@dataclass(frozen=True)
class Key:
    """A place in a sorted list: the day it is sorted by, and the dossier."""

    pk: int
    day: date | None = None

    def __str__(self) -> str:
        return f"{self.day:%Y%m%d}-{self.pk}" if self.day else str(self.pk)


@dataclass(frozen=True)
class Asked:
    """What was asked of the list; what makes no sense is as if it had not been asked."""

    words: str = ""
    state: str = ""
    kind: str = ""
    unit: str = ""
    year: str = ""
    sort: str = "newest"
    older: Key | None = None
    newer: Key | None = None

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.state or self.kind or self.unit or self.year)

    def query(self, **changed: Any) -> str:
        """The same question with something changed, as an address has it."""
        wanted = replace(self, **({"older": None, "newer": None} | changed))
        said = {
            "q": wanted.words,
            "state": wanted.state,
            "kind": wanted.kind,
            "unit": wanted.unit,
            "year": wanted.year,
            "sort": "" if wanted.sort == "newest" else wanted.sort,
            "older": str(wanted.older or ""),
            "newer": str(wanted.newer or ""),
        }
        return urlencode({name: value for name, value in said.items() if value})


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    number: str
    title: str
    unit: str
    kind: str
    state: str
    limit: str
    limit_on: date | None
    left: str
    left_kind: str
    acted_on: date
    url: str


@dataclass(frozen=True)
class Found:
    """One page of the list, and where the neighbours begin."""

    rows: list[Row]
    count: str
    newer: Key | None
    older: Key | None


def read(query: QueryDict) -> Asked:
    """The question in an address."""
    state, kind, unit = query.get("state", ""), query.get("kind", ""), query.get("unit", "")
    year, sort = query.get("year", ""), query.get("sort", "")
    sort = sort if sort in SORTS else "newest"
    return Asked(
        words=text.asked_words(query.get("q", "")),
        state=state if state in (*MatterState.values, UNDER_WAY) else "",
        kind=kind if kind in catalogue.TYPES else "",
        unit=unit if _CODE.fullmatch(unit) else "",
        year=year if re.fullmatch(r"(?:19|20)\d\d", year, re.ASCII) else "",
        sort=sort,
        older=_key(query.get("older", ""), sort),
        newer=_key(query.get("newer", ""), sort),
    )


def matters(user: User, asked: Asked) -> MatterQuerySet:
    """Every matter a person may see that fits the question, in its order."""
    rows = access.visible_to(user)
    if asked.state == UNDER_WAY:
        rows = rows.under_way()
    elif asked.state:
        rows = rows.filter(state=asked.state)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.unit:
        within = Unit.objects.filter(code=asked.unit).values_list("path", flat=True).first()
        rows = rows.filter(dossier__unit__path__startswith=within) if within else rows.none()
    if asked.year:
        first = date(int(asked.year), 1, 1)
        rows = rows.filter(
            dossier__opened_on__gte=first, dossier__opened_on__lt=first.replace(year=first.year + 1)
        )
    if asked.words:
        rows = rows.filter(dossier__in=matching_text(asked.words).values("dossier"))
    return rows


def page_of(user: User, asked: Asked, *, today: date) -> Found:
    """One page by key; counts no further than it says."""
    backwards = asked.newer is not None
    found, count = finding.page(user, _wanted(asked), size=PAGE + 1, counted=COUNTED + 1)
    more, found = len(found) > PAGE, found[:PAGE]
    if backwards:
        found.reverse()
    first, last = (_key_of(found[0], asked), _key_of(found[-1], asked)) if found else (None, None)
    return Found(
        [_row(line, today) for line in found],
        f"{COUNTED}+" if count > COUNTED else str(count),
        newer=first if (more if backwards else asked.older is not None) else None,
        older=last if (backwards or more) else None,
    )


def newest(user: User, asked: Asked, *, before: int | None, most: int) -> list[Line]:
    """So many matters that fit the question, newest first, behind a key: for programs."""
    plain = replace(asked, sort="newest", newer=None, older=Key(before) if before else None)
    return finding.page(user, _wanted(plain), size=most)[0]


def _wanted(asked: Asked) -> Wanted:
    key = asked.newer or asked.older
    return Wanted(
        state="" if asked.state == UNDER_WAY else asked.state,
        is_under_way=asked.state == UNDER_WAY,
        kind=asked.kind,
        unit=asked.unit,
        year=asked.year,
        words=tuple(asked.words.split()[:6]),
        sort=asked.sort,
        day=key.day if key else None,
        pk=key.pk if key else None,
        backwards=asked.newer is not None,
    )


def export(user: User, asked: Asked) -> Iterator[list[Cell]]:
    """The rows for Excel; the caller has counted them."""
    for matter in _sorted(_with_limit(matters(user, asked)), asked.sort)[:MOST_EXPORTED]:
        dossier = matter.dossier
        yield [
            dossier.number,
            dossier.title,
            str(dossier.unit),
            matter.matter_type.name,
            str(matter.get_origin_display()),
            str(matter.get_state_display()),
            _limit_of(matter),
            getattr(matter, "limit_name", None),
            dossier.opened_on,
            dossier.last_act_on,
            matter.budget,
            str(matter.get_keeping_display()),
        ]


def is_too_long(user: User, asked: Asked) -> bool:
    """Whether the list has more rows than one Excel file should."""
    rows = matters(user, asked).order_by()
    return rows[: MOST_EXPORTED + 1].count() > MOST_EXPORTED


@Question
def _units(*, viewer: Viewer) -> QuerySet[Any, Any]:
    seen = viewer.held.within(Duty.VIEW, Duty.OPINIONS)
    levels = (UnitLevel.STREET, UnitLevel.COMMUNITY, UnitLevel.VILLAGE)
    units = Unit.objects.filter(seen).active().of_level(*levels)
    return units.order_by("path").values_list("code", "short_name")[:MOST_UNITS]


def units_for(user: User) -> list[tuple[str, str]]:
    """The streets and communities whose matters a person may see, in the office's order."""
    return [(code, name) for code, name in _units(viewer=Viewer(holdings(user)))]


def communities_for(user: User) -> QuerySet[Unit]:
    """The communities in which a person may register a motion."""
    held = holdings(user).within(Duty.DRAFT)
    levels = (UnitLevel.COMMUNITY, UnitLevel.VILLAGE)
    return Unit.objects.filter(held).active().of_level(*levels).order_by("path")


def _with_limit(rows: QuerySet[Matter]) -> QuerySet[Matter]:
    nearest = Deadline.objects.open().filter(dossier=OuterRef("pk")).order_by("due_on", "id")
    return rows.annotate(
        limit_on=Coalesce(
            Subquery(nearest.values("due_on")[:1]), Value(NEVER), output_field=DateField()
        ),
        limit_name=Subquery(nearest.values("name")[:1]),
    )


def _sorted(rows: QuerySet[Matter], sort: str) -> QuerySet[Matter]:
    if sort == "limit":
        order = ["limit_on", "-pk"]
    elif sort == "acted":
        order = ["-dossier__last_act_on", "-pk"]
    else:
        order = ["-pk"]
    return rows.order_by(*order)


def _key_of(line: Line, asked: Asked) -> Key:
    if asked.sort == "limit":
        return Key(line.pk, line.limit_on or NEVER)
    return Key(line.pk, line.acted_on if asked.sort == "acted" else None)


def _key(typed: str, sort: str) -> Key | None:
    found = _KEY.fullmatch(typed)
    if not found or bool(found[1]) != (sort != "newest"):
        return None
    if not found[1]:
        return Key(int(found[2]))
    try:
        day = date(int(found[1][:4]), int(found[1][4:6]), int(found[1][6:]))
    except ValueError:
        return None
    return Key(int(found[2]), day)


def _limit_of(matter: Matter) -> date | None:
    limit_on = _annotated_limit(matter)
    return None if limit_on == NEVER else limit_on


def _annotated_limit(matter: Any) -> date:
    """The nearest limit the list's query put on the row."""
    limit_on: date = matter.limit_on
    return limit_on


def _row(line: Line, today: date) -> Row:
    left, kind = left_until(line.limit_on, today) if line.limit_on else ("", "")
    return Row(
        line.number,
        line.title,
        line.unit,
        catalogue.TYPES[line.kind].name,
        MatterState(line.state).label,
        line.limit_name or "",
        line.limit_on,
        left,
        kind,
        line.acted_on,
        f"/office/decisions/{line.number}/",
    )

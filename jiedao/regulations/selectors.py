"""Reading regulations: who may see which, the list as it was asked for, one page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, QueryDict

from jiedao.access import selectors as access
from jiedao.dossiers.selectors import matching_text
from jiedao.lib.sheets import Cell
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User
from jiedao.publications import asked as public
from jiedao.regulations.conditions import DUTY
from jiedao.regulations.kinds import REGULATION
from jiedao.regulations.models import Regulation, RegulationQuerySet
from jiedao.regulations.states import Area, Standing

PAGE, MOST_EXPORTED = 20, 5000
SORTS = {
    "issued": ("新印发的在前", ("-issued_on", "-pk")),
    "oldest": ("先印发的在前", ("issued_on", "pk")),
    "in_force": ("新施行的在前", ("-in_force_from", "-pk")),
}
CHIPS = {Standing.IN_FORCE: "ok", Standing.COMING: "soon", Standing.OVER: ""}
COLUMNS = (
    "编号", "名称", "文号", "类别", "印发日期", "施行日期", "最后执行日期", "现在", "替代", "被替代",
    "废止原因", "主要内容", "单位",
)  # fmt: skip
_PAGE = re.compile(r"[1-9]\d{0,4}", re.ASCII)


@dataclass(frozen=True)
class Asked:
    """What was asked of the list; what makes no sense is as if it had not been asked."""

    words: str = ""
    area: str = ""
    standing: str = ""
    sort: str = "issued"
    page: int = 1

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.area or self.standing)

    def query(self, **changed: Any) -> str:
        """The same question with something changed, as an address has it."""
        wanted = replace(self, **({"page": 1} | changed))
        said = {
            "q": wanted.words,
            "area": wanted.area,
            "standing": wanted.standing,
            "sort": "" if wanted.sort == "issued" else wanted.sort,
            "page": wanted.page if wanted.page > 1 else "",
        }
        return urlencode({name: value for name, value in said.items() if value})


@dataclass(frozen=True)
class Row:
    """A regulation as the list shows it, with how it stands today."""

    record: Regulation
    word: str
    chip: str


@dataclass(frozen=True)
class Listed:
    """One page of the list, and where the pages beside it are."""

    rows: list[Row]
    words: str
    before_url: str
    after_url: str


def read(query: QueryDict) -> Asked:
    """The question in an address."""
    area, standing = query.get("area", ""), query.get("standing", "")
    sort, place = query.get("sort", ""), query.get("page", "")
    return Asked(
        words=public.words(query.get("q", "")),
        area=area if area in Area.values else "",
        standing=standing if standing in Standing.values else "",
        sort=sort if sort in SORTS else "issued",
        page=int(place) if _PAGE.fullmatch(place) else 1,
    )


def visible_to(user: User) -> RegulationQuerySet:
    """The regulations a person may see: of the street above his posts, and of all beneath them."""
    seen = access.dossiers_seen_by(user, *REGULATION.seen_with, from_beneath=True)
    return Regulation.objects.filter(seen).select_related(
        "dossier__unit", "replaces__dossier", "replaced_by__dossier"
    )


def get_visible(user: User, number: str) -> Regulation:
    """One regulation by its number; Http404 when there is none or it may not be known."""
    rows = visible_to(user).select_related(
        "dossier__unit", "dossier__opened_by", "replaces__dossier", "replaced_by__dossier",
        "repealed_by",
    )  # fmt: skip
    found = rows.filter(dossier__number=number).first()
    if found is None:
        raise Http404
    return found


def asked_for(user: User, asked: Asked, *, today: date) -> RegulationQuerySet:
    """The regulations that were asked for, in the order wanted."""
    rows = visible_to(user)
    if asked.area:
        rows = rows.filter(area=asked.area)
    if asked.standing:
        rows = _standing(rows, asked.standing, today)
    if asked.words:
        rows = rows.filter(dossier__in=matching_text(asked.words).values("dossier"))
    return rows.order_by(*SORTS[asked.sort][1])


def _standing(rows: RegulationQuerySet, standing: str, today: date) -> RegulationQuerySet:
    if standing == Standing.IN_FORCE:
        return rows.in_force(today)
    return rows.coming(today) if standing == Standing.COMING else rows.over(today)


def listed(user: User, asked: Asked, *, today: date) -> Listed:
    """One page of the list. A street has some dozens of regulations: pages are counted."""
    rows = asked_for(user, asked, today=today)
    count = rows.order_by().count()
    pages = max(1, -(-count // PAGE))
    place = min(asked.page, pages)
    found = rows[(place - 1) * PAGE : place * PAGE]
    of = f"，第{place}页，共{pages}页" if pages > 1 else ""
    return Listed(
        [row_of(record, today) for record in found],
        f"共{count}项{of}。",
        f"?{asked.query(page=place - 1)}" if place > 1 else "",
        f"?{asked.query(page=place + 1)}" if place < pages else "",
    )


def row_of(record: Regulation, today: date) -> Row:
    """A regulation with how it stands today, in a word."""
    standing = record.standing(today)
    return Row(record, _word(record, standing), CHIPS[standing])


def _word(record: Regulation, standing: Standing) -> str:
    if standing != Standing.OVER:
        return str(standing.label)
    if not record.was_in_force:
        return "没有施行"
    return "已废止" if record.was_repealed else "已被替代"


def lines_of(rows: RegulationQuerySet, *, today: date) -> Iterator[list[Cell]]:
    """The rows for Excel."""
    for record in rows[:MOST_EXPORTED]:
        newer = getattr(record, "replaced_by", None)
        yield [
            record.dossier.number,
            record.dossier.title,
            record.document_number,
            str(record.get_area_display()),
            record.issued_on,
            record.in_force_from,
            record.last_day if record.was_in_force else None,
            row_of(record, today).word,
            record.replaces.cited if record.replaces else "",
            newer.cited if newer else "",
            record.repeal_reason,
            record.summary,
            str(record.dossier.unit),
        ]


def units_of(user: User) -> QuerySet[Unit]:
    """The streets whose regulations a person keeps."""
    return access.units_within(user, DUTY).filter(level=UnitLevel.STREET)

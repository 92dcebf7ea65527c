"""Reading regulations: who may see which, the list as it was asked for, one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from jiedao.access import selectors as access
from jiedao.dossiers.selectors import matching_text
from jiedao.lib.sheets import Cell
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User
from jiedao.regulations.conditions import DUTY
from jiedao.regulations.kinds import REGULATION
from jiedao.regulations.models import Regulation, RegulationQuerySet
from jiedao.regulations.states import Area, Standing
from jiedao.web.lists import MOST_EXPORTED, Asked, Listed, Listing, Narrowing, page_of

CHIPS = {Standing.IN_FORCE: "ok", Standing.COMING: "soon", Standing.OVER: ""}
COLUMNS = (
    "编号", "名称", "文号", "类别", "印发日期", "施行日期", "最后执行日期", "现在", "替代", "被替代",
    "废止原因", "主要内容", "单位",
)  # fmt: skip
LISTING = Listing(
    "编号、名称、文号或者内容里的词",
    {
        "issued": ("新印发的在前", ("-issued_on", "-pk")),
        "oldest": ("先印发的在前", ("issued_on", "pk")),
        "in_force": ("新施行的在前", ("-in_force_from", "-pk")),
    },
    (
        Narrowing("area", "类别", Area.choices),
        Narrowing("standing", "现在", Standing.choices),
    ),
)


@dataclass(frozen=True)
class Row:
    """A regulation as the list shows it, with how it stands today."""

    record: Regulation
    word: str
    chip: str


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
    """The regulations that were asked for."""
    rows = visible_to(user)
    if asked.of("area"):
        rows = rows.filter(area=asked.of("area"))
    if asked.of("standing"):
        rows = _standing(rows, asked.of("standing"), today)
    if asked.words:
        rows = rows.filter(dossier__in=matching_text(asked.words).values("dossier"))
    return rows


def _standing(rows: RegulationQuerySet, standing: str, today: date) -> RegulationQuerySet:
    if standing == Standing.IN_FORCE:
        return rows.in_force(today)
    return rows.coming(today) if standing == Standing.COMING else rows.over(today)


def listed(user: User, asked: Asked, *, today: date) -> Listed[Row]:
    """One page of the list."""
    rows = asked_for(user, asked, today=today)
    return page_of(rows, asked, lambda record: row_of(record, today))


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

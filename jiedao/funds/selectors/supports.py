"""Reading what was sent down: the list, and one of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from jiedao.access import selectors as access
from jiedao.dossiers.selectors import matching_text
from jiedao.funds.kinds import SUPPORT
from jiedao.funds.models import Support
from jiedao.funds.models.supports import SupportQuerySet
from jiedao.funds.selectors.projects import MOST_UNITS
from jiedao.funds.selectors.wages import COMMUNITIES
from jiedao.funds.states import SupportKind
from jiedao.lib.sheets import Cell
from jiedao.people.models import User
from jiedao.web.duties import OfficeDuty
from jiedao.web.lists import MOST_EXPORTED, Asked, Listed, Listing, Narrowing, page_of

COLUMNS = ("编号", "社区", "类别", "下沉的是什么", "多少", "从哪天起", "从哪天起不再", "为什么结束")
THERE, OVER = "there", "over"
BY_KIND = Narrowing("kind", "类别", SupportKind.choices)
BY_NOW = Narrowing("now", "现在", [(THERE, "在社区"), (OVER, "已结束")])


def listing(user: User) -> Listing:
    """What can be asked of the list."""
    units = access.units_within(user, OfficeDuty.SEE_FUNDS).filter(level__in=COMMUNITIES)
    return Listing(
        "编号、下沉的是什么",
        {
            "newest": ("新下沉的在前", ("-since", "-pk")),
            "community": ("按社区", ("dossier__unit__path", "-since", "-pk")),
        },
        (
            BY_KIND,
            Narrowing("unit", "社区", [(one.code, str(one)) for one in units[:MOST_UNITS]]),
            BY_NOW,
        ),
    )


@dataclass(frozen=True)
class Row:
    """What was sent down as the list shows it."""

    support: Support
    word: str
    chip: str


def visible_to(user: User) -> SupportQuerySet:
    """What was sent down, as far as a person may see it."""
    seen = access.dossiers_seen_by(user, *SUPPORT.seen_with)
    return Support.objects.filter(seen).select_related("dossier__unit")


def get_visible(user: User, number: str) -> Support:
    """One of it by its number; Http404 when there is none or it may not be known."""
    rows = visible_to(user).select_related("dossier__unit", "dossier__opened_by")
    found = rows.filter(dossier__number=number).first()
    if found is None:
        raise Http404
    return found


def asked_for(user: User, asked: Asked, *, today: date) -> SupportQuerySet:
    """What was asked for."""
    rows = visible_to(user)
    if asked.of("kind"):
        rows = rows.filter(kind=asked.of("kind"))
    if asked.of("unit"):
        rows = rows.filter(dossier__unit__code=asked.of("unit"))
    if asked.of("now"):
        rows = rows.there_on(today) if asked.of("now") == THERE else rows.over(today)
    if asked.words:
        rows = rows.filter(dossier__in=matching_text(asked.words).values("dossier"))
    return rows


def listed(user: User, asked: Asked, *, today: date) -> Listed[Row]:
    """One page of the list."""
    rows = asked_for(user, asked, today=today)
    return page_of(rows, asked, lambda support: row_of(support, today))


def row_of(support: Support, today: date) -> Row:
    """One of it with how it stands today."""
    there = support.is_there(today)
    return Row(support, "在社区" if there else "已结束", "ok" if there else "")


def lines_of(rows: QuerySet[Support]) -> Iterator[list[Cell]]:
    """The rows for Excel."""
    for support in rows[:MOST_EXPORTED]:
        yield [
            support.dossier.number,
            str(support.dossier.unit),
            str(support.get_kind_display()),
            support.dossier.title,
            support.quantity,
            support.since,
            support.until,
            support.end_reason,
        ]

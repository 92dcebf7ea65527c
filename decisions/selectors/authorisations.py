"""Reading what residents' meetings let representatives' meetings decide (授权)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from decisions.duties import Duty
from decisions.models import Authorisation
from jiedao.access.selectors import holdings
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User
from jiedao.web.lists import Asked, Listing, Narrowing

RUNNING, OVER = "running", "over"
STATES = [(RUNNING, "有效的"), (OVER, "已经停止的")]
LISTING = Listing(
    "决议名称里的词",
    {"newest": ("新登记的在前", ("-pk",))},
    (Narrowing("state", "状态", STATES),),
)
TO_COME, IN_FORCE, ENDED = "还没开始", "有效", "已经停止"


@dataclass(frozen=True)
class Row:
    """An authorisation as a list shows it."""

    record: Authorisation
    word: str


def visible_to(user: User) -> QuerySet[Authorisation]:
    """The authorisations a person may see."""
    held = holdings(user).within(Duty.VIEW, Duty.AUTHORISE, prefix="unit__")
    return Authorisation.objects.filter(held).select_related("unit")


def get_visible(user: User, key: str) -> Authorisation:
    """One authorisation by its key; Http404 when there is none or it may not be known."""
    known = key.isascii() and key.isdecimal() and len(key) < 19
    found = visible_to(user).filter(pk=int(key)).first() if known else None
    if found is None:
        raise Http404
    return found


def narrowed(
    rows: QuerySet[Authorisation], *, words: str, state: str, today: date
) -> QuerySet[Authorisation]:
    """Those with a word in the name of their resolution, in force or over."""
    if words:
        rows = rows.filter(document__icontains=words)
    if state == RUNNING:
        return rows.filter(pk__in=Authorisation.objects.on(today).values("pk"))
    return rows.filter(until__lt=today) if state == OVER else rows


def asked_for(user: User, asked: Asked, today: date) -> QuerySet[Authorisation]:
    """The authorisations that were asked for."""
    return narrowed(visible_to(user), words=asked.words, state=asked.of("state"), today=today)


def rows_of(found: Iterable[Authorisation], today: date) -> list[Row]:
    """Authorisations as a list shows them."""
    return [Row(one, word_of(one, today)) for one in found]


def word_of(row: Authorisation, today: date) -> str:
    """Whether it is in force on a day, in a word."""
    if row.starts_on > today:
        return TO_COME
    return IN_FORCE if row.covers(today) else ENDED


def units_of(user: User) -> QuerySet[Unit]:
    """The communities whose authorisations a person enters."""
    levels = (UnitLevel.COMMUNITY, UnitLevel.VILLAGE)
    held = holdings(user).within(Duty.AUTHORISE)
    return Unit.objects.filter(held).active().of_level(*levels).order_by("path")

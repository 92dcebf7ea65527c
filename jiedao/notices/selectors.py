"""Reading the inbox."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery

from jiedao.dossiers.kinds import all_kinds
from jiedao.lib.addresses import address
from jiedao.lib.prepared import Question, Records
from jiedao.notices.models import Notice
from jiedao.notices.states import NoticeKind
from jiedao.people.models import User

COUNTED = 99


@dataclass(frozen=True)
class NoticeRow:
    """One line of the inbox as a page shows it."""

    pk: int
    word: str
    chip: str
    words: str
    at: datetime
    url: str
    is_read: bool


def bounded(count: int, most: int = COUNTED) -> str:
    """A count as a page says it: empty for nothing, never more than 99+."""
    if count > most:
        return f"{most}+"
    return str(count) if count else ""


def of(user: User) -> QuerySet[Notice]:
    """A person's inbox, newest first."""
    return Notice.objects.filter(user=user).select_related("dossier").order_by("-pk")


class HowMany(Subquery):
    """How many rows a query has, as far as it goes."""

    template = "(SELECT count(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


@Records
def _not_read(*, user: int, most: int) -> QuerySet[Notice]:
    rows = Notice.objects.filter(user=user, read_at__isnull=True)
    in_all = HowMany(rows.order_by().values("pk")[: COUNTED + 1])
    return rows.annotate(in_all=in_all).select_related("dossier").order_by("-pk")[:most]


def unread(user: User, *, most: int = COUNTED) -> list[Notice]:
    """What a person has not yet read, newest first."""
    return _not_read(user=user.pk, most=most)


@Question
def _unread(*, user: int) -> QuerySet[Any, Any]:
    return Notice.objects.filter(user=user, read_at__isnull=True).values_list("pk")[: COUNTED + 1]


def unread_words(user: User) -> str:
    """How many are unread, for the masthead; counts no further than it says."""
    seen = getattr(user, "_unread", None)
    return bounded(len(_unread(user=user.pk)) if seen is None else seen)


def told(user: Any, *, most: int) -> list[NoticeRow]:
    """The newest of what a person has not read; the masthead then need not count it again."""
    rows = unread(user, most=most)
    user._unread = vars(rows[0])["in_all"] if rows else 0
    return [row(notice) for notice in rows]


def row(notice: Notice) -> NoticeRow:
    """A line with where it leads to; its dossier must have been joined."""
    return NoticeRow(
        notice.pk,
        notice.kind_name,
        _chip(notice),
        notice.words,
        notice.created_at,
        path_of(notice),
        notice.read_at is not None,
    )


def _chip(notice: Notice) -> str:
    if notice.kind == NoticeKind.LATE:
        return "late"
    return "soon" if notice.kind in (NoticeKind.SOON, NoticeKind.TODAY) else ""


def path_of(notice: Notice) -> str:
    """The page a line leads to; "" when it only says something."""
    return notice.url or _page_of_dossier(notice)


def _page_of_dossier(notice: Notice) -> str:
    kind = all_kinds().get(notice.dossier.kind) if notice.dossier else None
    return address(kind.page, notice.dossier.number) if kind and notice.dossier else ""

"""Reading the inbox."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import IntegerField, OuterRef, Q, QuerySet, Subquery

from jiedao.accounts import sessions
from jiedao.dossiers.kinds import all_kinds
from jiedao.lib.addresses import address
from jiedao.lib.prepared import Question
from jiedao.notices.models import Notice, name_of
from jiedao.notices.states import NoticeKind
from jiedao.people.models import User

COUNTED = 99
UNREAD = "unread"  # what it is called on an account


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


NEWEST_FIRST = ("-created_at", "-pk")


def of(user: User) -> QuerySet[Notice]:
    """A person's inbox, newest first."""
    return Notice.objects.filter(user=user).select_related("dossier").order_by(*NEWEST_FIRST)


def before(last: Notice) -> QuerySet[Notice]:
    """What came before one of the lines of an inbox."""
    earlier = Q(created_at__lt=last.created_at)
    return of(last.user).filter(earlier | Q(created_at=last.created_at, pk__lt=last.pk))


class HowMany(Subquery):
    """How many rows a query has, as far as it goes."""

    template = "(SELECT count(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def how_many_unread() -> HowMany:
    """How many an account has not read, to be read with its sign-in; counts no further than is said."""
    rows = Notice.objects.filter(user=OuterRef("user_id"), read_at__isnull=True)
    return HowMany(rows.order_by().values("pk")[: COUNTED + 1])


sessions.carry(UNREAD, how_many_unread())


def unread_words(user: User) -> str:
    """How many were unread when the request came in, for the masthead."""
    return bounded(getattr(user, UNREAD, 0))


@Question
def _told(*, user: int, most: int) -> QuerySet[Any, Any]:
    rows = Notice.objects.filter(user=user, read_at__isnull=True)
    rows = rows.order_by(*NEWEST_FIRST)
    of_it = ("url", "dossier__kind", "dossier__number")
    return rows.values_list("pk", "kind", "words", "created_at", *of_it)[:most]


def told(user: User, *, most: int) -> list[NoticeRow]:
    """The newest of what a person has not read."""
    return [
        NoticeRow(pk, name_of(kind), _chip(kind), words, at, url or _page_of(of, number), False)
        for pk, kind, words, at, url, of, number in _told(user=user.pk, most=most)
    ]


def row(notice: Notice) -> NoticeRow:
    """A line with where it leads to; its dossier must have been joined."""
    return NoticeRow(
        notice.pk,
        notice.kind_name,
        _chip(notice.kind),
        notice.words,
        notice.created_at,
        path_of(notice),
        notice.read_at is not None,
    )


def _chip(kind: str) -> str:
    if kind == NoticeKind.LATE:
        return "late"
    return "soon" if kind in (NoticeKind.SOON, NoticeKind.TODAY) else ""


def path_of(notice: Notice) -> str:
    """The page a line leads to; "" when it only says something."""
    dossier = notice.dossier
    return notice.url or (_page_of(dossier.kind, dossier.number) if dossier else "")


def _page_of(kind: str | None, number: str | None) -> str:
    known = all_kinds().get(kind) if kind else None
    return address(known.page, number) if known else ""

"""Reading the inbox."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery

from jiedao.accounts import sessions
from jiedao.dossiers.kinds import all_kinds
from jiedao.lib.addresses import address
from jiedao.lib.prepared import Records
from jiedao.notices.models import Notice
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
    return rows.select_related("dossier").order_by("-pk")[:most]


def unread(user: User, *, most: int = COUNTED) -> list[Notice]:
    """What a person has not yet read, newest first."""
    return _not_read(user=user.pk, most=most)


def how_many_unread() -> HowMany:
    """How many an account has not read, to be read with its sign-in; counts no further than is said."""
    rows = Notice.objects.filter(user=OuterRef("user_id"), read_at__isnull=True)
    return HowMany(rows.order_by().values("pk")[: COUNTED + 1])


sessions.carry(UNREAD, how_many_unread())


def unread_words(user: User) -> str:
    """How many were unread when the request came in, for the masthead."""
    return bounded(getattr(user, UNREAD, 0))


def told(user: User, *, most: int) -> list[NoticeRow]:
    """The newest of what a person has not read."""
    return [row(notice) for notice in unread(user, most=most)]


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

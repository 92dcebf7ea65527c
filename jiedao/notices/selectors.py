"""Reading the inbox."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from jiedao.dossiers.kinds import all_kinds
from jiedao.lib.prepared import Question
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


def unread(user: User) -> QuerySet[Notice]:
    """What a person has not yet read, newest first."""
    return of(user).filter(read_at__isnull=True)


@Question
def _unread(*, user: int) -> QuerySet[Any, Any]:
    return Notice.objects.filter(user=user, read_at__isnull=True).values_list("pk")[: COUNTED + 1]


def unread_words(user: User) -> str:
    """How many are unread, for the masthead; counts no further than it says."""
    seen = getattr(user, "_unread", None)
    return bounded(len(_unread(user=user.pk)) if seen is None else seen)


def told(user: Any) -> list[NoticeRow]:
    """What a person has not read, as far as the masthead counts; it then need not ask again."""
    rows = [row(notice) for notice in unread(user)[: COUNTED + 1]]
    user._unread = len(rows)
    return rows


def row(notice: Notice) -> NoticeRow:
    """A line with where it leads to; its dossier must have been joined."""
    return NoticeRow(
        notice.pk,
        notice.kind_name,
        _chip(notice),
        notice.words,
        notice.created_at,
        notice.url or _page_of_dossier(notice),
        notice.read_at is not None,
    )


def _chip(notice: Notice) -> str:
    if notice.kind == NoticeKind.LATE:
        return "late"
    return "soon" if notice.kind in (NoticeKind.SOON, NoticeKind.TODAY) else ""


def _page_of_dossier(notice: Notice) -> str:
    kind = all_kinds().get(notice.dossier.kind) if notice.dossier else None
    return reverse(kind.page, args=[notice.dossier.number]) if kind and notice.dossier else ""

"""Writing the inbox; what is to go outside as well stands in the outbox with it."""

from datetime import date

from django.db import transaction

from jiedao.delivery.actions import filing
from jiedao.dossiers.models import Dossier
from jiedao.lib import clock
from jiedao.notices.models import Notice
from jiedao.notices.states import NoticeKind
from jiedao.people.models import User


@transaction.atomic
def tell(
    user: User,
    *,
    words: str,
    kind: str = NoticeKind.NEWS,
    dossier: Dossier | None = None,
    url: str = "",
) -> Notice:
    """Put one line into a person's inbox (发站内通知); it appears when the act itself is saved.

    Words never hold a resident's name or number: an inbox is read over people's shoulders.
    """
    notice = Notice.objects.create(
        user=user,
        dossier=dossier,
        kind=kind,
        day=clock.today(),
        words=words,
        url=url,
        created_at=clock.now(),
    )
    filing.file(notice)
    return notice


@transaction.atomic
def remind(
    user: User, *, deadline: int, kind: str, day: date, words: str, dossier: Dossier
) -> bool:
    """Tell a person of a limit (by its key), once per kind and day (提醒); False when told before."""
    notice, is_new = Notice.objects.get_or_create(
        user=user,
        deadline_id=deadline,
        kind=kind,
        day=day,
        defaults={"dossier": dossier, "words": words, "created_at": clock.now()},
    )
    if is_new:
        filing.file(notice)
    return is_new


@transaction.atomic
def mark_read(notice: Notice, *, by: User) -> Notice:
    """A person has read a line of the own inbox (标为已读); a second time changes nothing."""
    own = Notice.objects.filter(pk=notice.pk, user=by, read_at__isnull=True)
    if own.update(read_at=clock.now()):
        notice.refresh_from_db(fields=["read_at"])
    return notice


@transaction.atomic
def mark_all_read(*, up_to: int, by: User) -> int:
    """Everything up to a line is read (全部知道了); what came meanwhile stays unread."""
    shown = Notice.objects.filter(user=by, pk__lte=up_to, read_at__isnull=True)
    return shown.update(read_at=clock.now())

"""The browsers a person is signed in with: kept alive by use, ended from afar."""

from django.db import transaction

from jiedao.access import selectors as access
from jiedao.accounts.models import DeviceSession
from jiedao.lib import clock
from jiedao.people.models import User, UserKind


@transaction.atomic
def seen(row: DeviceSession) -> None:
    """The person has done something; written by the minute, not by the page."""
    DeviceSession.objects.filter(pk=row.pk).update(last_seen=clock.wall())


@transaction.atomic
def end_device(user: User, *, ref: str) -> bool:
    """Sign out one browser of one's own (退出这台设备); False when it was no longer signed in."""
    rows = DeviceSession.objects.filter(user=user)
    ended = [row.pk for row in rows if row.ref == ref]
    return bool(DeviceSession.objects.filter(pk__in=ended).delete()[0])


@transaction.atomic
def end_devices(user: User, *, but: str | None = None) -> int:
    """Sign out every browser of a person, or every other than the one at hand; how many."""
    return DeviceSession.objects.filter(user=user).exclude(pk=but or "").delete()[0]


@transaction.atomic
def sweep() -> int:
    """Remove the sign-ins that have run out, and those of people who hold no post any more."""
    over = DeviceSession.objects.filter(expire_date__lt=clock.wall())
    left = DeviceSession.objects.filter(user__kind=UserKind.STAFF).exclude(
        user__in=access.valid_posts().values("user")
    )
    return over.delete()[0] + left.delete()[0]

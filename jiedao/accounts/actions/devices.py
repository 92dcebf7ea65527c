"""The browsers a person is signed in with: kept alive by use, ended from afar."""

from django.db import transaction

from jiedao.accounts.models import DeviceSession
from jiedao.lib import clock
from jiedao.people.models import User


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

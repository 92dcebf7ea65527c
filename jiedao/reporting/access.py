"""Whom a paper goes to by name (接收人): of a work group its lead, of half a month who heads the leading group.

He receives it whatever duties his post has, and sees nothing else by it.
"""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from jiedao.access import selectors as access
from jiedao.liaison import selectors as liaison
from jiedao.liaison.states import GroupKind
from jiedao.lib import clock
from jiedao.people.models import User
from jiedao.reporting.models import Paper
from jiedao.reporting.states import PaperKind


def goes_to(user: int, day: date) -> Q:
    """The WHERE of the papers that go to a person by name, once they have been handed in."""
    led = liaison.led_by(user, day)
    leading = led.filter(kind=GroupKind.LEADING).values("street")
    weekly = Q(kind=PaperKind.WEEKLY, group__in=led.values("pk"))
    half = Q(kind=PaperKind.HALF, period__street__in=leading)
    return (weekly | half) & Q(submitted_at__isnull=False)


def _named(user: User) -> QuerySet[Any, Any]:
    return Paper.objects.filter(goes_to(user.pk, clock.today())).order_by().values("pk")


access.let_see(_named)

"""On whose desk a thing lies (由谁办): who holds a duty today, at the unit or nearest above it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from jiedao.access.models import Appointment, UnitGrant
from jiedao.access.roles import all_roles
from jiedao.lib import clock
from jiedao.lib.prepared import Question, rounded_up
from jiedao.organisation.models import Unit
from jiedao.people.models import User, UserKind


def holders(duty: str, unit: Unit | None = None) -> QuerySet[User]:
    """The active people who hold a duty over a unit today, or without one anywhere."""
    grants = UnitGrant.objects.filter(permission__codename=duty)
    if unit is not None:
        grants = grants.filter(content_object__in=unit.ancestor_ids)
    held = Appointment.objects.valid(clock.today()).filter(group__in=grants.values("group"))
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk")


def nearest_holders(duty: str, unit: Unit) -> list[User]:
    """Those who hold a duty at the lowest unit where anybody does: whose desk a limit lies on."""
    today = clock.today()
    rows = (
        Appointment.objects.valid(today)
        .filter(
            unit__in=unit.ancestor_ids,
            user__is_active=True,
            group__in=UnitGrant.objects.filter(
                permission__codename=duty, content_object__in=unit.ancestor_ids
            ).values("group"),
        )
        .select_related("user", "unit")
        .order_by("-unit__path", "user_id")
    )
    found = list(rows)
    lowest = max((len(row.unit.ancestor_ids) for row in found), default=0)
    return list(
        {row.user.pk: row.user for row in found if len(row.unit.ancestor_ids) == lowest}.values()
    )


def units_seen_to(duty: str, *, today: date) -> QuerySet[Any, Any]:
    """The keys of the units that have somebody of their own for a duty (本单位有人担任)."""
    posts = Appointment.objects.valid(today).filter(
        user__is_active=True,
        user__kind=UserKind.STAFF,
        group__unitgrant__permission__codename=duty,
    )
    return posts.values("unit")


@Question
def _in_post(*, roles: tuple[str, ...], units: tuple[int, ...], today: date) -> QuerySet[Any, Any]:
    posts = Appointment.objects.valid(today).filter(
        unit__in=units, role__in=roles, user__is_active=True
    )
    return posts.order_by("user_id").values_list("role", "unit__path", "user__name")


def who_answers(pairs: Iterable[tuple[str, Unit]]) -> dict[tuple[str, int], str]:
    """For duties at units: on whose desk each lies, in words (何志远、罗卫东); one query for all of them."""
    asked = list(pairs)
    with_duty = {
        duty: {role.code for role in all_roles().values() if duty in role.duties}
        for duty in {duty for duty, _ in asked}
    }
    roles = rounded_up(tuple(sorted(set().union(*with_duty.values()))))
    above = rounded_up(tuple(sorted({pk for _, unit in asked for pk in unit.ancestor_ids})))
    posts = _in_post(roles=roles, units=above, today=clock.today())
    answer = {}
    for duty, unit in asked:
        holding = [
            (len(path), name)
            for role, path, name in posts
            if role in with_duty[duty] and unit.path.startswith(path)
        ]
        lowest = max((depth for depth, _ in holding), default=0)
        names = dict.fromkeys(name for depth, name in holding if depth == lowest)
        answer[duty, unit.pk] = "、".join(names)
    return answer

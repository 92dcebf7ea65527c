"""On whose desk a thing lies (由谁办): who holds a duty today, at the unit or nearest above it."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.db.models import F, QuerySet

from jiedao.access.models import Appointment, UnitGrant
from jiedao.access.numbers import numbers_of
from jiedao.access.selectors import holdings
from jiedao.lib import clock
from jiedao.lib.prepared import Question, rounded_up
from jiedao.organisation.models import Unit, ids_on
from jiedao.people.models import User, UserKind

Holder = TypeVar("Holder")
GRANT = "group__unitgrant"


def holders(duty: str, unit: Unit | None = None, *, on: date | None = None) -> QuerySet[User]:
    """The active people who hold a duty over a unit today or on a day, or without one anywhere."""
    day = clock.today() if on is None else on
    grants = UnitGrant.objects.filter(permission__codename=duty)
    if unit is not None:
        grants = grants.filter(content_object__in=unit.ancestor_ids)
    held = Appointment.objects.valid(day).filter(group__in=grants.values("group"))
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk")


def staff_with(duty: str, units: QuerySet[Unit]) -> QuerySet[User]:
    """The people whose post at one of some units holds a duty there today: who can be given its work."""
    granted = {f"{GRANT}__permission__codename": duty, "unit__in": units.values("pk")}
    held = Appointment.objects.valid(clock.today()).filter(**granted)
    staff = User.objects.filter(kind=UserKind.STAFF, is_active=True)
    return staff.filter(pk__in=held.values("user")).order_by("pk")


def nearest_holders(duty: str, unit: Unit) -> list[User]:
    """Those who hold a duty at the lowest unit where anybody does: whose desk a limit lies on."""
    rows = _held(duties=numbers_of((duty,)), units=unit.ancestor_ids, today=clock.today())
    posts = rows.select_related("user").annotate(at=F(f"{GRANT}__content_object__path"))
    return _lowest((vars(post)["at"], post.user) for post in posts)


def units_seen_to(duty: str, *, today: date) -> QuerySet[Any, Any]:
    """The keys of the units that have somebody of their own for a duty (本单位有人担任)."""
    granted = {f"{GRANT}__permission__codename": duty}
    posts = Appointment.objects.valid(today).filter(
        user__is_active=True, user__kind=UserKind.STAFF, **granted
    )
    return posts.values("unit")


@Question
def _desks(*, duties: tuple[int, ...], units: tuple[int, ...], today: date) -> QuerySet[Any, Any]:
    rows = _held(duties=duties, units=units, today=today)
    of_grant = (f"{GRANT}__permission", f"{GRANT}__content_object__path")
    return rows.values_list(*of_grant, "user_id", "user__name")


def who_answers(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """For duties at units, named by their paths: on whose desk each lies, in words (何志远、罗卫东).

    The same people as `nearest_holders` finds for one; one query for all of them.
    """
    return {
        pair: "、".join(name for _, name in people) for pair, people in _answering(pairs).items()
    }


def lie_with(user: User, pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Of duties at units, named by their paths, those that lie on a person's desk: nobody is nearer.

    What he holds at the very unit is his without asking; one query for all that lies beneath.
    """
    asked, held = dict.fromkeys(pairs), holdings(user).paths
    own = {(duty, path) for duty, path in asked if path in held.get(duty, ())}
    beneath = [pair for pair in asked if pair not in own]
    return own | {
        pair
        for pair, people in (_answering(beneath) if beneath else {}).items()
        if user.pk in dict(people)
    }


def _answering(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[tuple[int, str]]]:
    """For duties at units, named by their paths: who answers for each; one query for all of them."""
    asked = dict.fromkeys(pairs)
    duties = dict.fromkeys(duty for duty, _ in asked)
    numbers = dict(zip(duties, numbers_of(duties), strict=True))
    desks = _desks(
        duties=rounded_up(tuple(sorted(numbers.values()))),
        units=rounded_up(tuple(sorted({pk for _, path in asked for pk in ids_on(path)}))),
        today=clock.today(),
    )
    return {
        (duty, path): _lowest(
            (above, (user, name))
            for held, above, user, name in desks
            if held == numbers[duty] and path.startswith(above)
        )
        for duty, path in asked
    }


def _held(*, duties: tuple[int, ...], units: tuple[int, ...], today: date) -> QuerySet[Appointment]:
    """The posts of today that hold one of the duties (by number) at one of the units, a row for each duty.

    What a post may do is what was granted to it, as for `holdings`: a line of roles.toml counts from
    the moment it is granted (`grant_roles`). A program has duties, but no desk.
    """
    granted = {
        f"{GRANT}__permission__in": duties,
        f"{GRANT}__content_object__in": units,
    }
    people = Appointment.objects.valid(today).filter(
        user__is_active=True, user__kind=UserKind.STAFF, **granted
    )
    return people.order_by("user_id", "pk")


def _lowest(held: Iterable[tuple[str, Holder]]) -> list[Holder]:
    """Of those who hold a duty at a unit or above it, the ones nearest to it, each once."""
    found = list(held)
    lowest = max((len(path) for path, _ in found), default=0)
    return list(dict.fromkeys(one for path, one in found if len(path) == lowest))

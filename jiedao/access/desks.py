"""On whose desk a thing lies (由谁办): who holds a duty today, at the unit or nearest above it."""

from collections.abc import Iterable

from django.db.models import QuerySet

from jiedao.access.models import Appointment, UnitGrant
from jiedao.access.selectors import valid_posts
from jiedao.lib import clock
from jiedao.organisation.models import Unit
from jiedao.people.models import User


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


def who_answers(pairs: Iterable[tuple[str, Unit]]) -> dict[tuple[str, int], str]:
    """For duties at units: on whose desk each lies, in words (何志远、罗卫东); one query for all of them."""
    asked = list(pairs)
    duties = {duty for duty, _ in asked}
    above = {pk for _, unit in asked for pk in unit.ancestor_ids}
    rows = valid_posts().filter(
        unit__in=above, user__is_active=True, group__unitgrant__permission__codename__in=duties
    )
    found: dict[str, list[tuple[str, str]]] = {}
    columns = ("group__unitgrant__permission__codename", "unit__path", "user__name")
    for duty, path, name in rows.order_by("user_id").values_list(*columns):
        found.setdefault(duty, []).append((path, name))
    answer = {}
    for duty, unit in asked:
        holding = [(path, name) for path, name in found.get(duty, ()) if unit.path.startswith(path)]
        lowest = max((len(path) for path, _ in holding), default=0)
        names = dict.fromkeys(name for path, name in holding if len(path) == lowest)
        answer[duty, unit.pk] = "、".join(names)
    return answer

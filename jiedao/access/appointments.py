"""The list of appointments as a security administrator reads it."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from jiedao.access.duties import OfficeDuty, all_duties
from jiedao.access.models import Appointment
from jiedao.access.roles import Role, all_roles
from jiedao.access.selectors import holdings
from jiedao.lib import clock
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User

PAGE, COUNTED = 30, 1000
# Who answers for people may read who is where; only the first may change it.
SEEN_WITH = (OfficeDuty.APPOINT, OfficeDuty.MANAGE_UNITS, OfficeDuty.SEE_FIGURES)
CURRENT, COMING, ENDED = "current", "coming", "ended"
NEWEST, BY_UNIT = "new", "unit"
SORTS = {NEWEST: "新登记的在前", BY_UNIT: "按单位"}
STATES = {CURRENT: "在任", COMING: "还没到任", ENDED: "已离任"}


@dataclass(frozen=True)
class Asked:
    """How the list is narrowed."""

    q: str = ""
    unit: str = ""
    role: str = ""
    state: str = CURRENT
    sort: str = NEWEST
    after: int = 0


@dataclass(frozen=True)
class Listed:
    """A page of appointments; `after` leads to the next."""

    rows: list[Appointment]
    words: str
    after: int = 0


@dataclass(frozen=True)
class RoleLine:
    """A role as the overview shows it: where, what for, which duties by name."""

    role: Role
    levels: str
    duties: list[str] = field(default_factory=list)


def _held_with(user: User, *duties: str) -> QuerySet[Appointment]:
    rows = Appointment.objects.select_related("user", "unit", "appointed_by")
    return rows.filter(holdings(user).within(*duties, prefix="unit__"))


def visible_to(user: User) -> QuerySet[Appointment]:
    """The appointments a person may read: at the units one of the duties covers."""
    return _held_with(user, *SEEN_WITH)


def get_within_reach(user: User, pk: int) -> Appointment:
    """An appointment the person may end; Http404 when absent or out of reach."""
    found = _held_with(user, OfficeDuty.APPOINT).filter(pk=pk).first()
    if found is None:
        raise Http404("没有这项任职，或者不在您能任免的单位。")
    return found


def narrowed(user: User, asked: Asked) -> QuerySet[Appointment]:
    """The appointments asked for, in the order asked for."""
    today = clock.today()
    order = ("unit__path", "id") if asked.sort == BY_UNIT else ("-id",)
    rows = visible_to(user).order_by(*order)
    if asked.state == CURRENT:
        rows = rows.filter(Appointment.running(today))
    elif asked.state == COMING:
        rows = rows.filter(starts_on__gt=today)
    elif asked.state == ENDED:
        rows = rows.filter(ends_on__lte=today)
    if asked.role:
        rows = rows.filter(role=asked.role)
    if asked.q:
        rows = rows.filter(Q(user__name__icontains=asked.q) | Q(user__username=asked.q))
    if asked.unit:
        rows = rows.filter(unit__path__startswith=_path_of(asked.unit))
    return rows


def _path_of(words: str) -> str:
    same = Q(code=words) | Q(short_name=words) | Q(name=words)
    path = Unit.objects.filter(same).order_by("path").values_list("path", flat=True).first()
    return path or "没有这个单位"


def listed(user: User, asked: Asked) -> Listed:
    """One page of the list; counting stops at a thousand."""
    rows = narrowed(user, asked)
    total = rows[: COUNTED + 1].count()
    if asked.after:
        rows = rows.filter(_beyond(asked))
    found = list(rows[: PAGE + 1])
    said = f"共{total}项" if total <= COUNTED else f"共{COUNTED}项以上"
    return Listed(found[:PAGE], said, found[PAGE - 1].pk if len(found) > PAGE else 0)


def _beyond(asked: Asked) -> Q:
    """What comes after the last row shown, in the order asked for."""
    if asked.sort != BY_UNIT:
        return Q(pk__lt=asked.after)
    anchor = Appointment.objects.select_related("unit").filter(pk=asked.after).first()
    path = anchor.unit.path if anchor else ""
    return Q(unit__path__gt=path) | Q(unit__path=path, pk__gt=asked.after)


def units_with_posts(user: User) -> QuerySet[Unit]:
    """The units at which the person sees somebody appointed: what the list can be narrowed to."""
    return Unit.objects.filter(pk__in=visible_to(user).values("unit")).order_by("path")


def state_of(appointment: Appointment) -> tuple[str, str]:
    """The word for an appointment today, and the kind of its chip."""
    today = clock.today()
    if appointment.ends_on and appointment.ends_on <= today:
        return STATES[ENDED], ""
    return (STATES[COMING], "soon") if appointment.starts_on > today else (STATES[CURRENT], "ok")


def overview() -> list[RoleLine]:
    """Every role with the levels it is set at and its duties, in the words people use."""
    duties: dict[str, Any] = dict(all_duties())
    return [
        RoleLine(
            role,
            "、".join(str(UnitLevel(level).label) for level in role.levels),
            [duties[code].name for code in role.duties if code in duties],
        )
        for role in all_roles().values()
    ]

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
CURRENT, COMING, ENDED = "current", "coming", "ended"
STATES = {CURRENT: "在任", COMING: "还没到任", ENDED: "已离任"}


@dataclass(frozen=True)
class Asked:
    """How the list is narrowed."""

    q: str = ""
    unit: str = ""
    role: str = ""
    state: str = CURRENT
    after: int = 0


@dataclass(frozen=True)
class Listed:
    """A page of appointments, newest first; `after` leads to the next."""

    rows: list[Appointment]
    words: str
    after: int = 0


@dataclass(frozen=True)
class RoleLine:
    """A role as the overview shows it: where, what for, which duties by name."""

    role: Role
    levels: str
    duties: list[str] = field(default_factory=list)


def within_reach(user: User) -> QuerySet[Appointment]:
    """The appointments at units a person may appoint at."""
    rows = Appointment.objects.select_related("user", "unit", "appointed_by")
    return rows.filter(holdings(user).within(OfficeDuty.APPOINT, prefix="unit__"))


def get_within_reach(user: User, pk: int) -> Appointment:
    """An appointment the person may end; Http404 when absent or out of reach."""
    found = within_reach(user).filter(pk=pk).first()
    if found is None:
        raise Http404("没有这项任职，或者不在您能任免的单位。")
    return found


def narrowed(user: User, asked: Asked) -> QuerySet[Appointment]:
    """The appointments asked for, newest first."""
    today = clock.today()
    rows = within_reach(user).order_by("-id")
    if asked.state == CURRENT:
        rows = rows.valid(today)  # type: ignore[attr-defined]
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
        rows = rows.filter(pk__lt=asked.after)
    found = list(rows[: PAGE + 1])
    said = f"共{total}项" if total <= COUNTED else f"共{COUNTED}项以上"
    return Listed(found[:PAGE], said, found[PAGE - 1].pk if len(found) > PAGE else 0)


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

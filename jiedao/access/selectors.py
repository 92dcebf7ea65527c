"""What a person may see and do: the holdings, loaded in one query, and the two WHERE clauses."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, reduce
from operator import or_
from typing import Any, NamedTuple, TypeVar

from django.db.models import BigIntegerField, Exists, Model, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast

from jiedao.access.held import NOTHING, Holdings
from jiedao.access.models import Admission, Appointment, Recusal
from jiedao.access.numbers import duty_of
from jiedao.access.recusals import KEEPING
from jiedao.access.roles import all_roles, name_of, sensitive_roles
from jiedao.access.states import RecusalScope
from jiedao.dossiers.kinds import DossierKind, all_kinds
from jiedao.dossiers.models import Dossier
from jiedao.lib import clock
from jiedao.lib.prepared import Composite, Question, rounded_up
from jiedao.organisation.models import Unit
from jiedao.people.models import User, UserKind

Row = TypeVar("Row", bound=Model)
Named = Callable[[User], QuerySet[Any, Any]]
_NAMED: list[Named] = []


@Question
def _posts(*, user: int, today: date) -> QuerySet[Any, Any]:
    # A role without duties has no grant, and still is a post: hence from the appointments.
    return (
        Appointment.objects.valid(today)
        .filter(user=user)
        .order_by("unit__path", "id")
        .values_list(
            "unit__short_name",
            "role",
            "group__unitgrant__permission",
            "group__unitgrant__content_object__path",
        )
    )


def holdings(user: Any) -> Holdings:
    """All duties and posts of a person from the appointments valid today; one query, kept on the user."""
    today = clock.today()
    kept = getattr(user, "_holdings", None)
    if kept is not None and kept.on == today:
        return kept
    named = getattr(user, "_narrowed_to", None)
    paths: dict[str, list[str]] = {}
    posts: list[tuple[str, str]] = []
    if user.is_active and user.pk:
        for unit, role, number, path in _posts(user=user.pk, today=today):
            posts.append((unit, role))
            duty = number and duty_of(number)
            if duty and (named is None or duty in named):
                paths.setdefault(duty, []).append(path)
    held = user._holdings = Holdings(
        today,
        {duty: tuple(dict.fromkeys(found)) for duty, found in paths.items()},
        tuple(dict.fromkeys(posts)),
    )
    return held


def narrow(user: Any, duties: Iterable[str]) -> Holdings:
    """Let a user hold only these of his duties: a program does what its token names, no more."""
    named = frozenset(duties)
    user._narrowed_to = named
    user._holdings = None
    return holdings(user)


def holds(user: Any, duty: str, unit: Unit | None = None) -> bool:
    """The answer for `web.duties`: over a unit, or anywhere; the portal itself may at set-up."""
    if getattr(user, "kind", "") == UserKind.SYSTEM:
        return True
    held = holdings(user)
    return held.anywhere(duty) if unit is None else held.covers(duty, unit)


def units_within(user: Any, duty: str) -> QuerySet[Unit]:
    """The active units a duty covers, from the top down; all of them for the portal itself."""
    units = Unit.objects.active().order_by("path")
    if getattr(user, "kind", "") == UserKind.SYSTEM:
        return units
    return units.filter(holdings(user).within(duty))


@Question
def _exceptions(*, user: int, person: int, today: date) -> QuerySet[Any, Any]:
    admitted = Admission.objects.filter(user=user, until__gte=today).values_list(
        Value(value=True), "dossier"
    )
    shut_out = Recusal.objects.in_force().filter(person=person, scope=RecusalScope.SEE)
    return admitted.union(shut_out.values_list(Value(value=False), "dossier"))


@dataclass(frozen=True)
class Exceptions:
    """The single dossiers a person may see besides his duties, and those he may not (知情协办、回避)."""

    admitted: tuple[int, ...] = ()
    shut_out: tuple[int, ...] = ()


def exceptions_of(user: User) -> Exceptions:
    """A person's admissions and recusals today; asked once for a page, never kept beyond it."""
    found = _exceptions(user=user.pk, person=user.person_id or 0, today=clock.today())
    return Exceptions(
        tuple(pk for is_admitted, pk in found if is_admitted),
        tuple(pk for is_admitted, pk in found if not is_admitted),
    )


@dataclass(frozen=True)
class Viewer(Composite):
    """Who looks, as far as it decides what is seen: the duties held, and the single dossiers.

    In a prepared question, people with the same duties over as many units are alike.
    """

    held: Holdings
    known: Exceptions = Exceptions()

    @cached_property
    def paths(self) -> tuple[str, ...]:
        return tuple(sorted({path for paths in self.held.paths.values() for path in paths}))

    @cached_property
    def shape(self) -> Hashable:
        place = {path: number for number, path in enumerate(self.paths)}
        duties = sorted(self.held.paths.items())
        return (
            tuple((duty, tuple(place[path] for path in paths)) for duty, paths in duties),
            len(self._admitted),
            len(self._shut_out),
        )

    @cached_property
    def values(self) -> tuple[Any, ...]:
        return (*self.paths, *self._admitted, *self._shut_out)

    def at(self, values: tuple[Any, ...]) -> Viewer:
        count, admitted = len(self.paths), len(self.paths) + len(self._admitted)
        other = dict(zip(self.paths, values[:count], strict=True))
        paths = {duty: tuple(other[path] for path in own) for duty, own in self.held.paths.items()}
        known = Exceptions(values[count:admitted], values[admitted:])
        return Viewer(replace(self.held, paths=paths), known)

    @cached_property
    def _admitted(self) -> tuple[int, ...]:
        return rounded_up(self.known.admitted)

    @cached_property
    def _shut_out(self) -> tuple[int, ...]:
        return rounded_up(self.known.shut_out)


def viewer_of(user: User) -> Viewer:
    """A person as a viewer, for one page."""
    return Viewer(holdings(user), exceptions_of(user))


def _by_duty(held: Holdings, duties: tuple[str, ...], prefix: str, from_beneath: bool) -> Q:
    seen = held.within(*duties, prefix=f"{prefix}unit__")
    return seen | held.above(*duties, prefix=f"{prefix}unit__") if from_beneath else seen


def seen_by(
    viewer: Viewer, *duties: str, prefix: str = "dossier__", from_beneath: bool = False
) -> Q:
    """The WHERE of the dossiers a viewer may see: by duty, by admission, minus recusals."""
    pk, known = f"{prefix}pk__in", viewer.known
    seen = _by_duty(viewer.held, duties, prefix, from_beneath)
    if known.admitted:
        seen |= Q(**{pk: known.admitted})
    return seen & ~Q(**{pk: known.shut_out}) if known.shut_out else seen


def dossiers_seen_by(
    user: User, *duties: str, prefix: str = "dossier__", from_beneath: bool = False
) -> Q:
    """The same for a person whose exceptions are asked in the very query."""
    pk = f"{prefix}pk__in" if prefix else "pk__in"
    admitted = Admission.objects.filter(user=user, until__gte=clock.today()).values("dossier")
    seen = _by_duty(holdings(user), duties, prefix, from_beneath) | Q(**{pk: admitted})
    return seen & not_shut_out(user, prefix)


def _of_any_kind(held: Holdings, prefix: str, unit: str = "") -> Q:
    """What the duties of a person let him see, whatever its kind; kinds seen alike are asked once.

    Most people hold all their duties over one unit: to them the kinds differ only in whether they are
    seen from beneath.
    """
    alike: dict[tuple[str, ...], list[DossierKind]] = {}
    for kind in all_kinds().values():
        if paths := held.paths_of(*kind.seen_with):
            alike.setdefault(paths, []).append(kind)
    return reduce(
        or_,
        (_of_kinds(held, kinds, prefix, unit or f"{prefix}unit__") for kinds in alike.values()),
        NOTHING,
    )


def _of_kinds(held: Holdings, kinds: list[DossierKind], prefix: str, unit: str) -> Q:
    """What is seen of kinds whose duties are held over the same units."""
    duties = kinds[0].seen_with
    seen = held.within(*duties, prefix=unit)
    if len(kinds) < len(all_kinds()):
        seen &= Q(**{f"{prefix}kind__in": [kind.code for kind in kinds]})
    beneath = [kind.code for kind in kinds if kind.seen_from_beneath]
    if not beneath:
        return seen
    return seen | Q(**{f"{prefix}kind__in": beneath}) & held.above(*duties, prefix=unit)


def dossiers_seen(viewer: Viewer, *, prefix: str = "", unit: str = "") -> Q:
    """The WHERE of every dossier a viewer may see, whatever its kind.

    `prefix` leads to the dossier; `unit` to its unit, where a row has it at hand.
    """
    pk, known = f"{prefix}pk__in", viewer.known
    seen = _of_any_kind(viewer.held, prefix, unit)
    if known.admitted:
        seen |= Q(**{pk: known.admitted})
    return seen & ~Q(**{pk: known.shut_out}) if known.shut_out else seen


def dossiers_seen_now(
    held: Holdings, user: int, person: int, today: date, *, prefix: str = "", unit: str = ""
) -> Q:
    """The same with the exceptions asked in the very query, for a page that asks only once."""
    pk = f"{prefix}pk__in"
    admitted = Admission.objects.filter(user=user, until__gte=today).values("dossier")
    shut_out = (
        Recusal.objects.in_force().filter(person=person, scope=RecusalScope.SEE).values("dossier")
    )
    return (_of_any_kind(held, prefix, unit) | Q(**{pk: admitted})) & ~Q(**{pk: shut_out})


def let_see(named: Named) -> None:
    """Let a person see, besides what his duties show him, the dossiers that name him (指名交给谁的)."""
    _NAMED.append(named)


def visible_dossiers(user: User) -> QuerySet[Dossier]:
    """Every dossier a person may see, whatever its kind: for attachments and documents."""
    admitted = Admission.objects.filter(user=user, until__gte=clock.today()).values("dossier")
    seen = _of_any_kind(holdings(user), "") | Q(pk__in=admitted)
    for named in _NAMED:
        seen |= Q(pk__in=named(user))
    return Dossier.objects.filter(seen & not_shut_out(user, "")).select_related("unit")


def not_shut_out(user: User, prefix: str = "dossier__") -> Q:
    """The WHERE that keeps out what a person recused himself from seeing."""
    if not user.person_id:
        return Q()
    shut_out = Recusal.objects.in_force().filter(person=user.person_id, scope=RecusalScope.SEE)
    return ~Q(**{f"{prefix}pk__in": shut_out.values("dossier")})


def exceptions_within(
    *, user: int, person: int, today: date
) -> tuple[QuerySet[Any, Any], QuerySet[Any, Any]]:
    """The dossiers a person is admitted to and those he is shut out of, for a question that asks them too."""
    admitted = Admission.objects.filter(user=user, until__gte=today)
    shut_out = Recusal.objects.in_force().filter(person=person, scope=RecusalScope.SEE)
    return admitted.values("dossier"), shut_out.values("dossier")


def with_exceptions(
    rows: QuerySet[Row], *, user: int, person: int, today: date, dossier: str = "pk"
) -> QuerySet[Row]:
    """Records with what an exception says of a person and their dossier, to be judged by `may_see`."""
    of_it = OuterRef(dossier)
    recusals = Recusal.objects.in_force().filter(person=person, dossier=of_it)
    marked: QuerySet[Any] = rows.annotate(
        is_admitted=Exists(Admission.objects.filter(user=user, until__gte=today, dossier=of_it)),
        is_shut_out=Exists(recusals.filter(scope=RecusalScope.SEE)),
        is_kept_from=Exists(recusals.filter(scope__in=KEEPING)),
        read_for=Cast(Value(person), BigIntegerField()),
    )
    return marked


def may_see(user: User, dossier: Dossier, *duties: str, marked: Any) -> bool:
    """Whether a person may see one dossier that was read: what `dossiers_seen_by` says of many.

    `marked` is the record that was read `with_exceptions`.
    """
    said, held = vars(marked), holdings(user)
    by_duty = any(held.covers(duty, dossier.unit) for duty in duties)
    return (by_duty or said["is_admitted"]) and not said["is_shut_out"]


def appointments_of(user: User) -> list[Appointment]:
    """A person's appointments valid today, with their units."""
    return list(
        Appointment.objects.valid(clock.today())
        .filter(user=user)
        .select_related("unit")
        .order_by("unit__path", "id")
    )


def unit_of(user: User) -> Unit | None:
    """Where a person belongs today: the unit of the highest post; None without one."""
    posts = Appointment.objects.valid(clock.today()).filter(user=user).select_related("unit")
    first = posts.order_by("unit__path", "id").first()
    return first.unit if first else None


def last_unit_of(user: User) -> Unit | None:
    """Where a person belongs, or belonged last, or will: whose security administrator answers."""
    posts = Appointment.objects.filter(user=user).select_related("unit")
    last = posts.order_by("-starts_on", "-id").first()
    return unit_of(user) or (last.unit if last else None)


def users_within(user: Any, duty: str) -> QuerySet[Any]:
    """The keys of the people with a post, past or present, where the duty is held."""
    return Appointment.objects.filter(holdings(user).within(duty, prefix="unit__")).values("user")


def users_with_posts() -> QuerySet[Any]:
    """The keys of the people who hold, held or will hold any post."""
    return Appointment.objects.values("user")


def has_sensitive_post(user: User) -> bool:
    """Whether a role the person is in today asks for two steps at sign-in."""
    return valid_posts().filter(user=user, role__in=sensitive_roles()).exists()


def valid_posts() -> QuerySet[Appointment]:
    """Every appointment valid today, to be narrowed by who asks."""
    return Appointment.objects.valid(clock.today())


def people_with(duty: str, unit: Unit) -> QuerySet[User]:
    """Those with a post, past or to come, in a unit or beneath it that comes with a duty."""
    roles = [role.code for role in all_roles().values() if duty in role.duties]
    posts = Appointment.objects.filter(unit__path__startswith=unit.path, role__in=roles)
    staff = User.objects.filter(kind=UserKind.STAFF, pk__in=posts.values("user"))
    return staff.order_by("pk")


def posts_by_user(users: Iterable[User], *, on: date | None = None) -> dict[int, list[str]]:
    """What some people are on a day, in words, by their keys; one query for all of them."""
    found: dict[int, list[str]] = {}
    rows = Appointment.objects.valid(on or clock.today()).filter(user__in=users)
    rows = rows.order_by("unit__path", "id")
    for user, unit, role in rows.values_list("user", "unit__short_name", "role"):
        found.setdefault(user, []).append(f"{unit}{name_of(role)}")
    return found


class Held(NamedTuple):
    """A post somebody has or had, in words, from a day until a day."""

    since: date
    until: date | None
    words: str

    def on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


def posts_between(users: Iterable[int], start: date, end: date) -> dict[int, list[Held]]:
    """The posts of some people on any day of [start, end), by their keys; one query for all of them."""
    rows = Appointment.objects.overlapping(start, end).filter(user__in=users)
    columns = ("user", "unit__short_name", "role", "starts_on", "ends_on")
    found: dict[int, list[Held]] = {}
    for user, unit, role, since, until in rows.order_by("unit__path", "id").values_list(*columns):
        found.setdefault(user, []).append(Held(since, until, f"{unit}{name_of(role)}"))
    return found


def line_of(user: User) -> str:
    """How a person is introduced at the head of a page: 体育社区 社区主任 · 赵建国."""
    posts = [f"{unit} {name_of(role)}" for unit, role in holdings(user).posts]
    return f"{'、'.join(posts)} · {user}" if posts else str(user)

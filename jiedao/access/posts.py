"""Who held which post on a day (某日任职): for rosters, and for what is counted by post."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from jiedao.access.models import Appointment
from jiedao.access.roles import OFFICE, all_roles, leading_roles
from jiedao.organisation.models import Unit
from jiedao.people.models import User


@dataclass(frozen=True)
class Post:
    """One post a person held: the role and where."""

    role: str
    unit: str
    path: str
    name: str

    @property
    def words(self) -> str:
        """As it is said: 经八路街道党工委书记, 体育社区主任."""
        return self.unit + (self.name.removeprefix("社区") if "社区" in self.unit else self.name)


@dataclass(frozen=True)
class Holder:
    """A person with the posts held on a day, the highest first."""

    person: int
    user: User
    posts: tuple[Post, ...]

    @property
    def name(self) -> str:
        return str(self.user)

    @property
    def words(self) -> str:
        return "、".join(post.words for post in self.posts)

    @property
    def roles(self) -> list[str]:
        return [post.role for post in self.posts]


@dataclass(frozen=True)
class Spell:
    """A time in an office post: where, from a day until a day (任职期间)."""

    unit: str
    path: str
    starts_on: date
    ends_on: date | None

    def runs(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


def spells_of(users: Iterable[int]) -> dict[int, list[Spell]]:
    """When these people were in which unit, past and to come, oldest first; one query for all of them."""
    rows = Appointment.objects.filter(user__in=set(users), line=OFFICE).order_by("starts_on", "pk")
    found: dict[int, list[Spell]] = defaultdict(list)
    for row in rows.select_related("unit"):
        found[row.user_id].append(Spell(str(row.unit), row.unit.path, row.starts_on, row.ends_on))
    return found


def leaders_of(street: Unit, *, on: date) -> QuerySet[User]:
    """The leading officials of a street (班子成员): by their posts there, those to come on a day included."""
    posts = Appointment.objects.filter(unit=street, role__in=leading_roles())
    lasting = posts.filter(Q(ends_on=None) | Q(ends_on__gt=on))
    return User.objects.filter(pk__in=lasting.values("user"), is_active=True).order_by("pk")


def holders_within(unit: Unit, *, on: date) -> list[Holder]:
    """Who held an office post at a unit or beneath it on a day, with an account, from the top down."""
    return _holders(_posts(on).filter(unit__path__startswith=unit.path))


def holders_of(people: Iterable[int], *, on: date) -> dict[int, Holder]:
    """The posts these persons held on a day, wherever; who held none is missing."""
    return {one.person: one for one in _holders(_posts(on).filter(user__person__in=list(people)))}


def _posts(on: date) -> QuerySet[Appointment]:
    rows = Appointment.objects.valid(on).filter(
        line=OFFICE, user__is_active=True, user__person__isnull=False
    )
    return rows.select_related("unit", "user").order_by("unit__path", "id")


def _holders(rows: QuerySet[Appointment]) -> list[Holder]:
    order = {code: place for place, code in enumerate(all_roles())}
    found: dict[User, list[Post]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.unit.path, order.get(row.role, len(order)))):
        found[row.user].append(Post(row.role, str(row.unit), row.unit.path, row.role_name))
    return [Holder(user.person_id or 0, user, tuple(posts)) for user, posts in found.items()]

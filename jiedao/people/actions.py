"""Writing people: persons on rosters, accounts, and the actors that are not staff."""

from functools import partial

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import QuerySet

from jiedao.lib import pinyin
from jiedao.lib.prepared import Records
from jiedao.people.models import Kinship, Person, User, UserKind

SYSTEM, VISITOR = "system", "visitor"


@transaction.atomic
def register_person(*, name: str, hint: str = "") -> Person:
    """Enter a person by name (登记人员)."""
    return Person.objects.create(name=name, hint=hint, sort_key=pinyin.sort_key(name))


@transaction.atomic
def register_kinship(one: Person, other: Person, *, relation: str) -> Kinship:
    """Enter that two people are near relatives (登记近亲属)."""
    first, second = sorted((one, other), key=lambda person: person.pk)
    return Kinship.objects.update_or_create(
        one=first, other=second, defaults={"relation": relation}
    )[0]


@transaction.atomic
def open_account(
    *,
    username: str,
    name: str,
    password: str,
    person: Person | None = None,
    kind: str = UserKind.STAFF,
) -> User:
    """Give a person a log-in (开通账号); ValidationError when the password is too weak."""
    user = User(username=username, name=name, person=person, kind=kind)
    validate_password(password, user)
    user.set_password(password)
    user.save()
    return user


@transaction.atomic
def open_machine(*, username: str, name: str) -> User:
    """Give another system an account (对接系统账号): without a password, it cannot sign in to a page."""
    user = User(username=username, name=name, kind=UserKind.MACHINE)
    user.set_unusable_password()
    user.save()
    return user


def shut_account(user: User) -> None:
    """Nobody acts under this account any more (停用账号); what was done under it keeps its name."""
    User.objects.filter(pk=user.pk).update(is_active=False)
    user.is_active = False


@Records
def _called(*, username: str) -> QuerySet[User]:
    return User.objects.filter(username=username)


# The actors that are not staff are the same as long as a process runs.
_actors: dict[str, User] = {}


def _actor(username: str, name: str, kind: str) -> User:
    known = _actors.get(username)
    if known is None:
        known = _called.first(username=username) or _entered(username, name, kind)
        # Only what was saved for good is kept.
        transaction.on_commit(partial(_actors.__setitem__, username, known))
    return _twin(known)


def _twin(known: User) -> User:
    """The same actor for one act: whoever notes something on it notes it on his own."""
    twin = User.__new__(User)
    vars(twin).update(vars(known))
    return twin


def forget_actors() -> None:
    """Another database is asked from now on (tests)."""
    _actors.clear()


def _entered(username: str, name: str, kind: str) -> User:
    actor, fresh = User.objects.get_or_create(
        username=username, defaults={"name": name, "kind": kind, "is_active": False}
    )
    if fresh:
        actor.set_unusable_password()
        actor.save(update_fields=["password"])
    return actor


def system() -> User:
    """The portal itself (系统): what beat and commands do is entered under this name."""
    return _actor(SYSTEM, "系统", UserKind.SYSTEM)


def visitor() -> User:
    """A resident who has not signed in (居民)."""
    return _actor(VISITOR, "居民（网上）", UserKind.VISITOR)

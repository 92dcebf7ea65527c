"""A community with its bodies: 7 on the committee, 3 supervisors, 40 representatives."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from jiedao.access import actions as access
from jiedao.lib import clock
from jiedao.organisation import actions
from jiedao.organisation.models import Body, Term
from jiedao.organisation.states import BodyKind, Position
from jiedao.people import actions as people
from jiedao.people.models import Person, User
from tests.conftest import PASSWORD, TODAY, Office

BEGUN, ENDS = date(2026, 3, 1), date(2031, 3, 1)
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
Roster = list[tuple[Person, str, str]]
Enter = Callable[..., Term]


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.moved_to(TODAY):
        yield


def crowd(count: int, mark: str) -> list[Person]:
    """So many people, each with a name of his own."""
    return [
        people.register_person(name=f"{SURNAMES[n % 20]}{mark}{SURNAMES[n // 20]}")
        for n in range(count)
    ]


def seated(persons: list[Person], head: str, rest: str) -> Roster:
    """A roster with its head first."""
    return [(person, head if n == 0 else rest, "") for n, person in enumerate(persons)]


@dataclass(frozen=True)
class Community:
    """The bodies of community A and who sits in them."""

    committee: Body
    supervision: Body
    representatives: Body
    members: list[Person]
    supervisors: list[Person]
    chosen: list[Person]


@pytest.fixture
def establish(office: Office, system_admin: User) -> Callable[[str], Body]:
    """Register a body of community A."""

    def register(kind: str) -> Body:
        return actions.establish_body(office.a, kind=kind, by=system_admin)

    return register


@pytest.fixture
def begin(system_admin: User) -> Enter:
    """Begin a term; days and number may be left to the usual ones."""

    def term(
        body: Body, seats: Roster, begins_on: date = BEGUN, ends_on: date = ENDS, number: int = 1
    ) -> Term:
        return actions.begin_term(
            body,
            number=number,
            begins_on=begins_on,
            ends_on=ends_on,
            seats=seats,
            by=system_admin,
        )

    return term


@pytest.fixture
def community(establish: Callable[[str], Body], begin: Enter) -> Community:
    members, supervisors, chosen = crowd(7, "建"), crowd(3, "明"), crowd(40, "春")
    committee = establish(BodyKind.COMMITTEE)
    begin(committee, seated(members, Position.CHAIR, Position.MEMBER))
    supervision = establish(BodyKind.SUPERVISION)
    begin(supervision, seated(supervisors, Position.CHAIR, Position.MEMBER))
    representatives = establish(BodyKind.REPRESENTATIVES)
    begin(representatives, seated(chosen, Position.REPRESENTATIVE, Position.REPRESENTATIVE))
    return Community(committee, supervision, representatives, members, supervisors, chosen)


@pytest.fixture
def street_admin(office: Office) -> User:
    """系统管理员 of the street alone."""
    user = people.open_account(username="jiedao", name="街道系统员", password=PASSWORD)
    access.appoint(
        user,
        role="system_admin",
        unit=office.street,
        by=people.system(),
        starts_on=date(2020, 1, 1),
    )
    return user

"""Building the fictional office: people, bodies, terms, accounts, appointments."""

import secrets
from datetime import date, timedelta
from typing import cast

from django.conf import settings

from jiedao.access import actions as access
from jiedao.delivery.actions import codes, contacts
from jiedao.delivery.states import Channel
from jiedao.demo.cast import ALSO, CAST, DEPARTMENTS, DISTRICT, STREET, A, B, neighbours
from jiedao.demo.scenes import Stage
from jiedao.lib import clock
from jiedao.organisation import actions as organisation
from jiedao.organisation.models import Unit
from jiedao.organisation.states import BodyKind, Position, UnitLevel
from jiedao.people import actions as people
from jiedao.people.models import Person, User
from jiedao.personal.fields import Sealed

# Who wants to be told outside as well, and where. The demo sends nothing: no channel is configured.
REACHED = (
    ("tiyu-zhuren", Channel.SMS, "13800000001", True),
    ("tiyu-zhuren", Channel.EMAIL, "zhaolihua@example.com", True),
    ("tiyu-shegong", Channel.WECHAT, "oDemo-0000000000000000000001", True),
    ("keji-zhuren", Channel.SMS, "13800000002", False),
    ("fenguan", Channel.EMAIL, "hezhiyuan@example.com", True),
    ("xitong", Channel.EMAIL, "xitong@example.com", True),
)

COMMITTEE_SIZE, REPRESENTATIVES, BRANCH_MEMBERS = 7, 56, 8


def password() -> str:
    """The one password of the demo's people: made at random once, kept in var/ (0600)."""
    path = settings.VAR / "demo-password"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(f"demo-7{secrets.token_hex(4)}", encoding="ascii")
    return path.read_text(encoding="ascii").strip()


def is_built() -> bool:
    """Whether the demo office stands already."""
    return User.objects.filter(username=CAST[0].username).exists()


def build(*, today: date, password: str) -> Stage:
    """Build the office as it has been since the start of the term (演示街道)."""
    begun = date(today.year - 1, 1, 10)
    with clock.moved_to(begun):
        _departments()
        codes = {member.unit for member in CAST}
        units = {unit.code: unit for unit in Unit.objects.filter(code__in=codes)}
        accounts = _accounts(units, begun, password)
        _contacts(accounts)
        system = people.system()
        for code, start in ((A, 3), (B, 17)):
            _bodies(units[code], accounts, code, start=start, begun=begun, by=system)
            organisation.count_heads(
                units[code],
                counted_on=begun,
                adults=2986 + start,
                households=1240 + start,
                source="社区人口台账",
                by=system,
            )
            _particulars(units[code], code, system)
    with clock.moved_to(today - timedelta(days=200)):
        _grids(units, system)
    return Stage(today, units, accounts)


def _departments() -> None:
    street = Unit.objects.get(code=STREET)
    for name in DEPARTMENTS:
        organisation.add_unit(street, level=UnitLevel.DEPARTMENT, name=name, by=people.system())


def _accounts(units: dict[str, Unit], begun: date, password: str) -> dict[str, User]:
    accounts = {}
    for member in CAST:
        user = people.open_account(
            username=member.username,
            name=member.name,
            password=password,
            person=people.register_person(name=member.name),
        )
        for role in member.roles:
            access.appoint(
                user, role=role, unit=units[member.unit], by=people.system(), starts_on=begun
            )
        accounts[member.username] = user
    for username, code, role in ALSO:
        access.appoint(
            accounts[username], role=role, unit=units[code], by=people.system(), starts_on=begun
        )
    return accounts


def _contacts(accounts: dict[str, User]) -> None:
    for username, channel, address, is_on in REACHED:
        contact = contacts.keep(channel, address=address, by=accounts[username])
        # Nothing is sent in the demo: its people copy the code from where it stands.
        codes.confirm(channel, code=cast(Sealed, contact.code).opened(), by=accounts[username])
        if not is_on:
            contacts.switch(channel, on=False, by=accounts[username])


def _bodies(
    unit: Unit, accounts: dict[str, User], code: str, *, start: int, begun: date, by: User
) -> None:
    """Party branch, committee, supervision committee and representatives of one community."""
    side = "tiyu" if code == A else "keji"
    secretary, chair, worker, supervisor = (
        accounts[f"{side}-{post}"].person for post in ("shuji", "zhuren", "shegong", "jiandu")
    )
    names = neighbours(COMMITTEE_SIZE + REPRESENTATIVES + BRANCH_MEMBERS + 4, start=start)
    others = [people.register_person(name=name) for name in names]
    committee, others = others[: COMMITTEE_SIZE - 2], others[COMMITTEE_SIZE - 2 :]
    supervisors, others = others[:2], others[2:]
    branch, others = others[: BRANCH_MEMBERS - 3], others[BRANCH_MEMBERS - 3 :]
    until = date(begun.year + 5, begun.month, begun.day)
    assert secretary
    assert chair
    assert worker
    assert supervisor
    rosters: dict[str, list[tuple[Person, str, str]]] = {
        BodyKind.PARTY_BRANCH: [
            (secretary, Position.SECRETARY, ""),
            (chair, Position.DEPUTY_SECRETARY, ""),
            *((person, Position.MEMBER, "") for person in [committee[0], *branch]),
        ],
        BodyKind.COMMITTEE: [
            (chair, Position.CHAIR, ""),
            (worker, Position.MEMBER, ""),
            *((person, Position.MEMBER, "") for person in committee),
        ],
        BodyKind.SUPERVISION: [
            (supervisor, Position.CHAIR, ""),
            *((person, Position.MEMBER, "") for person in supervisors),
        ],
        BodyKind.REPRESENTATIVES: [
            (person, Position.REPRESENTATIVE, f"第{place % 12 + 1}居民小组")
            for place, person in enumerate(others[:REPRESENTATIVES])
        ],
    }
    for kind, seats in rosters.items():
        body = organisation.establish_body(unit, kind=kind, by=by)
        organisation.begin_term(body, number=6, begins_on=begun, ends_on=until, seats=seats, by=by)


def _particulars(unit: Unit, code: str, by: User) -> None:
    organisation.describe_unit(
        unit,
        phone="0371-6555 0102" if code == A else "0371-6555 0202",
        address="党群服务中心一楼",
        hours="工作日8:30至18:00",
        by=by,
    )


def _grids(units: dict[str, Unit], by: User) -> None:
    for code in (A, B):
        for number in range(1, 4):
            organisation.add_unit(units[code], level=UnitLevel.ESTATE, name=f"{number}号院", by=by)
        for number in range(1, 5):
            organisation.add_unit(units[code], level=UnitLevel.GRID, name=f"第{number}网格", by=by)


__all__ = ["DISTRICT", "STREET", "build", "is_built", "password"]

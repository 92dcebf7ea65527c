"""People everyone knows, a small office, a clock on demand. The cast is the same in every test."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.db.backends.signals import connection_created
from django.test import Client

from jiedao.access import actions as access
from jiedao.access.actions import create_permissions
from jiedao.lib import clock
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people import actions as people
from jiedao.people.models import User
from jiedao.web import stepup

TODAY = date(2026, 11, 23)
PASSWORD = "Clear-water-bridge-7"


def _says_it_tests(connection: Any, **_: Any) -> None:
    """Lets the tests' own tear-down empty append-only tables; no real server ever sets this."""
    with connection.cursor() as cursor:
        cursor.execute("SET jiedao.tests = 'on'")


connection_created.connect(_says_it_tests, dispatch_uid="tests.says_it_tests")


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()
    people.forget_actors()


@dataclass(frozen=True)
class Office:
    """金水区 → 经八路街道 → 体育社区 (A), 科技社区 (B)."""

    district: Unit
    street: Unit
    a: Unit
    b: Unit


def _unit(code: str, name: str, short: str, level: str, parent: Unit | None) -> Unit:
    unit = Unit.objects.create(
        code=code, name=name, short_name=short, sort_key=code, level=level, parent=parent, path="/"
    )
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    return unit


@pytest.fixture
def office(db: None) -> Office:
    create_permissions()
    district = _unit("410105", "金水区", "金水区", UnitLevel.DISTRICT, None)
    street = _unit("410105001", "经八路街道", "经八路街道", UnitLevel.STREET, district)
    a = _unit("410105001003", "体育社区居民委员会", "体育社区", UnitLevel.COMMUNITY, street)
    b = _unit("410105001006", "科技社区居民委员会", "科技社区", UnitLevel.COMMUNITY, street)
    Unit.objects.filter(pk=a.pk).update(phone="0371-6555 0102", address="党群服务中心一楼")
    a.refresh_from_db()
    return Office(district, street, a, b)


def _someone(username: str, name: str, unit: Unit, *roles: str) -> User:
    person = people.register_person(name=name)
    user = people.open_account(username=username, name=name, password=PASSWORD, person=person)
    for role in roles:
        access.appoint(user, role=role, unit=unit, by=people.system(), starts_on=date(2020, 1, 1))
    return user


@pytest.fixture
def li_secretary(office: Office) -> User:
    """李书记, party secretary of the street."""
    return _someone("li", "李明远", office.street, "party_secretary")


@pytest.fixture
def lead_official(office: Office) -> User:
    """分管领导 of the street."""
    return _someone("he", "何志远", office.street, "lead_official")


@pytest.fixture
def officer(office: Office) -> User:
    """科室干部 of the street."""
    return _someone("luo", "罗卫东", office.street, "officer")


@pytest.fixture
def branch_secretary(office: Office) -> User:
    """社区书记 of community A."""
    return _someone("chen", "陈建国", office.a, "branch_secretary")


@pytest.fixture
def zhao_chair(office: Office) -> User:
    """赵主任, chairs community A's committee."""
    return _someone("zhao", "赵丽华", office.a, "committee_chair")


@pytest.fixture
def sun_worker(office: Office) -> User:
    """孙, community worker of A."""
    return _someone("sun", "孙红霞", office.a, "community_worker")


@pytest.fixture
def wang_supervisor(office: Office) -> User:
    """王监督, supervision committee of A."""
    return _someone("wang", "王志强", office.a, "supervisor")


@pytest.fixture
def zhou_grid(office: Office) -> User:
    """周网格, grid worker of A."""
    return _someone("zhou", "周春梅", office.a, "grid_worker")


@pytest.fixture
def zheng_other(office: Office) -> User:
    """郑邻社, all community roles in B: must see nothing of A's."""
    return _someone(
        "zheng", "郑邻社", office.b, "branch_secretary", "committee_chair", "community_worker"
    )


@pytest.fixture
def security_admin(office: Office) -> User:
    return _someone("anquan", "安全员", office.district, "security_admin")


@pytest.fixture
def system_admin(office: Office) -> User:
    return _someone("xitong", "系统员", office.district, "system_admin")


@pytest.fixture
def audit_admin(office: Office) -> User:
    return _someone("shenji", "审计员", office.district, "audit_admin")


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """A browser in which a person has just signed in."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="jiedao.accounts.backends.Accounts")
        session = client.session
        session.update({stepup.CONFIRMED: clock.wall().isoformat(), stepup.MINUTES: 15})
        session.save()
        return client

    return signed_in

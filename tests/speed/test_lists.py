"""Every list costs the same number of statements for a handful of matters and for ten times as many."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

from django.test import Client

from bench import seed
from decisions import demo
from decisions.demo.stories import CHARGING, LIGHTS
from decisions.demo.walk import Walk
from jiedao.lib import clock
from jiedao.people.models import User
from tests.conftest import Office
from tests.decisions.conftest import START
from tests.support import statements

MOST = 12
FEW, MANY = 20, 220
OF_STAFF = (
    "/office/",
    "/office/?all=late",
    "/office/decisions/",
    "/office/decisions/?sort=limit",
    "/office/decisions/?sort=acted",
    "/office/decisions/?state=open",
    f"/office/decisions/?q={quote('充电')}",
    f"/office/search/?q={quote('充电')}",
    "/office/notices/",
    "/office/figures/",
    "/api/v1/decisions/",
)
OF_RESIDENTS = (
    "/",
    "/board/",
    "/board/?unit=410105001003",
    "/board/?unit=410105001003&all=1",
    f"/board/?q={quote('充电')}",
    "/board/feed.atom",
    "/consultations/",
    "/api/v1/publications/",
)


def test_ten_times_as_many_matters_cost_no_statement_more(
    walk: Callable[..., Walk],
    office: Office,
    zhao_chair: User,
    li_secretary: User,
    client_of: Callable[[User], Client],
) -> None:
    demo.to_archived(walk(CHARGING), START)
    today = clock.today()
    demo.to_posted(walk(CHARGING, today - timedelta(days=40)), today - timedelta(days=40))
    walk(LIGHTS, today - timedelta(days=3)).consult(today - timedelta(days=2))
    seed.fill(FEW)
    askers = {
        "chair": (client_of(zhao_chair), OF_STAFF),
        "secretary": (client_of(li_secretary), OF_STAFF),
        "resident": (Client(), OF_RESIDENTS),
    }

    def costs() -> dict[tuple[str, str], int]:
        found = {}
        for name, (client, addresses) in askers.items():
            for address in addresses:
                assert client.get(address).status_code == 200, address
                found[name, address] = statements(
                    lambda client=client, address=address: client.get(address)
                )
        return found

    few = costs()
    seed.fill(MANY)
    assert costs() == few
    assert {asked: cost for asked, cost in few.items() if cost > MOST} == {}

"""A program that lost the answer may ask again: the same key, one entry."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from decisions import demo
from decisions.demo import Posts, Walk
from decisions.models import Matter, Opinion
from jiedao.lib import clock
from jiedao.people.models import User
from tests.conftest import Office
from tests.decisions.conftest import START
from tests.decisions.programs import ALL, MOTION, SAID, api, at, beginning
from tests.support import photo

KEY = {"Idempotency-Key": "2026-03-02/17"}


@pytest.fixture
def begun(
    office: Office, branch_secretary: User, zhao_chair: User, sun_worker: User
) -> Callable[..., Walk]:
    """Begin a matter that will not come as far as a meeting: nobody need be seated."""
    return beginning(office, Posts(branch_secretary, zhao_chair, sun_worker))


@pytest.fixture
def consulting(begun: Callable[..., Walk]) -> Matter:
    """A matter on which residents are being asked."""
    return begun().consult(START).fresh()


def enter(client: APIClient, matter: Matter, said: dict[str, Any] = SAID) -> Any:
    """Enter what residents said, under the same key each time."""
    with clock.moved_to(START):
        return client.post(at(matter, "add_opinions"), said, format="json", headers=KEY)


def test_the_same_key_enters_an_opinion_once(consulting: Matter, zhou_grid: User) -> None:
    client = api(zhou_grid)
    first, again = enter(client, consulting), enter(client, consulting)
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert again["Idempotency-Replayed"] == "true"
    assert Opinion.objects.count() == 1


def test_a_key_serves_one_request_of_one_person(
    consulting: Matter, zhou_grid: User, sun_worker: User
) -> None:
    enter(api(zhou_grid), consulting)
    other = enter(api(zhou_grid), consulting, SAID | {"channel": "phone"})
    assert (other.status_code, other.json()["code"]) == (409, "api.key_used")
    assert enter(api(sun_worker), consulting).status_code == 200
    assert Opinion.objects.count() == 2


def test_a_refused_request_is_judged_anew_under_its_key(
    begun: Callable[..., Walk], zhao_chair: User
) -> None:
    matter, client = begun().matter, api(zhao_chair)
    for until, status in (("2026-03-04", 409), ("2026-03-20", 200)):
        with clock.moved_to(START):
            answer = client.post(
                at(matter, "consult"), {"until": until}, format="json", headers=KEY
            )
        assert answer.status_code == status, answer.json()


def test_a_motion_sent_twice_gets_one_number(office: Office, sun_worker: User) -> None:
    client = api(sun_worker)
    first, again = (client.post(ALL, MOTION, format="json", headers=KEY) for _ in range(2))
    assert first.json() == again.json()
    assert first["Location"] == again["Location"]
    assert Matter.objects.count() == 1


def test_a_photograph_sent_twice_is_kept_once(walk: Callable[..., Walk], zhao_chair: User) -> None:
    journey = walk()
    on = demo.to_resolved(journey, START)
    journey.publish_resolution(on, finish_by=on + timedelta(days=60))
    with clock.moved_to(on):
        for _ in range(2):
            answer = api(zhao_chair).post(
                at(journey.matter, "post_notice"),
                {"photo": photo(), "place": "社区居务公开栏"},
                format="multipart",
                headers=KEY,
            )
            assert answer.status_code == 200, answer.json()
    assert journey.fresh().dossier.attachments.count() == 1

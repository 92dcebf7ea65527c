"""Community A with its bodies seated, and a walk that carries matters along their way."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from decisions import demo
from decisions.demo.stories import CHARGING, Story
from decisions.demo.walk import Posts, Walk
from jiedao.demo.cast import neighbours
from jiedao.lib import clock
from jiedao.organisation import actions as organisation
from jiedao.organisation.models import HeadCount, Unit
from jiedao.organisation.states import BodyKind, Position
from jiedao.people import actions as people
from jiedao.people.models import Person, User
from tests.conftest import Office

START = date(2026, 3, 2)


# Steps about one thing of many: their address has its number too.
OF_ONE = (
    "answer_opinion",
    "correct_opinion",
    "answer_supervision",
    "correct_progress",
    "acknowledge_objection",
    "answer_objection",
    "close_objection",
    "escalate_objection",
    "decide_objection",
)


def seat_bodies(
    unit: Unit, secretary: User, chair: User, worker: User, supervisor: User | None = None
) -> None:
    """Party branch of 7, committee of 5, supervisors 3, representatives 40 (60 in all meeting)."""
    assert secretary.person
    assert chair.person
    assert worker.person
    names = iter(neighbours(80, start=unit.pk))
    begun = date(2025, 1, 10)

    def more(number: int) -> list[Person]:
        return [people.register_person(name=next(names)) for _ in range(number)]

    committee = more(3)
    rosters: dict[str, list[tuple[Person, str, str]]] = {
        BodyKind.PARTY_BRANCH: [
            (secretary.person, Position.SECRETARY, ""),
            (chair.person, Position.MEMBER, ""),
            *((person, Position.MEMBER, "") for person in more(5)),
        ],
        BodyKind.COMMITTEE: [
            (chair.person, Position.CHAIR, ""),
            (worker.person, Position.MEMBER, ""),
            *((person, Position.MEMBER, "") for person in committee),
        ],
        BodyKind.SUPERVISION: [
            (person, Position.CHAIR if place == 0 else Position.MEMBER, "")
            for place, person in enumerate(
                [*([supervisor.person] if supervisor and supervisor.person else []), *more(3)][:3]
            )
        ],
        BodyKind.REPRESENTATIVES: [
            (person, Position.REPRESENTATIVE, f"第{place % 8 + 1}居民小组")
            for place, person in enumerate(more(40))
        ],
    }
    with clock.moved_to(begun):
        for kind, seats in rosters.items():
            body = organisation.establish_body(unit, kind=kind, by=people.system())
            organisation.begin_term(
                body,
                number=6,
                begins_on=begun,
                ends_on=date(2030, 1, 10),
                seats=seats,
                by=people.system(),
            )


@pytest.fixture(autouse=True)
def _vault(settings: Any, tmp_path: Path) -> None:
    """Every test has a vault of its own for what is attached."""
    settings.MEDIA_ROOT = tmp_path / "attachments"


@pytest.fixture
def posts(
    office: Any,
    branch_secretary: User,
    zhao_chair: User,
    sun_worker: User,
    wang_supervisor: User,
) -> Posts:
    """Community A with its bodies, and who acts for it."""
    seat_bodies(office.a, branch_secretary, zhao_chair, sun_worker, wang_supervisor)
    return Posts(branch_secretary, zhao_chair, sun_worker, wang_supervisor)


@pytest.fixture
def walk(office: Any, posts: Posts) -> Callable[..., Walk]:
    """Begin a matter in community A on a day."""

    def begin(story: Story = CHARGING, on: date = START) -> Walk:
        return Walk(office.a, posts, story, on)

    return begin


@pytest.fixture
def hundred_households(office: Office, zhao_chair: User) -> HeadCount:
    return HeadCount.objects.create(
        unit=office.a,
        counted_on=date(2026, 1, 1),
        adults=230,
        households=100,
        source="户籍和常住人口台账",
        entered_at=clock.now(),
        entered_by=zhao_chair,
    )


@pytest.fixture
def told(walk: Callable[..., Walk]) -> Walk:
    """A matter whose resolution hangs on the board."""
    journey = walk()
    demo.to_posted(journey, START)
    return journey


@pytest.fixture
def up(told: Walk) -> date:
    """The day it was put up."""
    day = told.fresh().dossier.publications.get().posted_on
    assert day
    return day

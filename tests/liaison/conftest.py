"""What a street has set up, each time by the real action."""

from datetime import date
from typing import Any

import pytest

from jiedao.liaison.actions import assignments, groups
from jiedao.liaison.models import Assignment, Visit, WorkGroup
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.people.models import User
from tests.conftest import Office, _someone, _unit

ESTABLISHED = date(2026, 3, 2)
SINCE = date(2026, 10, 1)


@pytest.fixture
def room(office: Office) -> Unit:
    """A department of the street: 党建工作办公室."""
    return _unit(
        "410105001-K01", "党建工作办公室", "党建工作办公室", UnitLevel.DEPARTMENT, office.street
    )


@pytest.fixture
def tang(room: Unit) -> User:
    """唐玉梅, officer of the department."""
    return _someone("tang", "唐玉梅", room, "officer")


def established(street: Unit, by: User, **other: Any) -> WorkGroup:
    """A group of a street, of 民主科学决策 unless said otherwise; led by who registers it."""
    given: dict[str, Any] = {
        "area": "decisions",
        "title": "推进民主科学决策专项工作小组",
        "document_number": "经八办〔2026〕5号",
        "established_on": ESTABLISHED,
        "lead": by,
        "department": street,
        "responsible": by,
    }
    return groups.establish(street, by=by, **(given | other))


@pytest.fixture
def group(office: Office, officer: User, lead_official: User, room: Unit, tang: User) -> WorkGroup:
    """The special group of 民主科学决策: led by 何志远, the department answers for it, 唐玉梅 in person."""
    return established(
        office.street, officer, lead=lead_official, department=room, responsible=tang
    )


def assigned(community: Unit, by: User, leader: User, since: date = SINCE) -> Assignment:
    """A community an official answers for."""
    return assignments.assign(community, by=by, leader=leader, since=since)


def visited(assignment: Assignment, by: User, day: date = SINCE, **other: Any) -> Visit:
    """A visit to it."""
    given = {"kind": "guide", "done": "看了台账，和社区书记谈了进度。"}
    return assignments.visit(assignment, by=by, day=day, **(given | other))


@pytest.fixture
def assignment(office: Office, officer: User, lead_official: User) -> Assignment:
    """何志远 answers for community A since 1 October 2026."""
    return assigned(office.a, officer, lead_official)

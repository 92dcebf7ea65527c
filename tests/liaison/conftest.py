"""What a street has set up, each time by the real action."""

from datetime import date
from typing import Any

import pytest

from jiedao.liaison.actions import assignments, groups, pilots, responsibilities
from jiedao.liaison.models import Assignment, Pilot, Responsibility, Trial, Visit, WorkGroup
from jiedao.liaison.states import StageKind
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


def designated(street: Unit, by: User, **other: Any) -> Pilot:
    """The street was designated a pilot of the province on 10 April 2026."""
    given: dict[str, Any] = {
        "title": "全省推进基层四项基础制度和机制建设试点示范街道",
        "level": "province",
        "office_name": "经八路街道办事处",
        "document_number": "豫组〔2026〕7号",
        "designated_on": date(2026, 4, 10),
    }
    return pilots.designate(street, by=by, **(given | other))


STAGES = {
    StageKind.RULES: date(2026, 5, 31),
    StageKind.METHODS: date(2026, 8, 31),
    StageKind.PAPERS: date(2026, 10, 31),
    StageKind.SUMMARY: date(2026, 11, 30),
}


def tried(pilot: Pilot, by: User, community: Unit, **other: Any) -> Trial:
    """A community tries two systems from May to December 2026."""
    given: dict[str, Any] = {
        "community": community,
        "first": "decisions",
        "second": "disputes",
        "responsible": by,
        "goal": "重大事项都按程序决策，分包领导每月走访。",
        "figure": "",
        "least": None,
        "started_on": date(2026, 5, 1),
        "due_on": date(2026, 12, 10),
        "stages": STAGES,
    }
    return pilots.begin(pilot, by=by, **(given | other))


@pytest.fixture
def pilot(office: Office, officer: User) -> Pilot:
    return designated(office.street, officer)


@pytest.fixture
def trial(office: Office, pilot: Pilot, officer: User, zhao_chair: User) -> Trial:
    """Community A tries 民主科学决策 and 矛盾调解化解; 赵丽华 is responsible."""
    return tried(pilot, officer, office.a, responsible=zhao_chair)


def listed(unit: Unit, by: User, **other: Any) -> Responsibility:
    """A responsibility of a unit: the official who answers for it visits twice in October 2026."""
    given: dict[str, Any] = {
        "title": "班子成员走访分包社区",
        "post": "分包领导",
        "standard": "每月走访，问题当场登记。",
        "basis": "班子成员分包社区制度",
        "since": SINCE,
        "due_on": date(2026, 10, 31),
        "proof": "figure",
        "figure": "liaison.visits",
        "least": 2,
    }
    return responsibilities.register(unit, by=by, **(given | other))

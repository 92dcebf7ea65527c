"""Activities and papers from above, each by the real actions."""

from collections.abc import Iterable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from jiedao.activities import actions
from jiedao.activities.models import Activity, SuperiorDocument
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from tests.attachments.files import PDF, upload
from tests.conftest import Office, _someone

DAY = date(2026, 11, 2)
GIVEN: dict[str, Any] = {
    "kind": "study",
    "title": "学习基层治理文件",
    "systems": ["decisions"],
    "held_on": DAY,
    "begins": time(9),
    "ends": time(11),
    "place": "街道三楼会议室",
}
HELD: dict[str, Any] = {"chair": "何志远", "summary": "逐条学习，明确了分工。"}
PAPER: dict[str, Any] = {
    "level": "district",
    "genre": "document",
    "issuer": "中共金水区委办公室",
    "document_number": "金办〔2026〕12号",
    "title": "关于推进基层治理的意见",
    "received_on": DAY,
    "summary": "要求各街道落实四项制度。",
}


def person(user: User) -> int:
    """A user as rosters know people."""
    assert user.person_id
    return user.person_id


def registered(
    unit: Unit,
    by: User,
    *,
    attends: Iterable[User] = (),
    absent: Iterable[User] = (),
    **other: Any,
) -> Activity:
    """An activity of a unit that was held; `attends` are those on the roster."""
    people = {
        part: list(map(person, other.pop(part, ()))) for part in ("listens", "speaks", "visits")
    }
    people["attends"] = list(map(person, attends))
    given = GIVEN | HELD | {"people": people, "absent": list(map(person, absent))} | other
    return actions.register(unit, by=by, **given)


def planned(unit: Unit, by: User, *, attends: Iterable[User], **other: Any) -> Activity:
    """One that is planned."""
    given = GIVEN | {"people": {"attends": list(map(person, attends))}} | other
    return actions.plan(unit, by=by, **given)


def received(unit: Unit, by: User, **other: Any) -> SuperiorDocument:
    """A paper from above that a unit received."""
    given = PAPER | {"file": upload("文件.pdf", PDF)} | other
    return actions.receive(unit, by=by, **given)


@pytest.fixture(autouse=True)
def _vault(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "vault"


@pytest.fixture
def director(office: Office) -> User:
    """办事处主任 of the street."""
    return _someone("zhou-director", "周国梁", office.street, "director")


@pytest.fixture
def deputy(office: Office) -> User:
    """党工委副书记 of the street."""
    return _someone("lv", "吕红梅", office.street, "deputy_secretary")

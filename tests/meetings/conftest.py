"""A dossier of community A, its people, and meetings called on it."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pytest

from jiedao.dossiers import actions as dossiers
from jiedao.dossiers.models import Dossier
from jiedao.lib import clock
from jiedao.lib.quotas import AtLeast, MoreThan
from jiedao.meetings import actions
from jiedao.meetings.judgement import Thresholds
from jiedao.meetings.models import Meeting
from jiedao.meetings.states import MeetingKind
from jiedao.organisation.models import HeadCount
from jiedao.organisation.states import BodyKind
from jiedao.people import actions as people
from jiedao.people.models import Person, User

NOTICED, HELD = date(2026, 11, 10), date(2026, 11, 22)
LAW = "《城市居民委员会组织法》（2025年修订）"
STATUTE = Thresholds(
    quorum=AtLeast(2, 3),
    passing=MoreThan(1, 2),
    article_quorum="第二十九条",
    article_pass="第二十九条",
    law=LAW,
)
OF_RESIDENTS = Thresholds(
    quorum=MoreThan(1, 2),
    passing=MoreThan(1, 2),
    article_quorum="第二十七条",
    article_pass="第二十七条",
    law=LAW,
)
OF_BRANCH = Thresholds(quorum=MoreThan(1, 2), passing=MoreThan(1, 2), base_of_pass="expected")
OF_BOTH = Thresholds(quorum=MoreThan(1, 2), passing=MoreThan(1, 2), per_body=True)

Call = Callable[..., Meeting]


@pytest.fixture(autouse=True)
def day_of_notice() -> Iterator[None]:
    with clock.moved_to(NOTICED):
        yield


@pytest.fixture
def dossier(office: Any, zhao_chair: User) -> Dossier:
    return dossiers.open_dossier(
        kind="decisions.matter",
        prefix="JC",
        title="2号院老旧小区环境改造",
        unit=office.a,
        by=zhao_chair,
        opened_on=date(2026, 9, 1),
        state_label="商议",
    )


@pytest.fixture
def persons(db: None) -> list[Person]:
    """王一, 王二, … as many as a small meeting needs."""
    return [people.register_person(name=f"王{number}") for number in "一二三四五六七八九"]


@pytest.fixture
def head_count(office: Any, zhao_chair: User) -> HeadCount:
    return HeadCount.objects.create(
        unit=office.a,
        counted_on=date(2026, 10, 31),
        adults=20,
        households=9,
        source="社区户籍底册",
        entered_at=clock.now(),
        entered_by=zhao_chair,
    )


@pytest.fixture
def call(dossier: Dossier, persons: list[Person], zhao_chair: User) -> Call:
    """Give notice of a meeting, of the nine representatives unless told otherwise."""

    def called(**more: Any) -> Meeting:
        bodies = [BodyKind.REPRESENTATIVES]
        given: dict[str, Any] = {
            "kind": MeetingKind.REPRESENTATIVES,
            "held_at": datetime(2026, 11, 22, 9, 30, tzinfo=clock.SHANGHAI),
            "place": "党群服务中心二楼",
            "by": zhao_chair,
            "notice_on": NOTICED,
            "notice_days": 10,
            "notice_basis": f"{LAW}第二十六条",
            "composition": [(person, bodies, "居民代表") for person in persons],
        }
        return actions.call(dossier, **(given | more))

    return called


@pytest.fixture
def residents_meeting(call: Call, head_count: HeadCount) -> Meeting:
    return call(kind=MeetingKind.RESIDENTS, base="adults", head_count=head_count, composition=())


def tick(meeting: Meeting, by: User, number: int) -> Meeting:
    """The first so many on the roster signed the sheet."""
    keys = list(meeting.roster.order_by("id").values_list("pk", flat=True))[:number]
    return actions.sign_in(meeting, present=keys, by=by)

"""The demo street's party committee shows its work in every state that matters."""

from collections import Counter
from datetime import date, timedelta

import pytest

from jiedao.demo import party_committee
from jiedao.demo.cast import CAST, DEPARTMENTS, STREET
from jiedao.demo.scenes import Stage
from jiedao.indicators.figures import Scope
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from jiedao.party_committee.indicators import DECIDED, DONE, MEETINGS, OVERDUE
from jiedao.party_committee.models import PartyMeeting, Topic
from jiedao.party_committee.selectors.topics import row_of
from jiedao.party_committee.states import MeetingStanding, Outcome
from jiedao.people.models import User
from tests.conftest import TODAY, Office, _someone, _unit


def stage_of(office: Office, today: date) -> Stage:
    """The street with its departments, and those of the cast who work there."""
    units: dict[str, Unit] = {STREET: office.street}
    for place, name in enumerate(DEPARTMENTS, start=1):
        code = f"{STREET}-K{place:02}"
        units[code] = _unit(code, name, name, UnitLevel.DEPARTMENT, office.street)
    people: dict[str, User] = {
        one.username: _someone(one.username, one.name, units[one.unit], *one.roles)
        for one in CAST
        if one.unit in units
    }
    return Stage(today, units, people)


@pytest.mark.parametrize("shift", range(7))
def test_the_committee_has_decided_refused_put_off_and_is_late(office: Office, shift: int) -> None:
    today = TODAY - timedelta(days=shift)
    party_committee.scene(stage_of(office, today))
    words = Counter(
        "逾期" if word.startswith("逾期") else word
        for word in (row_of(one, today).word for one in Topic.objects.all())
    )
    assert words == {
        "已办结": 2, "未通过": 1, "办理中": 1, "逾期": 1, "暂缓": 1, "已列入议程": 1,
        "退回修改": 1, "待分管领导审核": 1,
    }  # fmt: skip
    standings = Counter(one.standing for one in PartyMeeting.objects.all())
    assert standings == {MeetingStanding.MINUTED: 2, MeetingStanding.CALLED: 1}
    estates = Topic.objects.get(dossier__title__contains="老旧小区")
    assert estates.dossier.recusals.count() == 1
    assert estates.entries.get().outcome == Outcome.PASSED
    scope = Scope(office.street, today - timedelta(days=365), today + timedelta(days=1))
    values = [figure.rows(scope).count() for figure in (MEETINGS, DECIDED, DONE, OVERDUE)]
    assert values == [2, 4, 2, 1]

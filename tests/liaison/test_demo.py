"""The demo street has its groups, its pilot, visits one of which is late, and lines in every standing."""

from collections import Counter
from datetime import timedelta

from jiedao.deadlines.models import Deadline
from jiedao.demo import liaison
from jiedao.demo.cast import CAST, DEPARTMENTS, STREET
from jiedao.demo.scenes import Stage
from jiedao.ledger.selectors import broken_chains
from jiedao.liaison.models import Assignment, Responsibility, Trial
from jiedao.liaison.selectors import active_groups, leading_group
from jiedao.liaison.selectors.leaving import gone_from
from jiedao.liaison.selectors.responsibilities import rows_of
from jiedao.organisation.models import Unit
from jiedao.organisation.states import UnitLevel
from tests.conftest import TODAY, Office, _someone, _unit


def test_the_street_has_groups_a_pilot_visits_and_responsibilities(office: Office) -> None:
    for place, name in enumerate(DEPARTMENTS, start=1):
        _unit(f"{STREET}-K0{place}", name, name, UnitLevel.DEPARTMENT, office.street)
    units = {unit.code: unit for unit in Unit.objects.all()}
    people = {
        one.username: _someone(one.username, one.name, units[one.unit], *one.roles)
        for one in CAST
        if one.unit.startswith(STREET)
    }
    liaison.scene(Stage(TODAY, units, people))
    found = list(active_groups(office.street, TODAY))
    assert len(found) == 5
    assert all(one.lead_on(TODAY) and one.responsible_on(TODAY) for one in found)
    gone = [one for left in gone_from(found, TODAY).values() for one in left]
    assert [(one.role, one.user.name) for one in gone] == [("responsible", "邵永年")]
    red = Deadline.objects.open().get(code="liaison.responsible_left")
    assert red.due_on == TODAY - timedelta(days=4)
    leading = leading_group(office.street, TODAY)
    assert leading
    assert leading.lead_on(TODAY) == people["shuji"]
    assert leading.members.count() == 7
    decisions = found[1]
    before = TODAY - timedelta(days=121)
    assert decisions.responsible_on(before) == people["keshi"]
    assert decisions.responsible_on(TODAY) == people["dangjian"]
    assert (Trial.objects.count(), Trial.objects.late(TODAY).count()) == (2, 1)
    late = Assignment.objects.on(TODAY).late(TODAY).get()
    assert (late.leader, late.community) == (people["zhuren"], office.b)
    lines = rows_of(Responsibility.objects.select_related("dossier__unit"), today=TODAY)
    assert Counter(str(one.fulfilment.label) for one in lines) == {
        "已落实": 2,
        "未落实": 2,
        "逾期": 2,
    }
    assert not list(broken_chains())

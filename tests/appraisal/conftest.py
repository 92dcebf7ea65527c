"""A street that assesses its communities, a department and a person, each act by whose it is."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jiedao.appraisal import actions
from jiedao.appraisal.models import Appraisal, Target, TargetList
from jiedao.appraisal.selectors import lists as selectors
from jiedao.lib import clock
from jiedao.people.models import User
from jiedao.reporting import actions as reporting
from jiedao.reporting.models import Paper
from tests.conftest import Office, _someone
from tests.reporting.conftest import MONDAY as MONDAY
from tests.reporting.conftest import at as at
from tests.reporting.conftest import week as week

YEAR = MONDAY.year
AFTER = date(YEAR + 1, 1, 11)
ANNOUNCED = date(YEAR + 1, 1, 12)
GRADED = date(YEAR + 1, 1, 25)
LATE: dict[str, Any] = {
    "words": "每周汇报、半月小结按期报送",
    "standard": "没有逾期计入考核的，每份扣2分",
    "weight": 40,
    "rule": "over",
    "indicator": "reporting.counted",
    "threshold": Decimal(0),
    "points_each": Decimal(2),
}
SHARE: dict[str, Any] = {
    "words": "汇报按期率",
    "standard": "不低于95%，每低一个百分点扣1分",
    "weight": 30,
    "rule": "under",
    "indicator": "reporting.on_time_share",
    "threshold": Decimal(95),
    "points_each": Decimal(1),
}
MANUAL: dict[str, Any] = {
    "words": "四项制度台账",
    "standard": "齐全、真实、及时",
    "weight": 30,
    "rule": "manual",
}


@pytest.fixture(autouse=True)
def _vault(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "vault"


@pytest.fixture
def organiser(office: Office) -> User:
    """组织委员 of the street, of the assessment group."""
    return _someone("han", "韩学军", office.street, "organiser")


@dataclass
class Year:
    """A year of the street, its two communities on lists of three targets."""

    office: Office
    keeper: User
    appraisal: Appraisal
    a: TargetList
    b: TargetList

    def issued(self) -> "Year":
        with clock.moved_to(MONDAY):
            actions.issue(self.appraisal, by=self.keeper)
        return self

    def rated(self, points: int = 27) -> "Year":
        for one in (self.a, self.b):
            with clock.moved_to(MONDAY):
                actions.rate(
                    manual_of(one), by=self.keeper, points=Decimal(points), reason="台账齐全"
                )
        return self

    def scored(self) -> "Year":
        with clock.moved_to(AFTER):
            actions.score(self.appraisal, by=self.keeper)
        return self

    def announced(self) -> "Year":
        with clock.moved_to(ANNOUNCED):
            actions.announce(self.appraisal, by=self.keeper)
        return self

    def graded(self) -> "Year":
        with clock.moved_to(GRADED):
            actions.finish(self.appraisal, by=self.keeper)
        return self


def manual_of(one: TargetList) -> Target:
    return Target.objects.select_related("list__appraisal__dossier__unit", "list__dossier").get(
        list=one, rule="manual"
    )


def listed(one: TargetList, user: User) -> TargetList:
    """The list as a page reads it."""
    return selectors.get_visible(user, one.dossier.number)


def total(one: TargetList, user: User, day: date = MONDAY) -> Decimal:
    """What a list comes to on a day."""
    (row,) = selectors.rows_of([listed(one, user)], today=day)
    return row.sheet.total


@pytest.fixture
def year(week: Office, organiser: User) -> Year:
    """The year being drawn up on the Monday on which the week's papers were opened."""
    with clock.moved_to(MONDAY):
        made = actions.open_appraisal(week.street, by=organiser, year=YEAR)
        # What the share does is tested where it is set; elsewhere both communities may be graded first.
        actions.set_shares(made, by=organiser, first_units=100, first_persons=100)
        first = actions.add_list(made, by=organiser, unit=week.a)
        for given in (LATE, SHARE, MANUAL):
            actions.add_target(first, by=organiser, **given)
        second = actions.add_list(made, by=organiser, unit=week.b, like=first)
    return Year(week, organiser, made, first, second)


@pytest.fixture
def no_papers(year: Year, lead_official: User) -> None:
    """No paper of the week is owed: there is nothing to be late with."""
    with clock.moved_to(MONDAY):
        for paper in Paper.objects.select_related("dossier__unit"):
            reporting.release(paper, by=lead_official, reason="这一周停电，不再报送")

"""The demo street shows a year with its grades and one that is live, on whatever day it is built."""

from datetime import date

import pytest

from jiedao.appraisal.models import (
    Appeal,
    Appraisal,
    Award,
    Bonus,
    BranchReview,
    Pack,
    TargetList,
)
from jiedao.appraisal.states import AppraisalState, ReviewState
from jiedao.demo import appraisal
from jiedao.demo.cast import CAST, A, B
from jiedao.demo.scenes import Stage
from jiedao.ledger.selectors import broken_chains
from tests.conftest import Office, _someone
from tests.party_committee.test_demo import stage_of

DAYS = (date(2026, 11, 29), date(2026, 3, 2))


def played(office: Office, today: date) -> None:
    """The scene, with the people of both communities at their posts."""
    stage = stage_of(office, today)
    units = stage.units | {A: office.a, B: office.b}
    people = dict(stage.people)
    for one in CAST:
        if one.unit in (A, B):
            people[one.username] = _someone(one.username, one.name, units[one.unit], *one.roles)
    appraisal.scene(Stage(today, units, people))


@pytest.mark.parametrize("today", DAYS)
def test_last_year_has_grades_and_this_year_is_live(office: Office, today: date) -> None:
    played(office, today)
    running, past = Appraisal.objects.order_by("-year")
    assert (running.state, past.state) == (AppraisalState.ISSUED, AppraisalState.FINAL)
    words = [one.grade_word for one in TargetList.objects.filter(appraisal=past).order_by("pk")]
    assert words == ["好", "较好", "一般", "优秀"]
    assert not TargetList.objects.filter(appraisal=running).exclude(points=None).exists()
    assert Appeal.objects.get().correction == 3
    assert Award.objects.count() == 1
    reviews = {one.unit.code: one.state for one in BranchReview.objects.select_related("unit")}
    assert reviews == {A: ReviewState.CONCLUDED, B: ReviewState.CLOSED}
    assert Bonus.objects.get().points == 2
    assert Pack.objects.get().appraisal == past
    assert len(past.veto_matters.all()) == len(running.veto_matters.all()) == 5
    assert list(broken_chains()) == []


def test_in_january_the_year_before_is_still_to_be_scored(office: Office) -> None:
    played(office, date(2027, 1, 5))
    year = Appraisal.objects.get()
    assert (year.year, year.state) == (2026, AppraisalState.ISSUED)

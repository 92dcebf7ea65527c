"""F2, F3, F4, F15, F21–F23 and what is left to do: each follows the records at once."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiedao.access import actions as access
from jiedao.activities import actions
from jiedao.activities.indicators import (
    EXCHANGE,
    HEARINGS,
    INTEGRITY,
    OWING,
    PROBLEMS,
    RECEIVED,
    RELAYED,
    SOLVED,
    SOLVED_SHARE,
    SPECIAL,
    STUDIED,
    STUDY,
    TRAINING,
    VISITS,
)
from jiedao.indicators import actions as sums
from jiedao.indicators.figures import Figure, Scope
from jiedao.indicators.selectors import told
from jiedao.organisation.models import Unit
from jiedao.people import actions as people
from jiedao.people.models import User
from tests.activities.conftest import DAY, planned, received, registered
from tests.conftest import Office, _someone

YEAR = (date(2026, 1, 1), date(2027, 1, 1))


def value(figure: Figure, unit: Unit, since: date = YEAR[0], until: date = YEAR[1]) -> Any:
    """A figure as it is told; it comes to its rows."""
    scope = Scope(unit, since, until)
    (found,) = told([figure], scope)
    if figure is not SOLVED_SHARE:
        assert found.value == figure.rows(scope).count()
    return found.value


@pytest.mark.parametrize("settled", [False, True])
def test_one_record_changes_and_the_list_the_figure_and_its_rows_change(
    office: Office,
    officer: User,
    lead_official: User,
    client_of: Callable[[User], Client],
    settled: bool,
) -> None:
    client = client_of(officer)

    def seen() -> tuple[Any, int, int, str]:
        if settled:
            sums.settle()
        listed = client.get(reverse("activities:activity_list"), {"standing": "held"})
        rows = STUDY.rows(Scope(office.street, *YEAR)).count()
        page = client.get(
            reverse("indicators:figure_page", args=["activities.study"]),
            {"since": "2026-01-01", "until": "2026-12-31"},
        )
        return value(STUDY, office.street), rows, len(listed.context["listed"].rows), page.text

    assert seen()[:3] == (0, 0, 0)
    activity = planned(office.street, officer, attends=[officer, lead_official])
    assert seen()[:3] == (0, 0, 0)
    entries = list(activity.roster.order_by("id"))
    actions.hold(
        activity,
        by=officer,
        held_on=DAY,
        begins=activity.begins,
        ends=None,
        place="二楼",
        chair="何志远",
        summary="学了。",
        present=[entries[0].pk],
    )
    *numbers, page = seen()
    assert numbers == [1, 1, 1]
    assert activity.dossier.number in page
    assert value(STUDY, office.street, until=DAY) == 0
    assert value(STUDY, office.a) == 0


def test_a_study_of_a_community_counts_for_its_street_too(
    office: Office, branch_secretary: User, zhao_chair: User
) -> None:
    for kind in ("study", "training", "integrity", "exchange", "promotion", "joint", "tour"):
        registered(office.a, branch_secretary, attends=[zhao_chair], kind=kind)
    for figure, number in ((STUDY, 1), (TRAINING, 1), (INTEGRITY, 1), (EXCHANGE, 2)):
        assert value(figure, office.street) == value(figure, office.a) == number
        assert value(figure, office.b) == 0
    assert value(SPECIAL, office.street) == 0


def test_a_special_meeting_counts_when_it_was_about_one_of_the_four_systems(
    office: Office, officer: User, li_secretary: User
) -> None:
    registered(office.street, officer, attends=[li_secretary], kind="special", systems=[])
    assert value(SPECIAL, office.street) == 0
    both = ["disputes", "services"]
    registered(office.street, officer, attends=[li_secretary], kind="special", systems=both)
    assert value(SPECIAL, office.street) == 1


def test_a_hearing_counts_by_the_posts_held_that_day(
    office: Office, officer: User, director: User, lead_official: User, zhao_chair: User
) -> None:
    def heard(**who: Any) -> Decimal:
        registered(office.street, officer, kind="hearing", **who)
        return value(HEARINGS, office.street)

    assert heard(listens=[director], speaks=[lead_official, zhao_chair]) == 1
    assert heard(listens=[lead_official], speaks=[zhao_chair]) == 1  # no head listened
    assert heard(listens=[director], speaks=[officer]) == 1  # an officer answers for no field
    late = _someone("late", "马建国", office.street, "officer")
    access.appoint(
        late, role="party_secretary", unit=office.street, by=people.system(),
        starts_on=date(2026, 11, 10),
    )  # fmt: skip
    assert heard(listens=[late], speaks=[zhao_chair]) == 1  # not yet secretary on 2 November
    who: dict[str, Any] = {"listens": [late], "speaks": [zhao_chair]}
    assert heard(**who, held_on=date(2026, 11, 10)) == 2
    # Whoever listens must have been there.
    assert heard(listens=[director, lead_official], speaks=[zhao_chair], absent=[director]) == 2


def test_a_joint_visit_counts_once_and_one_of_the_director_alone_not(
    office: Office, officer: User, li_secretary: User, deputy: User, director: User
) -> None:
    def visited(*who: User) -> Decimal:
        registered(
            office.street, officer, kind="visit", visits=who, communities=[office.a, office.b]
        )
        return value(VISITS, office.street)

    assert visited(li_secretary, deputy) == 1
    assert visited(director) == 1
    assert visited(deputy, director) == 2


def test_problems_owing_and_papers(office: Office, officer: User, lead_official: User) -> None:
    study = registered(
        office.street, officer, attends=[officer, lead_official], absent=[lead_official]
    )
    visit = registered(
        office.street, officer, kind="visit", visits=[lead_official], communities=[office.a]
    )
    assert value(OWING, office.street) == 1
    assert value(OWING, office.street, until=DAY) == 0
    found: dict[str, Any] = {
        "measure": "补齐", "unit": office.a, "whose": "赵丽华", "due_on": date(2026, 11, 20),
    }  # fmt: skip
    first = actions.find_problem(visit, by=officer, words="台账缺页", **found)
    actions.find_problem(visit, by=officer, words="公示栏旧", **found)
    assert value(PROBLEMS, office.street) == 2
    assert value(SOLVED_SHARE, office.street) == 0
    actions.solve(first, by=officer, on=date(2026, 11, 12), how="补齐了")
    assert value(SOLVED, office.street) == 1
    assert value(SOLVED_SHARE, office.street) == 50
    owed = study.roster.get(present=False)
    actions.make_up(owed, by=officer, on=date(2026, 11, 9), how="自学")
    assert value(OWING, office.street) == 0
    assert value(OWING, office.street, until=date(2026, 11, 9)) == 1  # on the 8th still owed
    paper = received(office.street, officer)
    assert [value(one, office.street) for one in (RECEIVED, STUDIED, RELAYED)] == [1, 0, 0]
    actions.study(paper, by=officer, activity=study)
    actions.relay(paper, by=officer, units=[office.a, office.b], on=DAY, way="meeting")
    assert [value(one, office.street) for one in (RECEIVED, STUDIED, RELAYED)] == [1, 1, 1]

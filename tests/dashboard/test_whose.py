"""Whose what is late is: the person it was given to is named, urged, and finds it on the desk."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from jiedao.activities import actions as activities
from jiedao.activities.models import Activity
from jiedao.liaison.models import Assignment
from jiedao.lib import clock
from jiedao.notices.models import Notice
from jiedao.organisation.models import Unit
from jiedao.people.models import User
from jiedao.reporting import actions
from jiedao.reporting.models import Paper
from tests.activities.conftest import registered
from tests.conftest import Office, _someone
from tests.liaison.conftest import SINCE, assigned, established
from tests.reporting.conftest import MONDAY, set_up
from tests.reporting.conftest import at as at
from tests.reporting.conftest import room as room

LATE = SINCE + timedelta(days=40)
DASHBOARD, DESK = reverse("dashboard:dashboard"), reverse("pages:desk")
At = Callable[..., Any]


@pytest.fixture
def director(office: Office) -> User:
    """周国梁, who keeps no records of the groups himself."""
    return _someone("zhouguoliang", "周国梁", office.street, "director")


@pytest.fixture
def unvisited(office: Office, officer: User, director: User) -> Assignment:
    """周国梁 answers for community B and has not been there."""
    with clock.moved_to(SINCE):
        return assigned(office.b, officer, director)


@pytest.fixture
def visit(office: Office, officer: User, director: User, zheng_other: User) -> Activity:
    """A visit that found a problem, which community B is to solve."""
    with clock.moved_to(SINCE):
        made = registered(
            office.street,
            officer,
            kind="visit",
            title="督促指导科技社区",
            held_on=SINCE,
            communities=[office.b],
            visits=[director],
        )
        activities.find_problem(
            made,
            by=officer,
            words="公示栏没有更新",
            measure="当周更新",
            unit=office.b,
            whose="郑邻社",
            due_on=SINCE + timedelta(days=10),
        )
    return made


def test_the_official_of_a_community_is_named_urged_and_has_it_on_his_desk(
    unvisited: Assignment, director: User, li_secretary: User, officer: User, at: At
) -> None:
    with at(li_secretary, LATE) as client:
        assert "起逾期。由周国梁办。" in client.get(DASHBOARD).text
        client.post(reverse("reporting:urge", args=[unvisited.dossier.number]))
    # Who only keeps the records of the visits is left in peace.
    urged = Notice.objects.filter(kind="urged").values_list("user__name", flat=True)
    assert list(urged) == ["周国梁"]
    with at(director, LATE) as client:
        desk = client.get(DESK)
    (row,) = desk.context["desk"].waiting
    assert (row.word, row.title) == ("逾期9天", "周国梁分包科技社区")
    assert row.why == "您分包的社区，走访最迟11月1日。走访以后请登记。"
    # Who only keeps the records of the visits has nothing to do about it.
    with at(officer, LATE) as client:
        assert client.get(DESK).context["desk"].late.rows == []
    # It is no news of another's desk.
    assert not any(one.title == row.title for one in desk.context["desk"].watched)


def test_what_was_given_to_somebody_who_left_is_urged_of_those_who_keep_it(
    unvisited: Assignment, director: User, li_secretary: User, officer: User, at: At
) -> None:
    User.objects.filter(pk=director.pk).update(is_active=False)
    with at(li_secretary, LATE) as client:
        client.post(reverse("reporting:urge", args=[unvisited.dossier.number]))
    urged = Notice.objects.filter(kind="urged").values_list("user__name", flat=True)
    assert set(urged) == {str(officer)}
    with at(officer, LATE) as client:
        (row,) = client.get(DESK).context["desk"].late.rows
    assert row.title == "周国梁分包科技社区"


def test_a_visit_that_is_not_yet_near_lies_on_no_desk(
    unvisited: Assignment, director: User, at: At
) -> None:
    with at(director, SINCE + timedelta(days=5)) as client:
        assert client.get(DESK).context["desk"].waiting == []


def test_the_community_whose_a_problem_is_is_named_urged_and_has_it_on_its_desk(
    visit: Activity, zheng_other: User, li_secretary: User, at: At
) -> None:
    with at(li_secretary, LATE) as client:
        assert "起逾期。由科技社区（郑邻社）办。" in client.get(DASHBOARD).text
        client.post(reverse("reporting:urge", args=[visit.dossier.number]))
    assert Notice.objects.filter(kind="urged", user=zheng_other).exists()
    with at(zheng_other, LATE) as client:
        (row,) = client.get(DESK).context["desk"].waiting
    assert (row.word, row.title) == ("逾期30天", "督促指导科技社区")
    assert row.why == "督导发现的问题：公示栏没有更新。10月11日前解决，解决以后请登记。"


def test_a_paper_of_a_group_is_its_own_persons(
    office: Office, lead_official: User, officer: User, room: Unit, li_secretary: User, at: At
) -> None:
    discipline = _someone("ji", "孙正平", office.street, "discipline")
    established(office.street, officer, lead=lead_official, department=room, responsible=discipline)
    with clock.moved_to(MONDAY):
        set_up(office.street, lead_official)
        actions.sweep(day=MONDAY)
    paper = Paper.objects.select_related("dossier").get(group__isnull=False, kind="weekly")
    with at(li_secretary, date(2026, 12, 1)) as client:
        page = client.get(DASHBOARD)
    (row,) = [one for one in page.context["reds"].rows if one.number == paper.dossier.number]
    assert row.whose == "孙正平"


def test_what_was_urged_today_says_so_and_can_be_urged_again_tomorrow(
    unvisited: Assignment, li_secretary: User, at: At
) -> None:
    pages = (DASHBOARD, reverse("dashboard:late_list"))
    way = reverse("reporting:urge", args=[unvisited.dossier.number])
    with at(li_secretary, LATE) as client:
        assert all(way in client.get(page).text for page in pages)
        client.post(way)
        for page in pages:
            told = client.get(page).text
            assert "今天已督办" in told
            assert way not in told
    with at(li_secretary, LATE + timedelta(days=1)) as client:
        assert all(way in client.get(page).text for page in pages)

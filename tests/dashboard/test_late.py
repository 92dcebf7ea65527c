"""The whole list of what is late: reached from the dashboard, narrowed, exported, urged from."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from jiedao.access import actions as access
from jiedao.access.selectors import holdings
from jiedao.lib import clock
from jiedao.organisation.states import UnitLevel
from jiedao.people import actions as people
from jiedao.people.models import User
from jiedao.reporting import actions
from jiedao.web.duties import OfficeDuty
from tests.conftest import Office, _someone, _unit
from tests.dashboard.test_whose import director as director
from tests.dashboard.test_whose import unvisited as unvisited
from tests.liaison.conftest import assigned
from tests.reporting.conftest import at as at
from tests.reporting.conftest import paper_of
from tests.reporting.conftest import week as week
from tests.support import statements

LATE = date(2026, 12, 1)
DASHBOARD, LIST = reverse("dashboard:dashboard"), reverse("dashboard:late_list")
At = Callable[..., Any]


def titles(page: Any) -> list[str]:
    return [row.limit.dossier.title for row in page.context["listed"].rows]


def test_everything_late_is_reached_from_the_dashboard_and_urged_from_the_list(
    week: Office, li_secretary: User, zheng_other: User, at: At
) -> None:
    with at(li_secretary, LATE) as client:
        board = client.get(DASHBOARD)
        assert f"{LIST}?unit={week.street.code}" in board.text
        assert f"{LIST}?unit={week.b.code}" in board.text
        page = client.get(f"{LIST}?unit={week.b.code}")
        assert titles(page) == ["科技社区每周汇报（11月23日至29日）"]
        (row,) = page.context["listed"].rows
        assert (row.left, row.whose, row.since) == ("逾期4天", "郑邻社", date(2026, 11, 28))
        urged = client.post(
            reverse("reporting:urge", args=[row.limit.dossier.number]),
            {"back": page.context["back"]},
            follow=True,
        )
        assert "已督办，通知了1人。" in urged.text
        assert titles(urged) == titles(page)


def test_the_list_is_searched_narrowed_sorted_and_handed_out(
    week: Office, unvisited: Any, li_secretary: User, at: At
) -> None:
    with at(li_secretary, LATE) as client:
        assert titles(client.get(LIST))[0] == "周国梁分包科技社区"
        assert titles(client.get(f"{LIST}?sort=newest"))[-1] == "周国梁分包科技社区"
        assert titles(client.get(f"{LIST}?app=liaison")) == ["周国梁分包科技社区"]
        assert titles(client.get(f"{LIST}?q=走访")) == ["周国梁分包科技社区"]
        assert titles(client.get(f"{LIST}?q=科技社区每周")) == [
            "科技社区每周汇报（11月23日至29日）"
        ]
        assert "没有符合的。" in client.get(f"{LIST}?q=没有这件事").text
        book = client.get(f"{reverse('dashboard:late_export')}?app=liaison")
    sheet = load_workbook(io.BytesIO(book.content)).active
    assert sheet
    _, line = sheet.iter_rows(values_only=True)
    assert line[1:5] == ("周国梁分包科技社区", "走访分包社区", "科技社区", "周国梁")


def test_a_community_sees_its_own_and_no_button(
    week: Office, zhao_chair: User, sun_worker: User, at: At
) -> None:
    with at(zhao_chair, LATE) as client:
        page = client.get(LIST)
        assert titles(page) == ["体育社区每周汇报（11月23日至29日）"]
        assert "督办" not in page.text
        assert client.get(f"{LIST}?unit={week.b.code}").status_code == 404
    with at(sun_worker, LATE) as client:
        assert client.get(LIST).status_code == 403


def test_who_urges_elsewhere_has_no_button_where_he_may_not(
    week: Office, zhao_chair: User, at: At
) -> None:
    other = _unit("410105009", "大石桥街道办事处", "大石桥街道", UnitLevel.STREET, week.district)
    access.appoint(zhao_chair, role="director", unit=other, by=people.system())
    assert holdings(zhao_chair).covers(OfficeDuty.URGE, other)
    with at(zhao_chair, LATE) as client:
        page = client.get(f"{LIST}?unit={week.a.code}")
        assert titles(page) == ["体育社区每周汇报（11月23日至29日）"]
        assert "督办" not in page.text


def test_every_number_of_the_units_opens(week: Office, li_secretary: User, at: At) -> None:
    with at(li_secretary, LATE) as client:
        page = client.get(DASHBOARD)
        (line,) = [one for one in page.context["counted"].lines if one.name == "科技社区"]
        ways = [line.papers_url, line.overdue_url]
        assert all(client.get(way).status_code == 200 for way in ways)
        # There is nothing to open where nothing was due.
        assert (line.limits, line.limits_url) == ("没有", "")
        assert paper_of(week.b).dossier.number in client.get(line.papers_url).text
        coming = page.context["counted"].coming
        meetings = [one for one in coming if "居民代表会议" in one.what or "居民会议" in one.what]
        assert len(meetings) == 2
        assert all(client.get(one.url).status_code == 200 for one in meetings)


def test_the_list_costs_the_same_for_two_and_for_many(
    week: Office, officer: User, li_secretary: User, client_of: Callable[[User], Client]
) -> None:
    costs = []
    for made in (1, 9):
        with clock.moved_to(date(2026, 10, 1)):
            for place in range(made):
                leader = _someone(f"l{made}-{place}", f"周{made}{place}", week.street, "director")
                assigned(week.b, officer, leader, date(2026, 10, 1) - timedelta(days=place))
        with clock.moved_to(LATE):
            actions.sweep(day=LATE)
            client = client_of(li_secretary)
            client.get(LIST)
            costs.append(statements(partial(client.get, LIST)))
    assert costs[0] == costs[1]
